package scrm.sop.enrolment;

import static org.assertj.core.api.Assertions.assertThat;
import static scrm.sop.PlanScript.plan;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import scrm.events.ChatId;
import scrm.events.ConversionEvent.OrderPlaced;
import scrm.events.CorpId;
import scrm.events.EventId;
import scrm.events.ExternalUserId;
import scrm.events.GroupEvent.GroupChartered;
import scrm.events.GroupEvent.GroupChatEnded;
import scrm.events.GroupEvent.GroupChatOpened;
import scrm.events.GroupEvent.GroupHealthAlerted;
import scrm.events.GroupEvent.GroupLifecycleChanged;
import scrm.events.GroupEvent.GroupMemberJoined;
import scrm.events.TagId;
import scrm.events.TaggingEvent.ExternalContactTagged;
import scrm.events.TaggingEvent.GrowthLevelChanged;
import scrm.events.TaggingEvent.SurveyAnswered;
import scrm.events.UserId;
import scrm.harness.Answer;
import scrm.simulator.Friendship;
import scrm.sop.PlanScript;
import scrm.sop.SopServiceIT;

class EnrolmentIT extends SopServiceIT {
    /** After every test of this module has moved the clock. */
    private static final String LATER = "P3000D";

    private CorpId corpId;
    private ExternalUserId contact;

    @BeforeEach
    void aContact() {
        corp.people().memberJoins("zhang", "张三");
        publish(plan("问候").trigger("CONTACT_ADDED").says("hello", LATER));
        Friendship added = corp.people().memberAdds("zhang", "小李");
        corpId = new CorpId(corpId());
        contact = new ExternalUserId(added.externalUserId());
        soon().untilAsserted(() -> assertThat(enrolments("")).hasSize(1));
    }

    @Test
    void whatContactsDoAndBecomeEnrolsThem() {
        String tagged = publish(plan("打标").trigger("TAGGED", "tagId", "t1").says("a", LATER));
        String levelled =
                publish(plan("升级").trigger("LEVEL_REACHED", "level", "S").says("a", LATER));
        String answered = publish(plan("问卷")
                .trigger("SURVEY_ANSWERED", "surveyId", "7", "option", "1:2")
                .says("a", LATER));
        String bought = publish(plan("大单")
                .trigger("BOUGHT", "amount", 10_000, "currency", "CNY")
                .says("a", LATER));
        String joined =
                publish(plan("入群").trigger("GROUP_JOINED", "chatId", "wrA").says("a", LATER));

        tag("t2");
        order(9_999);
        tag("t1");
        tag("t1");
        publish(new GrowthLevelChanged(id(), corpId, now(), contact, "A", "S", "POINTS"));
        publish(new SurveyAnswered(id(), corpId, now(), null, contact, "7", 1, "1", List.of("1:1", "1:2")));
        order(10_000);
        publish(new GroupMemberJoined(id(), corpId, now(), new ChatId("wrA"), contact.value(), true, 1, null, null));

        for (String planId : List.of(tagged, levelled, answered, bought, joined)) {
            soon().untilAsserted(() -> assertThat(enrolments("?planId=" + planId))
                    .singleElement()
                    .satisfies(enrolment -> {
                        assertThat(enrolment.path("externalUserId").asString()).isEqualTo(contact.value());
                        assertThat(enrolment.path("userId").asString()).isEqualTo("zhang");
                    }));
        }
    }

    @Test
    void aPlanThatRepeatsTakesSomebodyAgainOnceHeIsOut() {
        String planId =
                publish(plan("复购").with("repeats", true).trigger("BOUGHT").says("a", LATER));

        order(100);
        soon().untilAsserted(() -> assertThat(enrolments("?planId=" + planId)).hasSize(1));
        order(200);
        String first = enrolments("?planId=" + planId).getFirst().path("id").asString();
        assertThat(post("/enrolments/" + first + "/exit", Map.of("reason", "REPLIED"))
                        .json()
                        .path("status")
                        .asString())
                .isEqualTo("REPLIED");
        WECOM.clock().advance(Duration.ofSeconds(2));
        order(300);

        soon().untilAsserted(() -> assertThat(statuses("?planId=" + planId)).containsExactly("ACTIVE", "REPLIED"));
        assertThat(post("/enrolments/" + first + "/exit", Map.of("reason", "STOPPED"))
                        .status())
                .isEqualTo(409);
    }

