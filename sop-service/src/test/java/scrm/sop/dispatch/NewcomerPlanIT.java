package scrm.sop.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import scrm.events.SopEvent.EnrolmentEnded;
import scrm.events.SopEvent.EnrolmentStarted;
import scrm.events.SopEvent.StepSettled;
import scrm.harness.Answer;
import scrm.simulator.Friendship;
import scrm.simulator.Received;
import scrm.simulator.server.ApiCall;
import scrm.simulator.server.Fault;
import scrm.sop.SopServiceIT;

/** A newcomer's first days: an hour after, the next morning, the third day. */
class NewcomerPlanIT extends SopServiceIT {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    @Test
    void aNewcomerGetsEachStepAtItsTime() {
        corp.people().memberJoins("zhang", "张三");
        String planId = publishNewcomerPlan();

        Friendship added = corp.people().memberAdds("zhang", "小李");
        Instant addedAt = WECOM.clock().instant();
        soon().untilAsserted(() -> assertThat(dueSteps(added)).hasSize(3));

        WECOM.clock().advance(Duration.ofHours(1));
        confirmNext("zhang");
        soon().untilAsserted(() -> assertThat(texts(added)).containsExactly("欢迎"));

        advanceTo(LocalDate.ofInstant(addedAt, ZONE).plusDays(1), LocalTime.of(10, 0));
        confirmNext("zhang");
        soon().untilAsserted(() -> assertThat(texts(added)).containsExactly("欢迎", "早上好"));

        WECOM.clock().advance(Duration.ofDays(3));
        confirmNext("zhang");
        soon().untilAsserted(() -> assertThat(texts(added)).containsExactly("欢迎", "早上好", "还好吗"));

        WECOM.clock().advance(Duration.ofMinutes(15));
        soon().untilAsserted(() -> assertThat(states(added)).containsOnly("SENT"));
        soon().untilAsserted(() ->
                assertThat(enrolment(added).path("status").asString()).isEqualTo("COMPLETED"));
        soon().untilAsserted(() -> {
            assertThat(published(EnrolmentStarted.class))
                    .singleElement()
                    .satisfies(told -> assertThat(told.planId()).isEqualTo(planId));
            assertThat(published(StepSettled.class))
                    .extracting(StepSettled::outcome)
                    .containsExactlyInAnyOrder("DISPATCHED", "SENT", "DISPATCHED", "SENT", "DISPATCHED", "SENT");
            assertThat(published(EnrolmentEnded.class))
                    .singleElement()
                    .satisfies(told -> assertThat(told.reason()).isEqualTo("COMPLETED"));
        });
    }

    @Test
    void whoIsLostGetsNothingMore() {
        corp.people().memberJoins("zhang", "张三");
        publishNewcomerPlan();
        Friendship added = corp.people().memberAdds("zhang", "小李");
        soon().untilAsserted(() -> assertThat(dueSteps(added)).hasSize(3));

        corp.people().contactDeletes("zhang", added.externalUserId());

        soon().untilAsserted(() -> assertThat(states(added)).containsOnly("SKIPPED"));
        WECOM.clock().advance(Duration.ofDays(4));
        soon().untilAsserted(() ->
                assertThat(enrolment(added).path("status").asString()).isEqualTo("LOST"));
        assertThat(sends()).isEmpty();
    }

    @Test
    void whatComesDueTogetherGoesOutTogether() {
        corp.people().memberJoins("zhang", "张三");
        publish(plan("早安", Map.of("when", Map.of("day", 1, "at", "10:00"), "content", Map.of("text", "早上好"))));
        List<Friendship> added = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            added.add(corp.people().memberAdds("zhang", "客户" + i));
        }
        soon().untilAsserted(() ->
                assertThat(get("/due-steps?limit=100").json().path("items")).hasSize(30));

        advanceTo(LocalDate.ofInstant(WECOM.clock().instant(), ZONE).plusDays(1), LocalTime.of(10, 0));

