package scrm.sop.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import scrm.events.CorpId;
import scrm.events.EventId;
import scrm.events.ExternalUserId;
import scrm.events.TaggingEvent.ContactErased;
import scrm.harness.Answer;
import scrm.rest.testing.WebhookReceiver;
import scrm.rest.webhook.RetrySchedule;
import scrm.simulator.Friendship;
import scrm.sop.SopServiceIT;

/** Steps that tell a system of the company's. */
class CallStepIT extends SopServiceIT {
    private static final String SECRET = "whsec_" + "A".repeat(40);

    private WebhookReceiver receiver;

    @BeforeEach
    void listen() {
        receiver = new WebhookReceiver();
    }

    @AfterEach
    void hangUp() {
        receiver.close();
    }

    @Test
    void aStepIsDoneOnceTheCompanysSystemHasTakenIt() {
        receiver.answer(500);
        String webhook = webhook("订单系统");
        Friendship added = inPlan(webhook);

        WECOM.clock().advance(Duration.ofHours(1));
        soon().untilAsserted(() -> assertThat(receiver.calls()).hasSize(1));
        assertThat(steps()).containsExactly("DISPATCHED null");
        soon().untilAsserted(() ->
                assertThat(deliveries(webhook).getFirst().path("tries").asInt()).isEqualTo(1));
        WECOM.clock().advance(Duration.ofSeconds(6));

        soon().untilAsserted(() -> assertThat(steps()).containsExactly("DONE null"));
        assertThat(receiver.calls()).hasSize(2).allMatch(call -> call.isSignedWith(SECRET));
        WebhookReceiver.Call call = receiver.calls().getFirst();
        assertThat(call.type()).isEqualTo("plan.step.due");
        assertThat(call.id()).isEqualTo(receiver.calls().getLast().id());
        assertThat(call.json().at("/data/externalUserId").asString()).isEqualTo(added.externalUserId());
        assertThat(call.json().at("/data/userId").asString()).isEqualTo("zhang");
        assertThat(call.json().at("/data/step").asString()).isEqualTo("1");
        String delivery = deliveries(webhook).getFirst().path("id").asString();
        JsonNode detail =
                get("/webhooks/" + webhook + "/deliveries/" + delivery).json();
        assertThat(detail.at("/attempts/0/status").asInt()).isEqualTo(500);
        assertThat(detail.path("body").asString()).isEqualTo(call.body());
        soon().untilAsserted(() -> assertThat(
                        all("/enrolments").getFirst().path("status").asString())
                .isEqualTo("COMPLETED"));
    }

    @Test
    void whatIsGivenUpIsDoneAgainUnderTheSameIdOnceSomebodyWants() {
        receiver.answer(500, 500, 500, 500, 500, 500, 500, 302);
        String webhook = webhook("订单系统");
        inPlan(webhook);
        WECOM.clock().advance(Duration.ofHours(1));
        for (int tries = 1; tries <= 8; tries++) {
            int made = tries;
            soon().untilAsserted(() -> assertThat(tries(webhook)).containsExactly(made));
            RetrySchedule.after(tries).ifPresent(wait -> WECOM.clock().advance(wait));
        }
        soon().untilAsserted(() -> assertThat(steps()).containsExactly("FAILED WEBHOOK_FAILED"));

        String id = all("/due-steps").getFirst().path("id").asString();
        assertThat(post("/due-steps/" + id + "/replay", Map.of()).status()).isEqualTo(200);

        soon().untilAsserted(() -> assertThat(steps()).containsExactly("DONE null"));
        assertThat(receiver.calls())
                .hasSize(9)
                .extracting(WebhookReceiver.Call::id)
                .containsOnly("step_" + id);
    }

    @Test
    void whatWaitsForAnotherTryIsDroppedOnceTheEnrolmentHasEnded() {
        receiver.answer(500);
        String webhook = webhook("订单系统");
        Friendship added = inPlan(webhook);
        WECOM.clock().advance(Duration.ofHours(1));
        soon().untilAsserted(() -> assertThat(tries(webhook)).containsExactly(1));

        corp.people().contactDeletes("zhang", added.externalUserId());
        soon().untilAsserted(() -> assertThat(
                        all("/enrolments").getFirst().path("status").asString())
                .isEqualTo("LOST"));
        WECOM.clock().advance(Duration.ofSeconds(6));

        soon().untilAsserted(() -> assertThat(steps()).containsExactly("SKIPPED ENROLMENT_ENDED"));
        assertThat(deliveries(webhook))
                .singleElement()
                .satisfies(delivery ->
                        assertThat(delivery.path("status").asString()).isEqualTo("DROPPED"));
        assertThat(receiver.calls()).hasSize(1);
    }

