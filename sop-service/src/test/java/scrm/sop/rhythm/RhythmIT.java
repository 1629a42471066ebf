package scrm.sop.rhythm;

import static org.assertj.core.api.Assertions.assertThat;
import static scrm.sop.PlanScript.plan;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

import scrm.events.CorpId;
import scrm.events.EventId;
import scrm.events.ExternalUserId;
import scrm.events.TaggingEvent.ContactBehaved;
import scrm.harness.Answer;
import scrm.sop.PlanScript;
import scrm.sop.SopServiceIT;

class RhythmIT extends SopServiceIT {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    /** After every test of this module has moved the clock. */
    private static final String LATER = "P3000D";

    @Autowired
    private JdbcClient jdbc;

    private final List<String> contacts = new ArrayList<>();

    @BeforeEach
    void someContacts() {
        corp.people().memberJoins("zhang", "张三");
        for (int i = 0; i < 3; i++) {
            contacts.add(corp.people().memberAdds("zhang", "客户" + i).externalUserId());
        }
        soon().untilAsserted(() -> assertThat(jdbc.sql("SELECT COUNT(*) FROM follow_relation WHERE corp_id = :corp")
                        .param("corp", corpId())
                        .query(Long.class)
                        .single())
                .isEqualTo(3));
    }

    @Test
    void aRhythmEnrolsEverybodyAtEachOfItsTimes() {
        String planId = publish(plan("早安").trigger("CRON", "cron", "0 9 * * *").says("a", LATER));

        advanceToNext(LocalTime.of(9, 0));
        soon().untilAsserted(() -> assertThat(enrolments(planId)).hasSize(3));
        advanceToNext(LocalTime.of(9, 0));

        soon().untilAsserted(() -> assertThat(enrolments(planId)).hasSize(6));
        assertThat(enrolments(planId).stream()
                        .map((JsonNode enrolment) ->
                                enrolment.path("triggeredAt").asString())
                        .distinct())
                .hasSize(2);
        assertThat(fires(planId)).filteredOn("RUN"::equals).hasSize(2);
    }

    @Test
    void onlyThoseWhoAreNamedAreEnrolled() {
        String planId = publish(plan("名单")
                .with("only", List.of(contacts.get(1), "wmNobody"))
                .trigger("EVERY_DAYS", "days", 1, "date", today().toString(), "at", "10:00")
                .says("a", LATER));

        advanceToNext(LocalTime.of(10, 0));

        soon().untilAsserted(() -> assertThat(enrolments(planId))
                .singleElement()
                .satisfies(enrolment ->
                        assertThat(enrolment.path("externalUserId").asString()).isEqualTo(contacts.get(1))));
    }

    @Test
    void ofTimesThatWereMissedTheNewestIsRun() {
        String planId = publish(plan("漏发").trigger("CRON", "cron", "0 * * * *").says("a", LATER));

        advanceToNext(LocalTime.of(3, 30));

        soon().untilAsserted(() -> assertThat(enrolments(planId)).hasSize(3));
        List<String> fires = fires(planId);
        assertThat(fires.getFirst()).isEqualTo("RUN");
        assertThat(fires.subList(1, fires.size())).isNotEmpty().containsOnly("SUPERSEDED");
    }

    @Test
    void timesThatWereMissedMayBeLeftOut() {
        String planId = publish(plan("跳过")
                .with("misfire", Map.of("policy", "SKIP"))
                .trigger("CRON", "cron", "0 3 * * *")
                .says("a", LATER));

        advanceToNext(LocalTime.of(3, 30));

        soon().untilAsserted(() -> assertThat(fires(planId)).isNotEmpty().containsOnly("SKIPPED"));
        assertThat(enrolments(planId)).isEmpty();
    }

    @Test
    void somebodyIsAskedAboutTimesThatWereMissed() {
        String planId = publish(plan("询问")
                .with("misfire", Map.of("policy", "ASK"))
                .trigger("CRON", "cron", "0 3 * * *")
                .says("a", LATER));
        String answer = "/plans/" + planId + "/fires/answer";
        assertThat(post(answer, Map.of("answer", "RUN")).status()).isEqualTo(409);
        assertThat(post("/plans/999/fires/answer", Map.of("answer", "RUN")).status())
                .isEqualTo(404);

        advanceToNext(LocalTime.of(3, 30));
        soon().untilAsserted(() -> assertThat(fires(planId)).startsWith("ASKED"));
        assertThat(enrolments(planId)).isEmpty();
        assertThat(post(answer, Map.of("answer", "RUN")).json().path("fires").asInt())
                .isEqualTo(1);

        soon().untilAsserted(() -> assertThat(enrolments(planId)).hasSize(3));
        assertThat(fires(planId)).startsWith("RUN");
    }

