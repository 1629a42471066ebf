package scrm.tag.groupchattag;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.jdbc.support.KeyHolder;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

import scrm.events.ChatId;
import scrm.events.CorpId;
import scrm.messaging.JdbcTime;
import scrm.tag.groupchattag.GroupChatTag.Draft;

/** Tags of group chats as tables. */
@Repository
class JdbcGroupChatTags implements GroupChatTags, TaggedGroupChats {
    private static final String TAG = """
            SELECT id, name, category, colour, version, created_at FROM group_chat_tag WHERE corp_id = :corpId
            """;

    private static final String TAGGING = """
            SELECT g.chat_id, g.tag_id, t.name, g.source, g.actor, g.tagged_at
            FROM group_chat_tagging g JOIN group_chat_tag t ON t.id = g.tag_id AND t.corp_id = g.corp_id
            WHERE g.corp_id = :corpId
            """;

    static final String CHATS_OF =
            TAGGING + " AND g.tag_id = :id AND g.chat_id > :after ORDER BY g.chat_id LIMIT :limit";

    static final String TAGS_OF =
            TAGGING + " AND g.chat_id = :chatId AND g.tag_id > :after ORDER BY g.tag_id LIMIT :limit";

    private final JdbcClient client;
    private final JdbcTemplate template;

    JdbcGroupChatTags(JdbcClient client, JdbcTemplate template) {
        this.client = client;
        this.template = template;
    }

    @Override
    public Optional<GroupChatTag> add(CorpId corpId, Draft draft, Instant now) {
        KeyHolder key = new GeneratedKeyHolder();
        try {
            client.sql("""
                            INSERT INTO group_chat_tag (corp_id, name, category, colour, created_at)
                            VALUES (:corpId, :name, :category, :colour, :now)
                            """)
                    .param("corpId", corpId.value())
                    .param("name", draft.name())
                    .param("category", draft.category())
                    .param("colour", draft.colour())
                    .param("now", JdbcTime.of(now))
                    .update(key);
        } catch (DuplicateKeyException e) {
            return Optional.empty();
        }
        return find(corpId, Objects.requireNonNull(key.getKey()).longValue());
    }

    @Override
    public Optional<GroupChatTag> find(CorpId corpId, long id) {
        return client.sql(TAG + " AND id = :id")
                .param("corpId", corpId.value())
                .param("id", id)
                .query(JdbcGroupChatTags::tag)
                .optional();
    }

    @Override
    public Set<Long> existing(CorpId corpId, Collection<Long> ids) {
        return ids.isEmpty()
                ? Set.of()
                : Set.copyOf(client.sql("SELECT id FROM group_chat_tag WHERE corp_id = :corpId AND id IN (:ids)")
                        .param("corpId", corpId.value())
                        .param("ids", List.copyOf(ids))
                        .query(Long.class)
                        .list());
    }

    @Override
    public Map<String, Long> named(CorpId corpId, Collection<String> names, Instant now) {
        Map<String, Long> ids = new HashMap<>();
        if (names.isEmpty()) {
            return ids;
        }
        template.batchUpdate(
                "INSERT IGNORE INTO group_chat_tag (corp_id, name, created_at) VALUES (?, ?, ?)",
                names.stream()
                        .map(name -> new Object[] {corpId.value(), name, JdbcTime.of(now)})
                        .toList());
        client.sql("SELECT name, id FROM group_chat_tag WHERE corp_id = :corpId AND name IN (:names)")
                .param("corpId", corpId.value())
                .param("names", List.copyOf(names))
                .query(row -> {
                    ids.put(row.getString("name"), row.getLong("id"));
                });
        return ids;
    }

    @Override
    public List<GroupChatTag> after(CorpId corpId, @Nullable String category, long id, int limit) {
        return client.sql(TAG + " AND id > :id AND (:category IS NULL OR category = :category)"
                        + " ORDER BY id LIMIT :limit")
                .param("corpId", corpId.value())
                .param("id", id)
                .param("category", category)
                .param("limit", limit)
                .query(JdbcGroupChatTags::tag)
                .list();
    }

    @Override
    public boolean isTaken(CorpId corpId, String name, long except) {
        return client.sql("SELECT COUNT(*) FROM group_chat_tag WHERE corp_id = :corpId AND name = :name AND id <> :id")
                        .param("corpId", corpId.value())
                        .param("name", name)
                        .param("id", except)
                        .query(Integer.class)
                        .single()
                > 0;
    }

    @Override
    public boolean edit(CorpId corpId, long id, long version, Draft draft) {
        return client.sql("""
                        UPDATE group_chat_tag
                        SET name = :name, category = :category, colour = :colour, version = version + 1
                        WHERE corp_id = :corpId AND id = :id AND version = :version
                        """)
                        .param("name", draft.name())
                        .param("category", draft.category())
                        .param("colour", draft.colour())
                        .param("corpId", corpId.value())
                        .param("id", id)
                        .param("version", version)
                        .update()
                == 1;
    }

