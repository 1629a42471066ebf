package scrm.group.flag;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.jdbc.support.KeyHolder;
import org.springframework.stereotype.Repository;

import scrm.events.ChatId;
import scrm.events.CorpId;
import scrm.events.UserId;
import scrm.messaging.JdbcTime;

/** Flags and tasks as tables. */
@Repository
class JdbcFlags implements Flags {
    private static final String TASK = """
            SELECT t.*, c.owner,
                (SELECT COUNT(*) FROM group_member_flag f
                WHERE f.corp_id = t.corp_id AND f.chat_id = t.chat_id AND f.member_id = t.member_id) AS flags
            FROM group_removal_task t LEFT JOIN group_chat c ON c.corp_id = t.corp_id AND c.chat_id = t.chat_id
            WHERE t.corp_id = :corpId
            """;

    static final String TASKS = TASK + " AND t.state = :state AND t.id > :after ORDER BY t.id LIMIT :limit";

    private static final String TASKS_OF_OWNER =
            TASK + " AND t.state = :state AND c.owner = :owner AND t.id > :after ORDER BY t.id LIMIT :limit";

    private final JdbcClient client;

    JdbcFlags(JdbcClient client) {
        this.client = client;
    }

    @Override
    public boolean holdPresent(CorpId corpId, ChatId chatId, String memberId) {
        return of("""
                        SELECT 1 FROM group_member
                        WHERE corp_id = :corpId AND chat_id = :chatId AND member_id = :memberId
                        FOR UPDATE
                        """, new Whom(corpId, chatId, memberId))
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    @Override
    public Flag add(CorpId corpId, ChatId chatId, String memberId, Flag.Reason reason, String evidence, Instant at) {
        KeyHolder key = new GeneratedKeyHolder();
        of("""
                        INSERT INTO group_member_flag (corp_id, chat_id, member_id, reason, evidence, flagged_at)
                        VALUES (:corpId, :chatId, :memberId, :reason, :evidence, :at)
                        """, new Whom(corpId, chatId, memberId))
                .param("reason", reason.name())
                .param("evidence", evidence)
                .param("at", JdbcTime.of(at))
                .update(key);
        return new Flag(Objects.requireNonNull(key.getKey()).longValue(), memberId, reason, evidence, at);
    }

    @Override
    public void open(CorpId corpId, ChatId chatId, String memberId, Instant at) {
        of("""
                        INSERT IGNORE INTO group_removal_task (corp_id, chat_id, member_id, state, is_open, created_at)
                        VALUES (:corpId, :chatId, :memberId, 'OPEN', TRUE, :at)
                        """, new Whom(corpId, chatId, memberId)).param("at", JdbcTime.of(at)).update();
    }

    @Override
    public List<Flag> flags(CorpId corpId, ChatId chatId, String memberId, long after, int limit) {
        return of("""
                        SELECT id, member_id, reason, evidence, flagged_at FROM group_member_flag
                        WHERE corp_id = :corpId AND chat_id = :chatId AND member_id = :memberId AND id > :after
                        ORDER BY id LIMIT :limit
                        """, new Whom(corpId, chatId, memberId))
                .param("after", after)
                .param("limit", limit)
                .query((row, _) -> new Flag(
                        row.getLong("id"),
                        row.getString("member_id"),
                        Flag.Reason.valueOf(row.getString("reason")),
                        row.getString("evidence"),
                        JdbcTime.get(row, "flagged_at")))
                .list();
    }

    @Override
    public List<RemovalTask> tasks(
            CorpId corpId, RemovalTask.State state, @Nullable UserId owner, long after, int limit) {
        StatementSpec statement = client.sql(owner == null ? TASKS : TASKS_OF_OWNER)
                .param("corpId", corpId.value())
                .param("state", state.name())
                .param("after", after)
                .param("limit", limit);
        return (owner == null ? statement : statement.param("owner", owner.value()))
                .query(JdbcFlags::task)
                .list();
    }

    @Override
    public Optional<RemovalTask> task(CorpId corpId, long id) {
        return client.sql(TASK + " AND t.id = :id")
                .param("corpId", corpId.value())
                .param("id", id)
                .query(JdbcFlags::task)
                .optional();
    }

    @Override
    public boolean withdraw(CorpId corpId, long id, Instant at) {
        return client.sql("""
                        UPDATE group_removal_task SET state = 'WITHDRAWN', is_open = NULL, settled_at = :at
                        WHERE corp_id = :corpId AND id = :id AND state = 'OPEN'
                        """)
                        .param("at", JdbcTime.of(at))
                        .param("corpId", corpId.value())
                        .param("id", id)
                        .update()
                == 1;
    }

    @Override
    public Set<Whom> open(Collection<Whom> whom) {
        if (whom.isEmpty()) {
            return Set.of();
        }
        Set<Whom> asked = Set.copyOf(whom);
        return client
                .sql("""
                        SELECT corp_id, chat_id, member_id FROM group_removal_task
                        WHERE corp_id IN (:corpIds) AND chat_id IN (:chatIds) AND member_id IN (:memberIds)
                            AND is_open = TRUE
                        """)
                .param(
                        "corpIds",
                        asked.stream().map(one -> one.corpId().value()).collect(Collectors.toSet()))
                .param(
                        "chatIds",
                        asked.stream().map(one -> one.chatId().value()).collect(Collectors.toSet()))
                .param("memberIds", asked.stream().map(Whom::memberId).collect(Collectors.toSet()))
                .query((row, _) -> new Whom(
                        new CorpId(row.getString("corp_id")),
                        new ChatId(row.getString("chat_id")),
                        row.getString("member_id")))
                .list()
                .stream()
                .filter(asked::contains)
                .collect(Collectors.toSet());
    }

    @Override
    public void quit(Whom whom, Instant at) {
        of("""
                        UPDATE group_removal_task SET state = 'DONE', is_open = NULL, settled_at = :at
                        WHERE corp_id = :corpId AND chat_id = :chatId AND member_id = :memberId AND is_open = TRUE
                            AND NOT EXISTS (SELECT 1 FROM group_member m
                                WHERE m.corp_id = :corpId AND m.chat_id = :chatId AND m.member_id = :memberId)
                        """, whom).param("at", JdbcTime.of(at)).update();
    }

    private StatementSpec of(String sql, Whom whom) {
        return client.sql(sql)
                .param("corpId", whom.corpId().value())
                .param("chatId", whom.chatId().value())
                .param("memberId", whom.memberId());
    }

    private static RemovalTask task(ResultSet row, int number) throws SQLException {
        String owner = row.getString("owner");
        return new RemovalTask(
                row.getLong("id"),
                new ChatId(row.getString("chat_id")),
                row.getString("member_id"),
                owner == null ? null : new UserId(owner),
                RemovalTask.State.valueOf(row.getString("state")),
                row.getInt("flags"),
                JdbcTime.get(row, "created_at"),
                JdbcTime.getNullable(row, "settled_at"));
    }
}
