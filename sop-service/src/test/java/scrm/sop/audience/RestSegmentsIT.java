package scrm.sop.audience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.rest.Unavailable;
import scrm.sop.audience.Segments.Frozen;
import scrm.sop.audience.Segments.Page;

/** Against an HTTP server that answers as tag-service's description says. */
class RestSegmentsIT {
    private static final CorpId CORP = new CorpId("ww1");

    @TempDir
    private Path folder;

    private Path tokenFile;
    private TagServiceStub tags;
    private RestSegments segments;

    @BeforeEach
    void open() throws IOException {
        tokenFile = Files.writeString(folder.resolve("token"), "first\n");
        tags = new TagServiceStub("first");
        segments = segments(tokenFile.toString());
    }

    @AfterEach
    void close() {
        tags.close();
    }

    @Test
    void aSegmentIsCountedFrozenAndReadToItsEnd() {
        tags.segment("ww1", "7", contacts(2_345));

        assertThat(segments.count(CORP, "7")).contains(2_345L);
        Frozen frozen = segments.freeze(CORP, "7").orElseThrow();
        tags.segment("ww1", "7", contacts(3));

        assertThat(frozen.count()).isEqualTo(2_345);
        List<Integer> sizes = new ArrayList<>();
        List<String> read = new ArrayList<>();
        String cursor = null;
        do {
            Page page = segments.page(CORP, frozen, cursor);
            sizes.add(page.contacts().size());
            page.contacts().forEach(contact -> read.add(contact.value()));
            cursor = page.next();
        } while (cursor != null);
        assertThat(sizes).containsExactly(1_000, 1_000, 345);
        assertThat(read).isEqualTo(contacts(2_345));
    }

    @Test
    void whoIsInASegmentIsAskedOfAnyNumberOfContacts() {
        tags.segment("ww1", "7", contacts(11_000));
        List<ExternalUserId> asked = IntStream.range(10_990, 32_000)
                .mapToObj(i -> new ExternalUserId("wm" + i))
                .toList();

        assertThat(segments.contains(CORP, "7", asked).orElseThrow()).hasSize(10);
        assertThat(tags.requests()).hasSize(3);
        assertThat(segments.contains(CORP, "7", List.of())).contains(Set.of());
        assertThat(tags.requests()).hasSize(3);
    }

    @Test
    void whatIsNotThereIsNobodyAndOfAnotherCorpNeither() {
        tags.segment("ww2", "7", contacts(1));

        assertThat(segments.count(CORP, "7")).isEmpty();
        assertThat(segments.freeze(CORP, "7")).isEmpty();
        assertThat(segments.contains(CORP, "7", List.of(new ExternalUserId("wm0"))))
                .isEmpty();
        assertThat(segments.count(CORP, "../../ww2/segments/7")).isEmpty();
        assertThat(segments.exists(CORP, "7")).isFalse();
        assertThat(segments.exists(new CorpId("ww2"), "7")).isTrue();
    }

    @Test
    void aReadIsTriedTwiceAndAFreezeOnce() {
        tags.segment("ww1", "7", contacts(1));

        tags.fail(1);
        assertThat(segments.count(CORP, "7")).contains(1L);
        tags.fail(1);
        assertThatThrownBy(() -> segments.freeze(CORP, "7")).isInstanceOf(Unavailable.class);
        tags.fail(2);
        assertThatThrownBy(() -> segments.count(CORP, "7")).isInstanceOf(Unavailable.class);
        assertThat(tags.requests()).hasSize(5);
    }

    @Test
    void aServiceThatKeepsFailingIsLeftAloneForAWhile() {
        tags.fail(Integer.MAX_VALUE);
        for (int i = 0; i < 30; i++) {
            assertThatThrownBy(() -> segments.count(CORP, "7")).isInstanceOf(Unavailable.class);
        }

        assertThat(tags.requests()).hasSize(20);
    }

    @Test
    void aTokenThatWasReplacedIsUsedFromThenOn() throws IOException {
        tags.segment("ww1", "7", contacts(1));
        tags.accept("second");
        assertThatThrownBy(() -> segments.count(CORP, "7")).isInstanceOf(Unavailable.class);

        Files.writeString(tokenFile, "second");

        assertThat(segments.count(CORP, "7")).contains(1L);
    }

    @Test
    void withoutATokenNobodyIsAsked() {
        for (String file : new String[] {null, "", folder.resolve("none").toString()}) {
            assertThatThrownBy(() -> segments(file).count(CORP, "7")).isInstanceOf(Unavailable.class);
        }
        assertThat(tags.requests()).isEmpty();
    }

    @Test
    void tagServiceDescribesWhatIsAskedOfIt() throws IOException {
        JsonNode paths = new JsonMapper()
                .readTree(Files.readString(Path.of("../tag-service/openapi.json")))
                .path("paths");
        String segment = "/v1/corps/{corpId}/segments/{id}";

        assertThat(paths.path(segment + "/members").path("get").isMissingNode()).isFalse();
        assertThat(paths.path(segment + "/snapshots").path("post").isMissingNode())
                .isFalse();
        assertThat(paths.path(segment + "/snapshots/{snapshotId}/members")
                        .path("get")
                        .isMissingNode())
                .isFalse();
        assertThat(paths.path(segment + "/members/check").path("post").isMissingNode())
                .isFalse();
    }

    private RestSegments segments(@Nullable String file) {
        ServicesProperties properties =
                new ServicesProperties(tags.url(), tags.url(), file, Duration.ofSeconds(2), Duration.ofSeconds(5));
        return new RestSegments(new AskServices(properties, new SimpleMeterRegistry()));
    }

    private static List<String> contacts(int number) {
        return IntStream.range(0, number).mapToObj(i -> "wm" + i).toList();
    }
}
