package scrm.sop.rhythm;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import scrm.events.CorpId;
import scrm.messaging.JdbcTime;
import scrm.sop.plan.PlanId;

@Repository
class JdbcFires implements Fires {
    private static final int BATCH = 1000;

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;

    JdbcFires(JdbcClient jdbc, JdbcTemplate batches) {
        this.jdbc = jdbc;
        this.batches = batches;
    }

    @Override
    public void expect(Next next) {
        jdbc.sql("""
                        INSERT INTO plan_clock (plan_id, corp_id, plan_version, next_fire_at)
                        VALUES (:planId, :corpId, :version, :at)
                        ON DUPLICATE KEY UPDATE
                            plan_version = VALUES(plan_version), next_fire_at = VALUES(next_fire_at)
                        """)
                .param("planId", next.planId().value())
                .param("corpId", next.corpId().value())
                .param("version", next.planVersion())
                .param("at", JdbcTime.of(next.at()))
                .update();
    }

    @Override
    public void forget(CorpId corpId, PlanId planId) {
        jdbc.sql("DELETE FROM plan_clock WHERE corp_id = :corpId AND plan_id = :planId")
                .param("corpId", corpId.value())
                .param("planId", planId.value())
                .update();
    }

    @Override
    public Optional<Next> due(Instant now) {
        return jdbc.sql("""
                        SELECT * FROM plan_clock WHERE next_fire_at <= :now
                        ORDER BY next_fire_at LIMIT 1 FOR UPDATE SKIP LOCKED
                        """)
                .param("now", JdbcTime.of(now))
                .query((row, _) -> new Next(
                        new CorpId(row.getString("corp_id")),
                        new PlanId(row.getLong("plan_id")),
                        row.getInt("plan_version"),
                        JdbcTime.get(row, "next_fire_at")))
                .optional();
    }

    @Override
    public void add(List<Fire> fires, Instant now) {
        batches.batchUpdate("""
                INSERT IGNORE INTO plan_fire (corp_id, plan_id, plan_version, fire_at, state, missed, seen_at)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """, fires, BATCH, (statement, fire) -> {
            statement.setString(1, fire.corpId().value());
            statement.setLong(2, fire.planId().value());
            statement.setInt(3, fire.planVersion());
            statement.setObject(4, JdbcTime.of(fire.at()));
            statement.setString(5, fire.state().name());
            statement.setBoolean(6, fire.missed());
            statement.setObject(7, JdbcTime.of(now));
        });
    }

    @Override
    public List<Fire> list(CorpId corpId, PlanId planId, Fire.@Nullable State state, @Nullable Long before, int limit) {
        return jdbc.sql("""
                        SELECT * FROM plan_fire
                        WHERE corp_id = :corpId AND plan_id = :planId AND id < :before
                          AND (:state IS NULL OR state = :state)
                        ORDER BY id DESC LIMIT :limit
                        """)
                .param("corpId", corpId.value())
                .param("planId", planId.value())
                .param("before", before == null ? Long.MAX_VALUE : before)
                .param("state", state == null ? null : state.name())
                .param("limit", limit)
                .query(JdbcFires::fire)
                .list();
    }

    @Override
    public List<Fire> asked(CorpId corpId, PlanId planId, int limit) {
        return jdbc.sql("""
                        SELECT * FROM plan_fire
                        WHERE corp_id = :corpId AND plan_id = :planId AND state = 'ASKED'
                        ORDER BY id DESC LIMIT :limit FOR UPDATE
                        """)
                .param("corpId", corpId.value())
                .param("planId", planId.value())
                .param("limit", limit)
                .query(JdbcFires::fire)
                .list();
    }

    @Override
    public void answer(CorpId corpId, List<Fire> fires, Fire.State state) {
        if (!fires.isEmpty()) {
            jdbc.sql("UPDATE plan_fire SET state = :state WHERE corp_id = :corpId AND id IN (:ids)")
                    .param("state", state.name())
                    .param("corpId", corpId.value())
                    .param("ids", fires.stream().map(Fire::id).toList())
                    .update();
        }
    }

    private static Fire fire(ResultSet row, int number) throws SQLException {
        return new Fire(
                row.getLong("id"),
                new CorpId(row.getString("corp_id")),
                new PlanId(row.getLong("plan_id")),
                row.getInt("plan_version"),
                JdbcTime.get(row, "fire_at"),
                Fire.State.valueOf(row.getString("state")),
                row.getBoolean("missed"));
    }
}
