package scrm.sop.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import scrm.harness.Answer;
import scrm.sop.SopServiceIT;

/** Messages to whoever is in a segment of tag-service when they go out. */
class SegmentCampaignIT extends SopServiceIT {
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

    private Answer compose(String segmentId) {
        return post(
                "/group-messages",
                Map.of("name", "人群", "audience", Map.of("segmentId", segmentId), "content", Map.of("text", "你好")));
    }
}
