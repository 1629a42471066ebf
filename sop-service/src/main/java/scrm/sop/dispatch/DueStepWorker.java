package scrm.sop.dispatch;

import java.util.List;
import java.util.Map;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

import scrm.sop.dispatch.DispatchDueSteps.DispatchFailedException;
import scrm.sop.shard.ShardKeeper;

/** Looks for steps that are due in this instance's shards. */
@Component
class DueStepWorker {
    private final DispatchDueSteps dispatchDueSteps;
    private final PassBrokenSteps passBrokenSteps;
    private final ShardKeeper shards;

    DueStepWorker(DispatchDueSteps dispatchDueSteps, PassBrokenSteps passBrokenSteps, ShardKeeper shards) {
        this.dispatchDueSteps = dispatchDueSteps;
        this.passBrokenSteps = passBrokenSteps;
        this.shards = shards;
    }

    /** Looks often, for a look that finds nothing reads one index entry of each shard. */
    @Scheduled(fixedDelay = 250)
    void run() {
        while (runOnce() == DispatchDueSteps.BATCH) {
            // There is more.
        }
    }

    /** Dispatches a batch; returns how many it had. */
    int runOnce() {
        Map<Integer, Long> held = shards.held();
        List<Integer> due = dispatchDueSteps.due(held.keySet());
        if (due.isEmpty()) {
            return 0;
        }
        try {
            return dispatchDueSteps.dispatch(due, held, DispatchDueSteps.BATCH);
        } catch (DispatchFailedException e) {
            // One shard may be to blame; which one, its own attempt tells.
            return shardByShard(due, held, e);
        }
    }

    /** What cannot be done holds up its own shard for a moment, and no other. */
    private int shardByShard(List<Integer> due, Map<Integer, Long> held, RuntimeException together) {
        int dispatched = 0;
        boolean failed = false;
        for (int shard : due) {
            try {
                dispatched += passBrokenSteps.dispatch(shard, held);
            } catch (RuntimeException e) {
                together.addSuppressed(e);
                failed = true;
            }
        }
        if (failed) {
            throw together;
        }
        return dispatched;
    }
}
