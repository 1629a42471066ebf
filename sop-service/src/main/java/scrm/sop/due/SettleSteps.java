package scrm.sop.due;

import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import scrm.events.CorpId;
import scrm.sop.due.DueSteps.Outcome;
import scrm.sop.enrolment.EndEnrolment;
import scrm.sop.enrolment.EnrolmentId;
import scrm.sop.groupmessage.Commissions;
import scrm.sop.groupmessage.Delivery;
import scrm.sop.groupmessage.GroupMessageId;
import scrm.sop.stafftask.TaskGivers;

/** Carries to the steps how their message or task went, and ends enrolments whose steps have all ended. */
@Service
public class SettleSteps implements Commissions, TaskGivers {
    private final DueSteps steps;
    private final EndEnrolment endEnrolment;
    private final TellSteps tellSteps;
    private final Clock clock;

    SettleSteps(DueSteps steps, EndEnrolment endEnrolment, TellSteps tellSteps, Clock clock) {
        this.steps = steps;
        this.endEnrolment = endEnrolment;
        this.tellSteps = tellSteps;
        this.clock = clock;
    }

    @Override
    @Transactional(readOnly = true)
    public Set<String> withdrawn(CorpId corpId, GroupMessageId id) {
        return steps.withdrawn(corpId, id);
    }

    @Override
    @Transactional
    public void went(CorpId corpId, GroupMessageId id, @Nullable String msgid, Map<String, Delivery> deliveries) {
        List<Outcome> outcomes = new ArrayList<>();
        Set<EnrolmentId> ended = new LinkedHashSet<>();
        for (DueStep step : steps.unsettled(corpId, id)) {
            Delivery delivery = deliveries.get(step.target().id());
            if (delivery == null || delivery == Delivery.QUEUED) {
                continue;
            }
            DueStep.State state = state(delivery);
            // In doubt again and again is told once.
            if (state != step.state() || delivery == Delivery.HANDED_OVER) {
                outcomes.add(new Outcome(step.id(), state, reason(delivery), delivery.isFinal()));
                tellSteps.settled(step, state, msgid);
            }
            if (delivery.isFinal()) {
                ended.add(step.enrolmentId());
            }
        }
        steps.settle(outcomes, clock.instant());
        endEnrolment.completed(steps.finished(ended));
    }

    /** The member did what the step asked for. */
    @Override
    @Transactional
    public void done(CorpId corpId, long giver) {
        steps.inHand(corpId, new DueStepId(giver)).ifPresent(step -> done(List.of(step)));
    }

    /** Steps will not be done; who has none left is through with the plan. */
    @Transactional
    public void skipped(List<DueStep> skipped, String reason) {
        end(skipped, DueStep.State.SKIPPED, reason);
    }

    /** Steps could not be done; who has none left is through with the plan. */
    @Transactional
    public void failed(List<DueStep> failed, String reason) {
        end(failed, DueStep.State.FAILED, reason);
    }

    /** One that could not even be read has failed; there is nothing that could be told of it. */
    @Transactional
    public void unreadable(DueStepId id, EnrolmentId enrolmentId, String reason) {
        steps.end(List.of(id), DueStep.State.FAILED, reason, clock.instant());
        endEnrolment.completed(steps.finished(List.of(enrolmentId)));
    }

    private void end(List<DueStep> some, DueStep.State state, String reason) {
        steps.end(some.stream().map(DueStep::id).toList(), state, reason, clock.instant());
        ended(some, state);
    }

    /** Steps were done without a message; who has none left is through with the plan. */
    @Transactional
    public void done(List<DueStep> done) {
        steps.done(done.stream().map(DueStep::id).toList(), clock.instant());
        ended(done, DueStep.State.DONE);
    }

    private void ended(List<DueStep> ended, DueStep.State state) {
        ended.forEach(step -> tellSteps.settled(step, state, null));
        endEnrolment.completed(steps.finished(
                ended.stream().map(DueStep::enrolmentId).distinct().toList()));
    }

    private static DueStep.State state(Delivery delivery) {
        return switch (delivery) {
            case QUEUED, HANDED_OVER -> DueStep.State.DISPATCHED;
            case SENT -> DueStep.State.SENT;
            case WITHDRAWN, CANCELLED -> DueStep.State.SKIPPED;
            case NOT_FRIEND, QUOTA_USED_UP, REFUSED, NOT_CONFIRMED -> DueStep.State.FAILED;
            case UNKNOWN -> DueStep.State.UNKNOWN;
        };
    }

    private static @Nullable String reason(Delivery delivery) {
        return switch (delivery) {
            case QUEUED, HANDED_OVER, SENT -> null;
            case WITHDRAWN -> DueStep.ENROLMENT_ENDED;
            case NOT_FRIEND, QUOTA_USED_UP, REFUSED, NOT_CONFIRMED, CANCELLED -> delivery.name();
            case UNKNOWN -> "REPLY_LOST";
        };
    }
}
