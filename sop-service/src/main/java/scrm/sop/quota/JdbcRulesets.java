package scrm.sop.quota;

import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

import scrm.events.CorpId;
import scrm.messaging.JdbcTime;

@Repository
class JdbcRulesets implements Rulesets {
    private final JdbcClient jdbc;
    private final JsonMapper json;

    JdbcRulesets(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    @Override
    public Optional<Version> find(CorpId corpId) {
        return jdbc.sql("SELECT version, ruleset FROM quota_ruleset WHERE corp_id = :corpId")
                .param("corpId", corpId.value())
                .query((row, _) ->
                        new Version(row.getInt("version"), json.readValue(row.getString("ruleset"), Ruleset.class)))
                .optional();
    }

    @Override
    public boolean replace(CorpId corpId, int version, Ruleset ruleset, Instant now) {
        String sql = version == 0 ? """
                        INSERT IGNORE INTO quota_ruleset (corp_id, ruleset, version, updated_at)
                        VALUES (:corpId, :ruleset, :version + 1, :now)
                        """ : """
                        UPDATE quota_ruleset SET ruleset = :ruleset, version = version + 1, updated_at = :now
                        WHERE corp_id = :corpId AND version = :version
                        """;
        return jdbc.sql(sql)
                        .param("corpId", corpId.value())
                        .param("ruleset", json.writeValueAsString(ruleset))
                        .param("version", version)
                        .param("now", JdbcTime.of(now))
                        .update()
                == 1;
    }
}
