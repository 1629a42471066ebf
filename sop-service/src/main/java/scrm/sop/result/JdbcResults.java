package scrm.sop.result;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import scrm.events.CorpId;
import scrm.sop.plan.PlanId;
import scrm.sop.result.Question.By;

@Repository
class JdbcResults implements Results {
    private static final String JUDGED = "SUM(CASE WHEN since <= :%s AND lag_days < :%s THEN steps ELSE 0 END)";

    /** A test pins how the server runs it: over the plan's sums alone. */
    static final String COUNTED =
            """
            SELECT %s AS line, outcome, reason, dispatched, SUM(steps) AS steps,
                   SUM(CASE WHEN late THEN steps ELSE 0 END) AS late,
            """ + JUDGED.formatted("over", "windowDays") + " AS judged, " + JUDGED.formatted("overDay", "day") + """
             AS judged_after_day
            FROM plan_sum
            WHERE corp_id = :corpId AND plan_id = :planId AND day BETWEEN :from AND :until AND plan_version > 0
            GROUP BY line, outcome, reason, dispatched
            """;

    /** Another one. */
    static final String COMPARED = "SELECT hold_out, variant = 'HELD_OUT' AS held_out, outcome, "
            + JUDGED.formatted("over", "windowDays") + """
             AS judged, SUM(steps) AS enrolments
            FROM plan_sum
            WHERE corp_id = :corpId AND plan_id = :planId AND day BETWEEN :from AND :until AND plan_version = 0
            GROUP BY hold_out, held_out, outcome
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
            case VARIANT -> "CASE WHEN variant = '' THEN step_key ELSE CONCAT(step_key, ':', variant) END";
        };
    }

    @Override
    public Optional<Life> life(CorpId corpId, PlanId planId) {
        return jdbc.sql("""
                        SELECT name,
                            (SELECT MIN(day) FROM plan_sum WHERE corp_id = :corpId AND plan_id = :id) AS first_day,
                            (SELECT MAX(day) FROM
                                (SELECT MAX(day) AS day FROM plan_sum WHERE corp_id = :corpId AND plan_id = :id
                                 UNION ALL
                                 SELECT MAX(day) FROM plan_link_opening
                                 WHERE corp_id = :corpId AND plan_id = :id) each_last) AS last_day
                        FROM plan WHERE corp_id = :corpId AND id = :id
                        """)
                .param("corpId", corpId.value())
                .param("id", planId.value())
                .query((row, _) -> new Life(
                        row.getString("name"),
                        row.getObject("first_day", LocalDate.class),
                        row.getObject("last_day", LocalDate.class)))
                .optional();
    }

    @Override
    public NavigableMap<LocalDate, Day> days(Question question) {
        NavigableMap<LocalDate, Day> days = new TreeMap<>();
        jdbc.sql("""
                        SELECT day,
                            SUM(CASE WHEN outcome IN ('SENT', 'DONE') THEN steps ELSE 0 END) AS delivered,
                            SUM(CASE WHEN outcome IN ('FAILED', 'SKIPPED') THEN steps ELSE 0 END) AS ended
                        FROM plan_sum
                        WHERE corp_id = :corpId AND plan_id = :planId AND day BETWEEN :from AND :until
                        GROUP BY day
                        """)
                .param("corpId", question.corpId().value())
                .param("planId", question.planId().value())
                .param("from", question.from())
                .param("until", question.until())
                .query(row -> {
                    days.put(
                            row.getObject("day", LocalDate.class),
                            new Day(row.getLong("delivered"), row.getLong("ended")));
                });
        return days;
    }

    @Override
    public List<Counted> counted(Question question) {
        return asked(COUNTED.formatted(column(question.by())), question)
                .param("overDay", question.over(1))
                .param("day", 1)
                .query((row, _) -> new Counted(
                        row.getString("line"),
                        row.getString("outcome"),
                        row.getString("reason").isEmpty() ? null : row.getString("reason"),
                        row.getBoolean("dispatched"),
                        row.getLong("steps"),
                        row.getLong("late"),
                        row.getLong("judged"),
                        row.getLong("judged_after_day")))
                .list();
    }

    @Override
    public Map<String, Long> opened(Question question) {
        // All members say the same link.
        String line = question.by() == By.EMPLOYEE ? "''" : column(question.by());
        Map<String, Long> opened = new HashMap<>();
        jdbc.sql("SELECT " + line + """
                         AS line, SUM(openings) AS openings FROM plan_link_opening
                        WHERE corp_id = :corpId AND plan_id = :planId AND day BETWEEN :from AND :until
                        GROUP BY line
                        """)
                .param("corpId", question.corpId().value())
                .param("planId", question.planId().value())
                .param("from", question.from())
                .param("until", question.until())
                .query(row -> {
                    opened.put(row.getString("line"), row.getLong("openings"));
                });
        return opened;
    }

    @Override
    public List<Compared> compared(Question question) {
        return asked(COMPARED, question)
                .query((row, _) -> new Compared(
                        row.getInt("hold_out"),
                        row.getBoolean("held_out"),
                        row.getString("outcome"),
                        row.getLong("enrolments"),
                        row.getLong("judged")))
                .list();
    }

    private JdbcClient.StatementSpec asked(String sql, Question question) {
        return jdbc.sql(sql)
                .param("corpId", question.corpId().value())
                .param("planId", question.planId().value())
                .param("from", question.from())
                .param("until", question.until())
                .param("over", question.over(question.windowDays()))
                .param("windowDays", question.windowDays());
    }
}
