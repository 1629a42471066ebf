package scrm.sop.due;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import scrm.events.CorpId;
import scrm.events.UserId;
import scrm.messaging.JdbcTime;
import scrm.sop.definition.Target;
import scrm.sop.enrolment.Enrolment;
import scrm.sop.enrolment.EnrolmentId;
import scrm.sop.enrolment.StepSchedule;
import scrm.sop.groupmessage.GroupMessageId;
import scrm.sop.plan.PlanId;

@Repository
class JdbcDueSteps implements DueSteps {
    // The hot queries; a test pins how the server runs them.
    static final String OLDEST_OF_SHARD = """
            SELECT shard, due_at FROM due_step
            WHERE state = 'PENDING' AND shard = ? AND due_at <= ? ORDER BY due_at LIMIT 1""";
    static final String TAKE = """
            SELECT id FROM due_step
            WHERE state = 'PENDING' AND shard = :shard AND due_at <= :now
            ORDER BY due_at, id LIMIT :limit
            FOR UPDATE SKIP LOCKED
            """;

    /**
     * What every query asks for whose rows are read whole, but for that of the dispatch, which sets broken steps aside:
     * one row that cannot be read must not hide the others, nor keep an enrolment from its end. A function, so that no
     * index is chosen for it.
     */
    private static final String READABLE = "AND FIELD(target_kind, %s) > 0 AND FIELD(state, %s) > 0 "
            .formatted(names(Target.Kind.values()), names(DueStep.State.values()));

    private static final int BATCH = 1000;

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;

    JdbcDueSteps(JdbcClient jdbc, JdbcTemplate batches) {
        this.jdbc = jdbc;
        this.batches = batches;
    }

    @Override
    public void add(List<StepSchedule.Planned> steps) {
        batches.batchUpdate("""
                INSERT IGNORE INTO due_step (corp_id, enrolment_id, step, step_key, occurrence, plan_id, plan_version,
                                             userid, target_kind, target_id, state, due_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'PENDING', ?)
                """, steps, BATCH, (statement, planned) -> {
            Enrolment enrolment = planned.enrolment();
            statement.setString(1, enrolment.corpId().value());
            statement.setLong(2, enrolment.id().value());
            statement.setInt(3, planned.step());
            statement.setString(4, planned.key());
            statement.setInt(5, planned.occurrence());
            statement.setLong(6, enrolment.planId().value());
            statement.setInt(7, enrolment.planVersion());
            statement.setString(8, enrolment.userId().value());
            statement.setString(9, enrolment.target().kind().name());
            statement.setString(10, enrolment.target().id());
            statement.setObject(11, JdbcTime.of(planned.dueAt()));
        });
    }

    @Override
    public List<Integer> due(Collection<Integer> shards, Instant now) {
        if (shards.isEmpty()) {
            return List.of();
        }
        LocalDateTime until = JdbcTime.of(now);
        return batches.query(
                String.join(" UNION ALL ", Collections.nCopies(shards.size(), "(" + OLDEST_OF_SHARD + ")"))
                        + " ORDER BY due_at",
                (row, _) -> row.getInt("shard"),
                shards.stream().flatMap(shard -> Stream.of(shard, until)).toArray());
    }

    @Override
    public List<DueStepId> take(int shard, Instant now, int limit) {
        return jdbc.sql(TAKE)
                .param("shard", shard)
                .param("now", JdbcTime.of(now))
                .param("limit", limit)
                .query((row, _) -> new DueStepId(row.getLong(1)))
                .list();
    }

