package scrm.sop.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

import scrm.events.ConversionEvent.OrderPlaced;
import scrm.events.CorpId;
import scrm.events.EventId;
import scrm.events.ExternalContactEvent.FollowUserDeleted;
import scrm.events.ExternalUserId;
import scrm.events.SopEvent.LinkOpened;
import scrm.events.UserId;
import scrm.harness.Answer;
import scrm.messaging.JdbcTime;
import scrm.messaging.testing.QueryPlans;
import scrm.sop.SopServiceIT;

class ResultsIT extends SopServiceIT {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private JdbcClient client;

    private String plan = "";
    private int enrolments;

    @Test
    void eachStepIsCountedByHowFarItCame() {
        plan = draft();
        Instant due = WECOM.clock().instant().minus(Duration.ofDays(10));
        step("1", "zhang", "wm1", "SENT", null, due, Duration.ZERO);
        step("1", "zhang", "wm2", "SENT", null, due, Duration.ofMinutes(16));
        step("1", "li", "wm3", "FAILED", "REFUSED", due, Duration.ZERO);
        step("2", "li", "wm3", "FAILED", "NOT_FRIEND", due, Duration.ZERO);
        step("2", "li", "wm4", "SKIPPED", "ENROLMENT_ENDED", due, null);
        step("2", "li", "wm5", "SKIPPED", "ENROLMENT_ENDED", due, null);
        step("10", "li", "wm5", "HELD", null, due, null);
        step("10", "li", "wm6", "HELD", null, due.minus(Duration.ofDays(90)), null);

        JsonNode results = results("STEP").json();

        assertThat(results.path("total").toString())
                .isEqualTo(
                        "{\"line\":null,\"planned\":7,\"waiting\":1,\"sent\":4,\"delivered\":2,\"refused\":1,\"failed\":1,"
                                + "\"skipped\":2,\"unknown\":0,\"late\":1,\"judged\":2,\"converted\":0,\"clicked\":0,"
                                + "\"replied\":0,\"judgedAfterDay\":2,\"lostWithinDay\":0,\"opened\":0}");
        assertThat(lines(results, "planned")).containsExactly("1 3", "2 3", "10 1");
        assertThat(lines(results("EMPLOYEE").json(), "planned")).containsExactly("li 5", "zhang 2");
        assertThat(lines(results("VERSION").json(), "delivered")).containsExactly("1 2");
        assertThat(results.at("/reasons/0").toString())
                .isEqualTo("{\"state\":\"SKIPPED\",\"reason\":\"ENROLMENT_ENDED\",\"steps\":2}");
        results.path("total")
                .propertyNames()
                .forEach(name -> assertThat(
                                results.path("definitions").path(name).asString())
                        .as(name)
                        .isNotBlank());
    }

    @Test
    void whatAStepSaidIsALineOfItsOwnBesideWhatHasNoVariants() {
        plan = draft();
        Instant due = WECOM.clock().instant().minus(Duration.ofDays(10));
        for (String contact : List.of("wm1", "wm2", "wm3", "wm4", "wm5")) {
            step("1", "zhang", contact, "SENT", null, due, Duration.ZERO);
        }
        step("2", "zhang", "wm1", "SENT", null, due, Duration.ZERO);
        jdbc.update(
                "UPDATE due_step SET variant = IF(target_id < 'wm4', 'A', 'B') WHERE corp_id = ? AND step_key = '1'",
                corpId());
        order("bought", "wm4", due.plus(Duration.ofDays(1)));

        soon().untilAsserted(() ->
                assertThat(lines(results("VARIANT").json(), "converted")).containsExactly("2 0", "1:A 0", "1:B 1"));
        assertThat(lines(results("VARIANT").json(), "delivered")).containsExactly("2 1", "1:A 3", "1:B 2");
        assertThat(lines(results("STEP").json(), "delivered")).containsExactly("1 5", "2 1");
    }

