package scrm.group.groupchat;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Repository;

import scrm.events.ChatId;
import scrm.events.CorpId;
import scrm.events.UserId;
import scrm.group.groupchat.CheckGroupChats.Doubtful;
import scrm.group.groupchat.CheckGroupChats.Listing;
import scrm.group.groupchat.GroupChat.ChangedAt;
import scrm.group.groupchat.GroupChat.Face;
import scrm.messaging.JdbcTime;

/** Groups as tables. */
@Repository
class JdbcGroupChats implements GroupChats {
    private static final String CHAT = """
            SELECT chat_id, name, owner, admins, notice, create_time, dismissed_at, member_version, earlier_versions,
                news, news_read, name_changed_at, owner_changed_at, notice_changed_at, read_at, listed_at, refreshed_at
            FROM group_chat
            WHERE corp_id = :corpId
            """;

    private static final String ONE = CHAT + " AND chat_id = :chatId";

    /** What WeCom may know otherwise: never read or not lately, not listed, or news that nobody has read for long. */
    private static final String IN_DOUBT = """
            AND dismissed_at IS NULL
            AND (read_at IS NULL OR read_at < :trusted OR listed_at IS NULL OR listed_at < :since
                OR news <> news_read AND refreshed_at < :settled)
            """;

    static final String DOUBTS = CHAT + IN_DOUBT + " AND chat_id > :after ORDER BY chat_id LIMIT :limit";

    private final JdbcClient client;
    private final JdbcTemplate template;

    JdbcGroupChats(JdbcClient client, JdbcTemplate template) {
        this.client = client;
        this.template = template;
    }

    @Override
    public Optional<GroupChat> find(CorpId corpId, ChatId chatId) {
        return select(ONE, corpId, chatId);
    }

