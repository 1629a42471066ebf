package scrm.sop.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

import scrm.harness.Answer;
import scrm.sop.SopServiceIT;
import scrm.sop.audience.TagServiceStub;

/** Messages to whoever is in a segment of tag-service when they go out. */
class SegmentCampaignIT extends SopServiceIT {
    private static final TagServiceStub TAGS = new TagServiceStub("token");

    @TempDir
    private static Path folder;

    @DynamicPropertySource
    static void tagService(DynamicPropertyRegistry registry) {
        registry.add("scrm.services.tag-url", TAGS::url);
        registry.add("scrm.services.token-file", () -> {
            try {
                return Files.writeString(folder.resolve("token"), "token").toString();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    @AfterAll
    static void close() {
        TAGS.close();
    }

    @Test
    void aLargeSegmentWaitsForApproval() {
        TAGS.segment(
                corpId(), "7", IntStream.range(0, 2_345).mapToObj(i -> "wm" + i).toList());
        String path =
                "/group-messages/campaigns/" + compose("7").json().path("id").asString();
        assertThat(get(path).json().at("/campaign/status").asString()).isEqualTo("AWAITING_APPROVAL");
        assertThat(get(path).json().at("/campaign/size").asInt()).isEqualTo(2_345);
    }

    @Test
    void aSegmentIsReadAsItIsWhenTheMessageGoesOut() {
        TAGS.segment(
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
        TAGS.segment(corpId(), "9", List.of());

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