    @Test
    void whatContactsDoCountsForTheStepsThatItFollowsInTime() {
        plan = draft();
        Instant due = WECOM.clock().instant().minus(Duration.ofDays(10));
        step("1", "zhang", "wm1", "SENT", null, due, Duration.ZERO);
        step("1", "zhang", "wm2", "SENT", null, due, Duration.ZERO);
        step("1", "li", "wm2", "SENT", null, due, Duration.ZERO);
        step("2", "zhang", "wm3", "SENT", null, WECOM.clock().instant().minus(Duration.ofHours(2)), Duration.ZERO);
        order("before", "wm1", due.minusSeconds(1));
        order("after", "wm1", due.plus(Duration.ofDays(8)));
        order("within", "wm2", due.plus(Duration.ofDays(2)));
        order("twice", "wm2", due.plus(Duration.ofDays(3)));
        order("tooEarlyToTell", "wm3", WECOM.clock().instant());
        lost("zhang", "wm2", due.plus(Duration.ofHours(23)));
        lost("zhang", "wm1", due.plus(Duration.ofHours(25)));

        soon().untilAsserted(() -> assertThat(
                        jdbc.queryForObject("SELECT COUNT(*) FROM reaction WHERE corp_id = ?", Integer.class, corpId()))
                .isEqualTo(7));
        JsonNode results = results("STEP").json();
        assertThat(lines(results, "converted")).containsExactly("1 2", "2 0");
        assertThat(lines(results, "judged")).containsExactly("1 3", "2 0");
        assertThat(lines(results, "lostWithinDay")).containsExactly("1 1", "2 0");
        assertThat(results.at("/total/judgedAfterDay").asInt()).isEqualTo(3);
    }

    @Test
    void linksThatManyGotAreCountedByTheirOpeningsAndClickedByNobody() {
        plan = draft();
        Instant today = WECOM.clock().instant();
        step("1", "zhang", "wm1", "SENT", null, today.minus(Duration.ofDays(10)), Duration.ZERO);
        link("aaa", 1, "1");
        link("bbb", 2, "1 2");
        link("ccc", 2, "2");
        opened("aaa", today);
        opened("aaa", today.minus(Duration.ofDays(1)));
        opened("bbb", today);
        opened("ccc", today);
        opened("ccc", today.minus(Duration.ofDays(40)));

        soon().untilAsserted(() ->
                assertThat(results("STEP").json().at("/total/opened").asInt()).isEqualTo(4));
        JsonNode bySteps = results("STEP").json();
        assertThat(lines(bySteps, "opened")).containsExactly("1 3", "2 1");
        assertThat(lines(bySteps, "clicked")).containsExactly("1 0", "2 0");
        assertThat(lines(results("VERSION").json(), "opened")).containsExactly("1 2", "2 2");
        JsonNode byMembers = results("EMPLOYEE").json();
        assertThat(byMembers.at("/lines/0/opened").isNull()).isTrue();
        assertThat(byMembers.at("/total/opened").asInt()).isEqualTo(4);
        assertThat(get("/plans/" + plan + "/report").json().path("until").asString())
                .isEqualTo(LocalDate.ofInstant(today, ZONE).toString());
    }

    @Test
    void aTableHasTheTotalAndTheLines() {
        plan = draft();
        step("1", "zhang", "wm1", "SENT", null, WECOM.clock().instant().minus(Duration.ofDays(1)), Duration.ZERO);

        counted();
        String csv = send(request(path("STEP")).setHeader("Accept", "text/csv"))
                .http()
                .body();

        assertThat(csv.lines()).hasSize(3);
        assertThat(csv).contains("planned,waiting,sent,delivered");
    }

    @Test
    void whatCannotBeAskedIsRefusedByItsField() {
        plan = draft();

        assertThat(field("/plans/" + plan + "/results?from=2026-02-01&until=2026-01-01"))
                .isEqualTo("until");
        assertThat(field("/plans/" + plan + "/results?from=2024-02-01&until=2026-01-01"))
                .isEqualTo("until");
        assertThat(field("/plans/" + plan + "/results?from=2026-01-01&until=2026-01-01&windowDays=0"))
                .isEqualTo("windowDays");
        assertThat(get("/plans/999999/results?from=2026-01-01&until=2026-01-01").status())
                .isEqualTo(404);
    }

    @Test
    void aReportCoversAllThatAPlanCameTo() {
        plan = draft();
        Instant due = WECOM.clock().instant().minus(Duration.ofDays(20));
        step("1", "zhang", "wm1", "SENT", null, due, Duration.ZERO);
        step("1", "zhang", "wm2", "SENT", null, due.plus(Duration.ofDays(3)), Duration.ZERO);
        step("2", "zhang", "wm2", "SKIPPED", "ENROLMENT_ENDED", due.plus(Duration.ofDays(30)), null);
        counted();

        JsonNode report = get("/plans/" + plan + "/report").json();

        assertThat(report.path("from").asString())
                .isEqualTo(LocalDate.ofInstant(due, ZONE).toString());
        assertThat(report.path("until").asString())
                .isEqualTo(LocalDate.ofInstant(due, ZONE).plusDays(30).toString());
        assertThat(report.at("/total/planned").asInt()).isEqualTo(3);
        assertThat(report.path("steps")).hasSize(2);
        assertThat(report.has("lift") && !report.path("lift").isNull()).isFalse();
        Answer csv = send(request("/plans/" + plan + "/report").setHeader("Accept", "text/csv"));
        assertThat(csv.http().body().lines()).hasSize(4);
        Answer page = send(request("/plans/" + plan + "/report/page").setHeader("Accept", "text/html"));
        assertThat(page.http().body())
                .contains("<h1>p</h1>", "ENROLMENT_ENDED", "<svg")
                .doesNotContain("<script", " src=", " href=");
        assertThat(get("/plans/999999/report").status()).isEqualTo(404);
        assertThat(field("/plans/" + plan + "/report?windowDays=91")).isEqualTo("windowDays");
    }

