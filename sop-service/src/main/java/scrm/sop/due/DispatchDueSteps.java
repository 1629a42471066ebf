package scrm.sop.due;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.events.UserId;
import scrm.sop.due.DueSteps.Claimed;
import scrm.sop.due.DueSteps.Dispatch;
import scrm.sop.due.DueSteps.Standing;
import scrm.sop.groupmessage.GatherGroupMessage;
import scrm.sop.groupmessage.GroupMessageId;
import scrm.sop.groupmessage.MessageContent;
import scrm.sop.plan.PlanId;
import scrm.sop.plan.RunningPlans;

/**
 * Takes steps that are due and gathers them into group messages. What is late is sent all the same (misfire policy
 * "run"), and how late is written down. Taking and dispatching are two short transactions: an instance that stops
 * between them blocks nobody, and one that wakes up after its lease finds its fence gone.
 */
@Service
class DispatchDueSteps {
    /** Rows of one claim: some tenths of a second of work. */
    static final int BATCH = 2000;

    /** Far longer than dispatching a batch takes. */
    private static final Duration LEASE = Duration.ofSeconds(10);

    private final DueSteps steps;
    private final GatherGroupMessage gatherGroupMessage;
    private final RunningPlans plans;
    private final TellSteps tellSteps;
    private final MeterRegistry meters;
    private final Clock clock;

    DispatchDueSteps(
            DueSteps steps,
            GatherGroupMessage gatherGroupMessage,
            RunningPlans plans,
            TellSteps tellSteps,
            MeterRegistry meters,
            Clock clock) {
        this.steps = steps;
        this.gatherGroupMessage = gatherGroupMessage;
        this.plans = plans;
        this.tellSteps = tellSteps;
        this.meters = meters;
        this.clock = clock;
    }

    /** What one member is to say to some contacts by one step. */
    private record Said(CorpId corpId, PlanId planId, int planVersion, int step, UserId userId) {
        static Said by(DueStep step) {
            return new Said(step.corpId(), step.planId(), step.planVersion(), step.step(), step.userId());
        }

        String key() {
            return "plan:" + planId + ":" + planVersion + ":" + step + ":" + userId;
        }
    }

    @Transactional
    public List<Claimed> claim() {
        steps.expire(BATCH);
        return steps.claim(clock.instant(), LEASE, BATCH);
    }

    @Transactional
    public void dispatch(List<Claimed> claimed) {
        Instant now = clock.instant();
        Map<Said, List<DueStep>> together = new LinkedHashMap<>();
        List<DueStepId> held = new ArrayList<>();
        List<DueStep> unwanted = new ArrayList<>();
        for (Standing standing : steps.standing(claimed)) {
            DueStep step = standing.step();
            if (!standing.enrolmentActive()) {
                unwanted.add(step);
            } else if (!standing.planActive()) {
                held.add(step.id());
            } else {
                together.computeIfAbsent(Said.by(step), _ -> new ArrayList<>()).add(step);
            }
        }
        steps.hold(held);
        steps.skip(unwanted.stream().map(DueStep::id).toList(), ScheduleSteps.ENROLMENT_ENDED, now);
        unwanted.forEach(step -> tellSteps.settled(step, DueStep.State.SKIPPED, null));
        together.forEach((said, due) -> dispatch(said, due, now));
    }

    private void dispatch(Said said, List<DueStep> due, Instant now) {
        MessageContent content = plans.version(said.corpId(), said.planId(), said.planVersion())
                .definition()
                .steps()
                .get(said.step())
                .content();
        Map<ExternalUserId, GroupMessageId> gathered = gatherGroupMessage.gather(
                said.corpId(),
                said.key(),
                said.userId(),
                content,
                due.stream().map(DueStep::externalUserId).toList());
        List<Dispatch> dispatches = new ArrayList<>();
        for (DueStep step : due) {
            Duration lateness = Duration.between(step.dueAt(), now);
            dispatches.add(
                    new Dispatch(step.id(), Objects.requireNonNull(gathered.get(step.externalUserId())), lateness));
            meters.timer("scrm.due.lateness").record(lateness);
        }
        steps.dispatched(dispatches, now);
    }
}
