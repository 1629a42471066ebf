package scrm.sop.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

import scrm.events.ChatId;
import scrm.events.CorpId;
import scrm.events.EventId;
import scrm.events.GroupEvent.GroupChatOpened;
import scrm.events.GroupEvent.GroupHealthChanged;
import scrm.events.UserId;
import scrm.harness.Answer;
import scrm.sop.SopServiceIT;
import scrm.sop.audience.GroupFilter;
import scrm.sop.audience.GroupTargets;

/** Messages to whoever is in a segment of tag-service when they go out. */
class AudienceCampaignIT extends SopServiceIT {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final UserId ZHANG = new UserId("zhang");

    @Autowired
    private GroupTargets targets;

    @Test
    void aLargeSegmentWaitsForApproval() {
        OTHERS.segment(
                corpId(), "7", IntStream.range(0, 2_345).mapToObj(i -> "wm" + i).toList());
        String path =
                "/group-messages/campaigns/" + compose("7").json().path("id").asString();
        assertThat(get(path).json().at("/campaign/status").asString()).isEqualTo("AWAITING_APPROVAL");
        assertThat(get(path).json().at("/campaign/size").asInt()).isEqualTo(2_345);
    }

    @Test
    void aSegmentIsReadAsItIsWhenTheMessageGoesOut() {
        OTHERS.segment(
                corpId(), "8", IntStream.range(0, 900).mapToObj(i -> "wm" + i).toList());
        String path =
                "/group-messages/campaigns/" + compose("8").json().path("id").asString();

        soon().untilAsserted(() ->
                assertThat(get(path).json().at("/campaign/status").asString()).isEqualTo("GATHERED"));

        JsonNode receivers = get(path).json().path("receivers");
        assertThat(receivers).hasSize(1);
        assertThat(receivers.at("/0/state").asString()).isEqualTo("NO_SENDER");
        assertThat(receivers.at("/0/receivers").asInt()).isEqualTo(900);
    }

    @Test
    void aSegmentThatIsEmptyOrNotThereIsRefused() {
        OTHERS.segment(corpId(), "9", List.of());

        assertThat(compose("9").json().path("reason").asString()).isEqualTo("audience_empty");
        assertThat(compose("10").json().at("/errors/0/field").asString()).isEqualTo("audience.segmentId");
        assertThat(get("/group-messages/campaigns").json().path("items")).isEmpty();
    }

    @Test
    void aFilterMeansTheGroupsThatAreInItWhenTheMessageGoesOut() {
        for (String chat : List.of("wrSick", "wrSound")) {
            publish(new GroupChatOpened(event("opened", chat), corp(), NOW, new ChatId(chat), ZHANG, chat));
        }
        publish(new GroupHealthChanged(
                event("health", "wrSick"), corp(), NOW, new ChatId("wrSick"), 20, "CRITICAL", null));
        Map<String, ?> sick = Map.of("groups", Map.of("bands", List.of("CRITICAL")));
        soon().untilAsserted(
                        () -> assertThat(targets.count(corp(), GroupFilter.ALL)).isEqualTo(2));
        soon().untilAsserted(() -> assertThat(compose(sick).status()).isEqualTo(201));

        String path = "/group-messages/campaigns/"
                + all("/group-messages/campaigns").getFirst().path("id").asString();
        soon().untilAsserted(() ->
                assertThat(get(path).json().at("/campaign/status").asString()).isEqualTo("GATHERED"));

        assertThat(get(path).json().at("/campaign/groups/bands/0").asString()).isEqualTo("CRITICAL");
        assertThat(get(path + "/receivers").json().path("items"))
                .singleElement()
                .satisfies(receiver -> {
                    assertThat(receiver.path("receiver").asString()).isEqualTo("wrSick");
                    assertThat(receiver.path("sender").asString()).isEqualTo("zhang");
                });
        assertThat(calls("externalcontact/groupchat/get"))
                .as("owners are known")
                .isEmpty();
        assertThat(compose(Map.of("groups", Map.of("bands", List.of("NONE"))))
                        .json()
                        .path("reason")
                        .asString())
                .isEqualTo("audience_empty");
    }

    private CorpId corp() {
        return new CorpId(corpId());
    }

    private EventId event(String what, String chat) {
        return EventId.derived(what, corpId(), chat);
    }

    private Answer compose(String segmentId) {
        return compose(Map.of("segmentId", segmentId));
    }

    private Answer compose(Map<String, ?> audience) {
        return post("/group-messages", Map.of("name", "人群", "audience", audience, "content", Map.of("text", "你好")));
    }
}