    @Test
    void whoWasHeldOutTellsWhatThePlanCaused() {
        plan = draft();
        Instant before = WECOM.clock().instant().minus(Duration.ofDays(20));
        for (int i = 0; i < 100; i++) {
            enrolment("wm" + i, i < 80 ? "COMPLETED" : "HELD_OUT", 20, before);
        }
        enrolment("wmLate", "ACTIVE", 20, WECOM.clock().instant());
        for (int i = 0; i < 100; i++) {
            // Half of those who were enrolled bought in time, one in ten of those who were not.
            if (i < 40 || i == 80 || i == 81) {
                order("order" + i, "wm" + i, before.plus(Duration.ofDays(2)));
            } else if (i < 60) {
                order("order" + i, "wm" + i, before.plus(Duration.ofDays(8)));
            }
        }

        soon().untilAsserted(() -> {
            JsonNode lift = results("STEP").json().path("lift");
            assertThat(lift.path("enrolled").asInt()).isEqualTo(80);
            assertThat(lift.path("converted").asInt()).isEqualTo(40);
            assertThat(lift.path("heldOut").asInt()).isEqualTo(20);
            assertThat(lift.path("heldOutConverted").asInt()).isEqualTo(2);
        });
        JsonNode lift = results("STEP").json().path("lift");
        assertThat(lift.path("difference").asDouble()).isCloseTo(0.4, within(1e-9));
        assertThat(lift.path("low").asDouble()).isBetween(0.1, 0.4);
        assertThat(lift.path("high").asDouble()).isBetween(0.4, 0.6);
        JsonNode report = get("/plans/" + plan + "/report").json();
        assertThat(report.path("enrolled").asInt()).isEqualTo(81);
        assertThat(report.path("heldOut").asInt()).isEqualTo(20);
    }

    @Test
    void whoWasHeldOutWhenAnotherShareWasIsComparedWithThoseOfThatTime() {
        plan = draft();
        Instant before = WECOM.clock().instant().minus(Duration.ofDays(20));
        for (int i = 0; i < 60; i++) {
            // A tenth is held out at first, of 20; half later, when everybody buys.
            boolean later = i >= 20;
            enrolment(
                    "wm" + i,
                    i < 2 || i >= 40 ? "HELD_OUT" : "COMPLETED",
                    later ? 50 : 10,
                    before.plus(Duration.ofDays(later ? 5 : 0)));
            if (later) {
                order("order" + i, "wm" + i, before.plus(Duration.ofDays(6)));
            }
        }

        soon().untilAsserted(() -> {
            JsonNode lift = results("STEP").json().path("lift");
            assertThat(lift.path("converted").asInt()).isEqualTo(20);
            assertThat(lift.path("heldOutConverted").asInt()).isEqualTo(20);
        });
        JsonNode lift = results("STEP").json().path("lift");
        assertThat(lift.path("enrolled").asInt()).isEqualTo(38);
        assertThat(lift.path("heldOut").asInt()).isEqualTo(22);
        assertThat(lift.path("difference").asDouble()).isCloseTo(0, within(1e-9));
    }

    @Test
    void aResultReadsThePlansSumsAndNothingElse() {
        QueryPlans.fill(
                jdbc,
                "plan_sum",
                "corp_id, plan_id, day, plan_version, step_key, variant, hold_out, userid, outcome, reason, dispatched,"
                        + " late, since, lag_days, steps",
                "'wwplan', 900000 + n % 100, '2026-01-01' + INTERVAL n DIV 100 DAY, 1, '1', '', 0, 'zhang', 'SENT', '',"
                        + " TRUE, FALSE, '2026-01-01', 0, 1");
        Map<String, Object> asked = new HashMap<>(Map.of("corpId", "wwplan", "planId", 900_007));
        asked.put("from", "2026-01-01");
        asked.put("until", "2026-02-01");
        asked.put("over", "2026-02-01");
        asked.put("windowDays", 7);
        try {
            assertThat(QueryPlans.keys(client, JdbcResults.COMPARED, asked)).containsOnly("PRIMARY");
            asked.put("overDay", "2026-02-01");
            asked.put("day", 1);
            assertThat(QueryPlans.keys(client, JdbcResults.COUNTED.formatted("step_key"), asked))
                    .containsExactly("PRIMARY");
        } finally {
            jdbc.update("DELETE FROM plan_sum WHERE corp_id = 'wwplan'");
        }
    }

