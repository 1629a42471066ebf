package scrm.sop.tally;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import scrm.events.CorpId;
import scrm.messaging.JdbcTime;
import scrm.sop.plan.PlanId;
import scrm.sop.tally.Followable.Brought;
import scrm.sop.tally.Followable.Enrolled;

@Repository
class JdbcSums implements Sums {
    // A test pins how the server runs them.
    static final String CHANGED = """
            SELECT id, corp_id, plan_id, plan_version, step_key, state, reason, variant, userid, due_at, settled_at,
                   dispatched_at IS NOT NULL AS dispatched, COALESCE(lateness_ms, 0) > 900000 AS late,
                   counted_state, counted_reason, counted_variant, counted_userid, counted_settled_at, counted_day,
                   counted_since, counted_dispatched, counted_late
            FROM due_step WHERE uncounted = 1 ORDER BY id LIMIT :limit FOR UPDATE SKIP LOCKED
            """;
    private static final String REMOVED = """
            SELECT r.*, r.step_id AS id FROM removed_step r ORDER BY step_id LIMIT :limit FOR UPDATE SKIP LOCKED
            """;
    static final String ENROLLED = """
            SELECT id, corp_id, plan_id, status = 'HELD_OUT' AS held_out, hold_out, triggered_at
            FROM enrolment WHERE uncounted = 1 ORDER BY id LIMIT :limit FOR UPDATE SKIP LOCKED
            """;

    /** Of a loss only that of the member counts in whose name was spoken. */
    private static final String STEP_IS_FOLLOWED = """
            s.target_kind = 'CONTACT' AND s.counted_state IN ('SENT', 'DONE')
              AND r.happened_at >= s.counted_settled_at
              AND r.happened_at < s.counted_settled_at + INTERVAL :seconds SECOND
              AND (r.kind <> 'LOST' OR r.subject = s.counted_userid)""";

    private static final String STEP = """
            s.id, s.corp_id, s.plan_id, s.plan_version, s.step_key, s.counted_state, s.counted_reason,
            s.counted_variant, s.counted_userid, s.counted_settled_at, s.counted_day, s.counted_since,
            s.counted_dispatched, s.counted_late, r.kind, r.happened_at""";

    private static final String ENROLMENT_IS_FOLLOWED = """
            e.target_kind = 'CONTACT' AND e.uncounted IS NULL
              AND r.happened_at >= e.triggered_at AND r.happened_at < e.triggered_at + INTERVAL :seconds SECOND
              AND (r.kind <> 'LOST' OR r.subject = e.userid)""";

    private static final String ENROLMENT = """
            e.id, e.corp_id, e.plan_id, e.status = 'HELD_OUT' AS held_out, e.hold_out, e.triggered_at, e.counted_day,
            r.kind, r.happened_at""";

    static final String STEPS_FOLLOWED = "SELECT " + STEP + """

            FROM due_step s STRAIGHT_JOIN reaction r ON r.corp_id = s.corp_id
                AND r.kind IN ('BOUGHT', 'CLICKED', 'REPLIED', 'LOST') AND r.external_userid = s.target_id
            WHERE s.id IN (:ids) AND
            """ + STEP_IS_FOLLOWED;

    static final String TAKEN_FOLLOWED_STEPS = "SELECT " + STEP + """

            FROM reaction r STRAIGHT_JOIN due_step s ON s.corp_id = r.corp_id AND s.target_kind = 'CONTACT'
                AND s.target_id = r.external_userid
            WHERE r.uncounted = 2 AND
            """ + STEP_IS_FOLLOWED;

    static final String ENROLMENTS_FOLLOWED = "SELECT " + ENROLMENT + """

            FROM enrolment e STRAIGHT_JOIN reaction r ON r.corp_id = e.corp_id
                AND r.kind IN ('BOUGHT', 'CLICKED', 'REPLIED', 'LOST') AND r.external_userid = e.target_id
            WHERE e.id IN (:ids) AND
            """ + ENROLMENT_IS_FOLLOWED;

    static final String TAKEN_FOLLOWED_ENROLMENTS = "SELECT " + ENROLMENT + """

            FROM reaction r STRAIGHT_JOIN enrolment e FORCE INDEX (enrolment_target) ON e.corp_id = r.corp_id AND e.target_kind = 'CONTACT'
                AND e.target_id = r.external_userid
            WHERE r.uncounted = 2 AND
            """ + ENROLMENT_IS_FOLLOWED;

    private static final String CELL = """
            corp_id = ? AND plan_id = ? AND day = ? AND plan_version = ? AND step_key = ? AND variant = ?
              AND hold_out = ? AND userid = ? AND outcome = ? AND reason = ? AND dispatched = ? AND late = ? AND since = ? AND lag_days = ?""";

    private static final int BATCH = 1000;

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;

    JdbcSums(JdbcClient jdbc, JdbcTemplate batches) {
        this.jdbc = jdbc;
        this.batches = batches;
    }

    @Override
    public boolean takeTurn() {
        return jdbc.sql("SELECT id FROM plan_sum_turn WHERE id = 1 FOR UPDATE SKIP LOCKED")
                .query(Long.class)
                .optional()
                .isPresent();
    }

