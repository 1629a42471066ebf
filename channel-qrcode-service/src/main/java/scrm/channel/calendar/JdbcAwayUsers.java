package scrm.channel.calendar;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import scrm.events.CorpId;
import scrm.events.UserId;
import scrm.messaging.JdbcTime;

@Repository
class JdbcAwayUsers implements AwayUsers {
    private final JdbcClient jdbc;

    JdbcAwayUsers(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void set(CorpId corpId, AwayUser away) {
        jdbc.sql("""
                        INSERT INTO away_user (corp_id, userid, until_at) VALUES (:corpId, :userId, :until)
                        ON DUPLICATE KEY UPDATE until_at = VALUES(until_at)
                        """)
                .param("corpId", corpId.value())
                .param("userId", away.userId().value())
                .param("until", JdbcTime.of(away.until()))
                .update();
    }

    @Override
    public boolean remove(CorpId corpId, UserId userId, Instant at) {
        return jdbc.sql("DELETE FROM away_user WHERE corp_id = :corpId AND userid = :userId AND until_at > :at")
                        .param("corpId", corpId.value())
                        .param("userId", userId.value())
                        .param("at", JdbcTime.of(at))
                        .update()
                == 1;
    }

    @Override
    public List<AwayUser> list(CorpId corpId, Instant at, @Nullable UserId after, int limit) {
        return jdbc.sql("""
                        SELECT userid, until_at FROM away_user
                        WHERE corp_id = :corpId AND userid > :after AND until_at > :at
                        ORDER BY userid LIMIT :limit
                        """)
                .param("corpId", corpId.value())
                .param("after", after == null ? "" : after.value())
                .param("at", JdbcTime.of(at))
                .param("limit", limit)
                .query(JdbcAwayUsers::away)
                .list();
    }

    @Override
    public Map<UserId, Instant> among(CorpId corpId, Collection<UserId> users, Instant at) {
        return jdbc
                .sql("""
                        SELECT userid, until_at FROM away_user
                        WHERE corp_id = :corpId AND userid IN (:users) AND until_at > :at
                        """)
                .param("corpId", corpId.value())
                .param("users", users.stream().map(UserId::value).toList())
                .param("at", JdbcTime.of(at))
                .query(JdbcAwayUsers::away)
                .list()
                .stream()
                .collect(Collectors.toMap(AwayUser::userId, AwayUser::until));
    }

    private static AwayUser away(ResultSet row, int number) throws SQLException {
        return new AwayUser(new UserId(row.getString("userid")), JdbcTime.get(row, "until_at"));
    }
}
