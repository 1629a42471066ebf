package scrm.sop.material;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.jdbc.support.KeyHolder;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

import scrm.attachment.JdbcAttachments;
import scrm.events.CorpId;
import scrm.messaging.JdbcTime;

@Repository
class JdbcMaterials implements Materials {
    private static final JsonMapper JSON = JdbcAttachments.mapper()
            .addMixIn(VariableText.class, VariableTextJson.class)
            .build();

    private static final String SELECT = """
            SELECT m.*, v.content,
                   (SELECT JSON_ARRAYAGG(t.tag) FROM material_tag t WHERE t.material_id = m.id) AS tags
            FROM material m JOIN material_version v ON v.material_id = m.id AND v.version = m.current
            WHERE m.corp_id = :corpId
            """;

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;

    JdbcMaterials(JdbcClient jdbc, JdbcTemplate batches) {
        this.jdbc = jdbc;
        this.batches = batches;
    }

    @Override
    public Optional<MaterialId> add(CorpId corpId, Material.Definition definition, Instant now) {
        KeyHolder key = new GeneratedKeyHolder();
        try {
            jdbc.sql("""
                            INSERT INTO material (corp_id, name, folder, current, valid_from, valid_until, version,
                                                  created_at, updated_at)
                            VALUES (:corpId, :name, :folder, 1, :validFrom, :validUntil, 1, :now, :now)
                            """)
                    .param("corpId", corpId.value())
                    .param("name", definition.name())
                    .param("folder", definition.folder())
                    .param("validFrom", JdbcTime.ofNullable(definition.validFrom()))
                    .param("validUntil", JdbcTime.ofNullable(definition.validUntil()))
                    .param("now", JdbcTime.of(now))
                    .update(key);
        } catch (DuplicateKeyException e) {
            return Optional.empty();
        }
        MaterialId id = new MaterialId(Objects.requireNonNull(key.getKey()).longValue());
        addVersion(corpId, id, 1, definition.content(), now);
        addTags(corpId, id, definition.tags());
        return Optional.of(id);
    }

    @Override
    public Optional<Material> find(CorpId corpId, MaterialId id) {
        return jdbc.sql(SELECT + " AND m.id = :id")
                .param("corpId", corpId.value())
                .param("id", id.value())
                .query(JdbcMaterials::material)
                .optional();
    }

    @Override
    public List<Material> list(CorpId corpId, Filter filter, @Nullable MaterialId after, int limit) {
        return jdbc.sql(SELECT + """
                          AND m.id > :after
                          AND (:folder IS NULL OR m.folder = :folder)
                          AND (:tag IS NULL OR EXISTS
                               (SELECT 1 FROM material_tag t WHERE t.material_id = m.id AND t.tag = :tag))
                          AND (:text IS NULL OR LOCATE(:text, m.name) > 0
                               OR LOCATE(:text, JSON_UNQUOTE(JSON_EXTRACT(v.content, '$.text'))) > 0)
                        ORDER BY m.id LIMIT :limit
                        """)
                .param("corpId", corpId.value())
                .param("after", after == null ? 0 : after.value())
                .param("folder", filter.folder())
                .param("tag", filter.tag())
                .param("text", filter.text())
                .param("limit", limit)
                .query(JdbcMaterials::material)
                .list();
    }

    @Override
    public boolean edit(CorpId corpId, Material material, Material.Definition definition, Instant now) {
        boolean says = !definition.content().equals(material.content());
        int current = says ? material.current() + 1 : material.current();
        int rows = jdbc.sql("""
                        UPDATE material
                        SET name = :name, folder = :folder, current = :current, valid_from = :validFrom,
                            valid_until = :validUntil, version = version + 1, updated_at = :now
                        WHERE corp_id = :corpId AND id = :id AND version = :version
                        """)
                .param("name", definition.name())
                .param("folder", definition.folder())
                .param("current", current)
                .param("validFrom", JdbcTime.ofNullable(definition.validFrom()))
                .param("validUntil", JdbcTime.ofNullable(definition.validUntil()))
                .param("now", JdbcTime.of(now))
                .param("corpId", corpId.value())
                .param("id", material.id().value())
                .param("version", material.version())
                .update();
        if (rows == 0) {
            return false;
        }
        if (says) {
            addVersion(corpId, material.id(), current, definition.content(), now);
        }
        if (!definition.tags().equals(material.tags())) {
            jdbc.sql("DELETE FROM material_tag WHERE corp_id = :corpId AND material_id = :id")
                    .param("corpId", corpId.value())
                    .param("id", material.id().value())
                    .update();
            addTags(corpId, material.id(), definition.tags());
        }
        return true;
    }

    @Override
    public List<Version> versions(CorpId corpId, MaterialId id) {
        return jdbc.sql("""
                        SELECT version, content, created_at FROM material_version
                        WHERE corp_id = :corpId AND material_id = :id ORDER BY version DESC
                        """)
                .param("corpId", corpId.value())
                .param("id", id.value())
                .query((row, _) -> new Version(
                        row.getInt("version"), content(row.getString("content")), JdbcTime.get(row, "created_at")))
                .list();
    }

    @Override
    public Optional<Material.Content> content(CorpId corpId, MaterialId id, int version) {
        return jdbc.sql("""
                        SELECT content FROM material_version
                        WHERE corp_id = :corpId AND material_id = :id AND version = :version
                        """)
                .param("corpId", corpId.value())
                .param("id", id.value())
                .param("version", version)
                .query((row, _) -> content(row.getString(1)))
                .optional();
    }

    private void addVersion(CorpId corpId, MaterialId id, int version, Material.Content content, Instant now) {
        jdbc.sql("""
                        INSERT INTO material_version (corp_id, material_id, version, content, created_at)
                        VALUES (:corpId, :id, :version, :content, :now)
                        """)
                .param("corpId", corpId.value())
                .param("id", id.value())
                .param("version", version)
                .param("content", JSON.writeValueAsString(content))
                .param("now", JdbcTime.of(now))
                .update();
    }

    private void addTags(CorpId corpId, MaterialId id, Collection<String> tags) {
        // Two spellings of one tag are one.
        batches.batchUpdate(
                "INSERT IGNORE INTO material_tag (corp_id, material_id, tag) VALUES (?, ?, ?)",
                tags,
                100,
                (statement, tag) -> {
                    statement.setString(1, corpId.value());
                    statement.setLong(2, id.value());
                    statement.setString(3, tag);
                });
    }

    private static Material material(ResultSet row, int number) throws SQLException {
        String tags = row.getString("tags");
        return new Material(
                new MaterialId(row.getLong("id")),
                row.getString("name"),
                row.getString("folder"),
                tags == null ? Set.of() : Set.of(JSON.readValue(tags, String[].class)),
                row.getInt("current"),
                content(row.getString("content")),
                JdbcTime.getNullable(row, "valid_from"),
                JdbcTime.getNullable(row, "valid_until"),
                row.getInt("version"),
                JdbcTime.get(row, "updated_at"));
    }

    private static Material.Content content(String json) {
        return JSON.readValue(json, Material.Content.class);
    }

    private abstract static class VariableTextJson {
        @SuppressWarnings("UnusedVariable") // only its signature and annotation count
        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        VariableTextJson(String template) {}

        @JsonValue
        abstract String template();
    }
}
