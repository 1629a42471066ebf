package scrm.channel.attribution;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

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
import scrm.messaging.JdbcTime;

@Repository
class JdbcAttributions implements Attributions {
    // The hot queries; a test pins how the server runs them.
    static final String LOCKED = """
            SELECT a.corp_id, a.external_userid, a.userid, a.id, a.loss_published,
                   t.event_id, t.kind, t.state, t.live_code_id, t.live_code_version, t.channel_id, t.occurred_at
            FROM attribution a LEFT JOIN attribution_touch t ON t.attribution_id = a.id
            WHERE (a.corp_id, a.external_userid, a.userid) IN (:pairs)
            """;
    static final String RELATIONS = """
            SELECT corp_id, external_userid, userid, relation FROM attribution
            WHERE (corp_id, external_userid, userid) IN (:pairs)
            """;

    private final JdbcClient jdbc;
    private final JdbcTemplate template;

    JdbcAttributions(JdbcClient jdbc, JdbcTemplate template) {
        this.jdbc = jdbc;
        this.template = template;
    }

    @Override
    public Map<Pair, Locked> lock(Collection<Pair> pairs, Instant now) {
        // In one order everywhere, against deadlocks. The insert locks rows that are there as well, so that a pair's
        // touches are recorded one after another.
        template.batchUpdate(
                """
                INSERT INTO attribution (corp_id, external_userid, userid, relation, created_at, updated_at)
                VALUES (?, ?, ?, 'NONE', ?, ?)
                ON DUPLICATE KEY UPDATE updated_at = VALUES(updated_at)
                """,
                pairs.stream()
                        .sorted(Comparator.comparing(pair -> String.join("\0", key(pair))))
                        .map(pair -> new Object[] {
                            pair.corpId().value(),
                            pair.externalUserId().value(),
                            pair.userId().value(),
                            JdbcTime.of(now),
                            JdbcTime.of(now)
                        })
                        .toList());
        return jdbc.sql(LOCKED).param("pairs", keys(pairs)).query(JdbcAttributions::locked);
    }

    /** One row for each touch, a pair's behind one another; a single row without a touch for a pair that has none. */
    private static Map<Pair, Locked> locked(ResultSet rows) throws SQLException {
        Map<Pair, Locked> locked = new HashMap<>();
        while (rows.next()) {
            Pair pair = pair(rows);
            Locked before = locked.get(pair);
            List<Touch> touches = new ArrayList<>(before == null ? List.of() : before.touches());
            if (rows.getString("event_id") != null) {
                touches.add(touch(rows, 0));
            }
            locked.put(
                    pair,
                    new Locked(new AttributionId(rows.getLong("id")), rows.getBoolean("loss_published"), touches));
        }
        return locked;
    }

    @Override
    public Map<Pair, History.Relation> relations(Collection<Pair> pairs) {
        Map<Pair, History.Relation> relations = new HashMap<>();
        jdbc.sql(RELATIONS).param("pairs", keys(pairs)).query(row -> {
            relations.put(pair(row), History.Relation.valueOf(row.getString("relation")));
        });
        return relations;
    }

    private static List<Object[]> keys(Collection<Pair> pairs) {
        return pairs.stream().map(pair -> (Object[]) key(pair)).toList();
    }

    /** In the order of the index. */
    private static String[] key(Pair pair) {
        return new String[] {
            pair.corpId().value(), pair.externalUserId().value(), pair.userId().value()
        };
    }

    private static Pair pair(ResultSet row) throws SQLException {
        return new Pair(
                new CorpId(row.getString("corp_id")),
                new UserId(row.getString("userid")),
                new ExternalUserId(row.getString("external_userid")));
    }

    @Override
    public List<Touch> touches(AttributionId id) {
        return jdbc.sql("""
                        SELECT event_id, kind, state, live_code_id, live_code_version, channel_id, occurred_at
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
    public void store(Collection<Changed> changes, Instant now) {
        template.batchUpdate(
                """
                INSERT INTO attribution_touch (corp_id, attribution_id, event_id, kind, state, live_code_id,
                                               live_code_version, channel_id, occurred_at, recorded_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                changes.stream()
                        .flatMap(change -> change.touches().stream().map(touch -> row(change, touch, now)))
                        .toList());
        // They are all there: an insert that never inserts, for many rows of it are one statement.
        template.batchUpdate(
                """
                INSERT INTO attribution (id, corp_id, external_userid, userid, created_at, relation, relation_at,
                                         first_at, first_state, first_live_code_id, first_live_code_version,
                                         first_channel_id, last_at, last_state, last_live_code_id,
                                         last_live_code_version, last_channel_id, lost_at, loss_published, updated_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON DUPLICATE KEY UPDATE
                    relation = VALUES(relation), relation_at = VALUES(relation_at),
                    first_at = VALUES(first_at), first_state = VALUES(first_state),
                    first_live_code_id = VALUES(first_live_code_id),
                    first_live_code_version = VALUES(first_live_code_version),
                    first_channel_id = VALUES(first_channel_id),
                    last_at = VALUES(last_at), last_state = VALUES(last_state),
                    last_live_code_id = VALUES(last_live_code_id),
                    last_live_code_version = VALUES(last_live_code_version), last_channel_id = VALUES(last_channel_id),
                    lost_at = VALUES(lost_at), loss_published = VALUES(loss_published), updated_at = VALUES(updated_at)
                """, changes.stream().map(change -> row(change, now)).toList());
    }

    private static @Nullable Object[] row(Changed change, Touch touch, Instant now) {
        State state = touch.state();
        Source source = touch.source();
        return new @Nullable Object[] {
            change.pair().corpId().value(),
            change.id().value(),
            touch.eventId().value(),
            touch.kind().name(),
            state == null ? null : state.value(),
            source == null ? null : source.liveCodeId().value(),
            source == null ? null : source.version(),
            source == null ? null : source.channelId().value(),
            JdbcTime.of(touch.at()),
            JdbcTime.of(now)
        };
    }

    private static @Nullable Object[] row(Changed change, Instant now) {
        Pair pair = change.pair();
        History history = change.history();
        Acquisition first = history.first().orElse(null);
        Acquisition last = history.last().orElse(null);
        return new @Nullable Object[] {
            change.id().value(),
            pair.corpId().value(),
            pair.externalUserId().value(),
            pair.userId().value(),
            JdbcTime.of(now),
            history.relation().name(),
            JdbcTime.ofNullable(history.relationAt()),
            at(first),
            state(first),
            liveCodeId(first),
            version(first),
            channelId(first),
            at(last),
            state(last),
            liveCodeId(last),
            version(last),
            channelId(last),
            JdbcTime.ofNullable(history.lostAt()),
            change.lossPublished(),
            JdbcTime.of(now)
        };
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
                pair(row),
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
                : new Source(
                        new LiveCodeId(liveCodeId),
                        new ChannelId(row.getLong(prefix + "channel_id")),
                        row.getObject(prefix + "live_code_version", Integer.class));
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

    private static @Nullable Integer version(@Nullable Acquisition acquisition) {
        Source source = acquisition == null ? null : acquisition.source();
        return source == null ? null : source.version();
    }

    private static @Nullable Long channelId(@Nullable Acquisition acquisition) {
        Source source = acquisition == null ? null : acquisition.source();
        return source == null ? null : source.channelId().value();
    }
}
