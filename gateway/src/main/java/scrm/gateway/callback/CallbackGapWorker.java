package scrm.gateway.callback;

import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.transaction.TransactionException;

/**
 * Repairs gaps once MySQL is back: their events are published late, and since consumers read what an event is about
 * from WeCom, they get by that pull what they missed.
 */
class CallbackGapWorker {
    private static final Logger log = LoggerFactory.getLogger(CallbackGapWorker.class);

    private final FileCallbackGaps noted;
    private final JdbcCallbackGaps repaired;
    private final CallbackMetrics metrics;

    CallbackGapWorker(FileCallbackGaps noted, JdbcCallbackGaps repaired, CallbackMetrics metrics) {
        this.noted = noted;
        this.repaired = repaired;
        this.metrics = metrics;
    }

    @Scheduled(fixedDelay = 2000)
    void runOnce() {
        try {
            int gaps = noted.repair(repaired::repair);
            if (gaps > 0) {
                metrics.gapsRepaired(gaps);
                log.info("{} callbacks that had been refused are on their way", gaps);
            }
        } catch (DataAccessException | TransactionException e) {
            log.debug("Gaps wait for MySQL", e);
        } catch (IOException e) {
            log.warn("Gaps cannot be read, they stay where they are", e);
        }
    }
}
