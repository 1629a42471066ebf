package scrm.tag.contact;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
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

/** Tags of relations as a table. */
@Repository
class JdbcFollowUserTags implements FollowUserTags {
    static final String HOLD = """
            SELECT corp_id, external_userid FROM external_contact
            WHERE (corp_id, external_userid) IN (:contacts)
            FOR UPDATE
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
}
