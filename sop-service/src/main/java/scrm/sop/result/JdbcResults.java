package scrm.sop.result;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.messaging.JdbcTime;
import scrm.sop.plan.PlanId;
import scrm.sop.result.Question.By;

@Repository
class JdbcResults implements Results, Reactions {
    /** What went out later than this was late; sooner, nobody notices. */
    static final Duration LATE = Duration.ofMinutes(15);

    /** A test pins how the server runs it: over the plan's steps alone. */
    static final String COUNTED = """
            SELECT %s AS line, state, reason, dispatched_at IS NOT NULL AS dispatched, COUNT(*) AS steps,
                   COUNT(CASE WHEN lateness_ms > :late THEN 1 END) AS late,
                   COUNT(CASE WHEN state IN ('SENT', 'DONE') AND settled_at <= :windowAgo THEN 1 END) AS judged,
                   COUNT(CASE WHEN state IN ('SENT', 'DONE') AND settled_at <= :dayAgo THEN 1 END) AS judged_after_day
            FROM due_step
            WHERE corp_id = :corpId AND plan_id = :planId AND due_at >= :from AND due_at < :until
            GROUP BY line, state, reason, dispatched
            """;

    /**
     * Begins at what happened, which is far less than what was said. Of a loss only that of the member counts in whose
     * name was spoken.
     */
    static final String REACTED = """
            SELECT line, COUNT(*) AS steps FROM (
                SELECT DISTINCT s.id, %s AS line
                FROM reaction r
                STRAIGHT_JOIN due_step s ON s.corp_id = r.corp_id AND s.target_kind = 'CONTACT'
                    AND s.target_id = r.external_userid
                WHERE r.corp_id = :corpId AND r.kind = :kind AND r.happened_at >= :from
                  AND s.plan_id = :planId AND s.due_at >= :from AND s.due_at < :until
                  AND s.state IN ('SENT', 'DONE') AND s.settled_at <= :windowAgo
                  AND r.happened_at >= s.settled_at
                  AND r.happened_at < s.settled_at + INTERVAL :windowSeconds SECOND
                  AND (r.kind <> 'LOST' OR r.subject = s.userid)) step
            GROUP BY line
            """;

    private final JdbcClient jdbc;

    JdbcResults(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    static String column(By by) {
        return switch (by) {
            case VERSION -> "CAST(plan_version AS CHAR)";
            case STEP -> "step_key";
            case EMPLOYEE -> "userid";
        };
    }

    @Override
    public boolean isPlan(CorpId corpId, PlanId planId) {
        return jdbc.sql("SELECT COUNT(*) FROM plan WHERE corp_id = :corpId AND id = :id")
                        .param("corpId", corpId.value())
                        .param("id", planId.value())
                        .query(Long.class)
                        .single()
                == 1;
    }

    @Override
    public List<Counted> counted(Question question) {
        return jdbc.sql(COUNTED.formatted(column(question.by())))
                .param("corpId", question.corpId().value())
                .param("planId", question.planId().value())
                .param("from", JdbcTime.of(question.from()))
                .param("until", JdbcTime.of(question.until()))
                .param("late", LATE.toMillis())
                .param("windowAgo", JdbcTime.of(question.now().minus(question.window())))
                .param("dayAgo", JdbcTime.of(question.now().minus(Duration.ofDays(1))))
                .query((row, _) -> new Counted(
                        row.getString("line"),
                        row.getString("state"),
                        row.getString("reason"),
                        row.getBoolean("dispatched"),
                        row.getLong("steps"),
                        row.getLong("late"),
                        row.getLong("judged"),
                        row.getLong("judged_after_day")))
                .list();
    }

    @Override
    public Map<String, Long> reacted(Question question, Kind kind) {
        Map<String, Long> steps = new HashMap<>();
        jdbc.sql(REACTED.formatted(column(question.by())))
                .param("corpId", question.corpId().value())
                .param("planId", question.planId().value())
                .param("kind", kind.name())
                .param("from", JdbcTime.of(question.from()))
                .param("until", JdbcTime.of(question.until()))
                .param("windowAgo", JdbcTime.of(question.now().minus(question.window())))
                .param("windowSeconds", question.window().toSeconds())
                .query((row, _) -> steps.put(row.getString("line"), row.getLong("steps")))
                .list();
        return steps;
    }

    @Override
    public void add(CorpId corpId, Kind kind, ExternalUserId externalUserId, Instant at, String subject) {
        jdbc.sql("""
                        INSERT IGNORE INTO reaction (corp_id, kind, external_userid, happened_at, subject)
                        VALUES (:corpId, :kind, :externalUserId, :at, :subject)
                        """)
                .param("corpId", corpId.value())
                .param("kind", kind.name())
                .param("externalUserId", externalUserId.value())
                .param("at", JdbcTime.of(at))
                .param("subject", subject)
                .update();
    }
}
