package scrm.channel.luretask;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.jdbc.support.KeyHolder;
import org.springframework.stereotype.Repository;

import scrm.channel.channel.ChannelId;
import scrm.channel.lure.Lure;
import scrm.channel.lure.LureId;
import scrm.events.CorpId;
import scrm.events.UserId;
import scrm.messaging.JdbcTime;

@Repository
class JdbcLureTasks implements LureTasks {
    private static final String TASKS = """
            SELECT t.*, l.channel_id, l.title
            FROM lure_task t JOIN lure l ON l.corp_id = t.corp_id AND l.id = t.lure_id
            WHERE t.corp_id = :corpId
            """;

    private final JdbcClient jdbc;

    JdbcLureTasks(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public OptionalLong raise(Lure lure, Lure.Cause cause, Instant now) {
        KeyHolder key = new GeneratedKeyHolder();
        try {
            caused("""
                            INSERT INTO lure_task (corp_id, lure_id, reason, about, owner_userid, status, told,
                                                   raised_at)
                            VALUES (:corpId, :lureId, :reason, :about, :owner, 'OPEN', 'PENDING', :now)
                            """, lure, cause)
                    .param("owner", lure.draft().owner().value())
                    .param("now", JdbcTime.of(now))
                    .update(key);
        } catch (DuplicateKeyException e) {
            caused("""
                            UPDATE lure_task SET status = 'OPEN', closed_at = NULL
                            WHERE corp_id = :corpId AND lure_id = :lureId AND reason = :reason AND about = :about
                              AND status = 'OBSOLETE'
                            """, lure, cause).update();
            return OptionalLong.empty();
        }
        return OptionalLong.of(Objects.requireNonNull(key.getKey()).longValue());
    }

    private JdbcClient.StatementSpec caused(String sql, Lure lure, Lure.Cause cause) {
        return jdbc.sql(sql)
                .param("corpId", lure.corpId().value())
                .param("lureId", lure.id().value())
                .param("reason", cause.reason().name())
                .param("about", cause.about());
    }

    @Override
    public Optional<LureTask> find(CorpId corpId, long id) {
        return jdbc.sql(TASKS + " AND t.id = :id")
                .param("corpId", corpId.value())
                .param("id", id)
                .query(JdbcLureTasks::task)
                .optional();
    }

    @Override
    public List<LureTask> list(CorpId corpId, Filter filter, long after, int limit) {
        LureTask.Status status = filter.status();
        UserId owner = filter.owner();
        return jdbc.sql(TASKS + """
                         AND t.id > :after
                          AND (:status IS NULL OR t.status = :status)
                          AND (:owner IS NULL OR t.owner_userid = :owner)
                        ORDER BY t.id LIMIT :limit
                        """)
                .param("corpId", corpId.value())
                .param("after", after)
                .param("status", status == null ? null : status.name())
                .param("owner", owner == null ? null : owner.value())
                .param("limit", limit)
                .query(JdbcLureTasks::task)
                .list();
    }

    @Override
    public List<LureTask> open(CorpId corpId, LureId lureId) {
        return jdbc.sql(TASKS + " AND t.lure_id = :lureId AND t.status = 'OPEN'")
                .param("corpId", corpId.value())
                .param("lureId", lureId.value())
                .query(JdbcLureTasks::task)
                .list();
    }

    @Override
    public void close(CorpId corpId, long id, LureTask.Status as, Instant now) {
        jdbc.sql("""
                        UPDATE lure_task SET status = :status, closed_at = :now
                        WHERE corp_id = :corpId AND id = :id AND status = 'OPEN'
                        """)
                .param("status", as.name())
                .param("now", JdbcTime.of(now))
                .param("corpId", corpId.value())
                .param("id", id)
                .update();
    }

    @Override
    public void handOver(CorpId corpId, long id, UserId owner) {
        jdbc.sql("UPDATE lure_task SET owner_userid = :owner WHERE corp_id = :corpId AND id = :id")
                .param("owner", owner.value())
                .param("corpId", corpId.value())
                .param("id", id)
                .update();
    }

    @Override
    public void told(CorpId corpId, long id, LureTask.Told told) {
        jdbc.sql("UPDATE lure_task SET told = :told WHERE corp_id = :corpId AND id = :id")
                .param("told", told.name())
                .param("corpId", corpId.value())
                .param("id", id)
                .update();
    }

    private static LureTask task(ResultSet row, int number) throws SQLException {
        return new LureTask(
                row.getLong("id"),
                new LureId(row.getLong("lure_id")),
                new ChannelId(row.getLong("channel_id")),
                row.getString("title"),
                new Lure.Cause(Lure.Reason.valueOf(row.getString("reason")), row.getString("about")),
                new UserId(row.getString("owner_userid")),
                LureTask.Status.valueOf(row.getString("status")),
                LureTask.Told.valueOf(row.getString("told")),
                JdbcTime.get(row, "raised_at"),
                JdbcTime.getNullable(row, "closed_at"));
    }
}