    @Test
    void whatIsBeingSentWhenTheEnrolmentEndsIsSent() {
        CountDownLatch ended = receiver.hold();
        String webhook = webhook("订单系统");
        Friendship added = inPlan(webhook);
        WECOM.clock().advance(Duration.ofHours(1));
        soon().untilAsserted(() -> assertThat(receiver.calls()).hasSize(1));

        corp.people().contactDeletes("zhang", added.externalUserId());
        soon().untilAsserted(() -> assertThat(
                        all("/enrolments").getFirst().path("status").asString())
                .isEqualTo("LOST"));
        ended.countDown();

        soon().untilAsserted(() -> assertThat(steps()).containsExactly("DONE null"));
    }

    @Test
    void nothingMoreIsToldOfAnErasedContact() {
        receiver.answer(500);
        String webhook = webhook("订单系统");
        Friendship added = inPlan(webhook);
        WECOM.clock().advance(Duration.ofHours(1));
        soon().untilAsserted(() -> assertThat(tries(webhook)).containsExactly(1));

        publish(new ContactErased(
                EventId.derived("erased", corpId()),
                new CorpId(corpId()),
                WECOM.clock().instant(),
                new ExternalUserId(added.externalUserId())));
        soon().untilAsserted(() -> assertThat(steps()).containsExactly("SKIPPED CONTACT_ERASED"));
        WECOM.clock().advance(Duration.ofMinutes(4));

        soon().untilAsserted(() -> assertThat(deliveries(webhook))
                .singleElement()
                .satisfies(delivery ->
                        assertThat(delivery.path("status").asString()).isEqualTo("DROPPED")));
        assertThat(receiver.calls()).hasSize(1);
    }

    @Test
    void webhooksAreMovedAndNeverShowTheirSecrets() {
        String webhook = webhook("订单系统");
        Answer found = get("/webhooks/" + webhook);
        assertThat(found.json().path("url").asString()).isEqualTo(receiver.url());
        assertThat(found.http().body()).doesNotContain(SECRET);
        assertThat(open("订单系统", receiver.url(), SECRET).status()).isEqualTo(409);

        Map<String, ?> moved = Map.of("name", "会员系统", "webhook", Map.of("url", receiver.url() + "/2"));
        assertThat(put("/webhooks/" + webhook, "\"0\"", moved).status()).isEqualTo(412);
        assertThat(put("/webhooks/" + webhook, found.etag(), moved)
                        .json()
                        .path("name")
                        .asString())
                .isEqualTo("会员系统");
        assertThat(all("/webhooks"))
                .singleElement()
                .satisfies(one -> assertThat(one.path("url").asString()).endsWith("/2"));
    }

    @Test
    void whatLeadsInsideOrIsNotThereIsRefused() {
        assertThat(problem(open("内网", "https://10.0.0.1/", SECRET))).isEqualTo("webhook.url address_not_public");
        assertThat(problem(open("明文", "http://example.com/", SECRET))).isEqualTo("webhook.url webhook_url");
        assertThat(problem(open("弱", receiver.url(), "whsec_c2hvcnQ="))).isEqualTo("webhook.secret webhook_secret");
        assertThat(problem(post("/plans", plan("999999999")))).isEqualTo("steps[0].webhookId unknown_webhook");
    }

    private static String problem(Answer answer) {
        JsonNode error = answer.json().at("/errors/0");
        return error.path("field").asString() + " " + error.path("code").asString();
    }

    private Answer open(String name, String url, String secret) {
        return post("/webhooks", Map.of("name", name, "webhook", Map.of("url", url, "secret", secret)));
    }

    private String webhook(String name) {
        Answer opened = open(name, receiver.url(), SECRET);
        assertThat(opened.status()).as(opened.http().body()).isEqualTo(201);
        return opened.json().path("id").asString();
    }

    private static Map<String, ?> plan(String webhookId) {
        return Map.of(
                "name",
                "通知",
                "trigger",
                Map.of("type", "CONTACT_ADDED"),
                "steps",
                List.of(Map.of("when", Map.of("after", "PT1H"), "webhookId", webhookId)));
    }

    private Friendship inPlan(String webhookId) {
        corp.people().memberJoins("zhang", "张三");
        Answer draft = post("/plans", plan(webhookId));
        assertThat(draft.json().at("/steps/0/webhookId").asString()).isEqualTo(webhookId);
        String id = draft.json().path("id").asString();
        assertThat(post("/plans/" + id + "/publish", Map.of()).status()).isEqualTo(200);
        Friendship added = corp.people().memberAdds("zhang", "小李");
        soon().untilAsserted(() -> assertThat(all("/due-steps")).hasSize(1));
        return added;
    }

    private List<JsonNode> deliveries(String webhook) {
        return all("/webhooks/" + webhook + "/deliveries");
    }

    private List<Integer> tries(String webhook) {
        return deliveries(webhook).stream()
                .map((JsonNode delivery) -> delivery.path("tries").asInt())
                .toList();
    }

    private List<String> steps() {
        return all("/due-steps").stream()
                .map((JsonNode step) -> step.path("state").asString() + " "
                        + step.path("reason").asString("null"))
                .toList();
    }
}
