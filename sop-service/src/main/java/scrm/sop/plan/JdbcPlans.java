package scrm.sop.plan;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.jdbc.support.KeyHolder;
import org.springframework.stereotype.Repository;

import scrm.events.CorpId;
import scrm.messaging.JdbcTime;
import scrm.sop.definition.PlanDefinition;
import scrm.sop.material.MaterialId;

@Repository
class JdbcPlans implements Plans {
    /** Stands for the draft where versions count from 1. */
    private static final int DRAFT = 0;

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;

    JdbcPlans(JdbcClient jdbc, JdbcTemplate batches) {
        this.jdbc = jdbc;
        this.batches = batches;
    }

    @Override
    public Optional<PlanId> add(CorpId corpId, String name, PlanDefinition draft, Instant now) {
        KeyHolder key = new GeneratedKeyHolder();
        try {
            jdbc.sql("""
                            INSERT INTO plan (corp_id, name, status, draft, version, created_at, updated_at)
                            VALUES (:corpId, :name, 'DRAFT', :draft, 1, :now, :now)
                            """)
                    .param("corpId", corpId.value())
                    .param("name", name)
                    .param("draft", JdbcDefinitions.write(draft))
                    .param("now", JdbcTime.of(now))
                    .update(key);
        } catch (DuplicateKeyException e) {
            return Optional.empty();
        }
        PlanId id = new PlanId(Objects.requireNonNull(key.getKey()).longValue());
        addMaterials(corpId, id, DRAFT, draft);
        return Optional.of(id);
    }

    @Override
    public Optional<Plan> find(CorpId corpId, PlanId id) {
        return jdbc.sql("""
                        SELECT * FROM plan WHERE corp_id = :corpId AND id = :id
                        """)
                .param("corpId", corpId.value())
                .param("id", id.value())
                .query(JdbcPlans::plan)
                .optional();
    }

    @Override
    public List<Plan> list(CorpId corpId, Filter filter, @Nullable PlanId after, int limit) {
        Plan.Status status = filter.status();
        return jdbc.sql("""
                        SELECT * FROM plan
                        WHERE corp_id = :corpId AND id > :after
                          AND (:status IS NULL OR status = :status)
                          AND (:name IS NULL OR LOCATE(:name, name) > 0)
                        ORDER BY id LIMIT :limit
                        """)
                .param("corpId", corpId.value())
                .param("after", after == null ? 0 : after.value())
                .param("status", status == null ? null : status.name())
                .param("name", filter.name())
                .param("limit", limit)
                .query(JdbcPlans::plan)
                .list();
    }

    @Override
    public Edit edit(CorpId corpId, PlanId id, int version, String name, PlanDefinition draft, Instant now) {
        try {
            int rows = jdbc.sql("""
                            UPDATE plan SET name = :name, draft = :draft, version = version + 1, updated_at = :now
                            WHERE corp_id = :corpId AND id = :id AND version = :version
                            """)
                    .param("name", name)
                    .param("draft", JdbcDefinitions.write(draft))
                    .param("now", JdbcTime.of(now))
                    .param("corpId", corpId.value())
                    .param("id", id.value())
                    .param("version", version)
                    .update();
            if (rows == 0) {
                return Edit.STALE;
            }
            jdbc.sql("DELETE FROM plan_material WHERE corp_id = :corpId AND plan_id = :id AND version = :draft")
                    .param("corpId", corpId.value())
                    .param("id", id.value())
                    .param("draft", DRAFT)
                    .update();
            addMaterials(corpId, id, DRAFT, draft);
            return Edit.DONE;
        } catch (DuplicateKeyException e) {
            return Edit.NAME_TAKEN;
        }
    }

