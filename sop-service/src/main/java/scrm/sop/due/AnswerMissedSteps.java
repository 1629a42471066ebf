package scrm.sop.due;

import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import scrm.events.CorpId;
import scrm.sop.due.DueSteps.LateAnswer;
import scrm.sop.plan.PlanId;

/** What people decide about steps that were missed or failed; the steps follow as fast as they are dispatched. */
@Service
class AnswerMissedSteps {
    private final DueSteps steps;

    AnswerMissedSteps(DueSteps steps) {
        this.steps = steps;
    }

    /** Why steps fail that may be done again: WeCom has said that it did not do them. One in doubt is none of these. */
    enum FailureReason {
        NOT_FRIEND,
        QUOTA_USED_UP,
        REFUSED,
        NOT_CONFIRMED
    }

    /** Steps of the plan about which somebody was asked are done, or are not; returns how many. */
    @Transactional
    public int answer(CorpId corpId, PlanId planId, LateAnswer answer) {
        return steps.answer(corpId, planId, answer);
    }

    /** Steps of the plan that failed are done again; returns how many. */
    @Transactional
    public int replay(CorpId corpId, PlanId planId, Set<FailureReason> reasons) {
        return reasons.isEmpty()
                ? 0
                : steps.replay(
                        corpId,
                        planId,
                        EnumSet.copyOf(reasons).stream()
                                .map(FailureReason::name)
                                .collect(Collectors.toUnmodifiableSet()));
    }
}
