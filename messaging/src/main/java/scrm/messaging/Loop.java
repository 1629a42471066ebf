package scrm.messaging;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread that takes one step after the other: at once when nudged, but not before it has rested, else after a pause;
 * longer after failures. A platform thread, and so is every other of this library: virtual threads that load their
 * first classes out of a nested jar, all at once, have been seen to hold each other's carriers for good.
 */
final class Loop {
    private static final Logger log = LoggerFactory.getLogger(Loop.class);

    /**
     * The rest of whatever nobody waits for, so that under load its steps, and with them its transactions, are few and
     * large; what comes alone is handled at once.
     */
    static final Duration REST = Duration.ofMillis(50);

    private static final Duration FIRST_BACKOFF = Duration.ofMillis(100);
    private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(5);

    /** What is done over and over. */
    @FunctionalInterface
    interface Step {
        /** Does it; returns after which pause to do it again, unless nudged. */
        Duration take();
    }

    private final String name;
    private final Step step;
    private final Duration rest;
    private final Semaphore nudges = new Semaphore(0);
    private volatile boolean running;
    private @Nullable Thread thread;

    Loop(String name, Step step) {
        this(name, step, Duration.ZERO);
    }

    /** @param rest how long each step is from the end of the one before, nudged or not, so that nudges gather */
    Loop(String name, Step step, Duration rest) {
        this.name = name;
        this.step = step;
        this.rest = rest;
    }

    synchronized void start() {
        running = true;
        thread = Thread.ofPlatform().name(name).daemon().start(this::run);
    }

    /** Ends the pause, or makes the next one short. */
    void nudge() {
        if (nudges.availablePermits() == 0) {
            nudges.release();
        }
    }

    boolean isRunning() {
        return running;
    }

    /** Lets the running step end and takes no other. */
    synchronized void stop(Duration patience) throws InterruptedException {
        running = false;
        nudge();
        if (thread != null && !thread.join(patience)) {
            thread.interrupt();
        }
    }

    private void run() {
        int failures = 0;
        while (running) {
            Duration pause;
            try {
                pause = step.take();
                failures = 0;
            } catch (RuntimeException | Error e) { // nothing may end it but stop
                failures++;
                pause = Failures.backoff(failures, FIRST_BACKOFF, LONGEST_BACKOFF);
                log.warn(
                        "{} failed, {} in a row, goes on in {} ms: {}",
                        name,
                        failures,
                        pause.toMillis(),
                        Failures.describe(e));
                nudges.drainPermits();
            }
            try {
                Thread.sleep(rest);
                if (nudges.tryAcquire(pause.toNanos(), TimeUnit.NANOSECONDS)) {
                    nudges.drainPermits();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