    @Override
    public boolean publish(Plan plan, PlanDefinition definition, Instant now) {
        int next = plan.publishedVersion() + 1;
        int rows = jdbc.sql("""
                        UPDATE plan
                        SET status = 'ACTIVE', published_version = :next, version = version + 1, updated_at = :now
                        WHERE corp_id = :corpId AND id = :id AND version = :version
                        """)
                .param("next", next)
                .param("now", JdbcTime.of(now))
                .param("corpId", plan.corpId().value())
                .param("id", plan.id().value())
                .param("version", plan.version())
                .update();
        if (rows == 0) {
            return false;
        }
        jdbc.sql("""
                        INSERT INTO plan_version (corp_id, plan_id, version, definition, published_at)
                        VALUES (:corpId, :id, :next, :definition, :now)
                        """)
                .param("corpId", plan.corpId().value())
                .param("id", plan.id().value())
                .param("next", next)
                .param("definition", JdbcDefinitions.write(definition))
                .param("now", JdbcTime.of(now))
                .update();
        addMaterials(plan.corpId(), plan.id(), next, definition);
        return true;
    }

    @Override
    public boolean change(CorpId corpId, PlanId id, int version, Plan.Status status, Instant now) {
        return jdbc.sql("""
                        UPDATE plan SET status = :status, version = version + 1, updated_at = :now
                        WHERE corp_id = :corpId AND id = :id AND version = :version
                        """)
                        .param("status", status.name())
                        .param("now", JdbcTime.of(now))
                        .param("corpId", corpId.value())
                        .param("id", id.value())
                        .param("version", version)
                        .update()
                == 1;
    }

    @Override
    public List<VersionId> running(CorpId corpId) {
        return jdbc.sql("""
                        SELECT id, published_version FROM plan WHERE corp_id = :corpId AND status = 'ACTIVE'
                        """)
                .param("corpId", corpId.value())
                .query((row, _) -> new VersionId(new PlanId(row.getLong("id")), row.getInt("published_version")))
                .list();
    }

    @Override
    public Optional<PublishedPlan> version(CorpId corpId, VersionId id) {
        return jdbc.sql("""
                        SELECT definition FROM plan_version
                        WHERE corp_id = :corpId AND plan_id = :planId AND version = :version
                        """)
                .param("corpId", corpId.value())
                .param("planId", id.planId().value())
                .param("version", id.version())
                .query((row, _) -> new PublishedPlan(id.planId(), id.version(), JdbcDefinitions.read(row.getString(1))))
                .optional();
    }

    @Override
    public List<Publication> versions(CorpId corpId, PlanId id) {
        return jdbc.sql("""
                        SELECT version, definition, published_at FROM plan_version
                        WHERE corp_id = :corpId AND plan_id = :planId ORDER BY version DESC
                        """)
                .param("corpId", corpId.value())
                .param("planId", id.value())
                .query((row, _) -> new Publication(
                        new PublishedPlan(id, row.getInt("version"), JdbcDefinitions.read(row.getString("definition"))),
                        JdbcTime.get(row, "published_at")))
                .list();
    }

    @Override
    public List<Plan> saying(CorpId corpId, MaterialId materialId, int limit) {
        return jdbc.sql("""
                        SELECT * FROM plan p
                        WHERE corp_id = :corpId
                          AND EXISTS (SELECT 1 FROM plan_material m
                                      WHERE m.corp_id = :corpId AND m.material_id = :materialId AND m.plan_id = p.id
                                        AND m.version IN (:draft, p.published_version))
                        ORDER BY id DESC LIMIT :limit
                        """)
                .param("corpId", corpId.value())
                .param("materialId", materialId.value())
                .param("draft", DRAFT)
                .param("limit", limit)
                .query(JdbcPlans::plan)
                .list();
    }

    private void addMaterials(CorpId corpId, PlanId id, int version, PlanDefinition definition) {
        batches.batchUpdate("""
                INSERT INTO plan_material (corp_id, plan_id, version, material_id) VALUES (?, ?, ?, ?)
                """, definition.materials(), 100, (statement, materialId) -> {
            statement.setString(1, corpId.value());
            statement.setLong(2, id.value());
            statement.setInt(3, version);
            statement.setLong(4, materialId.value());
        });
    }

    private static Plan plan(ResultSet row, int number) throws SQLException {
        return new Plan(
                new PlanId(row.getLong("id")),
                new CorpId(row.getString("corp_id")),
                row.getString("name"),
                Plan.Status.valueOf(row.getString("status")),
                JdbcDefinitions.read(row.getString("draft")),
                row.getInt("published_version"),
                row.getInt("version"),
                JdbcTime.get(row, "created_at"),
                JdbcTime.get(row, "updated_at"));
    }
}
