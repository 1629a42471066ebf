package scrm.sop.enrolment;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.jdbc.support.KeyHolder;
import org.springframework.stereotype.Repository;

import scrm.events.CorpId;
import scrm.events.UserId;
import scrm.messaging.JdbcTime;
import scrm.sop.plan.PlanId;
import scrm.sop.plan.PublishedPlan;
import scrm.sop.plan.Target;

@Repository
class JdbcEnrolments implements Enrolments {
    private final JdbcClient jdbc;

    JdbcEnrolments(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Optional<Enrolment> add(Pair pair, PublishedPlan plan, Instant triggeredAt, Instant now) {
        if (isIn(pair, plan.planId(), triggeredAt)) {
            return Optional.empty();
        }
        KeyHolder key = new GeneratedKeyHolder();
        int rows = jdbc.sql("""
                        INSERT IGNORE INTO enrolment (corp_id, plan_id, plan_version, userid, target_kind, target_id, status,
                                                      triggered_at, created_at)
                        VALUES (:corpId, :planId, :planVersion, :userId, 'CONTACT', :externalUserId, 'ACTIVE',
                                :triggeredAt, :now)
                        """)
                .param("corpId", pair.corpId().value())
                .param("planId", plan.planId().value())
                .param("planVersion", plan.version())
                .param("userId", pair.userId().value())
                .param("externalUserId", pair.externalUserId().value())
                .param("triggeredAt", JdbcTime.of(triggeredAt))
                .param("now", JdbcTime.of(now))
                .update(key);
        Number id = rows == 1 ? key.getKey() : null;
        return id == null ? Optional.empty() : find(pair.corpId(), new EnrolmentId(id.longValue()));
    }

    private boolean isIn(Pair pair, PlanId planId, Instant triggeredAt) {
        return jdbc.sql("""
                        SELECT COUNT(*) FROM enrolment
                        WHERE corp_id = :corpId AND target_kind = 'CONTACT' AND target_id = :externalUserId AND userid = :userId
                          AND plan_id = :planId AND (status = 'ACTIVE' OR triggered_at = :triggeredAt)
                        """)
                        .param("corpId", pair.corpId().value())
                        .param("externalUserId", pair.externalUserId().value())
                        .param("userId", pair.userId().value())
                        .param("planId", planId.value())
                        .param("triggeredAt", JdbcTime.of(triggeredAt))
                        .query(Long.class)
                        .single()
                > 0;
    }

    @Override
    public List<Enrolment> endLost(Pair pair, Instant at, Instant now) {
        List<Enrolment> active = jdbc.sql("""
                        SELECT * FROM enrolment
                        WHERE corp_id = :corpId AND target_kind = 'CONTACT' AND target_id = :externalUserId AND userid = :userId
                          AND status = 'ACTIVE' AND triggered_at <= :at
                        FOR UPDATE
                        """)
                .param("corpId", pair.corpId().value())
                .param("externalUserId", pair.externalUserId().value())
                .param("userId", pair.userId().value())
                .param("at", JdbcTime.of(at))
                .query(JdbcEnrolments::enrolment)
                .list();
        end(active, Enrolment.Status.LOST, now);
        return active;
    }

    @Override
    public List<Enrolment> complete(Collection<EnrolmentId> ids, Instant now) {
        if (ids.isEmpty()) {
            return List.of();
        }
        List<Enrolment> active = jdbc.sql("""
                        SELECT * FROM enrolment WHERE id IN (:ids) AND status = 'ACTIVE' FOR UPDATE
                        """)
                .param("ids", ids.stream().map(EnrolmentId::value).toList())
                .query(JdbcEnrolments::enrolment)
                .list();
        end(active, Enrolment.Status.COMPLETED, now);
        return active;
    }

    private void end(List<Enrolment> active, Enrolment.Status status, Instant now) {
        if (active.isEmpty()) {
            return;
        }
        jdbc.sql("""
                        UPDATE enrolment SET status = :status, ended_at = :now WHERE id IN (:ids)
                        """)
                .param("status", status.name())
                .param("now", JdbcTime.of(now))
                .param(
                        "ids",
                        active.stream().map(enrolment -> enrolment.id().value()).toList())
                .update();
    }

    @Override
    public List<Enrolment> list(CorpId corpId, Filter filter, @Nullable EnrolmentId before, int limit) {
        PlanId planId = filter.planId();
        Target target = filter.target();
        UserId userId = filter.userId();
        Enrolment.Status status = filter.status();
        return jdbc.sql("""
                        SELECT * FROM enrolment
                        WHERE corp_id = :corpId AND id < :before
                          AND (:planId IS NULL OR plan_id = :planId)
                          AND (:targetId IS NULL OR (target_kind = :targetKind AND target_id = :targetId))
                          AND (:userId IS NULL OR userid = :userId)
                          AND (:status IS NULL OR status = :status)
                        ORDER BY id DESC LIMIT :limit
                        """)
                .param("corpId", corpId.value())
                .param("before", before == null ? Long.MAX_VALUE : before.value())
                .param("planId", planId == null ? null : planId.value())
                .param("targetKind", target == null ? null : target.kind().name())
                .param("targetId", target == null ? null : target.id())
                .param("userId", userId == null ? null : userId.value())
                .param("status", status == null ? null : status.name())
                .param("limit", limit)
                .query(JdbcEnrolments::enrolment)
                .list();
    }

    @Override
    public Optional<Enrolment> find(CorpId corpId, EnrolmentId id) {
        return jdbc.sql("""
                        SELECT * FROM enrolment WHERE corp_id = :corpId AND id = :id
                        """)
                .param("corpId", corpId.value())
                .param("id", id.value())
                .query(JdbcEnrolments::enrolment)
                .optional();
    }

    private static Enrolment enrolment(ResultSet row, int number) throws SQLException {
        return new Enrolment(
                new EnrolmentId(row.getLong("id")),
                new CorpId(row.getString("corp_id")),
                new PlanId(row.getLong("plan_id")),
                row.getInt("plan_version"),
                new UserId(row.getString("userid")),
                new Target(Target.Kind.valueOf(row.getString("target_kind")), row.getString("target_id")),
                row.getLong("occurrence"),
                Enrolment.Status.valueOf(row.getString("status")),
                JdbcTime.get(row, "triggered_at"),
                JdbcTime.getNullable(row, "ended_at"));
    }
}
