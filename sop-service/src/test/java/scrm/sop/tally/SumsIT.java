package scrm.sop.tally;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

import scrm.messaging.JdbcTime;
import scrm.messaging.testing.QueryPlans;
import scrm.sop.SopServiceIT;

class SumsIT extends SopServiceIT {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final int CONTACTS = 25;
    private static final int PLAN = 7;

    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private JdbcClient client;

    @Autowired
    private SumPlans sumPlans;

    @Autowired
    private TransactionTemplate transaction;

    private final Random random = new Random(20261130);
    private final Instant now = WECOM.clock().instant();
    private long steps;

    @Test
    void whateverHappensInWhateverOrderTheSumsAreWhatAFullCountGives() {
        for (int round = 0; round < 8; round++) {
            for (int i = 0; i < 40; i++) {
                plan();
                enrol();
                react();
                change();
                change();
            }
            remove();
            if (round % 2 == 0) {
                sumPlans.next();
            }
        }
        settle();

        assertThat(sums()).isEqualTo(fullCount());
        assertThat(sums().keySet())
                .anyMatch(cell -> cell.contains(" BOUGHT "))
                .anyMatch(cell -> cell.contains(" LOST "));
        assertThat(jdbc.queryForObject(
                        "SELECT COUNT(*) FROM plan_sum WHERE corp_id = ? AND steps <= 0", Long.class, corpId()))
                .isZero();
    }

    @Test
    void aStepIsTakenOutOnTheDayOnWhichItWasCountedWhateverDayThatIsNow() {
        Instant bought = now.minus(Duration.ofDays(3));
        for (int i = 0; i < 10; i++) {
            plan();
        }
        jdbc.update(
                "UPDATE due_step SET state = 'SENT', target_kind = 'CONTACT', target_id = 'wm1', due_at = ?,"
                        + " settled_at = ? WHERE corp_id = ?",
                JdbcTime.of(bought.minusSeconds(60)),
                JdbcTime.of(bought.minusSeconds(60)),
                corpId());
        jdbc.update(
                "INSERT INTO reaction (corp_id, kind, external_userid, happened_at, subject)"
                        + " VALUES (?, 'BOUGHT', 'wm1', ?, '')",
                corpId(),
                JdbcTime.of(bought));
        settle();
        // As if they had been counted in a time zone where it was another day.
        for (String table : List.of("plan_sum", "due_step")) {
            String counted = table.equals("plan_sum")
                    ? "day = day - INTERVAL 1 DAY, since = since - INTERVAL 1 DAY"
                    : "counted_day = counted_day - INTERVAL 1 DAY, counted_since = counted_since - INTERVAL 1 DAY";
            jdbc.update("UPDATE " + table + " SET " + counted + " WHERE corp_id = ?", corpId());
        }

        jdbc.update("UPDATE due_step SET userid = 'wang' WHERE corp_id = ?", corpId());
        settle();

        assertThat(sums()).isEqualTo(fullCount());
    }

    @Test
    void whatIsNotInTheSumsIsFoundByItsIndexAndWhatFollowedByTheContact() {
        QueryPlans.fill(
                jdbc,
                "due_step",
                "corp_id, enrolment_id, step, step_key, plan_id, plan_version, userid, target_id, state, due_at,"
                        + " settled_at, counted_state, counted_userid, counted_due_at, counted_settled_at,"
                        + " counted_dispatched, counted_late",
                "'wwplan', 90000000 + n, 0, '1', 900000 + n % 100, 1, 'zhang', CONCAT('wm', n), 'SENT', '2026-01-01',"
                        + " '2026-01-01', 'SENT', 'zhang', '2026-01-01', '2026-01-01', FALSE, FALSE");
        QueryPlans.fill(
                jdbc,
                "reaction",
                "corp_id, kind, external_userid, happened_at, subject, uncounted",
                "'wwplan', ELT(1 + n % 3, 'BOUGHT', 'CLICKED', 'LOST'), CONCAT('wm', n),"
                        + " '2026-01-01' + INTERVAL n HOUR, n, NULL");
        try {
            assertThat(keys(JdbcSums.CHANGED)).containsExactly("due_step_uncounted");
            assertThat(keys(JdbcSums.ENROLLED)).containsExactly("enrolment_uncounted");
            assertThat(keys(JdbcSums.TAKEN_FOLLOWED_STEPS)).containsExactly("reaction_uncounted", "due_step_target");
            assertThat(keys(JdbcSums.TAKEN_FOLLOWED_ENROLMENTS))
                    .containsExactly("reaction_uncounted", "enrolment_target");
            assertThat(keys(JdbcSums.STEPS_FOLLOWED)).first().isEqualTo("PRIMARY");
            assertThat(keys(JdbcSums.STEPS_FOLLOWED)).last().isIn("PRIMARY", "reaction_time");
            assertThat(keys(JdbcSums.ENROLMENTS_FOLLOWED)).last().isIn("PRIMARY", "reaction_time");
        } finally {
            jdbc.update("DELETE FROM due_step WHERE corp_id = 'wwplan'");
            jdbc.update("DELETE FROM reaction WHERE corp_id = 'wwplan'");
        }
    }