    /** Waits until the sums are what the rows are. */
    private void counted() {
        for (String table : List.of("due_step", "enrolment", "reaction")) {
            soon().untilAsserted(() -> assertThat(jdbc.queryForObject(
                            "SELECT COUNT(*) FROM " + table + " WHERE corp_id = ? AND uncounted IS NOT NULL",
                            Integer.class,
                            corpId()))
                    .isZero());
        }
    }

    private Answer results(String by) {
        counted();
        return get(path(by));
    }

    private String path(String by) {
        LocalDate today = LocalDate.ofInstant(WECOM.clock().instant(), ZONE);
        return "/plans/%s/results?by=%s&from=%s&until=%s".formatted(plan, by, today.minusDays(30), today);
    }

    private String field(String path) {
        Answer answer = get(path);
        assertThat(answer.status()).isEqualTo(400);
        return answer.json().at("/errors/0/field").asString();
    }

    private static List<String> lines(JsonNode results, String figure) {
        return results.path("lines")
                .valueStream()
                .map(line ->
                        line.path("line").asString() + " " + line.path(figure).asLong())
                .toList();
    }

    private String draft() {
        return post(
                        "/plans",
                        Map.of(
                                "name",
                                "p",
                                "steps",
                                List.of(Map.of("when", Map.of("after", "PT1H"), "content", Map.of("text", "hi")))))
                .json()
                .path("id")
                .asString();
    }

    private void step(
            String key,
            String userId,
            String contact,
            String state,
            @Nullable String reason,
            Instant due,
            @Nullable Duration lateness) {
        jdbc.update(
                """
                INSERT INTO due_step (corp_id, enrolment_id, step, step_key, plan_id, plan_version, userid, target_id,
                                      state, reason, due_at, dispatched_at, lateness_ms, settled_at)
                VALUES (?, ?, 0, ?, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                corpId(),
                80_000_000 + Math.floorMod(corpId().hashCode(), 1_000_000) * 100L + ++enrolments,
                key,
                Long.parseLong(plan),
                userId,
                contact,
                state,
                reason,
                JdbcTime.of(due),
                lateness == null ? null : JdbcTime.of(due),
                lateness == null ? null : lateness.toMillis(),
                lateness == null ? null : JdbcTime.of(due));
    }

    private void link(String code, int version, String part) {
        jdbc.update("""
                INSERT INTO said_link (code, corp_id, origin, origin_id, version, part, link_key, url, openings, created_at)
                VALUES (?, ?, 'PLAN', ?, ?, ?, ?, 'https://example.com', 0, NOW())
                """, code(code), corpId(), Long.parseLong(plan), version, part, code);
    }

    private String code(String link) {
        return link + "%09d".formatted(Math.floorMod(corpId().hashCode(), 1_000_000_000));
    }

    private void opened(String link, Instant at) {
        String code = code(link);
        EventId id = EventId.derived("opened", corpId(), link, at.toString());
        publish(new LinkOpened(id, new CorpId(corpId()), at, code, code, "https://example.com"));
    }

    private void enrolment(String contact, String status, int holdOut, Instant at) {
        jdbc.update("""
                INSERT INTO enrolment (corp_id, plan_id, plan_version, userid, target_kind, target_id, status, hold_out,
                                       triggered_at, created_at)
                VALUES (?, ?, 1, 'zhang', 'CONTACT', ?, ?, ?, ?, ?)
                """, corpId(), Long.parseLong(plan), contact, status, holdOut, JdbcTime.of(at), JdbcTime.of(at));
    }

    private void order(String id, String contact, Instant at) {
        publish(new OrderPlaced(
                EventId.derived("test", corpId(), id),
                new CorpId(corpId()),
                at,
                new ExternalUserId(contact),
                id,
                "CNY",
                100));
    }

    private void lost(String userId, String contact, Instant at) {
        publish(new FollowUserDeleted(
                EventId.derived("test", corpId(), userId, contact),
                new CorpId(corpId()),
                at,
                new UserId(userId),
                new ExternalUserId(contact)));
    }
}
