package scrm.sop.quota;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Deletes uses that no window reaches back to. */
@Component
class ForgetUsesWorker {
    /** The longest window is a month of 31 days, and what is open counts for as long. */
    private static final Duration KEPT = Duration.ofDays(62);

    /** Rows of one statement: some hundredths of a second, for admissions wait for none of them. */
    private static final int BATCH = 1000;

    private final Uses uses;
    private final Clock clock;

    ForgetUsesWorker(Uses uses, Clock clock) {
        this.uses = uses;
        this.clock = clock;
    }

    @Scheduled(initialDelay = 60, fixedDelay = 60, timeUnit = TimeUnit.SECONDS)
    void run() {
        while (runOnce() == BATCH) {
            // There is more.
        }
    }

    int runOnce() {
        return uses.forget(clock.instant().minus(KEPT), BATCH);
    }
}
