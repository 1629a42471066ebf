package scrm.channel.attribution;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import scrm.channel.JdbcTime;
import scrm.channel.attribution.Attribution.Arrival;
import scrm.channel.attribution.History.Acquisition;
import scrm.channel.attribution.Touch.Source;
import scrm.channel.channel.ChannelId;
import scrm.channel.livecode.LiveCodeId;
import scrm.events.CorpId;
import scrm.events.EventId;
import scrm.events.ExternalUserId;
import scrm.events.State;
import scrm.events.UserId;

@Repository
class JdbcAttributions implements Attributions {
    private final JdbcClient jdbc;

    JdbcAttributions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Locked lock(Pair pair, Instant now) {
        // The insert locks a row that is there as well, so that the pair's touches are recorded one after another.
        jdbc.sql("""
                        INSERT INTO attribution (corp_id, userid, external_userid, relation, created_at, updated_at)
                        VALUES (:corpId, :userId, :externalUserId, 'NONE', :now, :now)
                        ON DUPLICATE KEY UPDATE updated_at = VALUES(updated_at)
                        """)
                .param("corpId", pair.corpId().value())
                .param("userId", pair.userId().value())
                .param("externalUserId", pair.externalUserId().value())
                .param("now", JdbcTime.of(now))
                .update();
        return jdbc.sql("""
                        SELECT a.id, a.loss_published, t.event_id, t.kind, t.state, t.live_code_id, t.channel_id,
                               t.occurred_at
                        FROM attribution a LEFT JOIN attribution_touch t ON t.attribution_id = a.id
                        WHERE a.corp_id = :corpId AND a.external_userid = :externalUserId AND a.userid = :userId
                        """)
                .param("corpId", pair.corpId().value())
                .param("userId", pair.userId().value())
                .param("externalUserId", pair.externalUserId().value())
                .query(JdbcAttributions::locked);
    }

    private static Locked locked(ResultSet rows) throws SQLException {
        rows.next();
        AttributionId id = new AttributionId(rows.getLong("id"));
        boolean lossPublished = rows.getBoolean("loss_published");
        List<Touch> touches = new ArrayList<>();
        do {
            if (rows.getString("event_id") != null) {
                touches.add(touch(rows, 0));
            }
        } while (rows.next());
        return new Locked(id, lossPublished, touches);
    }

    @Override
    public History.Relation relation(Pair pair) {
        return jdbc.sql("""
                        SELECT relation FROM attribution
                        WHERE corp_id = :corpId AND external_userid = :externalUserId AND userid = :userId
                        """)
                .param("corpId", pair.corpId().value())
                .param("userId", pair.userId().value())
                .param("externalUserId", pair.externalUserId().value())
                .query((row, _) -> History.Relation.valueOf(row.getString(1)))
                .optional()
                .orElse(History.Relation.NONE);
    }

    @Override
    public List<Touch> touches(AttributionId id) {
        return jdbc.sql("""
                        SELECT event_id, kind, state, live_code_id, channel_id, occurred_at
                        FROM attribution_touch WHERE attribution_id = :id
                        """)
                .param("id", id.value())
                .query(JdbcAttributions::touch)
                .list();
    }

    private static Touch touch(ResultSet row, int number) throws SQLException {
        return new Touch(
                new EventId(row.getString("event_id")),
                Touch.Kind.valueOf(row.getString("kind")),
                state(row, "state"),
                source(row, ""),
                JdbcTime.get(row, "occurred_at"));
    }

    @Override
    public boolean add(Pair pair, AttributionId id, Touch touch, Instant now) {
        State state = touch.state();
        Source source = touch.source();
        return jdbc.sql("""
                        INSERT IGNORE INTO attribution_touch (corp_id, attribution_id, event_id, kind, state,
                                                              live_code_id, channel_id, occurred_at, recorded_at)
                        VALUES (:corpId, :id, :eventId, :kind, :state, :liveCodeId, :channelId, :at, :now)
                        """)
                        .param("corpId", pair.corpId().value())
                        .param("id", id.value())
                        .param("eventId", touch.eventId().value())
                        .param("kind", touch.kind().name())
                        .param("state", state == null ? null : state.value())
                        .param(
                                "liveCodeId",
                                source == null ? null : source.liveCodeId().value())
                        .param(
                                "channelId",
                                source == null ? null : source.channelId().value())
                        .param("at", JdbcTime.of(touch.at()))
                        .param("now", JdbcTime.of(now))
                        .update()
                == 1;
    }

