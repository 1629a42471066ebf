package scrm.sop.dispatch;

import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Service;

import scrm.messaging.Failures;
import scrm.sop.dispatch.DispatchDueSteps.DispatchFailedException;

/**
 * Goes through a shard in which something failed: by ever smaller batches until it is known which step cannot be
 * carried out, and past that one. What fails because a store is away is nobody's fault, and the shard waits for it.
 */
@Service
class PassBrokenSteps {
    private final DispatchDueSteps dispatchDueSteps;
    private final SetStepsAside setStepsAside;

    PassBrokenSteps(DispatchDueSteps dispatchDueSteps, SetStepsAside setStepsAside) {
        this.dispatchDueSteps = dispatchDueSteps;
        this.setStepsAside = setStepsAside;
    }

    /** Dispatches what a batch may have at most; returns how many there were, broken ones among them. */
    int dispatch(int shard, Map<Integer, Long> held) {
        int done = 0;
        int limit = DispatchDueSteps.BATCH;
        while (done < DispatchDueSteps.BATCH) {
            try {
                int some = dispatchDueSteps.dispatch(List.of(shard), held, limit);
                done += some;
                if (some < limit) {
                    break;
                }
                // Broken steps stand together as a rule, so what is whole is not taken to be whole for long.
                limit = Math.min(limit * 2, DispatchDueSteps.BATCH - done);
            } catch (DispatchFailedException e) {
                if (e.taken().isEmpty() || Failures.isTransient(e)) {
                    throw e;
                }
                if (e.taken().size() == 1) {
                    setStepsAside.failed(e.taken().getFirst(), e.getCause());
                    done++;
                }
                limit = Math.max(1, e.taken().size() / 2);
            }
        }
        return done;
    }
}