    @Override
    public void add(Map<Cell, Long> changes) {
        if (changes.isEmpty()) {
            return;
        }
        batches.batchUpdate(
                """
                INSERT INTO plan_sum (corp_id, plan_id, day, plan_version, step_key, variant, hold_out, userid, outcome,
                                      reason, dispatched, late, since, lag_days, steps)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON DUPLICATE KEY UPDATE steps = steps + VALUES(steps)
                """,
                changes.entrySet().stream()
                        .map(change -> {
                            List<Object> row = new ArrayList<>(key(change.getKey()));
                            row.add(change.getValue());
                            return row.toArray();
                        })
                        .toList());
        batches.batchUpdate(
                "DELETE FROM plan_sum WHERE " + CELL + " AND steps = 0",
                changes.entrySet().stream()
                        .filter(change -> change.getValue() < 0)
                        .map(change -> key(change.getKey()).toArray())
                        .toList());
    }

    private static List<Object> key(Cell cell) {
        return List.of(
                cell.corpId().value(),
                cell.planId().value(),
                cell.day(),
                cell.version(),
                cell.key(),
                cell.variant(),
                cell.holdOut(),
                cell.userId(),
                cell.outcome(),
                cell.reason(),
                cell.dispatched(),
                cell.late(),
                cell.since(),
                cell.lag());
    }

    @Override
    public List<ChangedStep> changed(int limit, Function<CorpId, ZoneId> zones) {
        return jdbc.sql(CHANGED)
                .param("limit", limit)
                .query((row, _) -> {
                    Standing.Step step = step(row);
                    return new ChangedStep(step, before(row), now(row, zones.apply(step.corpId())));
                })
                .list();
    }

    /** One statement for all that stand on the same days. */
    @Override
    public void counted(Collection<ChangedStep> steps) {
        Map<Standing.Days, List<Long>> together = steps.stream()
                .collect(Collectors.groupingBy(
                        each -> Objects.requireNonNull(each.now()).days(),
                        Collectors.mapping(each -> each.step().id(), Collectors.toList())));
        together.forEach((days, ids) -> jdbc.sql("""
                        UPDATE due_step
                        SET counted_state = state, counted_reason = reason, counted_variant = variant,
                            counted_userid = userid, counted_due_at = due_at, counted_settled_at = settled_at,
                            counted_day = :day, counted_since = :since,
                            counted_dispatched = dispatched_at IS NOT NULL,
                            counted_late = COALESCE(lateness_ms, 0) > 900000
                        WHERE id IN (:ids)
                        """)
                .param("day", days.day())
                .param("since", days.since())
                .param("ids", ids)
                .update());
    }

    @Override
    public List<ChangedStep> removed(int limit) {
        List<ChangedStep> removed = jdbc.sql(REMOVED)
                .param("limit", limit)
                .query((row, _) -> new ChangedStep(step(row), before(row), null))
                .list();
        if (!removed.isEmpty()) {
            jdbc.sql("DELETE FROM removed_step WHERE step_id IN (:ids)")
                    .param("ids", removed.stream().map(each -> each.step().id()).toList())
                    .update();
        }
        return removed;
    }

    @Override
    public List<Enrolled> enrolled(int limit, Function<CorpId, ZoneId> zones) {
        List<Enrolled> enrolled = jdbc.sql(ENROLLED)
                .param("limit", limit)
                .query((row, _) -> enrolled(
                        row,
                        LocalDate.ofInstant(
                                JdbcTime.get(row, "triggered_at"), zones.apply(new CorpId(row.getString("corp_id"))))))
                .list();
        enrolled.stream()
                .collect(Collectors.groupingBy(Enrolled::day, Collectors.mapping(Enrolled::id, Collectors.toList())))
                .forEach((day, ids) -> jdbc.sql(
                                "UPDATE enrolment SET uncounted = NULL, counted_day = :day WHERE id IN (:ids)")
                        .param("day", day)
                        .param("ids", ids)
                        .update());
        return enrolled;
    }

    @Override
    public int takeReactions(int limit) {
        // Nobody is waited for: whoever adds one may be waiting for what is locked here.
        List<Object[]> fresh = jdbc.sql("""
                        SELECT corp_id, kind, external_userid, happened_at, subject
                        FROM reaction WHERE uncounted = 1 LIMIT :limit FOR UPDATE SKIP LOCKED
                        """)
                .param("limit", limit)
                .query((row, _) -> new Object[] {
                    row.getString("corp_id"),
                    row.getString("kind"),
                    row.getString("external_userid"),
                    JdbcTime.of(JdbcTime.get(row, "happened_at")),
                    row.getString("subject")
                })
                .list();
        batches.batchUpdate("""
                UPDATE reaction SET uncounted = 2
                WHERE corp_id = ? AND kind = ? AND external_userid = ? AND happened_at = ? AND subject = ?
                """, fresh);
        return fresh.size();
    }

