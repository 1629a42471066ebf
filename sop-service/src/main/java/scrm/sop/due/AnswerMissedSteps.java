package scrm.sop.due;

import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import scrm.events.CorpId;
import scrm.rest.Conflict;
import scrm.rest.NotFound;
import scrm.sop.due.DueSteps.LateAnswer;
import scrm.sop.plan.PlanId;
import scrm.sop.plan.RunningPlans;

/** What people decide about steps that were missed or failed; the steps follow as fast as they are dispatched. */
@Service
class AnswerMissedSteps {
    private final MissedSteps missed;
    private final DueSteps steps;
    private final RunningPlans plans;

    AnswerMissedSteps(MissedSteps missed, DueSteps steps, RunningPlans plans) {
        this.missed = missed;
        this.steps = steps;
        this.plans = plans;
    }

    /** Why steps fail that may be done again: it is known that they were not done. One in doubt is none of these. */
    enum FailureReason {
        NOT_FRIEND,
        QUOTA_USED_UP,
        REFUSED,
        NOT_CONFIRMED,
        /** It could not be carried out, however often it was tried. */
        BROKEN,
        /** The company's system did not take it. */
        WEBHOOK_FAILED
    }

    private static Set<String> names(Collection<FailureReason> reasons) {
        return reasons.stream().map(FailureReason::name).collect(Collectors.toUnmodifiableSet());
    }

    /** Steps of the plan about which somebody was asked are done, or are not; returns how many. */
    @Transactional
    public int answer(CorpId corpId, PlanId planId, LateAnswer answer) {
        plans.check(corpId, planId);
        return missed.answer(corpId, planId, answer);
    }

    /** Steps of the plan that failed are done again; returns how many. */
    @Transactional
    public int replay(CorpId corpId, PlanId planId, Set<FailureReason> reasons) {
        plans.check(corpId, planId);
        return reasons.isEmpty() ? 0 : missed.replay(corpId, planId, names(reasons));
    }

    /** One step that failed is done again. */
    @Transactional
    public DueStep replay(CorpId corpId, DueStepId id) {
        if (steps.find(corpId, id).isEmpty()) {
            throw NotFound.of("due-step");
        }
        if (!missed.replay(corpId, id, names(EnumSet.allOf(FailureReason.class)))) {
            throw Conflict.of("due_step_not_failed");
        }
        return steps.find(corpId, id).orElseThrow();
    }
}
