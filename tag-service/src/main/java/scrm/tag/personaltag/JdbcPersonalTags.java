package scrm.tag.personaltag;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.events.UserId;
import scrm.messaging.JdbcTime;

/** Members' own tags as tables. */
@Repository
class JdbcPersonalTags implements PersonalTags {
    /** Ids of one statement. */
    private static final int LOT = 1000;

    private static final String TAG = "SELECT id, userid, name, created_at FROM member_tag";

    static final String COUNTS = """
            SELECT userid, tag_name, COUNT(*) FROM personal_tag
            WHERE corp_id = :corpId AND origin = 'SCRM' AND (userid, tag_name) IN (:tags)
            GROUP BY userid, tag_name
            """;

    static final String TAGGED = """
            SELECT external_userid FROM personal_tag
            WHERE corp_id = :corpId AND userid = :userId AND origin = 'SCRM' AND tag_name = :name
                AND external_userid > :after
            ORDER BY external_userid LIMIT :limit
            """;

    private final JdbcClient client;
    private final JdbcTemplate template;

    JdbcPersonalTags(JdbcClient client, JdbcTemplate template) {
        this.client = client;
        this.template = template;
    }

    @Override
    public List<PersonalTag> after(CorpId corpId, @Nullable UserId userId, long id, int limit) {
        return client.sql(TAG + " WHERE corp_id = :corpId AND deleted_at IS NULL AND id > :after"
                        + (userId == null ? "" : " AND userid = :userId")
                        + " ORDER BY id LIMIT :limit")
                .param("corpId", corpId.value())
                .param("userId", userId == null ? null : userId.value())
                .param("after", id)
                .param("limit", limit)
                .query(JdbcPersonalTags::tag)
                .list();
    }

    @Override
    public Optional<PersonalTag> find(CorpId corpId, long id) {
        return client.sql(TAG + " WHERE corp_id = :corpId AND id = :id AND deleted_at IS NULL")
                .param("corpId", corpId.value())
                .param("id", id)
                .query(JdbcPersonalTags::tag)
                .optional();
    }

    @Override
    public Optional<PersonalTag> lock(CorpId corpId, long id) {
        return client.sql(TAG + " WHERE corp_id = :corpId AND id = :id FOR UPDATE")
                .param("corpId", corpId.value())
                .param("id", id)
                .query(JdbcPersonalTags::tag)
                .optional();
    }

    @Override
    public int count(CorpId corpId, UserId userId) {
        return client.sql("SELECT COUNT(*) FROM member_tag WHERE corp_id = :corpId AND userid = :userId")
                .param("corpId", corpId.value())
                .param("userId", userId.value())
                .query(Integer.class)
                .single();
    }

    @Override
    public Optional<PersonalTag> add(CorpId corpId, UserId userId, String name, Instant at) {
        int added = client.sql("""
                        INSERT IGNORE INTO member_tag (corp_id, userid, name, created_at)
                        VALUES (:corpId, :userId, :name, :at)
                        """)
                .param("corpId", corpId.value())
                .param("userId", userId.value())
                .param("name", name)
                .param("at", JdbcTime.of(at))
                .update();
        return added == 0
                ? Optional.empty()
                : client.sql(TAG + " WHERE corp_id = :corpId AND userid = :userId AND name = :name")
                        .param("corpId", corpId.value())
                        .param("userId", userId.value())
                        .param("name", name)
                        .query(JdbcPersonalTags::tag)
                        .optional();
    }

    @Override
    public void hide(CorpId corpId, long id, Instant at) {
        client.sql("UPDATE member_tag SET deleted_at = :at WHERE corp_id = :corpId AND id = :id")
                .param("at", JdbcTime.of(at))
                .param("corpId", corpId.value())
                .param("id", id)
                .update();
    }

    @Override
    public void delete(CorpId corpId, long id) {
        client.sql("DELETE FROM member_tag WHERE corp_id = :corpId AND id = :id")
                .param("corpId", corpId.value())
                .param("id", id)
                .update();
    }

    @Override
    public Map<Long, Long> contacts(CorpId corpId, Collection<PersonalTag> tags) {
        Map<Long, Long> counts = new HashMap<>();
        if (tags.isEmpty()) {
            return counts;
        }
        Map<List<String>, Long> ids = new HashMap<>();
        tags.forEach(tag -> ids.put(List.of(tag.userId().value(), tag.name()), tag.id()));
        client.sql(COUNTS)
                .param("corpId", corpId.value())
                .param("tags", ids.keySet().stream().map(List::toArray).toList())
                .query(row -> {
                    counts.put(ids.get(List.of(row.getString(1), row.getString(2))), row.getLong(3));
                });
        return counts;
    }

    @Override
    public List<ExternalUserId> tagged(CorpId corpId, PersonalTag tag, String after, int limit) {
        return client.sql(TAGGED)
                .param("corpId", corpId.value())
                .param("userId", tag.userId().value())
                .param("name", tag.name())
                .param("after", after)
                .param("limit", limit)
                .query((row, _) -> new ExternalUserId(row.getString(1)))
                .list();
    }

    @Override
    public Set<ExternalUserId> tagged(CorpId corpId, PersonalTag tag, Collection<ExternalUserId> contacts) {
        Set<ExternalUserId> tagged = new HashSet<>();
        List<String> ids =
                new ArrayList<>(contacts.stream().map(ExternalUserId::value).toList());
        for (int from = 0; from < ids.size(); from += LOT) {
            client.sql("""
                            SELECT external_userid FROM personal_tag
                            WHERE corp_id = :corpId AND external_userid IN (:ids) AND userid = :userId
                                AND origin = 'SCRM' AND tag_name = :name
                            """)
                    .param("corpId", corpId.value())
                    .param("userId", tag.userId().value())
                    .param("name", tag.name())
                    .param("ids", ids.subList(from, Math.min(from + LOT, ids.size())))
                    .query(row -> {
                        tagged.add(new ExternalUserId(row.getString(1)));
                    });
        }
        return tagged;
    }

    @Override
    public void put(CorpId corpId, PersonalTag tag, Collection<ExternalUserId> contacts) {
        template.batchUpdate("""
                INSERT INTO personal_tag (corp_id, external_userid, userid, origin, tag_name)
                VALUES (?, ?, ?, 'SCRM', ?)
                ON DUPLICATE KEY UPDATE tag_name = VALUES(tag_name)
                """, rows(corpId, tag, contacts));
    }

    @Override
    public void take(CorpId corpId, PersonalTag tag, Collection<ExternalUserId> contacts) {
        template.batchUpdate("""
                DELETE FROM personal_tag
                WHERE corp_id = ? AND external_userid = ? AND userid = ? AND origin = 'SCRM' AND tag_name = ?
                """, rows(corpId, tag, contacts));
    }

    private static List<Object[]> rows(CorpId corpId, PersonalTag tag, Collection<ExternalUserId> contacts) {
        return contacts.stream()
                .map(ExternalUserId::value)
                .sorted()
                .map(contact ->
                        new Object[] {corpId.value(), contact, tag.userId().value(), tag.name()})
                .toList();
    }

    private static PersonalTag tag(ResultSet row, int number) throws SQLException {
        return new PersonalTag(
                row.getLong("id"),
                new UserId(row.getString("userid")),
                row.getString("name"),
                JdbcTime.get(row, "created_at"));
    }
}
