package scrm.sop.due;

import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import scrm.events.CorpId;
import scrm.sop.due.DueSteps.LateAnswer;
import scrm.sop.plan.PlanId;

@Repository
class JdbcMissedSteps implements MissedSteps {
    private final JdbcClient jdbc;

    JdbcMissedSteps(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public int answer(CorpId corpId, PlanId planId, LateAnswer answer) {
        return jdbc.sql("""
                        UPDATE due_step SET state = 'PENDING', late_answer = :answer
                        WHERE corp_id = :corpId AND plan_id = :planId AND state = 'ASKED'
                        """)
                .param("answer", answer.name())
                .param("corpId", corpId.value())
                .param("planId", planId.value())
                .update();
    }

    @Override
    public int replay(CorpId corpId, PlanId planId, Set<String> reasons) {
        return replay("d.plan_id = :id", corpId, planId.value(), reasons);
    }

    @Override
    public boolean replay(CorpId corpId, DueStepId id, Set<String> reasons) {
        return replay("d.id = :id", corpId, id.value(), reasons) == 1;
    }

    private int replay(String which, CorpId corpId, long id, Set<String> reasons) {
        Map<String, ?> named = Map.of("corpId", corpId.value(), "id", id, "reasons", reasons);
        int replayed = jdbc.sql("""
                        UPDATE due_step d JOIN enrolment e ON e.id = d.enrolment_id
                        SET d.state = 'PENDING', d.late_answer = 'RUN', d.reason = NULL, d.settled_at = NULL,
                            d.group_message_id = NULL, d.dispatched_at = NULL, d.lateness_ms = NULL,
                            d.tries = 0, d.failure = NULL
                        WHERE d.corp_id = :corpId AND %s AND d.state = 'FAILED'
                          AND d.reason IN (:reasons) AND e.status IN ('ACTIVE', 'COMPLETED')
                        """.formatted(which)).params(named).update();
        jdbc.sql("""
                        UPDATE enrolment e JOIN due_step d ON d.enrolment_id = e.id
                        SET e.status = 'ACTIVE', e.ended_at = NULL
                        WHERE d.corp_id = :corpId AND %s AND d.state = 'PENDING'
                          AND d.late_answer = 'RUN' AND e.status = 'COMPLETED'
                        """.formatted(which))
                .param("corpId", corpId.value())
                .param("id", id)
                .update();
        return replayed;
    }
}
