package scrm.messaging;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.springframework.context.SmartLifecycle;

/** Forgets claims and settled work of long ago, a little at a time, and measures how old what waits is. */
final class RetentionWorker implements SmartLifecycle {
    private static final Duration PAUSE = Duration.ofSeconds(5);
    private static final int LIMIT = 1000;

    private final JdbcInbox inbox;
    private final JdbcOutbox outbox;
    private final JdbcClaims claims;
    private final LeasedWorker worker;
    private final long retentionSeconds;
    private final Loop loop = new Loop("retention", this::step);
    private volatile double outboxAgeSeconds;

    RetentionWorker(
            JdbcInbox inbox,
            JdbcOutbox outbox,
            JdbcClaims claims,
            LeasedWorker worker,
            MeterRegistry meters,
            MessagingProperties properties) {
        this.inbox = inbox;
        this.outbox = outbox;
        this.claims = claims;
        this.worker = worker;
        this.retentionSeconds = properties.retention().toSeconds();
        Gauge.builder("scrm.outbox.age", () -> outboxAgeSeconds)
                .baseUnit("seconds")
                .register(meters);
    }

    private Duration step() {
        outboxAgeSeconds = outbox.age().toMillis() / 1000.0;
        worker.measure();
        boolean more = inbox.forget(retentionSeconds, LIMIT) == LIMIT;
        more |= claims.forget(retentionSeconds, LIMIT) == LIMIT;
        return more ? Duration.ofMillis(100) : PAUSE;
    }

    @Override
    public void start() {
        loop.start();
    }

    @Override
    public void stop() {
        try {
            loop.stop(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return loop.isRunning();
    }

    /** The last to stop: nothing depends on it. */
    @Override
    public int getPhase() {
        return 0;
    }
}
