package scrm.channel.scan;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

import scrm.events.EventId;

/**
 * Stores the scans of each second in one transaction. While the database is away they wait in memory, so that none is
 * lost or counted twice as long as the process lives; the last are stored when it stops. A process that is killed loses
 * a second of counts at most; with the database away, whatever had waited.
 */
@Component
class ScanFlushWorker implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(ScanFlushWorker.class);

    private final CountScans countScans;
    private final Counter failures;
    private @Nullable Batch unsettled;
    private volatile boolean running;

    ScanFlushWorker(CountScans countScans, MeterRegistry meters) {
        this.countScans = countScans;
        this.failures = meters.counter("scrm.scans.flush.failures");
    }

    private record Batch(EventId id, Map<ScanKey, Long> counts) {}

    @Scheduled(fixedDelay = 1000)
    void run() {
        try {
            flush();
        } catch (DataAccessException | TransactionException e) {
            failures.increment();
            log.warn("Scans wait for the database: {}", e.getClass().getName());
        }
    }

    /** Stores the batch that was not known to be stored, then what came since. */
    synchronized void flush() {
        settle();
        Map<ScanKey, Long> counts = countScans.take();
        if (!counts.isEmpty()) {
            unsettled = new Batch(EventId.derived("scans", UUID.randomUUID().toString()), counts);
            settle();
        }
    }

    private void settle() {
        Batch batch = unsettled;
        if (batch != null) {
            countScans.store(batch.id(), batch.counts());
            unsettled = null;
        }
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        run();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** After the web server, whose last requests are counted too. */
    @Override
    public int getPhase() {
        return 0;
    }
}