    private List<String> keys(String sql) {
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("limit", 1000);
        parameters.put("seconds", Duration.ofDays(90).toSeconds());
        parameters.put("ids", List.of(1, 2, 3));
        parameters.keySet().removeIf(name -> !sql.contains(":" + name));
        return QueryPlans.keys(client, sql, parameters);
    }

    /** Held, for nobody takes one that is. */
    private void plan() {
        jdbc.update(
                """
                INSERT INTO due_step (corp_id, enrolment_id, step, step_key, plan_id, plan_version, userid, target_kind,
                                      target_id, state, due_at)
                VALUES (?, ?, 0, ?, ?, ?, ?, ?, ?, 'HELD', ?)
                """,
                corpId(),
                70_000_000 + Math.floorMod(corpId().hashCode(), 1_000_000) * 1000L + ++steps,
                any("1", "2", "3"),
                PLAN + random.nextInt(2),
                1 + random.nextInt(2),
                any("zhang", "li"),
                any("CONTACT", "CONTACT", "CONTACT", "GROUP"),
                contact(),
                time(50));
    }

    private void enrol() {
        jdbc.update(
                """
                INSERT IGNORE INTO enrolment (corp_id, plan_id, plan_version, userid, target_kind, target_id, status,
                                              hold_out, triggered_at, created_at)
                VALUES (?, ?, 1, ?, 'CONTACT', ?, ?, ?, ?, ?)
                """,
                corpId(),
                PLAN,
                any("zhang", "li"),
                contact(),
                any("ACTIVE", "COMPLETED", "HELD_OUT"),
                any("10", "50"),
                time(120),
                JdbcTime.of(now));
    }

    private void react() {
        jdbc.update(
                "INSERT IGNORE INTO reaction (corp_id, kind, external_userid, happened_at, subject)"
                        + " VALUES (?, ?, ?, ?, ?)",
                corpId(),
                any("BOUGHT", "CLICKED", "REPLIED", "LOST"),
                contact(),
                time(60),
                any("zhang", "li", "other"));
    }

    /** Anything may become of a step, likely or not. */
    private void change() {
        jdbc.update(
                """
                UPDATE due_step
                SET state = ?, reason = ?, variant = ?, userid = ?, due_at = ?, settled_at = ?, dispatched_at = ?,
                    lateness_ms = ?
                WHERE corp_id = ? ORDER BY CRC32(CONCAT(id, ?)) LIMIT 3
                """,
                any("HELD", "SENT", "DONE", "SENT", "SKIPPED", "FAILED"),
                any(null, null, "MISSED", "REFUSED"),
                any("", "A", "B"),
                any("zhang", "li"),
                time(50),
                time(50),
                random.nextBoolean() ? null : time(50),
                random.nextBoolean() ? null : random.nextInt(2_000_000),
                corpId(),
                random.nextInt());
    }

    /** As a new version does with steps that nobody has taken. */
    private void remove() {
        transaction.executeWithoutResult(_ -> removeSome());
    }

    private void removeSome() {
        List<Long> ids = jdbc.queryForList(
                "SELECT id FROM due_step WHERE corp_id = ? AND state = 'HELD' ORDER BY id LIMIT 5 FOR UPDATE",
                Long.class,
                corpId());
        for (long id : ids) {
            jdbc.update("""
                    INSERT INTO removed_step (step_id, corp_id, plan_id, plan_version, step_key, counted_state, counted_reason,
                        counted_variant, counted_userid, counted_due_at, counted_settled_at, counted_day, counted_since,
                        counted_dispatched, counted_late)
                    SELECT id, corp_id, plan_id, plan_version, step_key, counted_state, counted_reason,
                        counted_variant, counted_userid, counted_due_at, counted_settled_at, counted_day, counted_since,
                        counted_dispatched, counted_late
                    FROM due_step WHERE id = ? AND counted_state IS NOT NULL
                    """, id);
            jdbc.update("DELETE FROM due_step WHERE id = ?", id);
        }
    }

    private void settle() {
        soon().untilAsserted(() -> {
            sumPlans.next();
            for (String table : List.of("due_step", "enrolment", "reaction")) {
                assertThat(jdbc.queryForObject(
                                "SELECT COUNT(*) FROM " + table + " WHERE corp_id = ? AND uncounted IS NOT NULL",
                                Long.class,
                                corpId()))
                        .isZero();
            }
        });
    }

