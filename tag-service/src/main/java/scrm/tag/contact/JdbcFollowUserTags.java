package scrm.tag.contact;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.events.TagId;
import scrm.events.UserId;
import scrm.messaging.TransactionBatch;
import scrm.tag.corptag.TagCarriers;

/** Tags of relations as a table. */
@Repository
class JdbcFollowUserTags implements FollowUserTags, TagCarriers {
    static final String HOLD = """
            SELECT corp_id, external_userid FROM external_contact
            WHERE (corp_id, external_userid) IN (:contacts)
            FOR UPDATE
            """;

    static final String FOLLOWERS = """
            SELECT external_userid, userid FROM follow_user
            WHERE corp_id = :corpId AND external_userid IN (:externalUserIds)
                AND added_at IS NOT NULL AND ended_at IS NULL
            ORDER BY external_userid, userid
            """;

    static final String HELD = """
            SELECT external_userid, userid, tag_id FROM follow_user_tag
            WHERE corp_id = :corpId AND external_userid IN (:externalUserIds) AND tag_id IN (:tagIds)
            """;

    private final JdbcClient client;
    private final JdbcTemplate template;
    private final TransactionBatch.Sink<Mark> marks = this::write;

    /** What we changed for one relation. */
    private record Mark(ContactKey contact, String userId, Map<TagId, String> added, List<TagId> removed, Instant at) {
        String corpId() {
            return contact.corpId().value();
        }

        String externalUserId() {
            return contact.externalUserId().value();
        }
    }

    JdbcFollowUserTags(JdbcClient client, JdbcTemplate template) {
        this.client = client;
        this.template = template;
    }

    @Override
    public Set<TagId> of(CorpId corpId, UserId userId, ExternalUserId externalUserId) {
        return new HashSet<>(client.sql("""
                        SELECT tag_id FROM follow_user_tag
                        WHERE corp_id = :corpId AND external_userid = :externalUserId AND userid = :userId
                        """)
                .param("corpId", corpId.value())
                .param("externalUserId", externalUserId.value())
                .param("userId", userId.value())
                .query((row, _) -> new TagId(row.getString("tag_id")))
                .list());
    }

    @Override
    public void marked(
            CorpId corpId,
            UserId userId,
            ExternalUserId externalUserId,
            Map<TagId, String> added,
            Collection<TagId> removed,
            Instant at) {
        TransactionBatch.add(
                marks,
                new Mark(
                        new ContactKey(corpId, externalUserId),
                        userId.value(),
                        Map.copyOf(added),
                        List.copyOf(removed),
                        at));
    }

    private void write(List<Mark> all) {
        // In one order everywhere, against deadlocks.
        List<Mark> sorted = all.stream()
                .sorted(Comparator.comparing(Mark::corpId).thenComparing(Mark::externalUserId))
                .toList();
        hold(sorted);
        template.batchUpdate(
                """
                INSERT INTO follow_user (corp_id, external_userid, userid, tagged_at)
                VALUES (?, ?, ?, ?)
                ON DUPLICATE KEY UPDATE tagged_at = VALUES(tagged_at)
                """,
                sorted.stream()
                        .map(mark -> new Object[] {mark.corpId(), mark.externalUserId(), mark.userId, mark.at})
                        .toList());
        template.batchUpdate(
                """
                INSERT INTO follow_user_tag (corp_id, external_userid, userid, tag_id, source, assigned_at)
                VALUES (?, ?, ?, ?, ?, ?)
                ON DUPLICATE KEY UPDATE source = VALUES(source), assigned_at = VALUES(assigned_at)
                """,
                sorted.stream()
                        .flatMap(mark -> mark.added.entrySet().stream().map(tag -> new Object[] {
                            mark.corpId(),
                            mark.externalUserId(),
                            mark.userId,
                            tag.getKey().value(),
                            tag.getValue(),
                            mark.at
                        }))
                        .toList());
        template.batchUpdate(
                """
                DELETE FROM follow_user_tag
                WHERE corp_id = ? AND external_userid = ? AND userid = ? AND tag_id = ?
                """,
                sorted.stream()
                        .flatMap(mark -> mark.removed.stream().map(tag ->
                                new Object[] {mark.corpId(), mark.externalUserId(), mark.userId, tag.value()}))
                        .toList());
    }

    /** Locks the contacts: everybody who changes what hangs on one does so first. */
    private void hold(List<Mark> marks) {
        Set<ContactKey> unknown = new LinkedHashSet<>();
        marks.forEach(mark -> unknown.add(mark.contact));
        client.sql(HOLD)
                .param("contacts", unknown.stream().map(ContactKey::columns).toList())
                .query(row -> {
                    unknown.remove(new ContactKey(new CorpId(row.getString(1)), new ExternalUserId(row.getString(2))));
                });
        template.batchUpdate(
                "INSERT IGNORE INTO external_contact (corp_id, external_userid) VALUES (?, ?)",
                unknown.stream().map(ContactKey::columns).toList());
    }

    @Override
    public List<UserId> followers(CorpId corpId, ExternalUserId externalUserId) {
        return client.sql("""
                        SELECT userid FROM follow_user
                        WHERE corp_id = :corpId AND external_userid = :externalUserId
                            AND added_at IS NOT NULL AND ended_at IS NULL
                        ORDER BY userid
                        """)
                .param("corpId", corpId.value())
                .param("externalUserId", externalUserId.value())
                .query((row, _) -> new UserId(row.getString("userid")))
                .list();
    }

    @Override
    public Map<ExternalUserId, List<UserId>> followers(CorpId corpId, Collection<ExternalUserId> externalUserIds) {
        Map<ExternalUserId, List<UserId>> followers = new HashMap<>();
        if (!externalUserIds.isEmpty()) {
            client.sql(FOLLOWERS)
                    .param("corpId", corpId.value())
                    .param("externalUserIds", values(externalUserIds))
                    .query(row -> {
                        followers
                                .computeIfAbsent(new ExternalUserId(row.getString(1)), _ -> new ArrayList<>())
                                .add(new UserId(row.getString(2)));
                    });
        }
        return followers;
    }

    @Override
    public Map<ExternalUserId, Map<UserId, Set<TagId>>> of(
            CorpId corpId, Collection<ExternalUserId> externalUserIds, Collection<TagId> tagIds) {
        Map<ExternalUserId, Map<UserId, Set<TagId>>> held = new HashMap<>();
        if (!externalUserIds.isEmpty() && !tagIds.isEmpty()) {
            client.sql(HELD)
                    .param("corpId", corpId.value())
                    .param("externalUserIds", values(externalUserIds))
                    .param("tagIds", tagIds.stream().map(TagId::value).toList())
                    .query(row -> {
                        held.computeIfAbsent(new ExternalUserId(row.getString(1)), _ -> new HashMap<>())
                                .computeIfAbsent(new UserId(row.getString(2)), _ -> new HashSet<>())
                                .add(new TagId(row.getString(3)));
                    });
        }
        return held;
    }

    private static List<String> values(Collection<ExternalUserId> externalUserIds) {
        return externalUserIds.stream().map(ExternalUserId::value).distinct().toList();
    }

    @Override
    public long count(CorpId corpId, Set<TagId> tagIds) {
        return tagIds.isEmpty()
                ? 0
                : client.sql("""
                                SELECT COUNT(DISTINCT external_userid) FROM follow_user_tag
                                WHERE corp_id = :corpId AND tag_id IN (:tagIds)
                                """)
                        .param("corpId", corpId.value())
                        .param("tagIds", tagIds.stream().map(TagId::value).toList())
                        .query(Long.class)
                        .single();
    }
}
