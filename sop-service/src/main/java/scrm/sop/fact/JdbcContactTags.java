package scrm.sop.fact;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.events.TagId;
import scrm.events.TaggingEvent.ExternalContactTagged;
import scrm.messaging.JdbcTime;
import scrm.messaging.TransactionBatch;

/** Tags as a table; those of a poll of events are written by one statement. */
@Repository
class JdbcContactTags implements ContactTags {
    /** The hot query; a test pins how the server runs it. */
    static final String HELD = """
            SELECT DISTINCT external_userid, tag_id FROM contact_tag
            WHERE corp_id = :corpId AND external_userid IN (:externalUserIds) AND tag_id IN (:tagIds) AND held
            """;

    private static final int BATCH = 1000;

    /** In one order everywhere, against deadlocks; the order of changes to one tag is kept. */
    private static final Comparator<Change> ORDER = Comparator.comparing(Change::corpId)
            .thenComparing(Change::externalUserId)
            .thenComparing(Change::tagId)
            .thenComparing(Change::userId);

    private final JdbcClient client;
    private final JdbcTemplate batches;
    private final TransactionBatch.Sink<Change> changes = this::write;

    JdbcContactTags(JdbcClient client, JdbcTemplate batches) {
        this.client = client;
        this.batches = batches;
    }

    private record Change(String corpId, String externalUserId, String tagId, String userId, boolean held, Instant at) {
        static Change of(ExternalContactTagged event, TagId tagId, boolean held) {
            return new Change(
                    event.corpId().value(),
                    event.externalUserId().value(),
                    tagId.value(),
                    event.userId().value(),
                    held,
                    event.occurredAt());
        }

        void setInto(PreparedStatement statement) throws SQLException {
            statement.setString(1, corpId);
            statement.setString(2, externalUserId);
            statement.setString(3, userId);
            statement.setString(4, tagId);
            statement.setBoolean(5, held);
            statement.setObject(6, JdbcTime.of(at));
        }
    }

    @Override
    public void changed(ExternalContactTagged event) {
        event.removed().forEach(tagId -> TransactionBatch.add(changes, Change.of(event, tagId, false)));
        event.added().forEach(tagId -> TransactionBatch.add(changes, Change.of(event, tagId, true)));
    }

    private void write(List<Change> all) {
        // Assignments are made from left to right: held is judged by the time that stood there before.
        batches.batchUpdate(
                """
                INSERT INTO contact_tag (corp_id, external_userid, userid, tag_id, held, changed_at)
                VALUES (?, ?, ?, ?, ?, ?)
                ON DUPLICATE KEY UPDATE
                    held = IF(VALUES(changed_at) >= changed_at, VALUES(held), held),
                    changed_at = GREATEST(VALUES(changed_at), changed_at)
                """, all.stream().sorted(ORDER).toList(), BATCH, (statement, change) -> change.setInto(statement));
    }

    @Override
    public Map<ExternalUserId, Set<TagId>> of(
            CorpId corpId, Collection<ExternalUserId> externalUserIds, Collection<TagId> tagIds) {
        Map<ExternalUserId, Set<TagId>> held = new HashMap<>();
        if (!externalUserIds.isEmpty() && !tagIds.isEmpty()) {
            client.sql(HELD)
                    .param("corpId", corpId.value())
                    .param(
                            "externalUserIds",
                            externalUserIds.stream()
                                    .map(ExternalUserId::value)
                                    .distinct()
                                    .toList())
                    .param(
                            "tagIds",
                            tagIds.stream().map(TagId::value).distinct().toList())
                    .query(row -> {
                        held.computeIfAbsent(new ExternalUserId(row.getString(1)), _ -> new HashSet<>())
                                .add(new TagId(row.getString(2)));
                    });
        }
        return held;
    }
}