    @Override
    public void store(AttributionId id, History history, boolean lossPublished, Instant now) {
        Acquisition first = history.first().orElse(null);
        Acquisition last = history.last().orElse(null);
        jdbc.sql("""
                        UPDATE attribution
                        SET relation = :relation, relation_at = :relationAt,
                            first_at = :firstAt, first_state = :firstState,
                            first_live_code_id = :firstLiveCodeId, first_channel_id = :firstChannelId,
                            last_at = :lastAt, last_state = :lastState,
                            last_live_code_id = :lastLiveCodeId, last_channel_id = :lastChannelId,
                            lost_at = :lostAt, loss_published = :lossPublished, updated_at = :now
                        WHERE id = :id
                        """)
                .param("relation", history.relation().name())
                .param("relationAt", JdbcTime.ofNullable(history.relationAt()))
                .param("firstAt", at(first))
                .param("firstState", state(first))
                .param("firstLiveCodeId", liveCodeId(first))
                .param("firstChannelId", channelId(first))
                .param("lastAt", at(last))
                .param("lastState", state(last))
                .param("lastLiveCodeId", liveCodeId(last))
                .param("lastChannelId", channelId(last))
                .param("lostAt", JdbcTime.ofNullable(history.lostAt()))
                .param("lossPublished", lossPublished)
                .param("now", JdbcTime.of(now))
                .param("id", id.value())
                .update();
    }

    @Override
    public Optional<Attribution> find(CorpId corpId, AttributionId id) {
        return jdbc.sql("""
                        SELECT * FROM attribution WHERE corp_id = :corpId AND id = :id
                        """)
                .param("corpId", corpId.value())
                .param("id", id.value())
                .query(JdbcAttributions::attribution)
                .optional();
    }

    @Override
    public List<Attribution> list(CorpId corpId, Filter filter, @Nullable AttributionId before, int limit) {
        ExternalUserId externalUserId = filter.externalUserId();
        LiveCodeId liveCodeId = filter.liveCodeId();
        // Only filters that were given: a condition that is always true would hide the index from the planner.
        StringBuilder sql = new StringBuilder("SELECT * FROM attribution WHERE corp_id = :corpId AND id < :before");
        if (externalUserId != null) {
            sql.append(" AND external_userid = :externalUserId");
        }
        if (liveCodeId != null) {
            sql.append(" AND first_live_code_id = :liveCodeId");
        }
        JdbcClient.StatementSpec query = jdbc.sql(
                        sql.append(" ORDER BY id DESC LIMIT :limit").toString())
                .param("corpId", corpId.value())
                .param("before", before == null ? Long.MAX_VALUE : before.value())
                .param("limit", limit);
        if (externalUserId != null) {
            query = query.param("externalUserId", externalUserId.value());
        }
        if (liveCodeId != null) {
            query = query.param("liveCodeId", liveCodeId.value());
        }
        return query.query(JdbcAttributions::attribution).list();
    }

    private static Attribution attribution(ResultSet row, int number) throws SQLException {
        return new Attribution(
                new AttributionId(row.getLong("id")),
                new Pair(
                        new CorpId(row.getString("corp_id")),
                        new UserId(row.getString("userid")),
                        new ExternalUserId(row.getString("external_userid"))),
                History.Relation.valueOf(row.getString("relation")),
                JdbcTime.getNullable(row, "relation_at"),
                arrival(row, "first_"),
                arrival(row, "last_"),
                JdbcTime.getNullable(row, "lost_at"));
    }

    private static @Nullable Arrival arrival(ResultSet row, String prefix) throws SQLException {
        Instant at = JdbcTime.getNullable(row, prefix + "at");
        return at == null ? null : new Arrival(at, state(row, prefix + "state"), source(row, prefix));
    }

    private static @Nullable State state(ResultSet row, String column) throws SQLException {
        String state = row.getString(column);
        return state == null ? null : new State(state);
    }

    private static @Nullable Source source(ResultSet row, String prefix) throws SQLException {
        long liveCodeId = row.getLong(prefix + "live_code_id");
        return row.wasNull()
                ? null
                : new Source(new LiveCodeId(liveCodeId), new ChannelId(row.getLong(prefix + "channel_id")));
    }

    private static @Nullable Object at(@Nullable Acquisition acquisition) {
        return acquisition == null ? null : JdbcTime.of(acquisition.touch().at());
    }

    private static @Nullable String state(@Nullable Acquisition acquisition) {
        State state = acquisition == null ? null : acquisition.state();
        return state == null ? null : state.value();
    }

    private static @Nullable Long liveCodeId(@Nullable Acquisition acquisition) {
        Source source = acquisition == null ? null : acquisition.source();
        return source == null ? null : source.liveCodeId().value();
    }

    private static @Nullable Long channelId(@Nullable Acquisition acquisition) {
        Source source = acquisition == null ? null : acquisition.source();
        return source == null ? null : source.channelId().value();
    }
}
