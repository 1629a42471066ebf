package scrm.tag.growth;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Looks for contacts whose level falls though nothing happens; any number of instances may. */
@Component
class GrowthDueWorker {
    private final RefreshGrowth refresh;

    GrowthDueWorker(RefreshGrowth refresh) {
        this.refresh = refresh;
    }

    /** A look that finds nothing reads one index entry. */
    @Scheduled(fixedDelay = 1_000)
    void run() {
        while (refresh.due() > 0) {
            // There may be more.
        }
    }
}
