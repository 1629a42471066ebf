package scrm.tag.growth;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

import scrm.events.CorpId;
import scrm.messaging.JdbcTime;

/** Growth models as tables. */
@Repository
class JdbcGrowthModels implements GrowthModels {
    private static final String CURRENT = """
            SELECT m.corp_id, m.version, v.definition FROM growth_model m
                JOIN growth_model_version v ON v.corp_id = m.corp_id AND v.version = m.version
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json;

    JdbcGrowthModels(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    @Override
    public Optional<Version> find(CorpId corpId) {
        return Optional.ofNullable(current(List.of(corpId)).get(corpId));
    }

    @Override
    public Optional<Version> lock(CorpId corpId) {
        // The row must be there to be locked; version 0 has no definition.
        jdbc.sql("INSERT IGNORE INTO growth_model (corp_id, version) VALUES (:corpId, 0)")
                .param("corpId", corpId.value())
                .update();
        jdbc.sql("SELECT version FROM growth_model WHERE corp_id = :corpId FOR UPDATE")
                .param("corpId", corpId.value())
                .query(Integer.class)
                .single();
        return find(corpId);
    }

    @Override
    public Map<CorpId, Version> enabled(Collection<CorpId> corpIds) {
        Map<CorpId, Version> enabled = current(corpIds);
        enabled.values().removeIf(version -> !version.model().enabled());
        return enabled;
    }

    private Map<CorpId, Version> current(Collection<CorpId> corpIds) {
        Map<CorpId, Version> current = new HashMap<>();
        if (!corpIds.isEmpty()) {
            jdbc.sql(CURRENT + " WHERE m.corp_id IN (:corpIds)")
                    .param("corpIds", corpIds.stream().map(CorpId::value).toList())
                    .query(row -> {
                        GrowthModel model = json.readValue(row.getString("definition"), GrowthModel.class);
                        current.put(new CorpId(row.getString("corp_id")), new Version(row.getInt("version"), model));
                    });
        }
        return current;
    }

    @Override
    public void publish(CorpId corpId, Version version, String actor, Instant now) {
        jdbc.sql("""
                        INSERT INTO growth_model_version (corp_id, version, definition, actor, published_at)
                        VALUES (:corpId, :version, :definition, :actor, :now)
                        """)
                .param("corpId", corpId.value())
                .param("version", version.version())
                .param("definition", json.writeValueAsString(version.model()))
                .param("actor", actor)
                .param("now", JdbcTime.of(now))
                .update();
        jdbc.sql("UPDATE growth_model SET version = :version WHERE corp_id = :corpId")
                .param("version", version.version())
                .param("corpId", corpId.value())
                .update();
    }
}