    private String contact() {
        return "wm" + random.nextInt(CONTACTS);
    }

    private Object time(int days) {
        return JdbcTime.of(now.minusSeconds(random.nextInt(days * 86_400)));
    }

    private String any(String... some) {
        return some[random.nextInt(some.length)];
    }

    private Map<String, Long> sums() {
        Map<String, Long> sums = new TreeMap<>();
        jdbc.query(
                "SELECT * FROM plan_sum WHERE corp_id = ?",
                row -> {
                    sums.put(
                            Stream.of(
                                            "plan_id",
                                            "day",
                                            "plan_version",
                                            "step_key",
                                            "variant",
                                            "hold_out",
                                            "userid",
                                            "outcome",
                                            "reason",
                                            "dispatched",
                                            "late",
                                            "since",
                                            "lag_days")
                                    .map(column -> text(row, column))
                                    .reduce((a, b) -> a + " " + b)
                                    .orElseThrow(),
                            row.getLong("steps"));
                },
                corpId());
        return sums;
    }

    private static String text(ResultSet row, String column) {
        try {
            return row.getString(column);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private record Reaction(String kind, String contact, Instant at, String subject) {}

    /** The same from the rows alone. */
    private Map<String, Long> fullCount() {
        List<Reaction> reactions = jdbc.query(
                "SELECT * FROM reaction WHERE corp_id = ?",
                (row, _) -> new Reaction(
                        row.getString("kind"),
                        row.getString("external_userid"),
                        JdbcTime.get(row, "happened_at"),
                        row.getString("subject")),
                corpId());
        Map<String, Long> counts = new TreeMap<>();
        jdbc.query(
                "SELECT * FROM due_step WHERE corp_id = ?",
                row -> {
                    String place = "%s %s %s %s %s 0 %s"
                            .formatted(
                                    row.getLong("plan_id"),
                                    day(JdbcTime.get(row, "due_at")),
                                    row.getInt("plan_version"),
                                    row.getString("step_key"),
                                    row.getString("variant"),
                                    row.getString("userid"));
                    Instant settledAt = JdbcTime.getNullable(row, "settled_at");
                    boolean brought = List.of("SENT", "DONE").contains(row.getString("state")) && settledAt != null;
                    String since = brought ? day(settledAt).toString() : "9999-12-31";
                    counts.merge(
                            "%s %s %s %d %d %s 0"
                                    .formatted(
                                            place,
                                            row.getString("state"),
                                            Objects.requireNonNullElse(row.getString("reason"), ""),
                                            row.getString("dispatched_at") == null ? 0 : 1,
                                            row.getLong("lateness_ms") > 900_000 ? 1 : 0,
                                            since),
                            1L,
                            Long::sum);
                    if (brought && row.getString("target_kind").equals("CONTACT")) {
                        followed(
                                place,
                                row.getString("target_id"),
                                row.getString("userid"),
                                settledAt,
                                reactions,
                                counts);
                    }
                },
                corpId());
        jdbc.query(
                "SELECT * FROM enrolment WHERE corp_id = ?",
                row -> {
                    Instant at = JdbcTime.get(row, "triggered_at");
                    String place = "%s %s 0  %s %d "
                            .formatted(
                                    row.getLong("plan_id"),
                                    day(at),
                                    row.getString("status").equals("HELD_OUT") ? "HELD_OUT" : "",
                                    row.getInt("hold_out"));
                    counts.merge(place + " ENROLLED  0 0 " + day(at) + " 0", 1L, Long::sum);
                    followed(place, row.getString("target_id"), row.getString("userid"), at, reactions, counts);
                },
                corpId());
        return counts;
    }

    private static void followed(
            String place,
            String contact,
            String userId,
            Instant since,
            List<Reaction> reactions,
            Map<String, Long> counts) {
        for (String kind : List.of("BOUGHT", "CLICKED", "REPLIED", "LOST")) {
            reactions.stream()
                    .filter(one -> one.kind().equals(kind) && one.contact().equals(contact))
                    .filter(one -> !kind.equals("LOST") || one.subject().equals(userId))
                    .map(Reaction::at)
                    .filter(at -> !at.isBefore(since) && at.isBefore(since.plus(Duration.ofDays(90))))
                    .min(Instant::compareTo)
                    .ifPresent(at -> counts.merge(
                            "%s %s  0 0 %s %d"
                                    .formatted(
                                            place,
                                            kind,
                                            day(since),
                                            Duration.between(since, at).toDays()),
                            1L,
                            Long::sum));
        }
    }

    private static LocalDate day(Instant at) {
        return LocalDate.ofInstant(at, ZONE);
    }
}
