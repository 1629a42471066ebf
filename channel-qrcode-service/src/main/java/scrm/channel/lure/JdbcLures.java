package scrm.channel.lure;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.jdbc.support.KeyHolder;
import org.springframework.stereotype.Repository;

import scrm.channel.channel.ChannelId;
import scrm.channel.channel.Period;
import scrm.events.CorpId;
import scrm.events.UserId;
import scrm.messaging.JdbcTime;

@Repository
class JdbcLures implements Lures {
    private static final String ONE = "SELECT * FROM lure WHERE corp_id = :corpId AND id = :id";

    private final JdbcClient jdbc;

    JdbcLures(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public LureId add(CorpId corpId, ChannelId channelId, Lure.Draft draft, Instant now) {
        KeyHolder key = new GeneratedKeyHolder();
        bound("""
                        INSERT INTO lure (corp_id, channel_id, title, promise, from_date, until_date, stock, used,
                                          rotate_on, owner_userid, version, created_at, updated_at)
                        VALUES (:corpId, :channelId, :title, :promise, :from, :until, :stock, 0, :rotateOn, :owner, 1,
                                :now, :now)
                        """, corpId, draft, now).param("channelId", channelId.value()).update(key);
        return new LureId(Objects.requireNonNull(key.getKey()).longValue());
    }

    @Override
    public void edit(CorpId corpId, LureId id, Lure.Draft draft, Instant now) {
        bound("""
                        UPDATE lure
                        SET title = :title, promise = :promise, from_date = :from, until_date = :until,
                            stock = :stock, rotate_on = :rotateOn, owner_userid = :owner,
                            version = version + 1, updated_at = :now
                        WHERE corp_id = :corpId AND id = :id
                        """, corpId, draft, now).param("id", id.value()).update();
    }

    private JdbcClient.StatementSpec bound(String sql, CorpId corpId, Lure.Draft draft, Instant now) {
        return jdbc.sql(sql)
                .param("corpId", corpId.value())
                .param("title", draft.title())
                .param("promise", draft.promise())
                .param("from", draft.period().from())
                .param("until", draft.period().until())
                .param("stock", draft.stock())
                .param("rotateOn", draft.rotateOn())
                .param("owner", draft.owner().value())
                .param("now", JdbcTime.of(now));
    }

    @Override
    public Optional<Lure> find(CorpId corpId, LureId id) {
        return one(ONE, corpId, id);
    }

    @Override
    public Optional<Lure> lock(CorpId corpId, LureId id) {
        return one(ONE + " FOR UPDATE", corpId, id);
    }

    private Optional<Lure> one(String sql, CorpId corpId, LureId id) {
        return jdbc.sql(sql)
                .param("corpId", corpId.value())
                .param("id", id.value())
                .query(JdbcLures::lure)
                .optional();
    }

    @Override
    public List<Lure> list(CorpId corpId, ChannelId channelId, @Nullable LureId after, int limit) {
        return jdbc.sql("""
                        SELECT * FROM lure WHERE corp_id = :corpId AND channel_id = :channelId AND id > :after
                        ORDER BY id LIMIT :limit
                        """)
                .param("corpId", corpId.value())
                .param("channelId", channelId.value())
                .param("after", after == null ? 0 : after.value())
                .param("limit", limit)
                .query(JdbcLures::lure)
                .list();
    }

    @Override
    public void end(CorpId corpId, LureId id, Instant now) {
        jdbc.sql("""
                        UPDATE lure SET ended_at = :now, version = version + 1, updated_at = :now
                        WHERE corp_id = :corpId AND id = :id
                        """)
                .param("now", JdbcTime.of(now))
                .param("corpId", corpId.value())
                .param("id", id.value())
                .update();
    }

    @Override
    public boolean take(CorpId corpId, LureId id) {
        return jdbc.sql("""
                        UPDATE lure SET used = used + 1
                        WHERE corp_id = :corpId AND id = :id AND ended_at IS NULL AND (stock IS NULL OR used < stock)
                        """)
                        .param("corpId", corpId.value())
                        .param("id", id.value())
                        .update()
                == 1;
    }

    private static Lure lure(ResultSet row, int number) throws SQLException {
        return new Lure(
                new LureId(row.getLong("id")),
                new CorpId(row.getString("corp_id")),
                new ChannelId(row.getLong("channel_id")),
                new Lure.Draft(
                        row.getString("title"),
                        row.getString("promise"),
                        new Period(
                                row.getObject("from_date", LocalDate.class),
                                row.getObject("until_date", LocalDate.class)),
                        row.getObject("stock", Integer.class),
                        row.getObject("rotate_on", LocalDate.class),
                        new UserId(row.getString("owner_userid"))),
                row.getInt("used"),
                JdbcTime.getNullable(row, "ended_at"),
                row.getInt("version"),
                JdbcTime.get(row, "created_at"),
                JdbcTime.get(row, "updated_at"));
    }
}
