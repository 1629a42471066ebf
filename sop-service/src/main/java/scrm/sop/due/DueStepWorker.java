package scrm.sop.due;

import java.util.List;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

import scrm.sop.due.DueSteps.Claimed;

/** Looks for steps that are due; any number of instances may. */
@Component
class DueStepWorker {
    private final DispatchDueSteps dispatchDueSteps;

    DueStepWorker(DispatchDueSteps dispatchDueSteps) {
        this.dispatchDueSteps = dispatchDueSteps;
    }

    /** Looks often, for a look that finds nothing reads one index entry. */
    @Scheduled(fixedDelay = 250)
    void run() {
        while (runOnce() == DispatchDueSteps.BATCH) {
            // There is more.
        }
    }

    /** Dispatches a batch; returns how many it had. */
    int runOnce() {
        List<Claimed> claimed = dispatchDueSteps.claim();
        if (!claimed.isEmpty()) {
            dispatchDueSteps.dispatch(claimed);
        }
        return claimed.size();
    }
}