    @Override
    public List<Standing> standing(Collection<DueStepId> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        // A query of its own, without locks: the enrolments' rows belong to those who end them. A step whose enrolment
        // is gone is wanted by nobody; left out, it would be taken for ever.
        return jdbc.sql("""
                        SELECT d.*, e.status AS enrolment_status, p.status AS plan_status
                        FROM due_step d
                        LEFT JOIN enrolment e ON e.id = d.enrolment_id
                        LEFT JOIN plan p ON p.id = d.plan_id
                        WHERE d.id IN (:ids)
                        ORDER BY d.due_at, d.id
                        """)
                .param("ids", values(ids))
                .query((row, number) -> {
                    String answer = row.getString("late_answer");
                    return new Standing(
                            dueStep(row, number),
                            "ACTIVE".equals(row.getString("enrolment_status")),
                            "ACTIVE".equals(row.getString("plan_status")),
                            answer == null ? null : LateAnswer.valueOf(answer));
                })
                .list();
    }

    @Override
    public void dispatched(List<Dispatch> dispatches, Instant now) {
        Map<GroupMessageId, List<Long>> together = dispatches.stream()
                .collect(Collectors.groupingBy(
                        Dispatch::groupMessageId,
                        Collectors.mapping(dispatch -> dispatch.id().value(), Collectors.toList())));
        together.forEach((message, ids) -> jdbc.sql("""
                        UPDATE due_step
                        SET state = 'DISPATCHED', group_message_id = :message, dispatched_at = :now, reason = NULL,
                            lateness_ms = TIMESTAMPDIFF(MICROSECOND, due_at, :now) DIV 1000
                        WHERE id IN (:ids)
                        """)
                .param("message", message.value())
                .param("now", JdbcTime.of(now))
                .param("ids", ids)
                .update());
    }

    @Override
    public void handedOver(Collection<DueStepId> ids, Instant now) {
        if (!ids.isEmpty()) {
            jdbc.sql("""
                            UPDATE due_step
                            SET state = 'DISPATCHED', dispatched_at = :now, reason = NULL,
                                lateness_ms = TIMESTAMPDIFF(MICROSECOND, due_at, :now) DIV 1000
                            WHERE id IN (:ids)
                            """)
                    .param("now", JdbcTime.of(now))
                    .param("ids", values(ids))
                    .update();
        }
    }

    @Override
    public void handOn(UserId userId, Collection<DueStepId> ids) {
        jdbc.sql("UPDATE due_step SET userid = :userId WHERE id IN (:ids)")
                .param("userId", userId.value())
                .param("ids", values(ids))
                .update();
    }

    @Override
    public void drawn(String variant, Collection<DueStepId> ids) {
        jdbc.sql("UPDATE due_step SET variant = :variant WHERE id IN (:ids)")
                .param("variant", variant)
                .param("ids", values(ids))
                .update();
    }

    @Override
    public void done(Collection<DueStepId> ids, Instant now) {
        if (!ids.isEmpty()) {
            jdbc.sql("""
                            UPDATE due_step
                            SET state = 'DONE', settled_at = :now, reason = NULL,
                                lateness_ms = COALESCE(
                                    lateness_ms, TIMESTAMPDIFF(MICROSECOND, due_at, :now) DIV 1000),
                                dispatched_at = COALESCE(dispatched_at, :now)
                            WHERE id IN (:ids)
                            """)
                    .param("now", JdbcTime.of(now))
                    .param("ids", values(ids))
                    .update();
        }
    }

    @Override
    public void end(Collection<DueStepId> ids, DueStep.State state, String reason, Instant now) {
        if (!ids.isEmpty()) {
            jdbc.sql("""
                            UPDATE due_step
                            SET state = :state, reason = :reason, settled_at = :now
                            WHERE id IN (:ids)
                            """)
                    .param("state", state.name())
                    .param("reason", reason)
                    .param("now", JdbcTime.of(now))
                    .param("ids", values(ids))
                    .update();
        }
    }

    @Override
    public List<DueStep> untaken(Collection<EnrolmentId> enrolmentIds) {
        return jdbc.sql("""
                        SELECT * FROM due_step
                        WHERE enrolment_id IN (:enrolmentIds) AND state IN ('PENDING', 'HELD', 'ASKED')
                        """ + READABLE + "FOR UPDATE")
                .param(
                        "enrolmentIds",
                        enrolmentIds.stream().map(EnrolmentId::value).toList())
                .query(JdbcDueSteps::dueStep)
                .list();
    }

