package scrm.sop.enrolment;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import scrm.events.CorpId;
import scrm.events.UserId;
import scrm.messaging.JdbcTime;
import scrm.sop.definition.Target;
import scrm.sop.enrolment.Enrolment.Status;
import scrm.sop.plan.PlanId;
import scrm.sop.plan.PublishedPlan;

@Repository
class JdbcEnrolments implements Enrolments {
    static final String ACTIVE_AMONG = """
            SELECT DISTINCT target_id FROM enrolment
            WHERE corp_id = :corpId AND target_kind = :kind AND target_id IN (:ids) AND status = 'ACTIVE'
            """;

    static final String OUTDATED = """
            SELECT * FROM enrolment
            WHERE corp_id = :corpId AND plan_id = :planId AND status = 'ACTIVE' AND plan_version < :version
            ORDER BY plan_version, id LIMIT :limit FOR UPDATE
            """;

    static final String HAD = """
            SELECT target_id, userid, occurrence, status, triggered_at FROM enrolment
            WHERE corp_id = :corpId AND plan_id = :planId AND target_kind = :kind AND target_id IN (:ids)
            """;

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;

    JdbcEnrolments(JdbcClient jdbc, JdbcTemplate batches) {
        this.jdbc = jdbc;
        this.batches = batches;
    }

    @Override
    public List<Candidate> free(CorpId corpId, PlanId planId, List<Candidate> candidates, Once once) {
        if (candidates.isEmpty()) {
            return candidates;
        }
        String had = once == Once.PER_OCCURRENCE
                ? "AND occurrence IN (:occurrences)"
                : "AND (status = 'ACTIVE' OR triggered_at IN (:times))";
        Set<Had> taken = new HashSet<>();
        jdbc.sql(HAD + had)
                .param("corpId", corpId.value())
                .param("planId", planId.value())
                .param("kind", candidates.getFirst().target().kind().name())
                .param("ids", ids(candidates))
                .param(
                        "occurrences",
                        candidates.stream()
                                .map(Candidate::occurrence)
                                .distinct()
                                .toList())
                .param(
                        "times",
                        candidates.stream()
                                .map(candidate -> JdbcTime.of(candidate.triggeredAt()))
                                .distinct()
                                .toList())
                .query(row -> {
                    boolean goesOn = once != Once.PER_OCCURRENCE && "ACTIVE".equals(row.getString("status"));
                    taken.add(new Had(
                            row.getString("target_id"),
                            once == Once.PER_MEMBER ? row.getString("userid") : "",
                            once == Once.PER_OCCURRENCE ? row.getLong("occurrence") : 0,
                            goesOn || once == Once.PER_OCCURRENCE ? null : JdbcTime.get(row, "triggered_at")));
                });
        return candidates.stream()
                .filter(candidate -> !isHad(candidate, once, taken))
                .toList();
    }

    private static boolean isHad(Candidate candidate, Once once, Set<Had> taken) {
        String id = candidate.target().id();
        String userId = once == Once.PER_MEMBER ? sender(candidate) : "";
        long occurrence = once == Once.PER_OCCURRENCE ? candidate.occurrence() : 0;
        return taken.contains(new Had(id, userId, occurrence, null))
                || taken.contains(new Had(id, userId, occurrence, candidate.triggeredAt()));
    }

    /** @param triggeredAt what it has ended from; null: nothing else may begin */
    private record Had(
            String targetId,
            String userId,
            long occurrence,
            @Nullable Instant triggeredAt) {}

