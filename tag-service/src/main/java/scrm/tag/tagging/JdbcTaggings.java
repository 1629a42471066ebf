package scrm.tag.tagging;

import static java.util.Comparator.comparingLong;
import static java.util.Comparator.naturalOrder;
import static java.util.stream.Collectors.groupingBy;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.jdbc.support.KeyHolder;
import org.springframework.stereotype.Repository;

import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.events.TagId;
import scrm.events.UserId;
import scrm.messaging.JdbcTime;
import scrm.messaging.TransactionBatch;
import scrm.tag.tagging.TagAssignment.Change;
import scrm.tag.tagging.TagAssignment.State;

/** Assignments as a table. */
@Repository
class JdbcTaggings implements Taggings {
    private static final String ASSIGNMENT = """
            SELECT id, userid, external_userid, change_kind, tag_id, group_name, tag_name, source, actor, state, errcode,
                requested_at, settled_at, expires_at, trace_id
            FROM tag_assignment
            """;

    private static final String ADD = """
            INSERT INTO tag_assignment (corp_id, external_userid, userid, change_kind, tag_id, group_name, tag_name,
                source, actor, state, errcode, requested_at, settled_at, expires_at, trace_id)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;

    static final String PENDING = ASSIGNMENT + """
            WHERE corp_id = :corpId AND external_userid = :externalUserId AND userid = :userId
                AND state = 'PENDING' AND tag_id IS NOT NULL
            ORDER BY id
            """;

    static final String WAITING = ASSIGNMENT + """
            WHERE corp_id = :corpId AND state = 'PENDING' AND group_name = :groupName
                AND tag_name IN (:tagNames) AND tag_id IS NULL
            ORDER BY id
            FOR UPDATE
            """;

    static final String PENDING_ADDS = """
            SELECT userid, external_userid, tag_id FROM tag_assignment
            WHERE corp_id = :corpId AND external_userid IN (:externalUserIds)
                AND state = 'PENDING' AND change_kind = 'ADD' AND tag_id IS NOT NULL
            """;

    static final String DECIDED = """
            SELECT id, userid, external_userid, tag_id FROM tag_assignment
            WHERE corp_id = :corpId AND external_userid IN (:externalUserIds)
                AND state IN ('PENDING', 'APPLIED') AND id > :since AND tag_id IS NOT NULL
            """;

    static final String SETTLE = """
            UPDATE tag_assignment SET state = :state, errcode = :errcode, settled_at = :at
            WHERE (id, corp_id) IN (:keys) AND state = 'PENDING'
            """;

    private final JdbcClient client;
    private final JdbcTemplate template;
    private final TransactionBatch.Sink<Settled> settled = this::settle;

    /** What became of an assignment. */
    private record Verdict(State state, @Nullable Integer errcode) {}

    private record Settled(CorpId corpId, long id, Verdict verdict, Instant at) {}

    JdbcTaggings(JdbcClient client, JdbcTemplate template) {
        this.client = client;
        this.template = template;
    }

    @Override
    public void add(CorpId corpId, List<TagAssignment> assignments) {
        template.batchUpdate(
                ADD,
                assignments.stream()
                        .map(assignment -> columns(corpId, assignment))
                        .toList());
    }

    @Override
    public TagAssignment addNow(CorpId corpId, TagAssignment assignment) {
        KeyHolder key = new GeneratedKeyHolder();
        client.sql(ADD).params(Arrays.asList(columns(corpId, assignment))).update(key);
        return assignment.numbered(Objects.requireNonNull(key.getKey()).longValue());
    }

    private static @Nullable Object[] columns(CorpId corpId, TagAssignment assignment) {
        return new @Nullable Object[] {
            corpId.value(),
            assignment.externalUserId().value(),
            assignment.userId().value(),
            assignment.change().name(),
            assignment.tagId() == null ? null : assignment.tagId().value(),
            assignment.groupName(),
            assignment.tagName(),
            assignment.source(),
            assignment.actor(),
            assignment.state().name(),
            assignment.errcode(),
            JdbcTime.of(assignment.requestedAt()),
            JdbcTime.ofNullable(assignment.settledAt()),
            JdbcTime.ofNullable(assignment.expiresAt()),
            assignment.traceId()
        };
    }

    @Override
    public List<TagAssignment> pending(CorpId corpId, UserId userId, ExternalUserId externalUserId) {
        return client.sql(PENDING)
                .param("corpId", corpId.value())
                .param("externalUserId", externalUserId.value())
                .param("userId", userId.value())
                .query(JdbcTaggings::assignment)
                .list();
    }

    @Override
    public Set<TagId> pendingTags(CorpId corpId, UserId userId, ExternalUserId externalUserId) {
        return new HashSet<>(pending(corpId, userId, externalUserId).stream()
                .map(MarkPlan::tagId)
                .toList());
    }

    @Override
    public List<TagAssignment> waiting(CorpId corpId, String groupName, Collection<String> tagNames) {
        return tagNames.isEmpty()
                ? List.of()
                : client.sql(WAITING)
                        .param("corpId", corpId.value())
                        .param("groupName", groupName)
                        .param("tagNames", List.copyOf(tagNames))
                        .query(JdbcTaggings::assignment)
                        .list();
    }

    @Override
    public void resolve(CorpId corpId, String groupName, Map<String, TagId> tagIds) {
        template.batchUpdate(
                """
                UPDATE tag_assignment SET tag_id = ?
                WHERE corp_id = ? AND state = 'PENDING' AND group_name = ? AND tag_name = ? AND tag_id IS NULL
                """,
                tagIds.entrySet().stream()
                        .map(tag -> new Object[] {tag.getValue().value(), corpId.value(), groupName, tag.getKey()})
                        .toList());
    }

    @Override
    public void settle(
            CorpId corpId, Collection<TagAssignment> assignments, State state, @Nullable Integer errcode, Instant at) {
        for (TagAssignment assignment : assignments) {
            TransactionBatch.add(settled, new Settled(corpId, assignment.id(), new Verdict(state, errcode), at));
        }
    }

    private void settle(List<Settled> all) {
        all.stream()
                .collect(groupingBy(Settled::verdict))
                .forEach((verdict, alike) -> client.sql(SETTLE)
                        .param("state", verdict.state().name())
                        .param("errcode", verdict.errcode())
                        .param(
                                "at",
                                JdbcTime.of(alike.stream()
                                        .map(Settled::at)
                                        .max(naturalOrder())
                                        .orElseThrow()))
                        .param(
                                "keys",
                                alike.stream()
                                        .sorted(comparingLong(Settled::id))
                                        .map(one -> new Object[] {
                                            one.id(), one.corpId().value()
                                        })
                                        .toList())
                        .update());
    }

    @Override
    public List<TagAssignment> before(CorpId corpId, ExternalUserId externalUserId, long id, int limit) {
        return client.sql(ASSIGNMENT + """
                        WHERE corp_id = :corpId AND external_userid = :externalUserId AND id < :id
                        ORDER BY id DESC
                        LIMIT :limit
                        """)
                .param("corpId", corpId.value())
                .param("externalUserId", externalUserId.value())
                .param("id", id)
                .param("limit", limit)
                .query(JdbcTaggings::assignment)
                .list();
    }

    @Override
    public Set<RelationTag> pendingAdds(CorpId corpId, Collection<ExternalUserId> externalUserIds) {
        return externalUserIds.isEmpty()
                ? Set.of()
                : Set.copyOf(client.sql(PENDING_ADDS)
                        .param("corpId", corpId.value())
                        .param(
                                "externalUserIds",
                                externalUserIds.stream()
                                        .map(ExternalUserId::value)
                                        .distinct()
                                        .toList())
                        .query(JdbcTaggings::relationTag)
                        .list());
    }

    @Override
    public Set<RelationTag> decidedSince(CorpId corpId, Map<RelationTag, Long> since) {
        Set<RelationTag> decided = new HashSet<>();
        if (!since.isEmpty()) {
            client.sql(DECIDED)
                    .param("corpId", corpId.value())
                    .param(
                            "externalUserIds",
                            since.keySet().stream()
                                    .map(tag -> tag.externalUserId().value())
                                    .distinct()
                                    .toList())
                    .param("since", since.values().stream().min(naturalOrder()).orElseThrow())
                    .query(row -> {
                        RelationTag tag = relationTag(row, 0);
                        if (row.getLong("id") > since.getOrDefault(tag, Long.MAX_VALUE)) {
                            decided.add(tag);
                        }
                    });
        }
        return decided;
    }

    @Override
    public void erase(CorpId corpId, ExternalUserId externalUserId) {
        client.sql("DELETE FROM tag_assignment WHERE corp_id = :corpId AND external_userid = :externalUserId")
                .param("corpId", corpId.value())
                .param("externalUserId", externalUserId.value())
                .update();
    }

    private static RelationTag relationTag(ResultSet row, int number) throws SQLException {
        return new RelationTag(
                new UserId(row.getString("userid")),
                new ExternalUserId(row.getString("external_userid")),
                new TagId(row.getString("tag_id")));
    }

    private static TagAssignment assignment(ResultSet row, int number) throws SQLException {
        String tagId = row.getString("tag_id");
        return new TagAssignment(
                row.getLong("id"),
                new UserId(row.getString("userid")),
                new ExternalUserId(row.getString("external_userid")),
                Change.valueOf(row.getString("change_kind")),
                tagId == null ? null : new TagId(tagId),
                row.getString("group_name"),
                row.getString("tag_name"),
                row.getString("source"),
                row.getString("actor"),
                State.valueOf(row.getString("state")),
                row.getObject("errcode", Integer.class),
                JdbcTime.get(row, "requested_at"),
                JdbcTime.getNullable(row, "settled_at"),
                JdbcTime.getNullable(row, "expires_at"),
                row.getString("trace_id"));
    }
}