    @Override
    public void remove(Collection<DueStepId> ids) {
        if (!ids.isEmpty()) {
            // What they stand as in the sums is to be taken out there.
            jdbc.sql("""
                            INSERT INTO removed_step (step_id, corp_id, plan_id, plan_version, step_key, counted_state,
                                counted_reason, counted_variant, counted_userid, counted_due_at, counted_settled_at,
                                counted_day, counted_since, counted_dispatched, counted_late)
                            SELECT id, corp_id, plan_id, plan_version, step_key, counted_state, counted_reason,
                                counted_variant, counted_userid, counted_due_at, counted_settled_at,
                                counted_day, counted_since, counted_dispatched, counted_late
                            FROM due_step WHERE id IN (:ids) AND counted_state IS NOT NULL
                            """).param("ids", values(ids)).update();
            jdbc.sql("DELETE FROM due_step WHERE id IN (:ids)")
                    .param("ids", values(ids))
                    .update();
        }
    }

    @Override
    public List<DueStep> inHand(Collection<EnrolmentId> enrolmentIds) {
        return jdbc.sql("""
                        SELECT * FROM due_step
                        WHERE enrolment_id IN (:enrolmentIds) AND state = 'DISPATCHED' AND group_message_id IS NULL
                        """ + READABLE + "FOR UPDATE")
                .param(
                        "enrolmentIds",
                        enrolmentIds.stream().map(EnrolmentId::value).toList())
                .query(JdbcDueSteps::dueStep)
                .list();
    }

    @Override
    public Optional<DueStep> inHand(CorpId corpId, DueStepId id) {
        return jdbc.sql("""
                        SELECT * FROM due_step
                        WHERE corp_id = :corpId AND id = :id AND state = 'DISPATCHED'
                        """ + READABLE + "FOR UPDATE")
                .param("corpId", corpId.value())
                .param("id", id.value())
                .query(JdbcDueSteps::dueStep)
                .optional();
    }

    @Override
    public boolean isWanted(CorpId corpId, DueStepId id) {
        return jdbc.sql("""
                        SELECT EXISTS (SELECT 1 FROM due_step s JOIN enrolment e ON e.id = s.enrolment_id
                                       WHERE s.corp_id = :corpId AND s.id = :id AND s.state = 'DISPATCHED'
                                         AND e.status = 'ACTIVE')
                        """)
                .param("corpId", corpId.value())
                .param("id", id.value())
                .query(Boolean.class)
                .single();
    }

    @Override
    public List<DueStep> unsettled(CorpId corpId, GroupMessageId groupMessageId) {
        return jdbc.sql("""
                        SELECT * FROM due_step
                        WHERE corp_id = :corpId AND group_message_id = :groupMessageId
                          AND state IN ('DISPATCHED', 'UNKNOWN')
                        """ + READABLE + "FOR UPDATE")
                .param("corpId", corpId.value())
                .param("groupMessageId", groupMessageId.value())
                .query(JdbcDueSteps::dueStep)
                .list();
    }

