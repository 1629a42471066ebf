package scrm.sop.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

import scrm.events.CorpId;
import scrm.events.EventId;
import scrm.events.ExternalUserId;
import scrm.events.TaggingEvent.ContactErased;
import scrm.harness.HeldText;
import scrm.rest.testing.WebhookReceiver;
import scrm.simulator.Friendship;
import scrm.sop.SopServiceIT;

class ErasureIT extends SopServiceIT {
    private final WebhookReceiver receiver = new WebhookReceiver();

    @Autowired
    private JdbcClient client;

    @AfterEach
    void hangUp() {
        receiver.close();
    }

    @Test
    void nothingNamesAnErasedContactAndNothingMoreIsSaid() {
        corp.people().memberJoins("zhang", "张三");
        plan();
        Friendship added = corp.people().memberAdds("zhang", "小李");
        soon().untilAsserted(() -> assertThat(all("/due-steps")).hasSize(3));
        WECOM.clock().advance(Duration.ofHours(1));
        soon().untilAsserted(() -> assertThat(sends()).hasSize(1));
        soon().untilAsserted(() -> assertThat(receiver.calls()).hasSize(1));
        String values = "/materials/values/contacts/" + added.externalUserId();
        Map<String, Object> points = Map.of("values", Map.of("own_points", "120"));
        assertThat(put(values, "*", points).status()).isEqualTo(204);

        publish(new ContactErased(
                EventId.derived("erasure-it", corpId()),
                new CorpId(corpId()),
                WECOM.clock().instant(),
                new ExternalUserId(added.externalUserId())));

        soon().untilAsserted(() -> assertThat(all("/due-steps").stream()
                        .map((JsonNode step) -> step.path("externalUserId").asString())
                        .toList())
                .noneMatch(added.externalUserId()::equals));
        WECOM.clock().advance(Duration.ofMinutes(4));
        soon().untilAsserted(() ->
                assertThat(HeldText.places(client, added.externalUserId())).isEmpty());
        assertThat(all("/due-steps")).hasSize(3);
        assertThat(put(values, "*", points).status()).isEqualTo(404);

        WECOM.clock().advance(Duration.ofDays(1));
        corp.people().memberDeletes("zhang", added.externalUserId());
        corp.people().memberAddsExisting("zhang", added.externalUserId());
        Friendship other = corp.people().memberAdds("zhang", "别人");
        soon().untilAsserted(() -> assertThat(all("/due-steps").stream()
                        .map((JsonNode step) -> step.path("externalUserId").asString())
                        .toList())
                .contains(other.externalUserId()));
        assertThat(HeldText.places(client, added.externalUserId())).isEmpty();
        assertThat(sends()).hasSize(1);
    }

    private List<?> sends() {
        return calls("externalcontact/add_msg_template");
    }

    private String webhook() {
        Map<String, ?> there = Map.of("url", receiver.url(), "secret", "whsec_" + "A".repeat(40));
        return post("/webhooks", Map.of("name", "订单系统", "webhook", there))
                .json()
                .path("id")
                .asString();
    }

    private void plan() {
        JsonNode draft = post(
                        "/plans",
                        Map.of(
                                "name",
                                "新人",
                                "trigger",
                                Map.of("type", "CONTACT_ADDED"),
                                "steps",
                                List.of(
                                        Map.of(
                                                "when", Map.of("after", "PT1H"),
                                                "content", Map.of("text", "欢迎")),
                                        Map.of("when", Map.of("after", "PT1H"), "webhookId", webhook()),
                                        Map.of(
                                                "when", Map.of("after", "PT12H"),
                                                "content", Map.of("text", "还好吗")))))
                .json();
        assertThat(post("/plans/" + draft.path("id").asString() + "/publish", Map.of())
                        .status())
                .isEqualTo(200);
    }
}
