package scrm.sop.stafftask;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import scrm.events.ChatId;
import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.events.UserId;
import scrm.messaging.JdbcTime;

@Repository
class JdbcStaffTasks implements StaffTasks {
    private static final int BATCH = 1000;

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;

    JdbcStaffTasks(JdbcClient jdbc, JdbcTemplate batches) {
        this.jdbc = jdbc;
        this.batches = batches;
    }

    @Override
    public void add(CorpId corpId, UserId userId, List<Errand> errands, Instant now) {
        batches.batchUpdate("""
                INSERT IGNORE INTO staff_task (corp_id, giver, userid, external_userid, chat_id, content, status, told,
                                               messages, raised_at)
                VALUES (?, ?, ?, ?, ?, ?, 'OPEN', 'PENDING', 0, ?)
                """, errands, BATCH, (statement, errand) -> {
            ExternalUserId contact = errand.externalUserId();
            ChatId chat = errand.chatId();
            statement.setString(1, corpId.value());
            statement.setLong(2, errand.giver());
            statement.setString(3, userId.value());
            statement.setString(4, contact == null ? null : contact.value());
            statement.setString(5, chat == null ? null : chat.value());
            statement.setString(6, errand.text());
            statement.setObject(7, JdbcTime.of(now));
        });
    }

    @Override
    public Optional<StaffTask> find(CorpId corpId, long id) {
        return jdbc.sql("SELECT * FROM staff_task WHERE corp_id = :corpId AND id = :id")
                .param("corpId", corpId.value())
                .param("id", id)
                .query(JdbcStaffTasks::task)
                .optional();
    }

    @Override
    public List<StaffTask> open(CorpId corpId, Collection<Long> givers) {
        return jdbc.sql("""
                        SELECT * FROM staff_task
                        WHERE corp_id = :corpId AND giver IN (:givers) AND status = 'OPEN' ORDER BY id
                        """)
                .param("corpId", corpId.value())
                .param("givers", givers)
                .query(JdbcStaffTasks::task)
                .list();
    }

    @Override
    public List<StaffTask> list(CorpId corpId, Filter filter, @Nullable Long before, int limit) {
        UserId userId = filter.userId();
        StaffTask.Status status = filter.status();
        return jdbc.sql("SELECT * FROM staff_task WHERE corp_id = :corpId AND id < :before"
                        + (userId == null ? "" : " AND userid = :userId")
                        + (status == null ? "" : " AND status = :status")
                        + " ORDER BY id DESC LIMIT :limit")
                .param("corpId", corpId.value())
                .param("before", before == null ? Long.MAX_VALUE : before)
                .param("userId", userId == null ? null : userId.value())
                .param("status", status == null ? null : status.name())
                .param("limit", limit)
                .query(JdbcStaffTasks::task)
                .list();
    }

    @Override
    public Optional<Long> done(CorpId corpId, long id, Instant now) {
        Optional<Long> giver = jdbc.sql("""
                        SELECT giver FROM staff_task
                        WHERE corp_id = :corpId AND id = :id AND status = 'OPEN' FOR UPDATE
                        """)
                .param("corpId", corpId.value())
                .param("id", id)
                .query(Long.class)
                .optional();
        giver.ifPresent(_ -> jdbc.sql("UPDATE staff_task SET status = 'DONE', closed_at = :now WHERE id = :id")
                .param("now", JdbcTime.of(now))
                .param("id", id)
                .update());
        return giver;
    }

    @Override
    public Set<Long> withdraw(CorpId corpId, Collection<Long> givers, Instant now) {
        if (givers.isEmpty()) {
            return Set.of();
        }
        Set<Long> open = new HashSet<>(jdbc.sql("""
                        SELECT giver FROM staff_task
                        WHERE corp_id = :corpId AND giver IN (:givers) AND status = 'OPEN' FOR UPDATE
                        """)
                .param("corpId", corpId.value())
                .param("givers", givers)
                .query(Long.class)
                .list());
        if (!open.isEmpty()) {
            jdbc.sql("""
                            UPDATE staff_task SET status = 'OBSOLETE', closed_at = :now
                            WHERE corp_id = :corpId AND giver IN (:givers)
                            """)
                    .param("now", JdbcTime.of(now))
                    .param("corpId", corpId.value())
                    .param("givers", open)
                    .update();
        }
        return open;
    }

    @Override
    public void told(CorpId corpId, Collection<Long> givers, StaffTask.Told told) {
        jdbc.sql("""
                        UPDATE staff_task SET told = :told, messages = messages + 1
                        WHERE corp_id = :corpId AND giver IN (:givers) AND status = 'OPEN'
                        """)
                .param("told", told.name())
                .param("corpId", corpId.value())
                .param("givers", givers)
                .update();
    }

    private static StaffTask task(ResultSet row, int number) throws SQLException {
        String contact = row.getString("external_userid");
        String chat = row.getString("chat_id");
        return new StaffTask(
                row.getLong("id"),
                new UserId(row.getString("userid")),
                contact == null ? null : new ExternalUserId(contact),
                chat == null ? null : new ChatId(chat),
                row.getString("content"),
                StaffTask.Status.valueOf(row.getString("status")),
                StaffTask.Told.valueOf(row.getString("told")),
                row.getInt("messages"),
                JdbcTime.get(row, "raised_at"),
                JdbcTime.getNullable(row, "closed_at"));
    }
}