    @Override
    public Set<String> withdrawn(CorpId corpId, GroupMessageId groupMessageId) {
        return jdbc
                .sql("""
                        SELECT d.target_id FROM due_step d JOIN enrolment e ON e.id = d.enrolment_id
                        WHERE d.corp_id = :corpId AND d.group_message_id = :groupMessageId
                          AND d.state = 'DISPATCHED' AND e.status <> 'ACTIVE'
                        """)
                .param("corpId", corpId.value())
                .param("groupMessageId", groupMessageId.value())
                .query((row, _) -> row.getString(1))
                .list()
                .stream()
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public void settle(List<Outcome> outcomes, Instant now) {
        batches.batchUpdate("""
                UPDATE due_step SET state = ?, reason = ?, settled_at = ? WHERE id = ?
                """, outcomes, BATCH, (statement, outcome) -> {
            statement.setString(1, outcome.state().name());
            statement.setString(2, outcome.reason());
            statement.setObject(3, outcome.isFinal() ? JdbcTime.of(now) : null);
            statement.setLong(4, outcome.id().value());
        });
    }

    @Override
    public List<EnrolmentId> finished(Collection<EnrolmentId> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        return jdbc.sql("""
                        SELECT e.id FROM enrolment e LEFT JOIN due_step d ON d.enrolment_id = e.id
                        WHERE e.id IN (:ids)
                        GROUP BY e.id
                        HAVING COALESCE(SUM(d.state IN ('PENDING', 'HELD', 'ASKED', 'DISPATCHED', 'UNKNOWN')), 0) = 0
                        """)
                .param("ids", ids.stream().map(EnrolmentId::value).toList())
                .query((row, _) -> new EnrolmentId(row.getLong(1)))
                .list();
    }

    @Override
    public Optional<DueStep> find(CorpId corpId, DueStepId id) {
        return jdbc.sql("SELECT * FROM due_step WHERE corp_id = :corpId AND id = :id " + READABLE)
                .param("corpId", corpId.value())
                .param("id", id.value())
                .query(JdbcDueSteps::dueStep)
                .optional();
    }

    @Override
    public List<DueStep> list(CorpId corpId, Filter filter, @Nullable DueStepId before, int limit) {
        PlanId planId = filter.planId();
        EnrolmentId enrolmentId = filter.enrolmentId();
        Target target = filter.target();
        DueStep.State state = filter.state();
        return jdbc.sql("""
                        SELECT * FROM due_step
                        WHERE corp_id = :corpId AND id < :before
                          AND (:planId IS NULL OR plan_id = :planId)
                          AND (:enrolmentId IS NULL OR enrolment_id = :enrolmentId)
                          AND (:targetId IS NULL OR (target_kind = :targetKind AND target_id = :targetId))
                          AND (:state IS NULL OR state = :state)
                        """ + READABLE + "ORDER BY id DESC LIMIT :limit")
                .param("corpId", corpId.value())
                .param("before", before == null ? Long.MAX_VALUE : before.value())
                .param("planId", planId == null ? null : planId.value())
                .param("enrolmentId", enrolmentId == null ? null : enrolmentId.value())
                .param("targetKind", target == null ? null : target.kind().name())
                .param("targetId", target == null ? null : target.id())
                .param("state", state == null ? null : state.name())
                .param("limit", limit)
                .query(JdbcDueSteps::dueStep)
                .list();
    }

    private static String names(Enum<?>[] values) {
        return Stream.of(values).map(value -> "'" + value.name() + "'").collect(Collectors.joining(", "));
    }

    private static List<Long> values(Collection<DueStepId> ids) {
        return ids.stream().map(DueStepId::value).toList();
    }

    static DueStep dueStep(ResultSet row, int number) throws SQLException {
        return new DueStep(
                new DueStepId(row.getLong("id")),
                new CorpId(row.getString("corp_id")),
                new EnrolmentId(row.getLong("enrolment_id")),
                row.getInt("step"),
                row.getString("step_key"),
                row.getInt("occurrence"),
                new PlanId(row.getLong("plan_id")),
                row.getInt("plan_version"),
                new UserId(row.getString("userid")),
                new Target(Target.Kind.valueOf(row.getString("target_kind")), row.getString("target_id")),
                row.getString("variant"),
                DueStep.State.valueOf(row.getString("state")),
                JdbcTime.get(row, "due_at"),
                nullable(row, "group_message_id", GroupMessageId::new),
                JdbcTime.getNullable(row, "dispatched_at"),
                nullable(row, "lateness_ms", Duration::ofMillis),
                JdbcTime.getNullable(row, "settled_at"),
                row.getString("reason"),
                row.getString("failure"));
    }

    private static <T> @Nullable T nullable(ResultSet row, String column, Function<Long, T> type) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : type.apply(value);
    }
}
