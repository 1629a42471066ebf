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

        erase(added);

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

    @Test
    void wordsThatOnlyHeReadGoThoughTheyCallHimByANameThatHeHasNoMore() {
        corp.people().memberJoins("zhang", "张三");
        String material = post("/materials", Map.of("name", "问候", "text", "{contactName}，您好"))
                .json()
                .path("id")
                .asString();
        planOf(Map.of("when", Map.of("after", "PT1H"), "content", Map.of("materialId", material)));
        Friendship added = corp.people().memberAdds("zhang", "小李");
        corp.people().memberAdds("zhang", "小王");
        soon().untilAsserted(() -> assertThat(all("/due-steps")).hasSize(2));
        WECOM.clock().advance(Duration.ofHours(1));
        soon().untilAsserted(() -> assertThat(texts()).containsExactlyInAnyOrder("小李，您好", "小王，您好"));
        client.sql("UPDATE contact_fact SET value = '老李' WHERE corp_id = :corpId AND external_userid = :id")
                .param("corpId", corpId())
                .param("id", added.externalUserId())
                .update();

        erase(added);

        soon().untilAsserted(() -> assertThat(texts()).containsExactlyInAnyOrder("", "小王，您好"));
    }

    private void erase(Friendship contact) {
        publish(new ContactErased(
                EventId.derived("erasure-it", corpId()),
                new CorpId(corpId()),
                WECOM.clock().instant(),
                new ExternalUserId(contact.externalUserId())));
    }

    private List<String> texts() {
        return all("/group-messages").stream()
                .map((JsonNode message) -> message.path("text").asString())
                .toList();
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
        planOf(
                Map.of("when", Map.of("after", "PT1H"), "content", Map.of("text", "欢迎")),
                Map.of("when", Map.of("after", "PT1H"), "webhookId", webhook()),
                Map.of("when", Map.of("after", "PT12H"), "content", Map.of("text", "还好吗")));
    }

    @SafeVarargs
    @SuppressWarnings("varargs")
    private void planOf(Map<String, ?>... steps) {
        Map<String, ?> plan = Map.of("name", "新人", "trigger", Map.of("type", "CONTACT_ADDED"), "steps", List.of(steps));
        JsonNode draft = post("/plans", plan).json();
        assertThat(post("/plans/" + draft.path("id").asString() + "/publish", Map.of())
                        .status())
                .isEqualTo(200);
    }
}