    @Override
    public List<Enrolment> add(CorpId corpId, PublishedPlan plan, List<Candidate> candidates, Instant now) {
        if (candidates.isEmpty()) {
            return List.of();
        }
        long batch = ThreadLocalRandom.current().nextLong();
        batches.batchUpdate("""
                INSERT IGNORE INTO enrolment (corp_id, plan_id, plan_version, userid, target_kind, target_id, occurrence,
                                              batch, status, hold_out, triggered_at, created_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """, candidates, EnrolTargets.PAGE, (statement, candidate) -> {
            statement.setString(1, corpId.value());
            statement.setLong(2, plan.planId().value());
            statement.setInt(3, plan.version());
            statement.setString(4, sender(candidate));
            statement.setString(5, candidate.target().kind().name());
            statement.setString(6, candidate.target().id());
            statement.setLong(7, candidate.occurrence());
            statement.setLong(8, batch);
            statement.setString(9, (plan.holdsOut(candidate.target()) ? Status.HELD_OUT : Status.ACTIVE).name());
            statement.setInt(10, plan.definition().holdOut());
            statement.setObject(11, JdbcTime.of(candidate.triggeredAt()));
            statement.setObject(12, JdbcTime.of(now));
        });
        return jdbc.sql("""
                        SELECT * FROM enrolment
                        WHERE corp_id = :corpId AND plan_id = :planId AND target_kind = :kind AND target_id IN (:ids)
                          AND status = 'ACTIVE' AND batch = :batch
                        ORDER BY id
                        """)
                .param("corpId", corpId.value())
                .param("planId", plan.planId().value())
                .param("kind", candidates.getFirst().target().kind().name())
                .param("ids", ids(candidates))
                .param("batch", batch)
                .query(JdbcEnrolments::enrolment)
                .list();
    }

    private static List<String> ids(List<Candidate> candidates) {
        return candidates.stream().map(candidate -> candidate.target().id()).toList();
    }

    private static String sender(Candidate candidate) {
        return Objects.requireNonNull(candidate.userId()).value();
    }

    @Override
    public List<Enrolment> active(CorpId corpId, Target target) {
        return jdbc.sql("""
                        SELECT * FROM enrolment
                        WHERE corp_id = :corpId AND target_kind = :kind AND target_id = :id AND status = 'ACTIVE'
                        """)
                .param("corpId", corpId.value())
                .param("kind", target.kind().name())
                .param("id", target.id())
                .query(JdbcEnrolments::enrolment)
                .list();
    }

    @Override
    public Set<Target> activeAmong(CorpId corpId, Collection<Target> targets) {
        Set<Target> active = new HashSet<>();
        targets.stream()
                .collect(Collectors.groupingBy(Target::kind))
                .forEach((kind, some) -> jdbc.sql(ACTIVE_AMONG)
                        .param("corpId", corpId.value())
                        .param("kind", kind.name())
                        .param("ids", some.stream().map(Target::id).toList())
                        .query(row -> {
                            active.add(new Target(kind, row.getString(1)));
                        }));
        return active;
    }

    @Override
    public List<Enrolment> outdated(CorpId corpId, PlanId planId, int version, int limit) {
        return jdbc.sql(OUTDATED)
                .param("corpId", corpId.value())
                .param("planId", planId.value())
                .param("version", version)
                .param("limit", limit)
                .query(JdbcEnrolments::enrolment)
                .list();
    }

    @Override
    public long countOutdated(CorpId corpId, PlanId planId, int version) {
        return jdbc.sql("""
                        SELECT COUNT(*) FROM enrolment
                        WHERE corp_id = :corpId AND plan_id = :planId AND status = 'ACTIVE' AND plan_version < :version
                        """)
                .param("corpId", corpId.value())
                .param("planId", planId.value())
                .param("version", version)
                .query(Long.class)
                .single();
    }

    @Override
    public void move(CorpId corpId, Collection<EnrolmentId> ids, int version) {
        if (!ids.isEmpty()) {
            jdbc.sql("""
                            UPDATE enrolment SET plan_version = :version WHERE corp_id = :corpId AND id IN (:ids)
                            """)
                    .param("version", version)
                    .param("corpId", corpId.value())
                    .param("ids", ids.stream().map(EnrolmentId::value).toList())
                    .update();
        }
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
        end(active, Status.LOST, now);
        return active;
    }

    @Override
    public List<Enrolment> end(Collection<EnrolmentId> ids, Status how, Instant now) {
        if (ids.isEmpty()) {
            return List.of();
        }
        List<Enrolment> active = jdbc.sql("""
                        SELECT * FROM enrolment WHERE id IN (:ids) AND status = 'ACTIVE' FOR UPDATE
                        """)
                .param("ids", ids.stream().map(EnrolmentId::value).toList())
                .query(JdbcEnrolments::enrolment)
                .list();
        end(active, how, now);
        return active;
    }

    private void end(List<Enrolment> active, Status status, Instant now) {
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
        Status status = filter.status();
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
                Status.valueOf(row.getString("status")),
                JdbcTime.get(row, "triggered_at"),
                JdbcTime.getNullable(row, "ended_at"));
    }
}