    @Override
    public GroupChat lock(CorpId corpId, ChatId chatId) {
        return select(ONE + " FOR UPDATE", corpId, chatId).orElseGet(() -> {
            client.sql("""
                            INSERT IGNORE INTO group_chat (corp_id, chat_id, earlier_versions)
                            VALUES (:corpId, :chatId, '')
                            """)
                    .param("corpId", corpId.value())
                    .param("chatId", chatId.value())
                    .update();
            return select(ONE + " FOR UPDATE", corpId, chatId).orElseThrow();
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
                        UPDATE group_chat SET owner_status = IF(owner IS NULL OR owner = :owner, owner_status, 0),
                            name = :name, owner = :owner, admins = :admins, notice = :notice,
                            create_time = :createTime, read_at = :readAt, dismissed_at = :dismissedAt, member_version = :memberVersion, earlier_versions = :earlier,
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
                .param("admins", face == null ? "" : ChatChange.ids(face.admins()))
                .param("readAt", JdbcTime.ofNullable(chat.readAt()))
                .param("notice", face == null ? null : face.notice())
                .param("createTime", face == null ? null : JdbcTime.of(face.createTime()))
                .param("dismissedAt", JdbcTime.ofNullable(chat.dismissedAt()))
                .param("memberVersion", chat.versions().current())
                .param("earlier", String.join(" ", chat.versions().earlier()))
                .param("news", chat.news())
                .param("newsRead", chat.newsRead())
                .param("nameChangedAt", JdbcTime.ofNullable(chat.changedAt().name()))
                .param("ownerChangedAt", JdbcTime.ofNullable(chat.changedAt().owner()))
                .param("noticeChangedAt", JdbcTime.ofNullable(chat.changedAt().notice()))
                .param("at", JdbcTime.of(at))
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
                            JdbcTime.of(change.at()),
                            change.kind().name(),
                            change.before(),
                            change.after()
                        })
                        .toList());
    }

    @Override
    public void hasNews(CorpId corpId, Collection<ChatId> chatIds) {
        client.sql("""
                        UPDATE group_chat SET news = news + 1
                        WHERE corp_id = :corpId AND chat_id IN (:chatIds) AND dismissed_at IS NULL
                        """)
                .param("corpId", corpId.value())
                .param("chatIds", chatIds.stream().map(ChatId::value).toList())
                .update();
    }

    @Override
    public List<UserId> owners(CorpId corpId) {
        return client.sql("SELECT DISTINCT owner FROM group_chat WHERE corp_id = :corpId AND owner IS NOT NULL")
                .param("corpId", corpId.value())
                .query((row, _) -> new UserId(row.getString("owner")))
                .list();
    }

    @Override
    public long open(CorpId corpId) {
        return client.sql("SELECT COUNT(*) FROM group_chat WHERE corp_id = :corpId AND dismissed_at IS NULL")
                .param("corpId", corpId.value())
                .query(Long.class)
                .single();
    }

    @Override
    public void listed(CorpId corpId, List<Listing> listings, Instant at) {
        template.batchUpdate(
                """
                INSERT INTO group_chat (corp_id, chat_id, earlier_versions, news, owner_status, listed_at)
                VALUES (?, ?, '', 1, ?, ?)
                ON DUPLICATE KEY UPDATE owner_status = VALUES(owner_status), listed_at = VALUES(listed_at)
                """,
                listings.stream()
                        .sorted(Comparator.comparing(listing -> listing.chatId().value()))
                        .map(listing -> new Object[] {
                            corpId.value(), listing.chatId().value(), listing.ownerStatus(), JdbcTime.of(at)
                        })
                        .toList());
    }

    @Override
    public List<Doubt> doubts(CorpId corpId, Doubtful doubtful, String after, int limit) {
        return bind(client.sql(DOUBTS), corpId, doubtful)
                .param("after", after)
                .param("limit", limit)
                .query((row, number) -> new Doubt(
                        chat(row, number),
                        isSince(row, "listed_at", doubtful.since()),
                        row.getObject("refreshed_at") == null))
                .list();
    }

    @Override
    public long countDoubts(CorpId corpId, Doubtful doubtful) {
        return bind(client.sql("SELECT COUNT(*) FROM group_chat WHERE corp_id = :corpId " + IN_DOUBT), corpId, doubtful)
                .query(Long.class)
                .single();
    }

    private static StatementSpec bind(StatementSpec statement, CorpId corpId, Doubtful doubtful) {
        return statement
                .param("corpId", corpId.value())
                .param("trusted", JdbcTime.of(doubtful.trusted()))
                .param("since", JdbcTime.of(doubtful.since()))
                .param("settled", JdbcTime.of(doubtful.settled()));
    }

    private static boolean isSince(ResultSet row, String column, Instant since) throws SQLException {
        Instant at = JdbcTime.getNullable(row, column);
        return at != null && !at.isBefore(since.truncatedTo(ChronoUnit.MICROS));
    }

    private static GroupChat chat(ResultSet row, int number) throws SQLException {
        String earlier = row.getString("earlier_versions");
        return new GroupChat(
                new ChatId(row.getString("chat_id")),
                face(row),
                JdbcTime.getNullable(row, "dismissed_at"),
                new MemberVersions(
                        row.getString("member_version"),
                        earlier.isEmpty() ? List.of() : Arrays.asList(earlier.split(" "))),
                row.getLong("news"),
                row.getLong("news_read"),
                new ChangedAt(
                        JdbcTime.getNullable(row, "name_changed_at"),
                        JdbcTime.getNullable(row, "owner_changed_at"),
                        JdbcTime.getNullable(row, "notice_changed_at")),
                JdbcTime.getNullable(row, "read_at"));
    }

    private static @Nullable Face face(ResultSet row) throws SQLException {
        String owner = row.getString("owner");
        return owner == null
                ? null
                : new Face(
                        row.getString("name"),
                        new UserId(owner),
                        ids(row.getString("admins")),
                        row.getString("notice"),
                        JdbcTime.get(row, "create_time"));
    }

    static List<UserId> ids(String joined) {
        return joined.isEmpty()
                ? List.of()
                : Arrays.stream(joined.split(" ")).map(UserId::new).toList();
    }
}