    @Test
    void aGoalThatIsMetEndsTheEnrolment() {
        String planId = publish(
                plan("促单").trigger("TAGGED", "tagId", "lead").exit("BOUGHT").says("a", LATER));
        tag("lead");
        soon().untilAsserted(() -> assertThat(statuses("?planId=" + planId)).containsExactly("ACTIVE"));

        order(1);

        soon().untilAsserted(() -> assertThat(statuses("?planId=" + planId)).containsExactly("GOAL_MET"));
        assertThat(steps(planId))
                .extracting(step -> step.path("state").asString())
                .containsExactly("SKIPPED");
    }

    @Test
    void whatBecomesOfGroupChatsEnrolsThem() {
        ChatId chat = new ChatId("wrGroup");
        String opened = publish(
                plan("开群").with("audience", "GROUP").trigger("GROUP_OPENED").says("a", LATER));
        String named =
                publish(plan("定位").with("audience", "GROUP").trigger("BY_HAND").says("a", LATER));
        String welfare = publish(plan("福利")
                .with("audience", "GROUP")
                .trigger("GROUP_CHARTERED", "charterKind", "WELFARE")
                .says("a", LATER));
        String subject = publish(plan("主题")
                .with("audience", "GROUP")
                .trigger("GROUP_CHARTERED", "charterKind", "SUBJECT")
                .says("a", LATER));
        String closing = publish(plan("收尾")
                .with("audience", "GROUP")
                .trigger("PHASE_REACHED", "phase", "CLOSING")
                .says("a", LATER));
        String dying = publish(plan("救群")
                .with("audience", "GROUP")
                .trigger("HEALTH_ALERTED", "cause", "DYING")
                .says("a", LATER));

        publish(new GroupChatOpened(id(), corpId, now(), chat, new UserId("zhang"), "群"));
        publish(new GroupChartered(
                id(),
                corpId,
                now(),
                chat,
                "1",
                1,
                "WELFARE",
                List.of(),
                List.of(named),
                List.of(),
                LocalDate.of(2026, 12, 1),
                null));
        publish(new GroupLifecycleChanged(id(), corpId, now(), chat, "ACTIVE", "CLOSING", "BY_HAND"));
        publish(new GroupHealthAlerted(id(), corpId, now(), chat, "1", "DYING", List.of("SILENCE")));

        for (String planId : List.of(opened, named, welfare, closing, dying)) {
            soon().untilAsserted(() -> assertThat(enrolments("?planId=" + planId))
                    .singleElement()
                    .satisfies(enrolment -> {
                        assertThat(enrolment.path("chatId").asString()).isEqualTo("wrGroup");
                        assertThat(enrolment.path("userId").asString()).isEqualTo("zhang");
                    }));
        }
        assertThat(enrolments("?planId=" + subject)).isEmpty();
        publish(new GroupChatEnded(id(), corpId, now(), chat));
        soon().untilAsserted(() ->
                assertThat(statuses("?chatId=wrGroup")).containsOnly("LOST").hasSize(5));
    }

    @Test
    void whoIsHeldOutGetsNothingAndIsKnownForComparison() {
        String planId =
                publish(plan("对照").with("holdOut", 50).trigger("BY_HAND").says("a", LATER));
        List<String> contacts = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            String contact = corp.people().memberAdds("zhang", "客户" + i).externalUserId();
            contacts.add(contact);
        }
        soon().untilAsserted(() -> {
            post("/enrolments", Map.of("planId", planId, "externalUserIds", contacts));
            assertThat(enrolments("?planId=" + planId)).hasSize(40);
        });

        List<JsonNode> heldOut = enrolments("?planId=" + planId + "&status=HELD_OUT");

