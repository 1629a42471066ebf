package scrm.sop.dispatch;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

import scrm.events.ExternalUserId;
import scrm.sop.dispatch.SegmentAnswers.Segment;
import scrm.sop.due.DueStepId;
import scrm.sop.due.DueSteps;
import scrm.sop.shard.ShardKeeper;

/**
 * Takes the steps of this instance's shards that are due and has them carried out. Taking and carrying out are one
 * transaction that holds the steps' rows: whoever is stopped in it leaves everything as it was, and whoever wakes up
 * after it finds its shards' epochs gone. Shards keep instances out of each other's way; that a step is done once does
 * not hang on them but on its row.
 */
@Service
class DispatchDueSteps {
    /** Rows of one transaction: some tenths of a second of work. */
    static final int BATCH = 2000;

    private final DueSteps steps;
    private final ShardKeeper shards;
    private final CarryOutSteps carryOutSteps;
    private final AskSegments askSegments;
    private final TransactionTemplate transaction;
    private final Clock clock;

    DispatchDueSteps(
            DueSteps steps,
            ShardKeeper shards,
            CarryOutSteps carryOutSteps,
            AskSegments askSegments,
            TransactionTemplate transaction,
            Clock clock) {
        this.steps = steps;
        this.shards = shards;
        this.carryOutSteps = carryOutSteps;
        this.askSegments = askSegments;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Nothing of a batch was done; all is as it was. */
    static final class DispatchFailedException extends RuntimeException {
        private final transient List<DueStepId> taken;

        DispatchFailedException(List<DueStepId> taken, RuntimeException cause) {
            super(cause);
            this.taken = List.copyOf(taken);
        }

        /** The steps of the batch; none if it failed before it had any. */
        List<DueStepId> taken() {
            return taken;
        }
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
     * @param limit how many at most
     * @return how many there were
     * @throws DispatchFailedException if one of them could not be carried out
     */
    int dispatch(List<Integer> due, Map<Integer, Long> held, int limit) {
        Look look = look(due, held, limit, SegmentAnswers.NONE);
        if (!look.open().isEmpty()) {
            // Those that wait for an answer are as they were, so the next look finds them at the same place.
            look(due, held, limit, askSegments.ask(look.open()));
        }
        return look.taken();
    }

    /** @param open what has to be asked before all that was taken can be judged */
    private record Look(int taken, Map<Segment, Set<ExternalUserId>> open) {}

    private Look look(List<Integer> due, Map<Integer, Long> held, int limit, SegmentAnswers segments) {
        List<DueStepId> ids = new ArrayList<>();
        try {
            Map<Segment, Set<ExternalUserId>> open = transaction.execute(_ -> {
                Instant now = clock.instant();
                // Known before they are read: one that cannot be read is to be found among them as well.
                ids.addAll(take(due, held, limit, now));
                return carryOutSteps.carryOut(steps.standing(ids), segments, now);
            });
            return new Look(ids.size(), Objects.requireNonNull(open));
        } catch (RuntimeException e) {
            throw new DispatchFailedException(ids, e);
        }
    }

    private List<DueStepId> take(List<Integer> due, Map<Integer, Long> held, int limit, Instant now) {
        Set<Integer> ours = shards.still(held);
        List<DueStepId> taken = new ArrayList<>();
        for (int shard : due) {
            if (ours.contains(shard) && taken.size() < limit) {
                taken.addAll(steps.take(shard, now, limit - taken.size()));
            }
        }
        return taken;
    }
}