    @Override
    public List<Followed> byTakenReactions() {
        List<Followed> followed = new ArrayList<>(jdbc.sql(TAKEN_FOLLOWED_STEPS)
                .param("seconds", HORIZON.toSeconds())
                .query((row, _) -> followedStep(row))
                .list());
        followed.addAll(jdbc.sql(TAKEN_FOLLOWED_ENROLMENTS)
                .param("seconds", HORIZON.toSeconds())
                .query((row, _) -> followedEnrolment(row))
                .list());
        return followed;
    }

    @Override
    public void countedReactions() {
        jdbc.sql("UPDATE reaction SET uncounted = NULL WHERE uncounted = 2").update();
    }

    @Override
    public List<Followed> followed(Followable.Kind kind, Collection<Long> ids) {
        boolean steps = kind == Followable.Kind.STEP;
        return jdbc.sql(steps ? STEPS_FOLLOWED : ENROLMENTS_FOLLOWED)
                .param("ids", ids)
                .param("seconds", HORIZON.toSeconds())
                .query((row, _) -> steps ? followedStep(row) : followedEnrolment(row))
                .list();
    }

    @Override
    public List<CountedReaction> countedReactions(Followable.Kind kind, Collection<Long> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        return jdbc.sql("""
                        SELECT subject_id, kind, happened_at, lag_days FROM counted_reaction
                        WHERE subject = :subject AND subject_id IN (:ids)
                        """)
                .param("subject", kind.name())
                .param("ids", ids)
                .query((row, _) -> new CountedReaction(
                        row.getLong("subject_id"),
                        Reactions.Kind.valueOf(row.getString("kind")),
                        JdbcTime.get(row, "happened_at"),
                        row.getInt("lag_days")))
                .list();
    }

    @Override
    public void forget(Followable.Kind kind, Collection<Long> ids) {
        jdbc.sql("DELETE FROM counted_reaction WHERE subject = :subject AND subject_id IN (:ids)")
                .param("subject", kind.name())
                .param("ids", ids)
                .update();
    }

    @Override
    public void follow(Collection<Followed> firsts) {
        batches.batchUpdate("""
                INSERT INTO counted_reaction (corp_id, subject, subject_id, kind, happened_at, lag_days)
                VALUES (?, ?, ?, ?, ?, ?)
                ON DUPLICATE KEY UPDATE happened_at = VALUES(happened_at), lag_days = VALUES(lag_days)
                """, firsts, BATCH, (statement, first) -> {
            statement.setString(1, first.what().corpId().value());
            statement.setString(2, first.what().kind().name());
            statement.setLong(3, first.what().id());
            statement.setString(4, first.reaction().name());
            statement.setObject(5, JdbcTime.of(first.happenedAt()));
            statement.setInt(6, first.lag());
        });
    }

    private static Followed followedStep(ResultSet row) throws SQLException {
        return followed(row, new Brought(step(row), counted(row)));
    }

    private static Followed followedEnrolment(ResultSet row) throws SQLException {
        return followed(row, enrolled(row, row.getObject("counted_day", LocalDate.class)));
    }

    private static Followed followed(ResultSet row, Followable what) throws SQLException {
        return new Followed(what, Reactions.Kind.valueOf(row.getString("kind")), JdbcTime.get(row, "happened_at"));
    }

    private static Enrolled enrolled(ResultSet row, LocalDate day) throws SQLException {
        return new Enrolled(
                row.getLong("id"),
                new CorpId(row.getString("corp_id")),
                new PlanId(row.getLong("plan_id")),
                row.getBoolean("held_out"),
                row.getInt("hold_out"),
                JdbcTime.get(row, "triggered_at"),
                day);
    }

    private static Standing.Step step(ResultSet row) throws SQLException {
        return new Standing.Step(
                row.getLong("id"),
                new CorpId(row.getString("corp_id")),
                new PlanId(row.getLong("plan_id")),
                row.getInt("plan_version"),
                row.getString("step_key"));
    }

    private static @Nullable Standing before(ResultSet row) throws SQLException {
        return row.getString("counted_state") == null ? null : counted(row);
    }

    private static Standing counted(ResultSet row) throws SQLException {
        Standing.Days days = new Standing.Days(
                row.getObject("counted_day", LocalDate.class), row.getObject("counted_since", LocalDate.class));
        return standing(row, "counted_", days);
    }

    private static Standing now(ResultSet row, ZoneId zone) throws SQLException {
        return standing(row, "", Standing.Days.in(zone, JdbcTime.get(row, "due_at"), broughtAt(row, "")));
    }

    private static Standing standing(ResultSet row, String prefix, Standing.Days days) throws SQLException {
        return new Standing(
                row.getString(prefix + "state"),
                row.getString(prefix + "reason"),
                row.getString(prefix + "variant"),
                row.getString(prefix + "userid"),
                broughtAt(row, prefix),
                days,
                row.getBoolean(prefix + "dispatched"),
                row.getBoolean(prefix + "late"));
    }

    private static @Nullable Instant broughtAt(ResultSet row, String prefix) throws SQLException {
        return Standing.broughtAt(row.getString(prefix + "state"), JdbcTime.getNullable(row, prefix + "settled_at"));
    }
}
