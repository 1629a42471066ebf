package scrm.channel.report;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import scrm.channel.livecode.LiveCodeId;
import scrm.channel.livecode.WelcomeExperiment;
import scrm.events.CorpId;
import scrm.messaging.JdbcTime;
import scrm.rest.Share;

@Repository
class JdbcArmResults implements ArmResults {
    // A test pins how the server runs these. Whatever part of the time is asked for, an earlier welcome is looked for
    // in
    // all of it.
    static final String RESULTS = """
            SELECT experiment_id, arm, COUNT(*) AS assigned, COUNT(CASE WHEN outcome = 'SENT' THEN 1 END) AS sent,
                   COUNT(CASE WHEN occurred_at <= :aDayAgo THEN 1 END) AS of_1_day,
                   COUNT(CASE WHEN occurred_at <= :aDayAgo
                               AND lost_at < occurred_at + INTERVAL 1 DAY THEN 1 END) AS lost_in_1_day,
                   COUNT(CASE WHEN occurred_at <= :aWeekAgo THEN 1 END) AS of_7_days,
                   COUNT(CASE WHEN occurred_at <= :aWeekAgo
                               AND lost_at < occurred_at + INTERVAL 7 DAY THEN 1 END) AS lost_in_7_days,
                   COUNT(CASE WHEN occurred_at <= :windowAgo THEN 1 END) AS of_window,
                   COUNT(CASE WHEN occurred_at <= :windowAgo AND bought THEN 1 END) AS bought_in_window
            FROM (SELECT e.id AS experiment_id, w.arm, w.outcome, w.occurred_at,
                         (SELECT MIN(t.occurred_at)
                          FROM attribution a JOIN attribution_touch t ON t.attribution_id = a.id
                          WHERE a.corp_id = w.corp_id AND a.external_userid = w.external_userid AND a.userid = w.userid
                            AND t.kind IN ('LOST', 'FOUND_LOST') AND t.occurred_at >= w.occurred_at) AS lost_at,
                         EXISTS (SELECT 1 FROM conversion c
                                 WHERE c.corp_id = w.corp_id AND c.external_userid = w.external_userid
                                   AND c.occurred_at >= w.occurred_at
                                   AND c.occurred_at < w.occurred_at + INTERVAL :windowDays DAY) AS bought
                  FROM welcome_experiment e
                  JOIN welcome w ON w.corp_id = e.corp_id AND w.live_code_id = e.live_code_id
                      AND w.experiment_version = e.version AND w.variant <=> e.variant
                  WHERE e.corp_id = :corpId AND e.live_code_id = :liveCodeId AND e.id = :experiment
                    AND w.occurred_at >= :from AND w.occurred_at < :until
                    AND NOT EXISTS (
                        SELECT 1 FROM welcome earlier
                        WHERE earlier.corp_id = w.corp_id AND earlier.external_userid = w.external_userid
                          AND earlier.live_code_id = w.live_code_id
                          AND earlier.experiment_version = w.experiment_version AND earlier.variant <=> w.variant
                          AND (earlier.occurred_at < w.occurred_at
                               OR earlier.occurred_at = w.occurred_at AND earlier.id < w.id))) contact
            GROUP BY experiment_id, arm
            """;

    static final String ENDS = """
            SELECT MIN(occurred_at) AS first, MAX(occurred_at) AS last FROM welcome
            WHERE corp_id = :corpId AND live_code_id = :liveCodeId AND experiment_version = :version
            """;

    /** Each contact is looked up in several tables, so a part is short. */
    private static final Duration DAY = Duration.ofDays(1);

    private final JdbcClient jdbc;
    private final JdbcScopes scopes;

    JdbcArmResults(JdbcClient jdbc, JdbcScopes scopes) {
        this.jdbc = jdbc;
        this.scopes = scopes;
    }

    @Override
    public Map<Arm, Result> of(
            CorpId corpId,
            LiveCodeId liveCodeId,
            Collection<WelcomeExperiment> experiments,
            int boughtWithinDays,
            Instant now) {
        List<Map<String, Object>> parts = new ArrayList<>();
        for (WelcomeExperiment experiment : experiments) {
            Map<String, Object> question = Map.of(
                    "corpId", corpId.value(),
                    "liveCodeId", liveCodeId.value(),
                    "experiment", experiment.id(),
                    "aDayAgo", JdbcTime.of(now.minus(Duration.ofDays(1))),
                    "aWeekAgo", JdbcTime.of(now.minus(Duration.ofDays(7))),
                    "windowAgo", JdbcTime.of(now.minus(Duration.ofDays(boughtWithinDays))),
                    "windowDays", boughtWithinDays);
            span(corpId, liveCodeId, experiment).ifPresent(span -> parts.addAll(JdbcScopes.parts(span, DAY, question)));
        }
        Map<Arm, Result> results = new HashMap<>();
        scopes.each(
                RESULTS,
                parts,
                row -> results.merge(
                        new Arm(row.getLong("experiment_id"), row.getString("arm")), result(row), Result::plus));
        return results;
    }

    /** From the first to the last contact of the live code's version that began the experiment. */
    private Optional<Span> span(CorpId corpId, LiveCodeId liveCodeId, WelcomeExperiment experiment) {
        return jdbc.sql(ENDS)
                .param("corpId", corpId.value())
                .param("liveCodeId", liveCodeId.value())
                .param("version", experiment.option().arms().version())
                .query(JdbcArmResults::span)
                .single();
    }

    private static Optional<Span> span(ResultSet row, int number) throws SQLException {
        Instant first = JdbcTime.getNullable(row, "first");
        return first == null ? Optional.empty() : Optional.of(Span.of(first, JdbcTime.get(row, "last")));
    }

    private static Result result(ResultSet row) throws SQLException {
        return new Result(
                row.getLong("assigned"),
                row.getLong("sent"),
                new Share(row.getLong("of_1_day"), row.getLong("lost_in_1_day")),
                new Share(row.getLong("of_7_days"), row.getLong("lost_in_7_days")),
                new Share(row.getLong("of_window"), row.getLong("bought_in_window")));
    }
}
