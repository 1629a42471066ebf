package scrm.tag;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.kafka.core.KafkaTemplate;
import tools.jackson.databind.JsonNode;

import scrm.events.Topic;
import scrm.harness.Answer;
import scrm.messaging.KafkaEventRecords;
import scrm.rest.testing.TestTokens;

/** Dead letters by REST, as every service shows them. */
class DeadLetterIT extends TagServiceIT {
    private static final String POISON = """
            {"type":"ExternalContactEdited","externalUserId":"wmABCDEFGHIJ","remark":"Zhang San","userId":"zhang"}""";

    @Autowired
    private KafkaTemplate<String, byte[]> kafka;

    @Autowired
    private KafkaEventRecords records;

    private List<JsonNode> letters;

    @BeforeEach
    void poison() {
        kafka.send(new ProducerRecord<>(
                        records.topicName(Topic.EXTERNAL_CONTACT),
                        corpId() + "|wmABCDEFGHIJ",
                        POISON.getBytes(StandardCharsets.UTF_8)))
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
        soon().until(() -> !list("").path("items").isEmpty());
        letters = list("?limit=200").path("items").valueStream().toList();
    }

    private JsonNode list(String query) {
        return send(allowed("/dead-letters" + query)).json();
    }

    private HttpRequest.Builder allowed(String path) {
        return request(path).setHeader("Authorization", TestTokens.bearer(corpId(), "ops:read ops:write"));
    }

    private Answer settle(String id, String act, String body) {
        return send(allowed("/dead-letters/" + id + act).POST(BodyPublishers.ofString(body)));
    }

    private static String id(JsonNode letter) {
        return letter.path("id").asString();
    }

    @Test
    void aLetterIsListedAndShownWithoutWhatItIsAbout() {
        JsonNode letter = letters.getFirst();
        assertThat(id(letter)).startsWith("tag-wecom.external-contact:");
        assertThat(letter.path("state").asString()).isEqualTo("WAITING");
        assertThat(letter.path("consumer").asString()).startsWith("tag-service");
        assertThat(letter.path("attempts").asInt()).isEqualTo(1);
        assertThat(letter.path("cause").path(0).asString()).startsWith("MalformedEventException");
        assertThat(letter.has("payload")).isFalse();

        Answer shown = send(allowed("/dead-letters/" + id(letter)));
        assertThat(shown.status()).isEqualTo(200);
        assertThat(shown.json().path("payload").path("externalUserId").asString())
                .isEqualTo("wmAB***");
        assertThat(shown.json().toString()).doesNotContain("Zhang", "zhang", "wmABCDEFGHIJ");
    }

    @Test
    void discardingNeedsAReasonAndIsDoneOnce() {
        String id = id(letters.getFirst());
        Answer without = settle(id, "/discard", "{}");
        assertThat(without.status()).isEqualTo(400);
        assertThat(without.json().at("/errors/0/field").asString()).isEqualTo("reason");

        Answer discarded = settle(id, "/discard", "{\"reason\":\"a test of ours\"}");
        assertThat(discarded.status()).isEqualTo(200);
        assertThat(discarded.json().path("state").asString()).isEqualTo("DISCARDED");
        assertThat(discarded.json().path("reason").asString()).isEqualTo("a test of ours");
        assertThat(list("").path("items").valueStream().map(DeadLetterIT::id)).doesNotContain(id);

        Answer again = settle(id, "/replay", "");
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.json().path("reason").asString()).isEqualTo("letter_not_waiting");
    }

    @Test
    void aReplayedLetterThatFailsAgainIsAnotherOne() {
        String id = id(letters.getFirst());
        HttpRequest.Builder replay = allowed("/dead-letters/" + id + "/replay")
                .header("Idempotency-Key", "replay-once")
                .POST(BodyPublishers.noBody());
        assertThat(send(replay).json().path("state").asString()).isEqualTo("REPLAYED");
        assertThat(send(replay).json().path("state").asString()).isEqualTo("REPLAYED");
        String consumer = letters.getFirst().path("consumer").asString();
        soon().until(() -> Stream.of(list("?limit=200").path("items"))
                .flatMap(JsonNode::valueStream)
                .anyMatch(letter -> letter.path("consumer").asString().equals(consumer)
                        && letter.path("attempts").asInt() == 2
                        && !id(letter).equals(id)));
    }

    @Test
    void ofWhatIsNoLetterOfThisCorpOrServiceNothingIsThere() {
        for (String id : List.of("tag-1", "sop-" + id(letters.getFirst()).substring(4), "tag-wecom.app:0:1:nobody")) {
            assertThat(send(allowed("/dead-letters/" + id)).status()).isEqualTo(404);
        }
        assertThat(send(request("/dead-letters")).status()).isEqualTo(403);
        assertThat(send(request("/dead%2Dletters")).status()).isEqualTo(403);
        assertThat(send(allowed("/tag-groups")).status()).isEqualTo(403);
    }

    @Test
    void callbacksAreReplayedToAConsumerOfTheServiceAsAJob() {
        Answer stranger = replayed("sop-service", "2026-01-01T00:00:00Z");
        assertThat(stranger.status()).isEqualTo(400);
        assertThat(stranger.json().at("/errors/0/field").asString()).isEqualTo("consumer");
        assertThat(stranger.json().at("/errors/0/detail").asString()).contains("tag-service.contact");
        Answer backwards = replayed("tag-service.contact", "2019-01-01T00:00:00Z");
        assertThat(backwards.status()).isEqualTo(400);
        assertThat(backwards.json().at("/errors/0/field").asString()).isEqualTo("until");

        Answer counted = replayed("tag-service.contact", "2126-01-01T00:00:00Z");
        assertThat(counted.status()).isEqualTo(202);
        String job = "/jobs/" + counted.json().path("id").asString();
        soon().until(() -> get(job).json().path("state").asString().equals("SUCCEEDED"));
        // The poison, which cannot be read.
        assertThat(get(job).json().path("failed").asInt()).isEqualTo(1);
        assertThat(get(job).json().path("done").asInt()).isZero();
    }

    private Answer replayed(String consumer, String until) {
        String body = """
                {"consumer":"%s","from":"2020-01-01T00:00:00Z","until":"%s"}""".formatted(consumer, until);
        return send(allowed("/callback-replays?dryRun=true").POST(BodyPublishers.ofString(body)));
    }
}
