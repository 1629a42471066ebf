package scrm.sop.result;

import static org.assertj.core.api.Assertions.assertThat;

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
        step("10", "li", "wm5", "PENDING", null, due, null);
        step("10", "li", "wm6", "PENDING", null, due.minus(Duration.ofDays(90)), null);

        JsonNode results = results("STEP").json();

        assertThat(results.path("total").toString())
                .isEqualTo(
                        "{\"line\":null,\"planned\":7,\"waiting\":1,\"sent\":4,\"delivered\":2,\"refused\":1,\"failed\":1,"
                                + "\"skipped\":2,\"unknown\":0,\"late\":1,\"judged\":2,\"converted\":0,\"clicked\":0,"
                                + "\"judgedAfterDay\":2,\"lostWithinDay\":0}");
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
    void aTableHasTheTotalAndTheLines() {
        plan = draft();
        step("1", "zhang", "wm1", "SENT", null, WECOM.clock().instant().minus(Duration.ofDays(1)), Duration.ZERO);

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
    void aResultReadsThePlansStepsAndWhatContactsDidAndNothingElse() {
        QueryPlans.fill(
                jdbc,
                "due_step",
                "corp_id, enrolment_id, step, step_key, plan_id, plan_version, userid, target_id, state, due_at,"
                        + " settled_at",
                "'wwplan', 90000000 + n, 0, '1', 900000 + n % 100, 1, 'zhang', CONCAT('wm', n), 'SENT', '2026-01-01',"
                        + " '2026-01-01'");
        QueryPlans.fill(
                jdbc,
                "reaction",
                "corp_id, kind, external_userid, happened_at, subject",
                "'wwplan', ELT(1 + n % 3, 'BOUGHT', 'CLICKED', 'LOST'), CONCAT('wm', n),"
                        + " '2026-01-01' + INTERVAL n HOUR, n");
        Map<String, Object> asked = new HashMap<>(Map.of("corpId", "wwplan", "planId", 900_007, "kind", "BOUGHT"));
        asked.put("from", "2026-01-01");
        asked.put("until", "2026-02-01");
        asked.put("late", 1);
        asked.put("windowAgo", "2026-02-01");
        asked.put("dayAgo", "2026-02-01");
        asked.put("windowSeconds", 86_400);

        try {
            assertThat(QueryPlans.keys(client, JdbcResults.COUNTED.formatted("step_key"), asked))
                    .containsExactly("due_step_plan");
            assertThat(QueryPlans.keys(client, JdbcResults.REACTED.formatted("step_key"), asked))
                    .contains("due_step_target")
                    .containsAnyOf("reaction_time", "PRIMARY");
        } finally {
            jdbc.update("DELETE FROM due_step WHERE corp_id = 'wwplan'");
            jdbc.update("DELETE FROM reaction WHERE corp_id = 'wwplan'");
        }
    }

    private Answer results(String by) {
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