    @Test
    void aPlanThatRestsMissesNothing() {
        String planId = publish(plan("休息").trigger("CRON", "cron", "0 9 * * *").says("a", LATER));
        post("/plans/" + planId + "/pause", Map.of());

        advanceToNext(LocalTime.of(9, 30));
        post("/plans/" + planId + "/resume", Map.of());
        advanceToNext(LocalTime.of(9, 0));

        soon().untilAsserted(() -> assertThat(enrolments(planId)).hasSize(3));
        assertThat(fires(planId)).containsExactly("RUN");
    }

    @Test
    void whoHasDoneNothingForSoLongIsEnrolledOnceUntilHeDoesSomethingAgain() {
        String planId = publish(
                plan("唤醒").with("repeats", true).trigger("INACTIVE", "days", 30).says("a", LATER));
        act(0);
        act(1);
        soon().untilAsserted(() -> assertThat(activities()).isEqualTo(2));
        WECOM.clock().advance(Duration.ofDays(20));
        act(1);
        soon().untilAsserted(() -> assertThat(
                        jdbc.sql("SELECT COUNT(DISTINCT active_at) FROM contact_activity WHERE corp_id = :corp")
                                .param("corp", corpId())
                                .query(Long.class)
                                .single())
                .isEqualTo(2));

        WECOM.clock().advance(Duration.ofDays(11));
        soon().untilAsserted(() -> assertThat(enrolments(planId))
                .singleElement()
                .satisfies(enrolment ->
                        assertThat(enrolment.path("externalUserId").asString()).isEqualTo(contacts.getFirst())));
        WECOM.clock().advance(Duration.ofDays(20));
        soon().untilAsserted(() -> assertThat(enrolments(planId)).hasSize(2));
    }

    @Test
    void aBirthdayEnrolsWhoseDayItIs() {
        LocalDate day = today().plusDays(1);
        keepDates(0, Map.of("birthday", day.withYear(1990).toString()));
        keepDates(1, Map.of("birthday", day.plusDays(1).withYear(1990).toString(), "wedding", day.toString()));
        String planId = publish(plan("生日")
                .trigger("CONTACT_DATE", "field", "birthday", "at", "08:00")
                .says("a", LATER));

        advanceToNext(LocalTime.of(8, 0));
        soon().untilAsserted(() -> assertThat(fires(planId)).isNotEmpty().containsOnly("RUN"));
        while (!today().equals(day)) {
            advanceToNext(LocalTime.of(8, 0));
        }

        soon().untilAsserted(() -> assertThat(enrolments(planId))
                .singleElement()
                .satisfies(enrolment ->
                        assertThat(enrolment.path("externalUserId").asString()).isEqualTo(contacts.getFirst())));
        assertThat(get("/contact-dates/" + contacts.get(1))
                        .json()
                        .at("/dates/wedding")
                        .asString())
                .isEqualTo(day.toString());
        assertThat(keep(0, Map.of("Birth Day", "1990-01-01"))
                        .json()
                        .at("/errors/0/field")
                        .asString())
                .isEqualTo("dates");
    }

    @Test
    void thoseWhoWereAddedBeforeAreEnrolledAfterwards() {
        String planId = publish(plan("补录").trigger("CONTACT_ADDED").says("a", LATER));
        Instant now = WECOM.clock().instant();
        Map<String, Object> lastHour = Map.of(
                "from",
                now.minus(Duration.ofHours(1)).toString(),
                "until",
                now.plusSeconds(1).toString());
        Map<String, Object> before = Map.of(
                "from",
                now.minus(Duration.ofDays(9)).toString(),
                "until",
                now.minus(Duration.ofDays(8)).toString());

        assertThat(post("/plans/" + planId + "/backfill", before).status()).isEqualTo(202);
        assertThat(post("/plans/" + planId + "/backfill", lastHour).status()).isEqualTo(202);
        soon().untilAsserted(() -> assertThat(enrolments(planId)).hasSize(3));
        String job = post("/plans/" + planId + "/backfill", lastHour)
                .json()
                .path("id")
                .asString();

        soon().untilAsserted(() ->
                assertThat(get("/jobs/" + job).json().path("state").asString()).isEqualTo("SUCCEEDED"));
        assertThat(enrolments(planId)).hasSize(3);
        String other = publish(plan("打标").trigger("TAGGED", "tagId", "t").says("a", LATER));
        assertThat(post("/plans/" + other + "/backfill", lastHour).status()).isEqualTo(409);
        assertThat(post("/plans/999/backfill", lastHour).status()).isEqualTo(404);
    }

