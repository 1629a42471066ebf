package scrm.channel.livecode;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import scrm.channel.script.JdbcScripts;
import scrm.channel.script.WelcomeScript;
import scrm.events.CorpId;
import scrm.messaging.JdbcTime;

@Repository
class JdbcWelcomeExperiments implements WelcomeExperiments {
    private final JdbcClient jdbc;
    private final JdbcTemplate template;

    JdbcWelcomeExperiments(JdbcClient jdbc, JdbcTemplate template) {
        this.jdbc = jdbc;
        this.template = template;
    }

    @Override
    public void begin(LiveCode liveCode, Instant now) {
        WelcomeScript welcome = liveCode.draft().welcome();
        if (welcome == null) {
            return;
        }
        List<@Nullable Object[]> begun = welcome.experiments()
                .filter(option -> option.arms().version() == liveCode.version())
                .map(option -> new @Nullable Object[] {
                    liveCode.corpId().value(),
                    liveCode.id().value(),
                    option.variant(),
                    option.arms().version(),
                    JdbcScripts.writeArms(option.arms()),
                    JdbcTime.of(now)
                })
                .toList();
        template.batchUpdate("""
                INSERT INTO welcome_experiment (corp_id, live_code_id, variant, version, arms, started_at)
                VALUES (?, ?, ?, ?, ?, ?)
                """, begun);
    }

    @Override
    public List<WelcomeExperiment> list(CorpId corpId, LiveCodeId liveCodeId, @Nullable Long before, int limit) {
        return jdbc.sql("""
                        SELECT id, variant, arms, started_at FROM welcome_experiment
                        WHERE corp_id = :corpId AND live_code_id = :liveCodeId AND id < :before
                        ORDER BY id DESC LIMIT :limit
                        """)
                .param("corpId", corpId.value())
                .param("liveCodeId", liveCodeId.value())
                .param("before", before == null ? Long.MAX_VALUE : before)
                .param("limit", limit)
                .query(JdbcWelcomeExperiments::experiment)
                .list();
    }

    private static WelcomeExperiment experiment(ResultSet row, int number) throws SQLException {
        return new WelcomeExperiment(
                row.getLong("id"),
                new WelcomeScript.Option(row.getString("variant"), JdbcScripts.readArms(row.getString("arms"))),
                JdbcTime.get(row, "started_at"));
    }
}
