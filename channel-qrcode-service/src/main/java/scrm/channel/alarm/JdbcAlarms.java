package scrm.channel.alarm;

import io.micrometer.core.instrument.MeterRegistry;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import scrm.channel.livecode.LiveCodeId;
import scrm.events.CorpId;
import scrm.messaging.JdbcTime;

@Repository
class JdbcAlarms implements Alarms, RaisedAlarms {
    private static final int DETAIL = 500;

    private final JdbcClient jdbc;
    private final MeterRegistry meters;

    JdbcAlarms(JdbcClient jdbc, MeterRegistry meters) {
        this.jdbc = jdbc;
        this.meters = meters;
    }

    @Override
    public void set(CorpId corpId, LiveCodeId liveCodeId, Reason reason, @Nullable String detail, Instant now) {
        if (detail == null) {
            jdbc.sql("""
                            UPDATE alarm SET is_open = NULL, closed_at = :now
                            WHERE live_code_id = :liveCodeId AND reason = :reason AND is_open = TRUE
                              AND corp_id = :corpId
                            """)
                    .param("now", JdbcTime.of(now))
                    .param("liveCodeId", liveCodeId.value())
                    .param("reason", reason.name())
                    .param("corpId", corpId.value())
                    .update();
            return;
        }
        String cut = detail.length() <= DETAIL ? detail : detail.substring(0, DETAIL);
        if (!isOpen(corpId, liveCodeId, reason, cut)) {
            raise(corpId, liveCodeId, reason, cut, now);
        }
    }

    /** Keeps the detail of one that is open up to date. */
    private boolean isOpen(CorpId corpId, LiveCodeId liveCodeId, Reason reason, String detail) {
        return jdbc.sql("""
                        UPDATE alarm SET detail = :detail
                        WHERE live_code_id = :liveCodeId AND reason = :reason AND is_open = TRUE
                          AND corp_id = :corpId
                        """)
                        .param("detail", detail)
                        .param("liveCodeId", liveCodeId.value())
                        .param("reason", reason.name())
                        .param("corpId", corpId.value())
                        .update()
                == 1;
    }

    private void raise(CorpId corpId, LiveCodeId liveCodeId, Reason reason, String detail, Instant now) {
        jdbc.sql("""
                        INSERT INTO alarm (corp_id, live_code_id, reason, detail, is_open, raised_at)
                        VALUES (:corpId, :liveCodeId, :reason, :detail, TRUE, :now)
                        ON DUPLICATE KEY UPDATE detail = VALUES(detail)
                        """)
                .param("corpId", corpId.value())
                .param("liveCodeId", liveCodeId.value())
                .param("reason", reason.name())
                .param("detail", detail)
                .param("now", JdbcTime.of(now))
                .update();
        meters.counter("scrm.alarms", "reason", reason.name()).increment();
    }

    @Override
    public void shown(CorpId corpId, Collection<String> handles, Instant asked) {
        if (handles.isEmpty()) {
            return;
        }
        jdbc.sql("""
                        UPDATE alarm a JOIN live_code l ON l.id = a.live_code_id
                        SET a.is_open = NULL, a.closed_at = :asked
                        WHERE a.corp_id = :corpId AND a.is_open = TRUE AND a.reason = 'GONE_AT_WECOM'
                          AND a.raised_at <= :asked AND a.detail <> :unavailable
                          AND l.corp_id = :corpId AND l.handle IN (:handles)
                        """)
                .param("asked", JdbcTime.of(asked))
                .param("corpId", corpId.value())
                .param("unavailable", AcquisitionListener.UNAVAILABLE)
                .param("handles", handles)
                .update();
    }

    @Override
    public List<Alarm> list(
            CorpId corpId,
            @Nullable Boolean open,
            @Nullable Reason reason,
            @Nullable LiveCodeId liveCodeId,
            @Nullable Long before,
            int limit) {
        return jdbc.sql("""
                        SELECT * FROM alarm
                        WHERE corp_id = :corpId
                          AND (:open IS NULL OR (is_open IS NOT NULL) = :open)
                          AND (:reason IS NULL OR reason = :reason)
                          AND (:liveCodeId IS NULL OR live_code_id = :liveCodeId)
                          AND (:before IS NULL OR id < :before)
                        ORDER BY id DESC LIMIT :limit
                        """)
                .param("corpId", corpId.value())
                .param("open", open)
                .param("reason", reason == null ? null : reason.name())
                .param("liveCodeId", liveCodeId == null ? null : liveCodeId.value())
                .param("before", before)
                .param("limit", limit)
                .query(JdbcAlarms::alarm)
                .list();
    }

    @Override
    public Optional<Alarm> find(CorpId corpId, long id) {
        return jdbc.sql("SELECT * FROM alarm WHERE corp_id = :corpId AND id = :id")
                .param("corpId", corpId.value())
                .param("id", id)
                .query(JdbcAlarms::alarm)
                .optional();
    }

    @Override
    public void acknowledge(CorpId corpId, long id, Instant now) {
        jdbc.sql("""
                        UPDATE alarm SET acknowledged_at = COALESCE(acknowledged_at, :now)
                        WHERE corp_id = :corpId AND id = :id
                        """)
                .param("now", JdbcTime.of(now))
                .param("corpId", corpId.value())
                .param("id", id)
                .update();
    }

    private static Alarm alarm(ResultSet row, int number) throws SQLException {
        return new Alarm(
                row.getLong("id"),
                new CorpId(row.getString("corp_id")),
                new LiveCodeId(row.getLong("live_code_id")),
                Reason.valueOf(row.getString("reason")),
                row.getString("detail"),
                JdbcTime.get(row, "raised_at"),
                JdbcTime.getNullable(row, "acknowledged_at"),
                JdbcTime.getNullable(row, "closed_at"));
    }
}
