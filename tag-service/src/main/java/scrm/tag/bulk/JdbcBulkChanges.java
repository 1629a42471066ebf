package scrm.tag.bulk;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.events.TagId;
import scrm.events.UserId;
import scrm.messaging.TransactionBatch;
import scrm.tag.tagging.RelationTag;

/** Changes of bulk taggings as a table. */
@Repository
class JdbcBulkChanges implements BulkChanges {
    private static final String CHANGE = """
            SELECT external_userid, userid, tag_id, change_kind, state, errcode, assignment_id
            FROM bulk_change
            WHERE corp_id = :corpId
            """;

    static final String CHANGES = CHANGE + """
             AND bulk_id = :id AND state = :state AND external_userid >= :externalUserId
                AND (external_userid > :externalUserId OR userid > :userId
                    OR userid = :userId AND tag_id > :tagId)
            ORDER BY external_userid, userid, tag_id
            LIMIT :limit
            """;

    static final String ASKED = """
            SELECT COUNT(DISTINCT c.external_userid, c.userid)
            FROM bulk_tagging b JOIN bulk_change c ON c.bulk_id = b.id AND c.corp_id = b.corp_id
            WHERE b.corp_id = :corpId AND b.finished_at IS NULL AND c.state = 'ASKED'
            """;

    private final JdbcClient client;
    private final JdbcTemplate template;
    private final TransactionBatch.Sink<Row> settled = this::write;

    private record Row(CorpId corpId, long id, Change change) {
        @Nullable
        Object[] columns() {
            return new @Nullable Object[] {
                corpId.value(),
                change.tag().externalUserId().value(),
                change.tag().userId().value(),
                change.tag().tagId().value(),
                id,
                change.add() ? "ADD" : "REMOVE",
                change.state().name(),
                change.errcode(),
                change.assignmentId()
            };
        }

        String place() {
            RelationTag tag = change.tag();
            return String.join(
                    "\0",
                    corpId.value(),
                    tag.externalUserId().value(),
                    tag.userId().value(),
                    tag.tagId().value());
        }
    }

    JdbcBulkChanges(JdbcClient client, JdbcTemplate template) {
        this.client = client;
        this.template = template;
    }

    @Override
    public void put(CorpId corpId, long id, Collection<Change> changes) {
        write(changes.stream().map(change -> new Row(corpId, id, change)).toList());
    }

    @Override
    public void settle(CorpId corpId, long id, Collection<Change> changes) {
        changes.forEach(change -> TransactionBatch.add(settled, new Row(corpId, id, change)));
    }

    /** In one order everywhere, against deadlocks. */
    private void write(List<Row> rows) {
        template.batchUpdate(
                """
                INSERT INTO bulk_change (corp_id, external_userid, userid, tag_id, bulk_id, change_kind, state, errcode,
                    assignment_id)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON DUPLICATE KEY UPDATE change_kind = VALUES(change_kind), state = VALUES(state),
                    errcode = VALUES(errcode), assignment_id = VALUES(assignment_id)
                """,
                rows.stream()
                        .sorted(Comparator.comparing(Row::place))
                        .map(Row::columns)
                        .toList());
    }

    @Override
    public List<Change> after(CorpId corpId, long id, Change.State state, @Nullable RelationTag after, int limit) {
        return client.sql(CHANGES)
                .param("corpId", corpId.value())
                .param("id", id)
                .param("state", state.name())
                .param(
                        "externalUserId",
                        after == null ? "" : after.externalUserId().value())
                .param("userId", after == null ? "" : after.userId().value())
                .param("tagId", after == null ? "" : after.tagId().value())
                .param("limit", limit)
                .query(JdbcBulkChanges::change)
                .list();
    }

    @Override
    public List<Change> changed(CorpId corpId, long id, Collection<ExternalUserId> externalUserIds) {
        return externalUserIds.isEmpty()
                ? List.of()
                : client.sql(CHANGE + """
                                 AND external_userid IN (:externalUserIds) AND bulk_id = :id AND state = 'CHANGED'
                                """)
                        .param("corpId", corpId.value())
                        .param("id", id)
                        .param(
                                "externalUserIds",
                                externalUserIds.stream()
                                        .map(ExternalUserId::value)
                                        .distinct()
                                        .toList())
                        .query(JdbcBulkChanges::change)
                        .list();
    }

    @Override
    public Map<Change.State, Long> counts(CorpId corpId, long id) {
        Map<Change.State, Long> counts = new EnumMap<>(Change.State.class);
        client.sql("""
                        SELECT state, COUNT(*) FROM bulk_change
                        WHERE bulk_id = :id AND corp_id = :corpId GROUP BY state
                        """).param("corpId", corpId.value()).param("id", id).query(row -> {
            counts.put(Change.State.valueOf(row.getString(1)), row.getLong(2));
        });
        return counts;
    }

    @Override
    public int asked(CorpId corpId) {
        return client.sql(ASKED)
                .param("corpId", corpId.value())
                .query(Integer.class)
                .single();
    }

    @Override
    public List<Change> of(CorpId corpId, ExternalUserId externalUserId) {
        return client.sql(CHANGE + " AND external_userid = :externalUserId ORDER BY bulk_id")
                .param("corpId", corpId.value())
                .param("externalUserId", externalUserId.value())
                .query(JdbcBulkChanges::change)
                .list();
    }

    private static Change change(ResultSet row, int number) throws SQLException {
        return new Change(
                new RelationTag(
                        new UserId(row.getString("userid")),
                        new ExternalUserId(row.getString("external_userid")),
                        new TagId(row.getString("tag_id"))),
                row.getString("change_kind").equals("ADD"),
                Change.State.valueOf(row.getString("state")),
                row.getObject("errcode", Integer.class),
                row.getObject("assignment_id", Long.class));
    }
}
