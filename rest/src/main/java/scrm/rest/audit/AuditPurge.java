package scrm.rest.audit;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.springframework.scheduling.annotation.Scheduled;

/** Forgets entries by their age, and by nothing else. Several processes may do so at once. */
class AuditPurge {
    private final JdbcAudit audit;
    private final Duration retention;

    AuditPurge(JdbcAudit audit, Duration retention) {
        this.audit = audit;
        this.retention = retention;
    }

    @Scheduled(initialDelay = 5, fixedDelay = 60, timeUnit = TimeUnit.MINUTES)
    void purge() {
        audit.purge(retention.toSeconds());
    }
}