        confirmNext("zhang");
        soon().untilAsserted(() ->
                added.forEach(friendship -> assertThat(texts(friendship)).containsExactly("早上好")));
        assertThat(sends()).hasSize(1);
    }

    @Test
    void aSendWhoseAnswerWasLostIsFoundAndNotRepeated() {
        corp.people().memberJoins("zhang", "张三");
        publish(plan("失联", Map.of("when", Map.of("after", "PT1H"), "content", Map.of("text", "在吗"))));
        Friendship added = corp.people().memberAdds("zhang", "小李");
        soon().untilAsserted(() -> assertThat(dueSteps(added)).hasSize(1));
        WECOM.faults()
                .add(Fault.replyDropped()
                        .on("externalcontact/add_msg_template")
                        .of(corpId())
                        .times(1));

        WECOM.clock().advance(Duration.ofHours(1));

        soon().untilAsserted(() -> assertThat(states(added)).containsExactly("UNKNOWN"));
        WECOM.clock().advance(Duration.ofSeconds(15));
        soon().untilAsserted(() -> assertThat(states(added)).containsExactly("DISPATCHED"));
        confirmNext("zhang");
        soon().untilAsserted(() -> assertThat(texts(added)).containsExactly("在吗"));
        assertThat(sends()).hasSize(1);
    }

    @Test
    void whatIsDueWhileThePlanRestsIsSaidWhenItGoesOn() {
        corp.people().memberJoins("zhang", "张三");
        String planId = publish(plan("休息", Map.of("when", Map.of("after", "PT1H"), "content", Map.of("text", "回来了"))));
        Friendship added = corp.people().memberAdds("zhang", "小李");
        soon().untilAsserted(() -> assertThat(dueSteps(added)).hasSize(1));
        assertThat(post("/plans/" + planId + "/pause", Map.of()).status()).isEqualTo(200);

        WECOM.clock().advance(Duration.ofHours(2));
        soon().untilAsserted(() -> assertThat(states(added)).containsExactly("HELD"));
        assertThat(post("/plans/" + planId + "/resume", Map.of()).status()).isEqualTo(200);

        confirmNext("zhang");
        soon().untilAsserted(() -> assertThat(texts(added)).containsExactly("回来了"));
        JsonNode step = dueSteps(added).getFirst();
        assertThat(Duration.parse(step.path("lateness").asString())).isGreaterThanOrEqualTo(Duration.ofMinutes(59));
    }

    @Test
    void aMessageThatWeComRefusesEndsItsSteps() {
        corp.people().memberJoins("zhang", "张三");
        publish(plan("被拒", Map.of("when", Map.of("after", "PT1H"), "content", Map.of("text", "你好"))));
        Friendship added = corp.people().memberAdds("zhang", "小李");
        soon().untilAsserted(() -> assertThat(dueSteps(added)).hasSize(1));
        WECOM.faults()
                .add(Fault.errcode(41048).on("externalcontact/add_msg_template").of(corpId()));

        WECOM.clock().advance(Duration.ofHours(1));

        soon().untilAsserted(() -> assertThat(states(added)).containsExactly("FAILED"));
        assertThat(get("/group-messages?status=FAILED")
                        .json()
                        .at("/items/0/errcode")
                        .asInt())
                .isEqualTo(41048);
    }

    // What people and clients do

    private String publishNewcomerPlan() {
        return publish(plan(
                "新人",
                Map.of("when", Map.of("after", "PT1H"), "content", Map.of("text", "欢迎")),
                Map.of("when", Map.of("day", 1, "at", "10:00"), "content", Map.of("text", "早上好")),
                Map.of("when", Map.of("day", 3), "content", Map.of("text", "还好吗"))));
    }

    @SafeVarargs
    @SuppressWarnings("varargs")
    private static Map<String, Object> plan(String name, Map<String, Object>... steps) {
        return Map.of("name", name, "trigger", Map.of("type", "CONTACT_ADDED"), "steps", List.of(steps));
    }

    private String publish(Map<String, Object> plan) {
        Answer draft = post("/plans", plan);
        assertThat(draft.status()).as(draft.http().body()).isEqualTo(201);
        String id = draft.json().path("id").asString();
        Answer published = post("/plans/" + id + "/publish", Map.of());
        assertThat(published.json().path("status").asString()).isEqualTo("ACTIVE");
        return id;
    }

    /** The member confirms the newest message once WeCom has it and has dispatched it. */
    private void confirmNext(String userId) {
        int before = confirmed;
        soon().untilAsserted(() -> assertThat(msgids()).hasSizeGreaterThan(before));
        String msgid = msgids().get(before);
        soon().ignoreExceptions().until(() -> corp.people().memberConfirmsSend(msgid, userId) > 0);
        confirmed = before + 1;
        // Whoever asks WeCom for results does so again after a while.
        WECOM.clock().advance(Duration.ofMinutes(1));
    }

    private int confirmed;

    private void advanceTo(LocalDate day, LocalTime time) {
        WECOM.clock()
                .advance(Duration.between(
                        WECOM.clock().instant(), day.atTime(time).atZone(ZONE).toInstant()));
    }

    private List<ApiCall> sends() {
        return WECOM.ledger()
                .calls(call ->
                        call.path().equals("externalcontact/add_msg_template") && corpId().equals(call.corpId()));
    }

    /** WeCom's ids in the order in which they were made. */
    private List<String> msgids() {
        List<String> msgids = new ArrayList<>();
        get("/group-messages?limit=100").json().path("items").forEach(message -> {
            if (!message.path("msgid").isNull()) {
                msgids.addFirst(message.path("msgid").asString());
            }
        });
        return msgids;
    }

    private List<String> texts(Friendship friendship) {
        return corp.people().inbox(friendship.externalUserId()).stream()
                .map(Received::content)
                .map(content -> content.at("/text/content").asString())
                .toList();
    }

    private List<JsonNode> dueSteps(Friendship friendship) {
        List<JsonNode> steps = new ArrayList<>();
        get("/due-steps?externalUserId=" + friendship.externalUserId())
                .json()
                .path("items")
                .forEach(steps::add);
        return steps;
    }

    private List<String> states(Friendship friendship) {
        return dueSteps(friendship).stream()
                .map(step -> step.path("state").asString())
                .toList();
    }

    private JsonNode enrolment(Friendship friendship) {
        return get("/enrolments?externalUserId=" + friendship.externalUserId())
                .json()
                .at("/items/0");
    }
}
