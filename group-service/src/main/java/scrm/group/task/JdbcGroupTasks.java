package scrm.group.task;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import scrm.events.ChatId;
import scrm.events.CorpId;
import scrm.events.UserId;
import scrm.messaging.JdbcTime;

@Repository
class JdbcGroupTasks implements GroupTasks {
    /** Whoever owns the group now is to do what its owner was asked for. */
    private static final String TASKS = """
            SELECT t.*, COALESCE(c.owner, t.owner_userid) AS owner
            FROM group_task t
            LEFT JOIN group_chat c ON c.corp_id = t.corp_id AND c.chat_id = t.chat_id
            WHERE t.corp_id = :corpId
            """;

    private final JdbcClient client;

    JdbcGroupTasks(JdbcClient client) {
        this.client = client;
    }

    @Override
    public OptionalLong raise(
            CorpId corpId,
            GroupTask.Kind kind,
            String about,
            @Nullable ChatId chatId,
            UserId owner,
            String text,
            Instant now) {
        // Assignments are made from left to right, so status comes last. Nothing changes for one that is open or done.
        client.sql("""
                        INSERT INTO group_task (corp_id, kind, about, chat_id, owner_userid, content, status, told,
                                                messages, raised_at)
                        VALUES (:corpId, :kind, :about, :chatId, :owner, :text, 'OPEN', 'PENDING', 0, :now)
                        ON DUPLICATE KEY UPDATE
                            owner_userid = IF(status = 'OBSOLETE', VALUES(owner_userid), owner_userid),
                            content = IF(status = 'OBSOLETE', VALUES(content), content),
                            raised_at = IF(status = 'OBSOLETE', VALUES(raised_at), raised_at),
                            closed_at = IF(status = 'OBSOLETE', NULL, closed_at),
                            status = IF(status = 'OBSOLETE', 'OPEN', status)
                        """)
                .param("corpId", corpId.value())
                .param("kind", kind.name())
                .param("about", about)
                .param("chatId", chatId == null ? null : chatId.value())
                .param("owner", owner.value())
                .param("text", text)
                .param("now", JdbcTime.of(now))
                .update();
        return client.sql("""
                        SELECT id FROM group_task
                        WHERE corp_id = :corpId AND kind = :kind AND about = :about AND raised_at = :now
                          AND status = 'OPEN'
                        """)
                .param("corpId", corpId.value())
                .param("kind", kind.name())
                .param("about", about)
                .param("now", JdbcTime.of(now))
                .query(Long.class)
                .optional()
                .map(OptionalLong::of)
                .orElseGet(OptionalLong::empty);
    }

    @Override
    public Optional<GroupTask> find(CorpId corpId, long id) {
        return client.sql(TASKS + " AND t.id = :id")
                .param("corpId", corpId.value())
                .param("id", id)
                .query(JdbcGroupTasks::task)
                .optional();
    }

    @Override
    public List<GroupTask> list(CorpId corpId, Filter filter, long after, int limit) {
        GroupTask.Status status = filter.status();
        GroupTask.Kind kind = filter.kind();
        UserId owner = filter.owner();
        return client.sql(TASKS + """
                         AND t.id > :after
                          AND (:status IS NULL OR t.status = :status)
                          AND (:kind IS NULL OR t.kind = :kind)
                          AND (:owner IS NULL OR COALESCE(c.owner, t.owner_userid) = :owner)
                        ORDER BY t.id LIMIT :limit
                        """)
                .param("corpId", corpId.value())
                .param("after", after)
                .param("status", status == null ? null : status.name())
                .param("kind", kind == null ? null : kind.name())
                .param("owner", owner == null ? null : owner.value())
                .param("limit", limit)
                .query(JdbcGroupTasks::task)
                .list();
    }

    @Override
    public void close(CorpId corpId, long id, GroupTask.Status as, Instant now) {
        client.sql("""
                        UPDATE group_task SET status = :status, closed_at = :now
                        WHERE corp_id = :corpId AND id = :id AND status = 'OPEN'
                        """)
                .param("status", as.name())
                .param("now", JdbcTime.of(now))
                .param("corpId", corpId.value())
                .param("id", id)
                .update();
    }

    @Override
    public void close(CorpId corpId, GroupTask.Kind kind, String about, GroupTask.Status as, Instant now) {
        client.sql("""
                        UPDATE group_task SET status = :status, closed_at = :now
                        WHERE corp_id = :corpId AND kind = :kind AND about = :about AND status = 'OPEN'
                        """)
                .param("status", as.name())
                .param("now", JdbcTime.of(now))
                .param("corpId", corpId.value())
                .param("kind", kind.name())
                .param("about", about)
                .update();
    }

    @Override
    public void revoke(CorpId corpId, GroupTask.Kind kind, String about, Instant now) {
        client.sql("""
                        UPDATE group_task SET status = 'OBSOLETE', closed_at = :now
                        WHERE corp_id = :corpId AND kind = :kind AND about = :about AND status IN ('OPEN', 'DONE')
                        """)
                .param("now", JdbcTime.of(now))
                .param("corpId", corpId.value())
                .param("kind", kind.name())
                .param("about", about)
                .update();
    }

    @Override
    public void told(CorpId corpId, long id, GroupTask.Told told) {
        client.sql("""
                        UPDATE group_task SET told = :told, messages = messages + 1
                        WHERE corp_id = :corpId AND id = :id
                        """)
                .param("told", told.name())
                .param("corpId", corpId.value())
                .param("id", id)
                .update();
    }

    private static GroupTask task(ResultSet row, int number) throws SQLException {
        String chatId = row.getString("chat_id");
        return new GroupTask(
                row.getLong("id"),
                GroupTask.Kind.valueOf(row.getString("kind")),
                row.getString("about"),
                chatId == null ? null : new ChatId(chatId),
                new UserId(row.getString("owner")),
                row.getString("content"),
                GroupTask.Status.valueOf(row.getString("status")),
                GroupTask.Told.valueOf(row.getString("told")),
                row.getInt("messages"),
                JdbcTime.get(row, "raised_at"),
                JdbcTime.getNullable(row, "closed_at"));
    }
}
