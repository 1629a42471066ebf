package scrm.sop.tally;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Keeps the sums of plans up to date; any number of instances may, one at a time does. */
@Component
class SumWorker {
    private final SumPlans sumPlans;

    SumWorker(SumPlans sumPlans) {
        this.sumPlans = sumPlans;
    }

    /** A look that finds nothing reads an index entry of each table. */
    @Scheduled(fixedDelay = 500)
    void run() {
        while (sumPlans.next()) {
            // There is more.
        }
    }
}
