package scrm.group.groupchat;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import scrm.events.ChatId;
import scrm.events.CorpId;
import scrm.events.UserId;
import scrm.group.groupchat.GroupChat.ChangedAt;
import scrm.group.groupchat.GroupChat.Face;

/** Groups as tables. */
@Repository
class JdbcGroupChats implements GroupChats {
    private static final String CHAT = """
            SELECT chat_id, name, owner, notice, create_time, dismissed_at, member_version, earlier_versions, news,
                news_read, name_changed_at, owner_changed_at, notice_changed_at
            FROM group_chat
            WHERE corp_id = :corpId AND chat_id = :chatId
            """;

    private final JdbcClient client;
    private final JdbcTemplate template;

    JdbcGroupChats(JdbcClient client, JdbcTemplate template) {
        this.client = client;
        this.template = template;
    }

    @Override
    public Optional<GroupChat> find(CorpId corpId, ChatId chatId) {
        return select(CHAT, corpId, chatId);
    }

    @Override
    public GroupChat lock(CorpId corpId, ChatId chatId) {
        return select(CHAT + " FOR UPDATE", corpId, chatId).orElseGet(() -> {
            client.sql("""
                            INSERT IGNORE INTO group_chat (corp_id, chat_id, earlier_versions)
                            VALUES (:corpId, :chatId, '')
                            """)
                    .param("corpId", corpId.value())
                    .param("chatId", chatId.value())
                    .update();
            return select(CHAT + " FOR UPDATE", corpId, chatId).orElseThrow();
        });
    }

    private Optional<GroupChat> select(String sql, CorpId corpId, ChatId chatId) {
        return client.sql(sql)
                .param("corpId", corpId.value())
                .param("chatId", chatId.value())
                .query(JdbcGroupChats::chat)
                .optional();
    }

    @Override
    public void save(CorpId corpId, GroupChat chat, Instant at) {
        Face face = chat.face();
        client.sql("""
                        UPDATE group_chat SET name = :name, owner = :owner, notice = :notice, create_time = :createTime,
                            dismissed_at = :dismissedAt, member_version = :memberVersion, earlier_versions = :earlier,
                            news = :news, news_read = :newsRead, name_changed_at = :nameChangedAt,
                            owner_changed_at = :ownerChangedAt, notice_changed_at = :noticeChangedAt, refreshed_at = :at,
                            member_count = (SELECT COUNT(*) FROM group_member m
                                WHERE m.corp_id = :corpId AND m.chat_id = :chatId),
                            external_count = (SELECT COUNT(*) FROM group_member m
                                WHERE m.corp_id = :corpId AND m.chat_id = :chatId AND m.is_external)
                        WHERE corp_id = :corpId AND chat_id = :chatId
                        """)
                .param("name", face == null ? "" : face.name())
                .param("owner", face == null ? null : face.owner().value())
                .param("notice", face == null ? null : face.notice())
                .param("createTime", face == null ? null : face.createTime())
                .param("dismissedAt", chat.dismissedAt())
                .param("memberVersion", chat.versions().current())
                .param("earlier", String.join(" ", chat.versions().earlier()))
                .param("news", chat.news())
                .param("newsRead", chat.newsRead())
                .param("nameChangedAt", chat.changedAt().name())
                .param("ownerChangedAt", chat.changedAt().owner())
                .param("noticeChangedAt", chat.changedAt().notice())
                .param("at", at)
                .param("corpId", corpId.value())
                .param("chatId", chat.chatId().value())
                .update();
    }

    @Override
    public void hasNews(CorpId corpId, ChatId chatId) {
        client.sql("UPDATE group_chat SET news = news + 1 WHERE corp_id = :corpId AND chat_id = :chatId")
                .param("corpId", corpId.value())
                .param("chatId", chatId.value())
                .update();
    }

    @Override
    public void add(CorpId corpId, ChatId chatId, List<ChatChange> changes) {
        template.batchUpdate(
                """
                INSERT INTO group_chat_change (corp_id, chat_id, happened_at, kind, before_value, after_value)
                VALUES (?, ?, ?, ?, ?, ?)
                """,
                changes.stream()
                        .map(change -> new @Nullable Object[] {
                            corpId.value(),
                            chatId.value(),
                            change.at(),
                            change.kind().name(),
                            change.before(),
                            change.after()
                        })
                        .toList());
    }

    private static GroupChat chat(ResultSet row, int number) throws SQLException {
        String earlier = row.getString("earlier_versions");
        return new GroupChat(
                new ChatId(row.getString("chat_id")),
                face(row),
                instant(row, "dismissed_at"),
                new MemberVersions(
                        row.getString("member_version"),
                        earlier.isEmpty() ? List.of() : Arrays.asList(earlier.split(" "))),
                row.getLong("news"),
                row.getLong("news_read"),
                new ChangedAt(
                        instant(row, "name_changed_at"),
                        instant(row, "owner_changed_at"),
                        instant(row, "notice_changed_at")));
    }

    private static @Nullable Face face(ResultSet row) throws SQLException {
        String owner = row.getString("owner");
        return owner == null
                ? null
                : new Face(
                        row.getString("name"),
                        new UserId(owner),
                        row.getString("notice"),
                        Objects.requireNonNull(instant(row, "create_time")));
    }

    static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp timestamp = row.getTimestamp(column);
        return timestamp == null ? null : timestamp.toInstant();
    }
}
