package scrm.sop.groupmessage;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.jdbc.support.KeyHolder;
import org.springframework.stereotype.Repository;

import scrm.events.CorpId;
import scrm.messaging.JdbcTime;

@Repository
class JdbcReminders implements Reminders {
    private final JdbcClient jdbc;

    JdbcReminders(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public long add(CorpId corpId, GroupMessageId id, Reminder.Addressee addressee, Instant dueAt) {
        KeyHolder key = new GeneratedKeyHolder();
        jdbc.sql("""
                        INSERT INTO group_message_reminder (corp_id, group_message_id, addressee, status, due_at)
                        VALUES (:corpId, :groupMessageId, :addressee, 'PENDING', :dueAt)
                        """)
                .param("corpId", corpId.value())
                .param("groupMessageId", id.value())
                .param("addressee", addressee.name())
                .param("dueAt", JdbcTime.of(dueAt))
                .update(key);
        return Objects.requireNonNull(key.getKey()).longValue();
    }

    @Override
    public Optional<Reminder> find(CorpId corpId, long id) {
        return jdbc.sql("SELECT * FROM group_message_reminder WHERE corp_id = :corpId AND id = :id")
                .param("corpId", corpId.value())
                .param("id", id)
                .query(JdbcReminders::reminder)
                .optional();
    }

    @Override
    public List<Reminder> of(CorpId corpId, GroupMessageId id) {
        return jdbc.sql("""
                        SELECT * FROM group_message_reminder
                        WHERE corp_id = :corpId AND group_message_id = :groupMessageId
                        ORDER BY due_at, id
                        """)
                .param("corpId", corpId.value())
                .param("groupMessageId", id.value())
                .query(JdbcReminders::reminder)
                .list();
    }

    @Override
    public int toSenderSince(CorpId corpId, GroupMessageId id, Instant since, Instant until) {
        return jdbc.sql("""
                        SELECT COUNT(*) FROM group_message_reminder
                        WHERE corp_id = :corpId AND group_message_id = :groupMessageId AND addressee = 'SENDER'
                          AND status IN ('PENDING', 'SENT', 'UNKNOWN')
                          AND COALESCE(called_at, due_at) > :since AND due_at <= :until
                        """)
                .param("corpId", corpId.value())
                .param("groupMessageId", id.value())
                .param("since", JdbcTime.of(since))
                .param("until", JdbcTime.of(until))
                .query(Integer.class)
                .single();
    }

    @Override
    public void calling(CorpId corpId, long id, Instant now) {
        jdbc.sql("UPDATE group_message_reminder SET called_at = :now WHERE corp_id = :corpId AND id = :id")
                .param("now", JdbcTime.of(now))
                .param("corpId", corpId.value())
                .param("id", id)
                .update();
    }

    @Override
    public void end(CorpId corpId, long id, Reminder.Status status, @Nullable String reason) {
        jdbc.sql("""
                        UPDATE group_message_reminder SET status = :status, reason = :reason
                        WHERE corp_id = :corpId AND id = :id
                        """)
                .param("status", status.name())
                .param("reason", reason == null || reason.length() <= 500 ? reason : reason.substring(0, 500))
                .param("corpId", corpId.value())
                .param("id", id)
                .update();
    }

    private static Reminder reminder(ResultSet row, int number) throws SQLException {
        return new Reminder(
                row.getLong("id"),
                new CorpId(row.getString("corp_id")),
                new GroupMessageId(row.getLong("group_message_id")),
                Reminder.Addressee.valueOf(row.getString("addressee")),
                Reminder.Status.valueOf(row.getString("status")),
                row.getString("reason"),
                JdbcTime.get(row, "due_at"),
                JdbcTime.getNullable(row, "called_at"));
    }
}
