package scrm.tag.rule;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.jdbc.support.KeyHolder;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

import scrm.events.CorpId;
import scrm.messaging.JdbcTime;

/** Tagging rules as tables. */
@Repository
class JdbcRules implements Rules {
    private static final String RULE = """
            SELECT r.*, v.definition FROM tagging_rule r
                JOIN tagging_rule_version v ON v.corp_id = r.corp_id AND v.rule_id = r.id AND v.version = r.version
            WHERE r.corp_id = :corpId AND r.deleted_at IS NULL
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json;

    JdbcRules(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    @Override
    public void lock(CorpId corpId) {
        jdbc.sql("""
                        INSERT INTO tagging_rule_book (corp_id, generation) VALUES (:corpId, 1)
                        ON DUPLICATE KEY UPDATE generation = generation + 1
                        """).param("corpId", corpId.value()).update();
    }

    @Override
    public Map<CorpId, Long> generations(Collection<CorpId> corpIds) {
        Map<CorpId, Long> generations = new HashMap<>();
        jdbc.sql("SELECT corp_id, generation FROM tagging_rule_book WHERE corp_id IN (:corpIds)")
                .param("corpIds", corpIds.stream().map(CorpId::value).toList())
                .query(row -> {
                    generations.put(new CorpId(row.getString(1)), row.getLong(2));
                });
        return generations;
    }

    @Override
    public long add(CorpId corpId, Draft draft, String actor, Instant now) {
        KeyHolder key = new GeneratedKeyHolder();
        jdbc.sql("""
                        INSERT INTO tagging_rule (corp_id, version, revision, name, priority, enabled, created_at,
                            updated_at)
                        VALUES (:corpId, 1, 1, :name, :priority, :enabled, :now, :now)
                        """)
                .param("corpId", corpId.value())
                .param("name", draft.name())
                .param("priority", draft.priority())
                .param("enabled", draft.enabled())
                .param("now", JdbcTime.of(now))
                .update(key);
        long id = Objects.requireNonNull(key.getKey()).longValue();
        publish(corpId, id, 1, draft.definition(), actor, now);
        return id;
    }

    private void publish(CorpId corpId, long id, int version, RuleDefinition definition, String actor, Instant now) {
        jdbc.sql("""
                        INSERT INTO tagging_rule_version (corp_id, rule_id, version, definition, actor, published_at)
                        VALUES (:corpId, :id, :version, :definition, :actor, :now)
                        """)
                .param("corpId", corpId.value())
                .param("id", id)
                .param("version", version)
                .param("definition", json.writeValueAsString(definition))
                .param("actor", actor)
                .param("now", JdbcTime.of(now))
                .update();
    }

    @Override
    public void edit(TaggingRule before, Draft draft, String actor, Instant now) {
        boolean another = !draft.definition().equals(before.definition());
        int version = before.version() + (another ? 1 : 0);
        if (another) {
            publish(before.corpId(), before.id(), version, draft.definition(), actor, now);
        }
        jdbc.sql("""
                        UPDATE tagging_rule
                        SET version = :version, revision = revision + 1, name = :name, priority = :priority,
                            enabled = :enabled, updated_at = :now
                        WHERE corp_id = :corpId AND id = :id
                        """)
                .param("version", version)
                .param("name", draft.name())
                .param("priority", draft.priority())
                .param("enabled", draft.enabled())
                .param("now", JdbcTime.of(now))
                .param("corpId", before.corpId().value())
                .param("id", before.id())
                .update();
    }

    @Override
    public void enable(TaggingRule before, boolean enabled, Instant now) {
        jdbc.sql("""
                        UPDATE tagging_rule SET enabled = :enabled, revision = revision + 1, updated_at = :now
                        WHERE corp_id = :corpId AND id = :id
                        """)
                .param("enabled", enabled)
                .param("now", JdbcTime.of(now))
                .param("corpId", before.corpId().value())
                .param("id", before.id())
                .update();
    }

    @Override
    public void delete(TaggingRule rule, Instant now) {
        jdbc.sql("UPDATE tagging_rule SET enabled = FALSE, deleted_at = :now WHERE corp_id = :corpId AND id = :id")
                .param("now", JdbcTime.of(now))
                .param("corpId", rule.corpId().value())
                .param("id", rule.id())
                .update();
    }

    @Override
    public Optional<TaggingRule> find(CorpId corpId, long id) {
        return jdbc.sql(RULE + " AND r.id = :id")
                .param("corpId", corpId.value())
                .param("id", id)
                .query(this::rule)
                .optional();
    }

    @Override
    public List<TaggingRule> enabled(CorpId corpId) {
        return new ArrayList<>(jdbc.sql(RULE + " AND r.enabled ORDER BY r.priority, r.id DESC")
                .param("corpId", corpId.value())
                .query(this::rule)
                .list());
    }

    @Override
    public List<TaggingRule> after(CorpId corpId, long id, int limit) {
        return jdbc.sql(RULE + " AND r.id > :id ORDER BY r.id LIMIT :limit")
                .param("corpId", corpId.value())
                .param("id", id)
                .param("limit", limit)
                .query(this::rule)
                .list();
    }

    @Override
    public List<Version> versions(CorpId corpId, long id, int before, int limit) {
        return jdbc.sql("""
                        SELECT version, definition, actor, published_at FROM tagging_rule_version
                        WHERE corp_id = :corpId AND rule_id = :id AND version < :before
                        ORDER BY version DESC LIMIT :limit
                        """)
                .param("corpId", corpId.value())
                .param("id", id)
                .param("before", before)
                .param("limit", limit)
                .query((row, _) -> new Version(
                        row.getInt("version"),
                        definition(row),
                        row.getString("actor"),
                        JdbcTime.get(row, "published_at")))
                .list();
    }

    @Override
    public int count(CorpId corpId) {
        return jdbc.sql("SELECT COUNT(*) FROM tagging_rule WHERE corp_id = :corpId AND deleted_at IS NULL")
                .param("corpId", corpId.value())
                .query(Integer.class)
                .single();
    }

    private TaggingRule rule(ResultSet row, int number) throws SQLException {
        RuleDefinition definition = definition(row);
        return new TaggingRule(
                row.getLong("id"),
                new CorpId(row.getString("corp_id")),
                row.getInt("version"),
                row.getInt("revision"),
                row.getString("name"),
                row.getInt("priority"),
                row.getBoolean("enabled"),
                definition,
                definition.condition(),
                definition.action(),
                JdbcTime.get(row, "created_at"),
                JdbcTime.get(row, "updated_at"));
    }

    private RuleDefinition definition(ResultSet row) throws SQLException {
        return json.readValue(row.getString("definition"), RuleDefinition.class);
    }
}
