package scrm.sop.due;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import scrm.events.CorpId;
import scrm.messaging.JdbcTime;
import scrm.sop.plan.PlanId;

@Repository
class JdbcPutOffSteps implements PutOffSteps {
    private static final int BATCH = 1000;

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;

    JdbcPutOffSteps(JdbcClient jdbc, JdbcTemplate batches) {
        this.jdbc = jdbc;
        this.batches = batches;
    }

    @Override
    public Map<DueStepId, Instant> wantedAt(Collection<DueStepId> ids) {
        if (ids.isEmpty()) {
            return Map.of();
        }
        return jdbc
                .sql("SELECT id, wanted_at FROM due_step WHERE id IN (:ids) AND wanted_at IS NOT NULL")
                .param("ids", values(ids))
                .query((row, _) -> Map.entry(new DueStepId(row.getLong("id")), JdbcTime.get(row, "wanted_at")))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    @Override
    public void putOff(List<PutOff> steps) {
        // Assignments are made from left to right: due_at still is the old one in the second.
        batches.batchUpdate("""
                UPDATE due_step
                SET state = 'PENDING', wanted_at = COALESCE(wanted_at, due_at), due_at = ?, reason = ? WHERE id = ?
                """, steps, BATCH, (statement, step) -> {
            statement.setObject(1, JdbcTime.of(step.until()));
            statement.setString(2, step.reason());
            statement.setLong(3, step.id().value());
        });
    }

    @Override
    public void hold(Collection<DueStepId> ids, DueStep.State state) {
        if (!ids.isEmpty()) {
            jdbc.sql("UPDATE due_step SET state = :state WHERE id IN (:ids)")
                    .param("state", state.name())
                    .param("ids", values(ids))
                    .update();
        }
    }

    @Override
    public int release(CorpId corpId, PlanId planId) {
        return jdbc.sql("""
                        UPDATE due_step SET state = 'PENDING'
                        WHERE corp_id = :corpId AND plan_id = :planId AND state = 'HELD'
                        """)
                .param("corpId", corpId.value())
                .param("planId", planId.value())
                .update();
    }

    private static List<Long> values(Collection<DueStepId> ids) {
        return ids.stream().map(DueStepId::value).toList();
    }
}
