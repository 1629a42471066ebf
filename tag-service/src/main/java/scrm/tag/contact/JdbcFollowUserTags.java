package scrm.tag.contact;

import java.time.Instant;
import java.util.Collection;
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
import scrm.events.UserId;

/** Tags of relations as a table. */
@Repository
class JdbcFollowUserTags implements FollowUserTags {
    private final JdbcClient client;
    private final JdbcTemplate template;
    private final Contacts contacts;

    JdbcFollowUserTags(JdbcClient client, JdbcTemplate template, Contacts contacts) {
        this.client = client;
        this.template = template;
        this.contacts = contacts;
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
        contacts.lockOrCreate(corpId, List.of(externalUserId));
        client.sql("""
                        INSERT INTO follow_user (corp_id, external_userid, userid, tagged_at)
                        VALUES (:corpId, :externalUserId, :userId, :at)
                        ON DUPLICATE KEY UPDATE tagged_at = VALUES(tagged_at)
                        """)
                .param("corpId", corpId.value())
                .param("externalUserId", externalUserId.value())
                .param("userId", userId.value())
                .param("at", at)
                .update();
        template.batchUpdate(
                """
                INSERT INTO follow_user_tag (corp_id, external_userid, userid, tag_id, source, assigned_at)
                VALUES (?, ?, ?, ?, ?, ?)
                ON DUPLICATE KEY UPDATE source = VALUES(source), assigned_at = VALUES(assigned_at)
                """,
                added.entrySet().stream()
                        .map(tag -> new Object[] {
                            corpId.value(),
                            externalUserId.value(),
                            userId.value(),
                            tag.getKey().value(),
                            tag.getValue(),
                            at
                        })
                        .toList());
        template.batchUpdate(
                """
                DELETE FROM follow_user_tag
                WHERE corp_id = ? AND external_userid = ? AND userid = ? AND tag_id = ?
                """,
                removed.stream()
                        .map(tag -> new Object[] {corpId.value(), externalUserId.value(), userId.value(), tag.value()})
                        .toList());
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
