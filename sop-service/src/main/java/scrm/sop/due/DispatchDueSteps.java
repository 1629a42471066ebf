package scrm.sop.due;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import scrm.sop.due.DueSteps.Claimed;
import scrm.sop.due.DueSteps.Standing;
import scrm.sop.due.StepKind.Ready;
import scrm.sop.plan.Action;
import scrm.sop.plan.RunningPlans;

/**
 * Takes steps that are due and has their kinds carry them out. What is late is sent all the same (misfire policy
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
    private final Map<Class<? extends Action>, StepKind> kinds;
    private final RunningPlans plans;
    private final TellSteps tellSteps;
    private final AdmitSteps admitSteps;
    private final Clock clock;

    DispatchDueSteps(
            DueSteps steps,
            List<StepKind> kinds,
            RunningPlans plans,
            TellSteps tellSteps,
            AdmitSteps admitSteps,
            Clock clock) {
        this.steps = steps;
        this.kinds = kinds.stream().collect(Collectors.toMap(StepKind::action, kind -> kind));
        this.plans = plans;
        this.tellSteps = tellSteps;
        this.admitSteps = admitSteps;
        this.clock = clock;
    }

    @Transactional
    public List<Claimed> claim() {
        steps.expire(BATCH);
        return steps.claim(clock.instant(), LEASE, BATCH);
    }

    @Transactional
    public void dispatch(List<Claimed> claimed) {
        Instant now = clock.instant();
        Map<Class<?>, List<Ready>> ready = new LinkedHashMap<>();
        List<DueStepId> held = new ArrayList<>();
        List<DueStep> unwanted = new ArrayList<>();
        for (Standing standing : steps.standing(claimed)) {
            DueStep step = standing.step();
            if (!standing.enrolmentActive()) {
                unwanted.add(step);
            } else if (!standing.planActive()) {
                held.add(step.id());
            } else {
                Action action = action(step);
                ready.computeIfAbsent(action.getClass(), _ -> new ArrayList<>()).add(new Ready(step, 0, action));
            }
        }
        steps.hold(held);
        steps.skip(unwanted.stream().map(DueStep::id).toList(), ScheduleSteps.ENROLMENT_ENDED, now);
        unwanted.forEach(step -> tellSteps.settled(step, DueStep.State.SKIPPED, null));
        ready.forEach(
                (action, some) -> Objects.requireNonNull(kinds.get(action)).dispatch(admitSteps.admit(some), now));
    }

    private Action action(DueStep step) {
        return plans.version(step.corpId(), step.planId(), step.planVersion())
                .definition()
                .steps()
                .get(step.step())
                .action();
    }
}
