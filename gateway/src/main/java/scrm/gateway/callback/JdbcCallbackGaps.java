package scrm.gateway.callback;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

import scrm.events.WeComEvent;
import scrm.messaging.Outbox;

/** Gaps as rows, for people to look at; each is published by the outbox in the transaction that inserts it. */
final class JdbcCallbackGaps {
    private static final int BATCH = 500;

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final Outbox outbox;

    JdbcCallbackGaps(JdbcTemplate jdbc, TransactionTemplate transaction, Outbox outbox) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.outbox = outbox;
    }

    void repair(List<FileCallbackGaps.Gap> gaps) {
        for (int from = 0; from < gaps.size(); from += BATCH) {
            List<FileCallbackGaps.Gap> batch = gaps.subList(from, Math.min(gaps.size(), from + BATCH));
            transaction.executeWithoutResult(_ -> {
                insert(batch);
                batch.forEach(gap -> outbox.append(gap.event()));
            });
        }
    }

    private void insert(List<FileCallbackGaps.Gap> gaps) {
        jdbc.batchUpdate("""
                INSERT INTO callback_gap
                    (event_id, corp_id, event_type, event_key, occurred_at, recorded_at, repaired_at)
                VALUES (?, ?, ?, ?, ?, ?, UTC_TIMESTAMP(6))
                ON DUPLICATE KEY UPDATE repaired_at = VALUES(repaired_at)""", gaps, gaps.size(), (row, gap) -> {
            WeComEvent event = gap.event();
            row.setString(1, event.id().value());
            row.setString(2, event.corpId().value());
            row.setString(3, event.getClass().getSimpleName());
            row.setString(4, event.key());
            row.setObject(5, utc(event.occurredAt()));
            row.setObject(6, utc(gap.recordedAt()));
        });
    }

    private static LocalDateTime utc(Instant instant) {
        return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
    }
}
