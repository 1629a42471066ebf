package scrm.rest.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;

import scrm.events.CorpId;
import scrm.rest.Cursor;

/** The audit log in MySQL, by its clock. */
class JdbcAudit {
    private static final int PURGED_AT_ONCE = 1000;
    private static final int ACTOR_LENGTH = 255;
    private static final int RESOURCE_LENGTH = 64;
    private static final int PATH_LENGTH = 1024;

    private final JdbcClient jdbc;

    JdbcAudit(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Adds the entry of a write; its id. */
    long append(AuditedWrite write) {
        AuditedWrite.Call call = write.call();
        GeneratedKeyHolder id = new GeneratedKeyHolder();
        jdbc.sql("""
                INSERT INTO audit_entry
                    (corp_id, at, actor, client, method, resource, path, trace_id, request, earlier)
                VALUES (:corpId, UTC_TIMESTAMP(6), :actor, :client, :method, :resource, :path, :traceId, :request,
                    :earlier)
                """)
                .param("corpId", call.corpId().value())
                .param("actor", upTo(ACTOR_LENGTH, call.client().subject()))
                .param("client", upTo(ACTOR_LENGTH, call.client().program()))
                .param("method", call.method())
                .param("resource", upTo(RESOURCE_LENGTH, call.resource()))
                .param("path", upTo(PATH_LENGTH, call.path()))
                .param("traceId", call.traceId())
                .param("request", write.body())
                .param("earlier", write.earlier())
                .update(id, "id");
        return Objects.requireNonNull(id.getKey()).longValue();
    }

    private static String upTo(int length, String text) {
        return text.length() <= length ? text : text.substring(0, length);
    }

    /** Adds what was answered. */
    void answer(long entry, int status, @Nullable String answer) {
        jdbc.sql("INSERT INTO audit_answer (entry_id, status, answer) VALUES (:entry, :status, :answer)")
                .param("entry", entry)
                .param("status", status)
                .param("answer", answer)
                .update();
    }

    /** A corp's entries, latest first. */
    List<AuditEntry> list(CorpId corpId, Wanted wanted, @Nullable Cursor after, int most) {
        return jdbc.sql("""
                SELECT e.id, e.at, e.actor, e.client, e.method, e.resource, e.path, e.trace_id, a.status
                FROM audit_entry e LEFT JOIN audit_answer a ON a.entry_id = e.id
                WHERE e.corp_id = :corpId
                """
                        + (wanted.from() == null ? "" : "AND e.at >= :from\n")
                        + (wanted.until() == null ? "" : "AND e.at < :until\n")
                        + (wanted.actor() == null ? "" : "AND e.actor = :actor\n")
                        + (wanted.resource() == null ? "" : "AND e.resource = :resource\n")
                        + (after == null ? "" : "AND (e.at < :at OR (e.at = :at AND e.id < :id))\n")
                        + "ORDER BY e.at DESC, e.id DESC LIMIT :most")
                .param("corpId", corpId.value())
                .param("from", utc(wanted.from()))
                .param("until", utc(wanted.until()))
                .param("actor", wanted.actor())
                .param("resource", wanted.resource())
                .param("at", after == null ? null : utc(after.instant(0)))
                .param("id", after == null ? null : after.number(1))
                .param("most", most)
                .query(JdbcAudit::entry)
                .list();
    }

    /** One entry with the bodies. */
    Optional<AuditDetail> find(CorpId corpId, long id) {
        return jdbc.sql("""
                SELECT e.id, e.at, e.actor, e.client, e.method, e.resource, e.path, e.trace_id, e.request, e.earlier,
                    a.status, a.answer
                FROM audit_entry e LEFT JOIN audit_answer a ON a.entry_id = e.id
                WHERE e.corp_id = :corpId AND e.id = :id
                """)
                .param("corpId", corpId.value())
                .param("id", id)
                .query((row, number) -> new AuditDetail(
                        entry(row, number),
                        row.getString("request"),
                        row.getString("earlier"),
                        row.getString("answer")))
                .optional();
    }

    /** Forgets what is older than this. */
    void purge(long seconds) {
        List<Long> old;
        do {
            old = olderThan(seconds);
            if (!old.isEmpty()) {
                jdbc.sql("DELETE FROM audit_answer WHERE entry_id IN (:old)")
                        .param("old", old)
                        .update();
                jdbc.sql("DELETE FROM audit_entry WHERE id IN (:old)")
                        .param("old", old)
                        .update();
            }
        } while (old.size() == PURGED_AT_ONCE);
    }

    private List<Long> olderThan(long seconds) {
        return jdbc.sql("""
                SELECT id FROM audit_entry WHERE at < TIMESTAMPADD(SECOND, -:seconds, UTC_TIMESTAMP(6))
                ORDER BY at LIMIT :limit
                """)
                .param("seconds", seconds)
                .param("limit", PURGED_AT_ONCE)
                .query((row, _) -> row.getLong(1))
                .list();
    }

    private static AuditEntry entry(ResultSet row, int number) throws SQLException {
        return new AuditEntry(
                row.getString("id"),
                row.getObject("at", LocalDateTime.class).toInstant(ZoneOffset.UTC),
                row.getString("actor"),
                row.getString("client"),
                row.getString("method"),
                row.getString("resource"),
                row.getString("path"),
                row.getObject("status", Integer.class),
                row.getString("trace_id"));
    }

    private static @Nullable LocalDateTime utc(@Nullable Instant instant) {
        return instant == null ? null : LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
    }
}
