package scrm.channel.referral;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
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

class WebhookIT extends ReferralServiceIT {
    @Test
    void whatIsNotTakenIsSentAgainUnderTheSameIdAndSignedAnew() {
        receiver.answer(500);
        String campaign = rewarded();

        soon().untilAsserted(() ->
                assertThat(delivery(campaign).path("tries").asInt()).isEqualTo(1));
        assertThat(delivery(campaign).path("status").asString()).isEqualTo("PENDING");
        assertThat(delivery(campaign).path("nextTryAt").isNull()).isFalse();
        WECOM.clock().advance(Duration.ofSeconds(6));

        settles("DELIVERED", campaign);
        List<WebhookReceiver.Call> calls = receiver.calls();
        assertThat(calls).hasSize(2).allMatch(call -> call.isSignedWith(SECRET));
        assertThat(calls.get(1).id()).isEqualTo(calls.get(0).id());
        assertThat(calls.get(1).body()).isEqualTo(calls.get(0).body());
        assertThat(calls.get(1).timestamp()).isAfter(calls.get(0).timestamp());
        JsonNode detail = detail(campaign);
        assertThat(detail.path("body").asString()).isEqualTo(calls.getFirst().body());
        assertThat(detail.at("/delivery/messageId").asString())
                .isEqualTo(calls.getFirst().id());
        assertThat(detail.at("/delivery/nextTryAt").isNull()).isTrue();
        assertThat(detail.at("/attempts/0/status").asInt()).isEqualTo(500);
        assertThat(detail.at("/attempts/1/status").asInt()).isEqualTo(204);
        assertThat(items(campaign + "/webhook-deliveries?status=FAILED")).isEmpty();
    }

    @Test
    void afterEightAttemptsOnlyAPersonHasItSentAgain() {
        receiver.answer(500, 500, 500, 500, 500, 500, 500, 302);
        String campaign = rewarded();

        for (int attempts = 1; attempts <= 8; attempts++) {
            int made = attempts;
            soon().untilAsserted(
                            () -> assertThat(detail(campaign).path("attempts")).hasSize(made));
            RetrySchedule.after(attempts).ifPresent(wait -> WECOM.clock().advance(wait));
        }
        settles("FAILED", campaign);
        assertThat(detail(campaign).at("/attempts/7/status").asInt()).isEqualTo(302);

        Answer resent = post(path(campaign) + "/resend", Map.of());

        assertThat(resent.status()).isEqualTo(202);
        assertThat(resent.json().path("status").asString()).isEqualTo("PENDING");
        settles("DELIVERED", campaign);
        assertThat(receiver.calls())
                .hasSize(9)
                .extracting(WebhookReceiver.Call::id)
                .containsOnly(receiver.calls().getFirst().id());
        // What was taken can be sent again too.
        assertThat(post(path(campaign) + "/resend", Map.of()).status()).isEqualTo(202);
        soon().untilAsserted(() -> assertThat(receiver.calls()).hasSize(10));
        settles("DELIVERED", campaign);
    }

    @Test
    void whatIsOwedGoesWhereTheWebhookWasMovedToUnderItsNewSecret() {
        receiver.answer(500);
        String campaign = rewarded();
        soon().untilAsserted(() ->
                assertThat(delivery(campaign).path("tries").asInt()).isEqualTo(1));
        String newSecret = "whsec_" + "A".repeat(40);
        try (WebhookReceiver moved = new WebhookReceiver()) {
            Answer edited = put(
                    campaign,
                    get(campaign).etag(),
                    campaign(Map.of("webhook", Map.of("url", moved.url(), "secret", newSecret))));
            assertThat(edited.status()).as(edited.http().body()).isEqualTo(200);

            WECOM.clock().advance(Duration.ofSeconds(6));

            settles("DELIVERED", campaign);
            assertThat(receiver.calls()).hasSize(1);
            assertThat(moved.calls()).singleElement().satisfies(call -> {
                assertThat(call.isSignedWith(newSecret)).isTrue();
                assertThat(call.isSignedWith(SECRET)).isFalse();
            });
        }
    }

    @Test
    void aCampaignShowsItsOwnDeliveriesOnly() {
        String campaign = rewarded();
        settles("DELIVERED", campaign);
        String other = open(Map.of());
        String delivery = path(campaign).substring(campaign.length());

        assertThat(items(other + "/webhook-deliveries")).isEmpty();
        assertThat(get(other + delivery).status()).isEqualTo(404);
        assertThat(post(other + delivery + "/resend", Map.of()).status()).isEqualTo(404);
    }

    @Test
    void whatIsOwedOfAContactWhoIsErasedIsDroppedForGood() {
        receiver.answer(500, 500, 500, 500, 500, 500);
        String inviter = customer("种子");
        String campaign = rewarded(inviter);
        soon().untilAsserted(() ->
                assertThat(delivery(campaign).path("tries").asInt()).isEqualTo(1));

        publish(new ContactErased(
                EventId.derived("webhook-it", corpId()),
                new CorpId(corpId()),
                WECOM.clock().instant(),
                new ExternalUserId(inviter)));
        soon().untilAsserted(() -> {
            WECOM.clock().advance(Duration.ofMinutes(4));
            assertThat(delivery(campaign).path("status").asString()).isEqualTo("DROPPED");
        });

        Answer resent = post(path(campaign) + "/resend", Map.of());
        assertThat(resent.status()).isEqualTo(409);
        assertThat(resent.json().path("reason").asString()).isEqualTo("webhook_dropped");
        assertThat(receiver.calls()).noneMatch(call -> call.body().contains("erased"));
    }

    /** A campaign with one reward, of which the company is told. */
    private String rewarded() {
        return rewarded(customer("种子"));
    }

    private String rewarded(String inviter) {
        String campaign = open(Map.of("stayDays", 0));
        Friendship brought = brings(campaign, joins(campaign, inviter), "新客");
        becomes("QUALIFIED", campaign, brought);
        return campaign;
    }

    private void settles(String status, String campaign) {
        soon().untilAsserted(() ->
                assertThat(delivery(campaign).path("status").asString()).isEqualTo(status));
    }

    private JsonNode delivery(String campaign) {
        List<JsonNode> deliveries = items(campaign + "/webhook-deliveries");
        assertThat(deliveries).hasSize(1);
        return deliveries.getFirst();
    }

    private String path(String campaign) {
        return campaign + "/webhook-deliveries/" + delivery(campaign).path("id").asString();
    }

    private JsonNode detail(String campaign) {
        return get(path(campaign)).json();
    }
}
