package scrm.tag.segment;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.jdbc.support.KeyHolder;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

import scrm.events.CorpId;
import scrm.messaging.JdbcTime;

@Repository
class JdbcSegments implements Segments {
    static final String LIST = """
            SELECT id, name, definition, version, created_at, updated_at FROM segment
            WHERE corp_id = :corpId AND id > :after
            ORDER BY id LIMIT :limit
            """;

    private static final String ONE = """
            SELECT id, name, definition, version, created_at, updated_at FROM segment
            WHERE corp_id = :corpId AND id = :id
            """;

    private final JdbcClient client;
    private final JsonMapper json;

    JdbcSegments(JdbcClient client, JsonMapper json) {
        this.client = client;
        this.json = json;
    }

    @Override
    public Optional<SegmentId> add(CorpId corpId, String name, Condition definition, Instant now) {
        KeyHolder key = new GeneratedKeyHolder();
        try {
            client.sql("""
                            INSERT INTO segment (corp_id, name, definition, version, created_at, updated_at)
                            VALUES (:corpId, :name, :definition, 1, :now, :now)
                            """)
                    .param("corpId", corpId.value())
                    .param("name", name)
                    .param("definition", json.writeValueAsString(definition))
                    .param("now", JdbcTime.of(now))
                    .update(key);
        } catch (DuplicateKeyException e) {
            return Optional.empty();
        }
        return Optional.of(new SegmentId(Objects.requireNonNull(key.getKey()).longValue()));
    }

    @Override
    public Optional<Segment> find(CorpId corpId, SegmentId id) {
        return one(ONE, corpId, id);
    }

    @Override
    public Optional<Segment> lock(CorpId corpId, SegmentId id) {
        return one(ONE + " FOR UPDATE", corpId, id);
    }

    private Optional<Segment> one(String sql, CorpId corpId, SegmentId id) {
        return client.sql(sql)
                .param("corpId", corpId.value())
                .param("id", id.value())
                .query(this::segment)
                .optional();
    }

    @Override
    public List<Segment> after(CorpId corpId, long id, int limit) {
        return client.sql(LIST)
                .param("corpId", corpId.value())
                .param("after", id)
                .param("limit", limit)
                .query(this::segment)
                .list();
    }

    @Override
    public boolean edit(CorpId corpId, SegmentId id, String name, Condition definition, Instant now) {
        try {
            client.sql("""
                            UPDATE segment
                            SET name = :name, definition = :definition, version = version + 1, updated_at = :now
                            WHERE corp_id = :corpId AND id = :id
                            """)
                    .param("name", name)
                    .param("definition", json.writeValueAsString(definition))
                    .param("now", JdbcTime.of(now))
                    .param("corpId", corpId.value())
                    .param("id", id.value())
                    .update();
            return true;
        } catch (DuplicateKeyException e) {
            return false;
        }
    }

    @Override
    public void delete(CorpId corpId, SegmentId id) {
        client.sql("DELETE FROM segment WHERE corp_id = :corpId AND id = :id")
                .param("corpId", corpId.value())
                .param("id", id.value())
                .update();
    }

    private Segment segment(ResultSet row, int number) throws SQLException {
        return new Segment(
                new SegmentId(row.getLong("id")),
                row.getString("name"),
                json.readValue(row.getString("definition"), Condition.class),
                row.getInt("version"),
                JdbcTime.get(row, "created_at"),
                JdbcTime.get(row, "updated_at"));
    }
}
