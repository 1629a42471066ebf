package scrm.sop.rhythm;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Looks for plans whose time has come; any number of instances may. */
@Component
class PlanClockWorker {
    private final KeepTime keepTime;

    PlanClockWorker(KeepTime keepTime) {
        this.keepTime = keepTime;
    }

    /** Looks often, for a look that finds nothing reads one index entry. */
    @Scheduled(fixedDelay = 500)
    void run() {
        while (keepTime.next()) {
            // There is more.
        }
    }
}