    @Override
    @Transactional
    public boolean delete(CorpId corpId, long id, long version) {
        boolean deleted = client.sql("""
                        DELETE FROM group_chat_tag WHERE corp_id = :corpId AND id = :id AND version = :version
                        """)
                        .param("corpId", corpId.value())
                        .param("id", id)
                        .param("version", version)
                        .update()
                == 1;
        if (deleted) {
            client.sql("DELETE FROM group_chat_tagging WHERE corp_id = :corpId AND tag_id = :id")
                    .param("corpId", corpId.value())
                    .param("id", id)
                    .update();
        }
        return deleted;
    }

    @Override
    public long count(CorpId corpId, long id) {
        return client.sql("SELECT COUNT(*) FROM group_chat_tagging WHERE corp_id = :corpId AND tag_id = :id")
                .param("corpId", corpId.value())
                .param("id", id)
                .query(Long.class)
                .single();
    }

    @Override
    @Transactional
    public int put(
            CorpId corpId, Collection<ChatId> chats, Collection<Long> ids, String source, String actor, Instant now) {
        if (chats.isEmpty() || ids.isEmpty()) {
            return 0;
        }
        int before = count(corpId, chats, ids);
        template.batchUpdate(
                """
                INSERT IGNORE INTO group_chat_tagging (corp_id, chat_id, tag_id, source, actor, tagged_at)
                VALUES (?, ?, ?, ?, ?, ?)
                """,
                chats.stream()
                        .flatMap(chat -> ids.stream().map(id ->
                                new Object[] {corpId.value(), chat.value(), id, source, actor, JdbcTime.of(now)}))
                        .toList());
        return count(corpId, chats, ids) - before;
    }

    /** A batch that was rewritten does not say how many rows it inserted. */
    private int count(CorpId corpId, Collection<ChatId> chats, Collection<Long> ids) {
        return client.sql("""
                        SELECT COUNT(*) FROM group_chat_tagging
                        WHERE corp_id = :corpId AND chat_id IN (:chats) AND tag_id IN (:ids)
                        """)
                .param("corpId", corpId.value())
                .param("chats", chats.stream().map(ChatId::value).toList())
                .param("ids", List.copyOf(ids))
                .query(Integer.class)
                .single();
    }

    @Override
    public int take(CorpId corpId, Collection<ChatId> chats, Collection<Long> ids) {
        return chats.isEmpty() || ids.isEmpty()
                ? 0
                : client.sql("""
                                DELETE FROM group_chat_tagging
                                WHERE corp_id = :corpId AND chat_id IN (:chats) AND tag_id IN (:ids)
                                """)
                        .param("corpId", corpId.value())
                        .param("chats", chats.stream().map(ChatId::value).toList())
                        .param("ids", List.copyOf(ids))
                        .update();
    }

    @Override
    public void takeOthers(CorpId corpId, ChatId chat, String source, Collection<Long> ids) {
        client.sql("""
                        DELETE FROM group_chat_tagging
                        WHERE corp_id = :corpId AND chat_id = :chatId AND source = :source AND tag_id NOT IN (:ids)
                        """)
                .param("corpId", corpId.value())
                .param("chatId", chat.value())
                .param("source", source)
                .param("ids", ids.isEmpty() ? List.of(0L) : List.copyOf(ids))
                .update();
    }

    @Override
    public List<Tagging> chatsOf(CorpId corpId, long id, @Nullable ChatId after, int limit) {
        return client.sql(CHATS_OF)
                .param("corpId", corpId.value())
                .param("id", id)
                .param("after", after == null ? "" : after.value())
                .param("limit", limit)
                .query(JdbcGroupChatTags::tagging)
                .list();
    }

    @Override
    public List<Tagging> tagsOf(CorpId corpId, ChatId chatId, long after, int limit) {
        return client.sql(TAGS_OF)
                .param("corpId", corpId.value())
                .param("chatId", chatId.value())
                .param("after", after)
                .param("limit", limit)
                .query(JdbcGroupChatTags::tagging)
                .list();
    }

    @Override
    public Set<ChatId> withAny(CorpId corpId, Collection<Long> tagIds) {
        return tagIds.isEmpty()
                ? Set.of()
                : Set.copyOf(client.sql("""
                                SELECT DISTINCT chat_id FROM group_chat_tagging
                                WHERE corp_id = :corpId AND tag_id IN (:ids)
                                """)
                        .param("corpId", corpId.value())
                        .param("ids", List.copyOf(tagIds))
                        .query((row, _) -> new ChatId(row.getString(1)))
                        .list());
    }

    private static GroupChatTag tag(ResultSet row, int number) throws SQLException {
        return new GroupChatTag(
                row.getLong("id"),
                new Draft(row.getString("name"), row.getString("category"), row.getString("colour")),
                row.getLong("version"),
                JdbcTime.get(row, "created_at"));
    }

    private static Tagging tagging(ResultSet row, int number) throws SQLException {
        return new Tagging(
                new ChatId(row.getString("chat_id")),
                row.getLong("tag_id"),
                row.getString("name"),
                row.getString("source"),
                row.getString("actor"),
                JdbcTime.get(row, "tagged_at"));
    }
}
