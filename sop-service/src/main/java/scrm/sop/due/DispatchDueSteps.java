package scrm.sop.due;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import scrm.sop.due.DueSteps.Standing;
import scrm.sop.plan.Action;
import scrm.sop.shard.ShardKeeper;

/**
 * Takes the steps of this instance's shards that are due and has their kinds carry them out. Taking and carrying out
 * are one transaction that holds the steps' rows: whoever is stopped in it leaves everything as it was, and whoever
 * wakes up after it finds its shards' epochs gone. Shards keep instances out of each other's way; that a step is done
 * once does not hang on them but on its row.
 */
@Service
class DispatchDueSteps {
    /** Rows of one transaction: some tenths of a second of work. */
    static final int BATCH = 2000;

    private final DueSteps steps;
    private final ShardKeeper shards;
    private final Map<Class<? extends Action>, StepKind> kinds;
    private final JudgeSteps judgeSteps;
    private final ReadySteps readySteps;
    private final SettleSteps settleSteps;
    private final Clock clock;

    DispatchDueSteps(
            DueSteps steps,
            ShardKeeper shards,
            List<StepKind> kinds,
            JudgeSteps judgeSteps,
            ReadySteps readySteps,
            SettleSteps settleSteps,
            Clock clock) {
        this.steps = steps;
        this.shards = shards;
        this.kinds = kinds.stream().collect(Collectors.toMap(StepKind::action, kind -> kind));
        this.judgeSteps = judgeSteps;
        this.readySteps = readySteps;
        this.settleSteps = settleSteps;
        this.clock = clock;
    }

    /** Of these shards those in which a step is due, by one look at the head of each. */
    List<Integer> due(Set<Integer> held) {
        return steps.due(held, clock.instant());
    }

    /**
     * Dispatches a batch of steps.
     *
     * @param due shards to take them from, in this order
     * @param held shards of this instance, by their epochs
     * @return how many there were
     */
    @Transactional
    public int dispatch(List<Integer> due, Map<Integer, Long> held) {
        Instant now = clock.instant();
        Set<Integer> ours = shards.still(held);
        List<Standing> taken = new ArrayList<>();
        for (int shard : due) {
            if (ours.contains(shard) && taken.size() < BATCH) {
                taken.addAll(steps.take(shard, now, BATCH - taken.size()));
            }
        }
        judgeSteps.judge(taken, now).forEach((fate, some) -> meet(fate, some, now));
        return taken.size();
    }

    private void meet(Fate fate, List<DueStep> some, Instant now) {
        switch (fate) {
            case DO -> carryOut(some, now);
            case UNWANTED -> settleSteps.skipped(some, ScheduleSteps.ENROLMENT_ENDED);
            case WAIT -> steps.hold(ids(some), DueStep.State.HELD);
            case ASK -> steps.hold(ids(some), DueStep.State.ASKED);
            case MISSED -> settleSteps.skipped(some, "MISSED");
        }
    }

    private void carryOut(List<DueStep> some, Instant now) {
        readySteps.ready(some, now).forEach((action, all) -> Objects.requireNonNull(kinds.get(action))
                .dispatch(all, now));
    }

    private static List<DueStepId> ids(List<DueStep> some) {
        return some.stream().map(DueStep::id).toList();
    }
}
