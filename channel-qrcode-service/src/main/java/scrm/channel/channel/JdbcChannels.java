package scrm.channel.channel;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.jdbc.support.KeyHolder;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import scrm.channel.channel.Place.Level;
import scrm.events.AttributionEvent.SourceTag;
import scrm.events.CorpId;
import scrm.events.UserId;
import scrm.messaging.JdbcTime;

@Repository
class JdbcChannels implements Channels, ChannelEdits {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final TypeReference<List<SourceTag>> TAGS = new TypeReference<>() {};
    private static final String ONE = "SELECT * FROM channel WHERE corp_id = :corpId AND id = :id";

    private final JdbcClient jdbc;

    JdbcChannels(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Optional<ChannelId> add(CorpId corpId, Channel.Draft draft, Channel.Kind kind, Instant now) {
        KeyHolder key = new GeneratedKeyHolder();
        try {
            bound("""
                            INSERT INTO channel (corp_id, parent_id, kind, name, tags, owner_userid, from_date,
                                                 until_date, note, version, created_at, updated_at)
                            VALUES (:corpId, :parentId, :kind, :name, :tags, :owner, :from, :until, :note, 1, :now,
                                    :now)
                            """, corpId, draft, kind, now).update(key);
        } catch (DuplicateKeyException e) {
            return Optional.empty();
        }
        return Optional.of(new ChannelId(Objects.requireNonNull(key.getKey()).longValue()));
    }

    @Override
    public boolean edit(CorpId corpId, ChannelId id, Channel.Draft draft, Channel.Kind kind, Instant now) {
        try {
            bound("""
                            UPDATE channel
                            SET parent_id = :parentId, kind = :kind, name = :name, tags = :tags,
                                owner_userid = :owner, from_date = :from, until_date = :until, note = :note,
                                version = version + 1, updated_at = :now
                            WHERE corp_id = :corpId AND id = :id
                            """, corpId, draft, kind, now).param("id", id.value()).update();
            return true;
        } catch (DuplicateKeyException e) {
            return false;
        }
    }

    private JdbcClient.StatementSpec bound(
            String sql, CorpId corpId, Channel.Draft draft, Channel.Kind kind, Instant now) {
        UserId owner = draft.owner();
        return jdbc.sql(sql)
                .param("corpId", corpId.value())
                .param("parentId", column(draft.parentId()))
                .param("kind", kind.name())
                .param("name", draft.name())
                .param("tags", JSON.writeValueAsString(draft.tags()))
                .param("owner", owner == null ? null : owner.value())
                .param("from", draft.period().from())
                .param("until", draft.period().until())
                .param("note", draft.note())
                .param("now", JdbcTime.of(now));
    }

    @Override
    public Optional<Channel> find(CorpId corpId, ChannelId id) {
        return one(ONE, corpId, id);
    }

    @Override
    public Optional<Channel> lock(CorpId corpId, ChannelId id) {
        return one(ONE + " FOR UPDATE", corpId, id);
    }

    private Optional<Channel> one(String sql, CorpId corpId, ChannelId id) {
        return jdbc.sql(sql)
                .param("corpId", corpId.value())
                .param("id", id.value())
                .query(JdbcChannels::channel)
                .optional();
    }

    @Override
    public List<Channel> lockLineage(CorpId corpId, ChannelId id) {
        List<Channel> lineage = new ArrayList<>();
        Optional<Channel> next = lock(corpId, id);
        while (next.isPresent()) {
            lineage.add(next.get());
            next = Optional.ofNullable(next.get().parentId()).flatMap(parentId -> lock(corpId, parentId));
        }
        return lineage;
    }

    @Override
    public List<Channel> list(CorpId corpId, Filter filter, @Nullable ChannelId after, int limit) {
        ChannelId parentId = filter.parentId();
        UserId owner = filter.owner();
        Channel.Kind kind = filter.kind();
        return jdbc.sql("""
                        SELECT c.* FROM channel c
                        LEFT JOIN channel p ON p.corp_id = c.corp_id AND p.id = c.parent_id
                        LEFT JOIN channel g ON g.corp_id = p.corp_id AND g.id = p.parent_id
                        WHERE c.corp_id = :corpId AND c.id > :after
                          AND (:parentId IS NULL OR c.parent_id = :parentId)
                          AND (:name IS NULL OR LOCATE(:name, c.name) > 0)
                          AND (:owner IS NULL OR c.owner_userid = :owner)
                          AND (:kind IS NULL OR c.kind = :kind)
                          AND (:activeOn IS NULL
                               OR c.archived_at IS NULL AND p.archived_at IS NULL AND g.archived_at IS NULL
                                  AND COALESCE(c.from_date, p.from_date, g.from_date, DATE '1000-01-01') <= :activeOn
                                  AND COALESCE(c.until_date, p.until_date, g.until_date, DATE '9999-12-31') >= :activeOn)
                        ORDER BY c.id LIMIT :limit
                        """)
                .param("corpId", corpId.value())
                .param("after", after == null ? 0 : after.value())
                .param("parentId", parentId == null ? null : parentId.value())
                .param("name", filter.name())
                .param("owner", owner == null ? null : owner.value())
                .param("kind", kind == null ? null : kind.name())
                .param("activeOn", filter.activeOn())
                .param("limit", limit)
                .query(JdbcChannels::channel)
                .list();
    }

    @Override
    public void archive(CorpId corpId, ChannelId id, Instant now) {
        jdbc.sql("""
                        UPDATE channel SET archived_at = :now, version = version + 1, updated_at = :now
                        WHERE corp_id = :corpId AND id = :id
                        """)
                .param("now", JdbcTime.of(now))
                .param("corpId", corpId.value())
                .param("id", id.value())
                .update();
    }

    @Override
    public boolean isArchived(CorpId corpId, ChannelId id) {
        return jdbc.sql("""
                        WITH RECURSIVE up (id, parent_id, archived_at) AS (
                            SELECT id, parent_id, archived_at FROM channel WHERE corp_id = :corpId AND id = :id
                            UNION
                            SELECT c.id, c.parent_id, c.archived_at FROM channel c JOIN up ON c.id = up.parent_id
                            WHERE c.corp_id = :corpId
                        )
                        SELECT COUNT(archived_at) > 0 FROM up
                        """)
                .param("corpId", corpId.value())
                .param("id", id.value())
                .query(Boolean.class)
                .single();
    }

    @Override
    public List<Level> below(CorpId corpId, ChannelId id) {
        return jdbc.sql("""
                        WITH RECURSIVE down (id, kind, from_date, until_date) AS (
                            SELECT id, kind, from_date, until_date FROM channel
                            WHERE corp_id = :corpId AND parent_id = :id
                            UNION
                            SELECT c.id, c.kind, c.from_date, c.until_date
                            FROM channel c JOIN down ON c.parent_id = down.id WHERE c.corp_id = :corpId
                        )
                        SELECT kind, MIN(COALESCE(from_date, until_date)) AS earliest,
                               MAX(COALESCE(until_date, from_date)) AS latest
                        FROM down GROUP BY kind
                        """)
                .param("corpId", corpId.value())
                .param("id", id.value())
                .query((row, _) -> new Level(
                        Channel.Kind.valueOf(row.getString("kind")),
                        new Period(
                                row.getObject("earliest", LocalDate.class), row.getObject("latest", LocalDate.class))))
                .list();
    }

    @Override
    public List<ChannelId> subtree(CorpId corpId, ChannelId id) {
        return jdbc.sql("""
                        WITH RECURSIVE down (id) AS (
                            SELECT id FROM channel WHERE corp_id = :corpId AND id = :id
                            UNION
                            SELECT c.id FROM channel c JOIN down ON c.parent_id = down.id WHERE c.corp_id = :corpId
                        )
                        SELECT id FROM down
                        """)
                .param("corpId", corpId.value())
                .param("id", id.value())
                .query((row, _) -> new ChannelId(row.getLong(1)))
                .list();
    }

    /** No parent is 0, so that the unique name holds at the top too (nulls are never equal). */
    private static long column(@Nullable ChannelId parentId) {
        return parentId == null ? 0 : parentId.value();
    }

    private static Channel channel(ResultSet row, int number) throws SQLException {
        long parentId = row.getLong("parent_id");
        String owner = row.getString("owner_userid");
        return new Channel(
                new ChannelId(row.getLong("id")),
                new CorpId(row.getString("corp_id")),
                parentId == 0 ? null : new ChannelId(parentId),
                Channel.Kind.valueOf(row.getString("kind")),
                row.getString("name"),
                JSON.readValue(row.getString("tags"), TAGS),
                owner == null ? null : new UserId(owner),
                new Period(row.getObject("from_date", LocalDate.class), row.getObject("until_date", LocalDate.class)),
                row.getString("note"),
                JdbcTime.getNullable(row, "archived_at"),
                row.getInt("version"),
                JdbcTime.get(row, "created_at"),
                JdbcTime.get(row, "updated_at"));
    }
}
