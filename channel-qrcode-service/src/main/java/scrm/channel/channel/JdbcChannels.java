package scrm.channel.channel;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
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

import scrm.events.AttributionEvent.SourceTag;
import scrm.events.CorpId;
import scrm.messaging.JdbcTime;

@Repository
class JdbcChannels implements Channels {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final TypeReference<List<SourceTag>> TAGS = new TypeReference<>() {};

    private final JdbcClient jdbc;

    JdbcChannels(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Optional<ChannelId> add(CorpId corpId, Channel.Draft draft, Instant now) {
        KeyHolder key = new GeneratedKeyHolder();
        try {
            jdbc.sql("""
                            INSERT INTO channel (corp_id, parent_id, name, tags, version, created_at, updated_at)
                            VALUES (:corpId, :parentId, :name, :tags, 1, :now, :now)
                            """)
                    .param("corpId", corpId.value())
                    .param("parentId", column(draft.parentId()))
                    .param("name", draft.name())
                    .param("tags", JSON.writeValueAsString(draft.tags()))
                    .param("now", JdbcTime.of(now))
                    .update(key);
        } catch (DuplicateKeyException e) {
            return Optional.empty();
        }
        return Optional.of(new ChannelId(Objects.requireNonNull(key.getKey()).longValue()));
    }

    @Override
    public Optional<Channel> find(CorpId corpId, ChannelId id) {
        return jdbc.sql("""
                        SELECT * FROM channel WHERE corp_id = :corpId AND id = :id
                        """)
                .param("corpId", corpId.value())
                .param("id", id.value())
                .query(JdbcChannels::channel)
                .optional();
    }

    @Override
    public List<Channel> list(
            CorpId corpId, @Nullable ChannelId parentId, @Nullable String name, @Nullable ChannelId after, int limit) {
        return jdbc.sql("""
                        SELECT * FROM channel
                        WHERE corp_id = :corpId AND id > :after
                          AND (:parentId IS NULL OR parent_id = :parentId)
                          AND (:name IS NULL OR LOCATE(:name, name) > 0)
                        ORDER BY id LIMIT :limit
                        """)
                .param("corpId", corpId.value())
                .param("after", after == null ? 0 : after.value())
                .param("parentId", parentId == null ? null : parentId.value())
                .param("name", name)
                .param("limit", limit)
                .query(JdbcChannels::channel)
                .list();
    }

    @Override
    public Edit edit(CorpId corpId, ChannelId id, int version, Channel.Draft draft, Instant now) {
        try {
            int rows = jdbc.sql("""
                            UPDATE channel
                            SET parent_id = :parentId, name = :name, tags = :tags,
                                version = version + 1, updated_at = :now
                            WHERE corp_id = :corpId AND id = :id AND version = :version
                            """)
                    .param("parentId", column(draft.parentId()))
                    .param("name", draft.name())
                    .param("tags", JSON.writeValueAsString(draft.tags()))
                    .param("now", JdbcTime.of(now))
                    .param("corpId", corpId.value())
                    .param("id", id.value())
                    .param("version", version)
                    .update();
            return rows == 1 ? Edit.DONE : Edit.STALE;
        } catch (DuplicateKeyException e) {
            return Edit.NAME_TAKEN;
        }
    }

    @Override
    public boolean isWithin(CorpId corpId, ChannelId candidate, ChannelId id) {
        return jdbc.sql("""
                        WITH RECURSIVE up (id, parent_id) AS (
                            SELECT id, parent_id FROM channel WHERE corp_id = :corpId AND id = :candidate
                            UNION
                            SELECT c.id, c.parent_id FROM channel c JOIN up ON c.id = up.parent_id
                            WHERE c.corp_id = :corpId
                        )
                        SELECT COUNT(*) > 0 FROM up WHERE id = :id
                        """)
                .param("corpId", corpId.value())
                .param("candidate", candidate.value())
                .param("id", id.value())
                .query(Boolean.class)
                .single();
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
        return new Channel(
                new ChannelId(row.getLong("id")),
                new CorpId(row.getString("corp_id")),
                parentId == 0 ? null : new ChannelId(parentId),
                row.getString("name"),
                JSON.readValue(row.getString("tags"), TAGS),
                row.getInt("version"),
                JdbcTime.get(row, "created_at"),
                JdbcTime.get(row, "updated_at"));
    }
}