    private void keepDates(int contact, Map<String, String> dates) {
        assertThat(keep(contact, dates).status()).isEqualTo(200);
    }

    private Answer keep(int contact, Map<String, String> dates) {
        return put("/contact-dates/" + contacts.get(contact), "\"0\"", Map.of("dates", dates));
    }

    @Test
    void aPreviewTellsTheNextTwentyTimesAndHowManyTheyReach() {
        JsonNode preview = post(
                        "/plans/preview",
                        plan("预览")
                                .trigger("CRON", "cron", "0 9 * * 1")
                                .says("a", "PT1H")
                                .body())
                .json();

        assertThat(preview.path("fires")).hasSize(20);
        assertThat(preview.at("/fires/0").asString()).endsWith("T09:00:00+08:00");
        assertThat(preview.at("/steps/0/dueAt").asString()).endsWith("T10:00:00+08:00");
        assertThat(preview.path("reach").asInt()).isEqualTo(3);
        assertThat(all("/plans")).isEmpty();
    }

    @Test
    void aTimeThatNeverComesIsRefused() {
        assertThat(refusal(plan("a").trigger("CRON", "cron", "0 0 30 2 *"))).isEqualTo("trigger never_fires");
        assertThat(refusal(plan("b").trigger("ON_DATE", "date", "2020-01-01", "at", "10:00")))
                .isEqualTo("trigger never_fires");
        assertThat(refusal(plan("c").trigger("CRON", "cron", "every day"))).isEqualTo("trigger.cron cron");
        assertThat(refusal(plan("d").with("audience", "GROUP").trigger("TAGGED", "tagId", "t")))
                .isEqualTo("trigger.type not_for_audience");
    }

    private String refusal(PlanScript script) {
        JsonNode error = post("/plans", script.says("a", "PT1H").body()).json().at("/errors/0");
        return error.path("field").asString() + " " + error.path("code").asString();
    }

    private void act(int contact) {
        publish(new ContactBehaved(
                EventId.derived("rhythm-it", UUID.randomUUID().toString()),
                new CorpId(corpId()),
                WECOM.clock().instant(),
                null,
                new ExternalUserId(contacts.get(contact)),
                "LINK_CLICKED",
                "x",
                null,
                null));
    }

    private long activities() {
        return jdbc.sql("SELECT COUNT(*) FROM contact_activity WHERE corp_id = :corp")
                .param("corp", corpId())
                .query(Long.class)
                .single();
    }

    private static LocalDate today() {
        return LocalDate.ofInstant(WECOM.clock().instant(), ZONE);
    }

    private static void advanceToNext(LocalTime time) {
        Instant now = WECOM.clock().instant();
        Instant next = today().atTime(time).atZone(ZONE).toInstant();
        while (Duration.between(now, next).compareTo(Duration.ofHours(1)) < 0) {
            next = next.plus(Duration.ofDays(1));
        }
        WECOM.clock().advance(Duration.between(now, next));
    }

    private String publish(PlanScript script) {
        Answer draft = post("/plans", script.body());
        assertThat(draft.status()).as(draft.http().body()).isEqualTo(201);
        String planId = draft.json().path("id").asString();
        Answer published = post("/plans/" + planId + "/publish", Map.of());
        assertThat(published.status()).as(published.http().body()).isEqualTo(200);
        return planId;
    }

    private List<JsonNode> enrolments(String planId) {
        return all("/enrolments?planId=" + planId);
    }

    private List<String> fires(String planId) {
        return all("/plans/" + planId + "/fires").stream()
                .map(fire -> fire.path("state").asString())
                .toList();
    }
}