        assertThat(heldOut).hasSizeBetween(8, 32);
        assertThat(steps(planId)).hasSize(40 - heldOut.size());
        assertThat(steps(planId))
                .extracting(step -> step.path("externalUserId").asString())
                .doesNotContainAnyElementsOf(heldOut.stream()
                        .map(enrolment -> enrolment.path("externalUserId").asString())
                        .toList());
        Answer refused = post(
                "/plans",
                plan("群")
                        .with("audience", "GROUP")
                        .with("holdOut", 10)
                        .trigger("BY_HAND")
                        .says("a", LATER)
                        .body());
        assertThat(refused.json().at("/errors/0/field").asString()).isEqualTo("holdOut");
    }

    @Test
    void peopleEnrolByHandAndNobodyTwice() {
        String planId = publish(plan("手动").trigger("BY_HAND").says("a", LATER));
        Map<String, Object> request =
                Map.of("planId", planId, "externalUserIds", List.of(contact.value(), "wmStranger"));

        assertThat(post("/enrolments", request).json().path("enrolled").asInt()).isEqualTo(1);
        JsonNode again = post("/enrolments", request).json();

        assertThat(again.path("enrolled").asInt()).isZero();
        assertThat(again.path("left").asInt()).isEqualTo(2);
        assertThat(enrolments("?planId=" + planId)).hasSize(1);
        assertThat(post("/enrolments", Map.of("planId", planId, "chatIds", List.of("wrA")))
                        .json()
                        .at("/errors/0/code")
                        .asString())
                .isEqualTo("not_for_audience");
    }

    @Test
    void whoMovesToANewVersionDoesNoStepTwice() {
        PlanScript script = plan("改版").trigger("BY_HAND").says("first", "PT0S").says("second", LATER);
        String planId = publish(script.with("name", "改版"));
        post("/enrolments", Map.of("planId", planId, "externalUserIds", List.of(contact.value())));
        soon().untilAsserted(() ->
                assertThat(step(planId, "first").path("state").asString()).isEqualTo("DISPATCHED"));

        edit(
                planId,
                plan("改版")
                        .trigger("BY_HAND")
                        .says("third", "P3001D")
                        .says("second", "P3002D")
                        .says("first", "PT0S")
                        .says("past", "PT0S"));
        assertThat(post("/plans/" + planId + "/publish", Map.of("running", "MOVE"))
                        .status())
                .isEqualTo(200);

        soon().untilAsserted(() -> assertThat(keys(planId)).containsExactlyInAnyOrder("first", "second", "third"));
        JsonNode enrolment = enrolments("?planId=" + planId).getFirst();
        assertThat(enrolment.path("planVersion").asInt()).isEqualTo(2);
        assertThat(Instant.parse(step(planId, "second").path("dueAt").asString()))
                .isEqualTo(
                        Instant.parse(enrolment.path("triggeredAt").asString()).plus(Duration.ofDays(3002)));
        assertThat(step(planId, "second").path("step").asInt()).isEqualTo(1);
    }

    @Test
    void aNewVersionMayEndWhatRuns() {
        String planId = publish(plan("停掉").trigger("BY_HAND").says("a", LATER));
        post("/enrolments", Map.of("planId", planId, "externalUserIds", List.of(contact.value())));

        assertThat(post("/plans/" + planId + "/publish", Map.of("running", "STOP"))
                        .status())
                .isEqualTo(200);

        soon().untilAsserted(() -> assertThat(statuses("?planId=" + planId)).containsExactly("STOPPED"));
        assertThat(steps(planId))
                .extracting(step -> step.path("state").asString())
                .containsExactly("SKIPPED");
    }

    @Test
    void aNewVersionLeavesWhatRunsUnlessItIsTold() {
        String planId = publish(plan("沿用").trigger("BY_HAND").says("a", LATER));
        post("/enrolments", Map.of("planId", planId, "externalUserIds", List.of(contact.value())));

        post("/plans/" + planId + "/publish", Map.of());

        assertThat(enrolments("?planId=" + planId)
                        .getFirst()
                        .path("planVersion")
                        .asInt())
                .isEqualTo(1);
    }

    private void tag(String tagId) {
        publish(new ExternalContactTagged(
                id(), corpId, now(), new UserId("zhang"), contact, List.of(new TagId(tagId)), List.of(), "WECOM"));
    }

    private void order(long amount) {
        publish(new OrderPlaced(id(), corpId, now(), contact, UUID.randomUUID().toString(), "CNY", amount));
    }

    private static EventId id() {
        return EventId.derived("enrolment-it", UUID.randomUUID().toString());
    }

    private static Instant now() {
        return WECOM.clock().instant();
    }

    private String publish(PlanScript script) {
        Answer draft = post("/plans", script.body());
        assertThat(draft.status()).as(draft.http().body()).isEqualTo(201);
        String planId = draft.json().path("id").asString();
        Answer published = post("/plans/" + planId + "/publish", Map.of());
        assertThat(published.status()).as(published.http().body()).isEqualTo(200);
        return planId;
    }

    private void edit(String planId, PlanScript script) {
        Answer edited = put("/plans/" + planId, get("/plans/" + planId).etag(), script.body());
        assertThat(edited.status()).as(edited.http().body()).isEqualTo(200);
    }

    private List<JsonNode> enrolments(String query) {
        return all("/enrolments" + query);
    }

    private List<String> statuses(String query) {
        return enrolments(query).stream()
                .map(enrolment -> enrolment.path("status").asString())
                .toList();
    }

    private List<JsonNode> steps(String planId) {
        return all("/due-steps?planId=" + planId);
    }

    private List<String> keys(String planId) {
        List<String> keys = new ArrayList<>();
        steps(planId).forEach(step -> keys.add(step.path("key").asString()));
        return keys;
    }

    private JsonNode step(String planId, String key) {
        return steps(planId).stream()
                .filter(step -> key.equals(step.path("key").asString()))
                .findFirst()
                .orElseThrow();
    }
}
