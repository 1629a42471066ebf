package scrm.tag.timeline;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.events.UserId;
import scrm.messaging.JdbcTime;
import scrm.messaging.TransactionBatch;

/** The timeline as a table. */
@Repository
class JdbcTimeline implements Timeline {
    private static final TypeReference<Map<String, String>> DETAIL = new TypeReference<>() {};

    static final String AFTER = """
            SELECT id, external_userid, entry_key, userid, happened_at, kind, outcome, errcode, detail, trace_id
            FROM timeline_entry
            WHERE corp_id = :corpId AND external_userid = :externalUserId
                AND (happened_at > :happenedAt OR happened_at = :happenedAt AND id > :id)
            ORDER BY happened_at, id
            LIMIT :limit
            """;

    private final JdbcClient client;
    private final JdbcTemplate template;
    private final JsonMapper json;
    private final TransactionBatch.Sink<@Nullable Object[]> rows = this::insert;

    JdbcTimeline(JdbcClient client, JdbcTemplate template, JsonMapper json) {
        this.client = client;
        this.template = template;
        this.json = json;
    }

    @Override
    public void write(CorpId corpId, List<TimelineEntry> entries) {
        entries.forEach(entry -> TransactionBatch.add(rows, row(corpId, entry)));
    }

    private void insert(List<@Nullable Object[]> entries) {
        template.batchUpdate("""
                INSERT INTO timeline_entry (corp_id, external_userid, entry_key, userid, happened_at, kind, outcome,
                    errcode, detail, trace_id)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON DUPLICATE KEY UPDATE entry_key = VALUES(entry_key)
                """, entries);
    }

    private @Nullable Object[] row(CorpId corpId, TimelineEntry entry) {
        return new @Nullable Object[] {
            corpId.value(),
            entry.externalUserId().value(),
            entry.key(),
            entry.userId() == null ? null : entry.userId().value(),
            JdbcTime.of(entry.happenedAt()),
            entry.kind().name(),
            entry.outcome(),
            entry.errcode(),
            json.writeValueAsString(entry.detail()),
            entry.traceId()
        };
    }

    /** An entry and where it stands. */
    record Numbered(long id, TimelineEntry entry) {}

    /** Entries in the order in which they happened, from after the given place on. */
    List<Numbered> after(
            CorpId corpId, ExternalUserId externalUserId, Optional<Instant> happenedAt, long id, int limit) {
        return client.sql(AFTER)
                .param("corpId", corpId.value())
                .param("externalUserId", externalUserId.value())
                .param("happenedAt", JdbcTime.of(happenedAt.orElse(Instant.EPOCH)))
                .param("id", id)
                .param("limit", limit)
                .query(this::numbered)
                .list();
    }

    private Numbered numbered(ResultSet row, int number) throws SQLException {
        String userId = row.getString("userid");
        return new Numbered(
                row.getLong("id"),
                new TimelineEntry(
                        new ExternalUserId(row.getString("external_userid")),
                        row.getString("entry_key"),
                        userId == null ? null : new UserId(userId),
                        JdbcTime.get(row, "happened_at"),
                        TimelineEntry.Kind.valueOf(row.getString("kind")),
                        row.getString("outcome"),
                        row.getObject("errcode", Integer.class),
                        json.readValue(row.getString("detail"), DETAIL),
                        row.getString("trace_id")));
    }
}
