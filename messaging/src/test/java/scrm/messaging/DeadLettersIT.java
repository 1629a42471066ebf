package scrm.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import scrm.events.CorpId;
import scrm.events.CorpTagEvent.CorpTagsShuffled;
import scrm.events.Event;
import scrm.events.EventId;
import scrm.events.ExternalContactEvent.ExternalContactEdited;
import scrm.events.ExternalUserId;
import scrm.events.Topic;
import scrm.events.UserId;
import scrm.messaging.OpenedLetter.State;
import scrm.stores.TestStores;

/** Letters one by one, as whoever looks after a corp sees them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeadLettersIT {
    private static final int MANY = 100;

    private final Map<String, String> stores = TestStores.settings();
    private final AtomicBoolean broken = new AtomicBoolean(true);
    private final RecordingConsumer consumer =
            new RecordingConsumer("tagging", Set.of(Topic.EXTERNAL_CONTACT, Topic.CORP_TAG), event -> {
                if (broken.get()) {
                    throw new IllegalStateException("no such tag: Zhang San");
                }
            });
    private final RecordingConsumer other = new RecordingConsumer("welcome", Topic.EXTERNAL_CONTACT);

    private TestService service;
    private DeadLetters letters;
    private CorpId corp;
    private int corps;
    private int events;

    @BeforeAll
    void start() {
        service = TestService.on(stores).with(consumer, other).start();
        letters = service.get(DeadLetters.class);
    }

    @AfterAll
    void stop() {
        service.close();
    }

    @BeforeEach
    void anotherCorp() {
        broken.set(true);
        corp = new CorpId("wwcorp" + corps++);
    }

    private Event edit(CorpId of) {
        return new ExternalContactEdited(
                EventId.derived(of.value(), String.valueOf(events)),
                of,
                java.time.Instant.parse("2026-11-22T10:00:00Z").plusSeconds(events++),
                new UserId("zhangsan"),
                new ExternalUserId("wmSomebodyElse"));
    }

    /** Lets that many edits of the corp fail and gives their letters. */
    private List<DeadLetter> failing(int count) {
        IntStream.range(0, count).forEach(_ -> service.publish(edit(corp)));
        await().atMost(TestService.PATIENCE).until(() -> waiting().size() == count);
        return waiting();
    }

    private List<DeadLetter> waiting() {
        return letters.waiting(corp, null, MANY);
    }

    private long handled() {
        return consumer.handled.stream()
                .filter(event -> event.corpId().equals(corp))
                .count();
    }

    @Test
    void aLetterTellsWhatFailedWhereWhyAndHowOftenAndHidesWhoItIsAbout() {
        DeadLetter letter = failing(1).getFirst();
        assertThat(letter.consumer()).isEqualTo("tagging");
        assertThat(letter.topic()).isEqualTo("wecom.external-contact");
        assertThat(letter.eventType()).isEqualTo("ExternalContactEdited");
        assertThat(letter.attempts()).isEqualTo(3);
        assertThat(letter.causes())
                .first()
                .asString()
                .startsWith("IllegalStateException at ")
                .doesNotContain("Zhang");

        OpenedLetter opened = letters.find(corp, letter.id()).orElseThrow();
        assertThat(opened.state()).isEqualTo(State.WAITING);
        assertThat(opened.payload())
                .containsEntry("type", "ExternalContactEdited")
                .containsEntry("externalUserId", "wmSo***")
                .containsEntry("userId", "***");
        assertThat(DeadLetterId.parse(letter.id().toString())).contains(letter.id());
    }

    @Test
    void oneLetterIsReplayedOutOfTurnAndTheOthersStay() {
        List<DeadLetter> three = failing(3);
        DeadLetterId second = three.get(1).id();
        broken.set(false);
        assertThat(letters.replay(corp, second).orElseThrow().state()).isEqualTo(State.WAITING);
        await().atMost(TestService.PATIENCE).until(() -> handled() == 1);
        assertThat(waiting())
                .extracting(DeadLetter::id)
                .containsExactly(three.get(0).id(), three.get(2).id());

        assertThat(letters.find(corp, second).orElseThrow().state()).isEqualTo(State.REPLAYED);
        assertThat(letters.replay(corp, second).orElseThrow().state()).isEqualTo(State.REPLAYED);
        assertThat(letters.discard(corp, second, "too late").orElseThrow().state())
                .isEqualTo(State.REPLAYED);
        assertThat(letters.find(corp, second).orElseThrow().reason()).isNull();
        assertThat(other.arrived)
                .filteredOn(event -> event.corpId().equals(corp))
                .hasSize(3);
    }

    @Test
    void aDiscardedLetterIsNeverReplayedNotEvenWithAllOthers() {
        List<DeadLetter> two = failing(2);
        assertThat(letters.discard(corp, two.get(0).id(), "a test of ours")
                        .orElseThrow()
                        .state())
                .isEqualTo(State.WAITING);
        OpenedLetter discarded = letters.find(corp, two.get(0).id()).orElseThrow();
        assertThat(discarded.state()).isEqualTo(State.DISCARDED);
        assertThat(discarded.reason()).isEqualTo("a test of ours");

        broken.set(false);
        letters.replay("tagging");
        await().atMost(TestService.PATIENCE).until(() -> handled() == 1);
        assertThat(waiting()).isEmpty();
        assertThat(letters.find(corp, two.get(0).id()).orElseThrow().state()).isEqualTo(State.DISCARDED);
        assertThat(letters.find(corp, two.get(1).id()).orElseThrow().state()).isEqualTo(State.REPLAYED);
    }

    @Test
    void whatFailsAgainIsANewLetterThatCountsAllAttempts() {
        DeadLetter first = failing(1).getFirst();
        letters.replay(corp, first.id());
        await().atMost(TestService.PATIENCE)
                .until(() -> waiting().stream().anyMatch(letter -> !letter.id().equals(first.id())));
        DeadLetter again = waiting().getLast();
        assertThat(again.id()).isNotEqualTo(first.id());
        assertThat(again.eventId()).isEqualTo(first.eventId());
        assertThat(again.attempts()).isEqualTo(6);
    }

    @Test
    void anotherCorpsLetterIsNotThere() {
        DeadLetterId id = failing(1).getFirst().id();
        CorpId stranger = new CorpId("wwstranger");
        assertThat(letters.waiting(stranger, null, MANY)).isEmpty();
        assertThat(letters.find(stranger, id)).isEmpty();
        assertThat(letters.replay(stranger, id)).isEmpty();
        assertThat(letters.discard(stranger, id, "")).isEmpty();
        assertThat(waiting()).hasSize(1);
    }

    @Test
    void aLetterWithoutAKeyIsReachedByItsConsumerAlone() {
        String topic = service.get(KafkaEventRecords.class).topicName(Topic.EXTERNAL_CONTACT);
        service.send(new ProducerRecord<>(topic, null, "poison".getBytes(StandardCharsets.UTF_8)));
        await().atMost(TestService.PATIENCE)
                .until(() -> letters.list("tagging").stream().anyMatch(letter -> letter.corpId() == null));
        DeadLetterId id = letters.list("tagging").stream()
                .filter(letter -> letter.corpId() == null)
                .findFirst()
                .orElseThrow()
                .id();
        assertThat(letters.find(corp, id)).isEmpty();
    }

    @Test
    void pagesGoOnWhereTheLastEndedOverAllTopics() {
        service.publish(
                new CorpTagsShuffled(EventId.derived(corp.value(), "tags"), corp, java.time.Instant.EPOCH, null, null));
        IntStream.range(0, 4).forEach(_ -> service.publish(edit(corp)));
        await().atMost(TestService.PATIENCE).until(() -> waiting().size() == 5);

        for (int size : List.of(1, 2)) {
            List<DeadLetter> paged = paged(size);
            assertThat(paged).isEqualTo(waiting());
            assertThat(paged).extracting(DeadLetter::topic).contains("wecom.corp-tag", "wecom.external-contact");
        }
    }

    private List<DeadLetter> paged(int size) {
        List<DeadLetter> paged = new ArrayList<>();
        DeadLetter.Place after = null;
        List<DeadLetter> page;
        do {
            page = letters.waiting(corp, after, size);
            paged.addAll(page);
            after = page.isEmpty() ? null : page.getLast().place();
        } while (page.size() == size);
        return paged;
    }

    @Test
    void clearingAContactAwayKeepsWhatWasDecidedAboutOthers() {
        List<DeadLetter> two = failing(2);
        letters.discard(corp, two.get(0).id(), "wmGone asked for it");
        assertThat(letters.forget("wmGone")).isPositive();
        assertThat(waiting())
                .extracting(DeadLetter::id)
                .containsExactly(two.get(1).id());
        assertThat(letters.find(corp, two.get(0).id())).isEmpty();
        broken.set(false);
        assertThat(letters.replay(corp, two.get(1).id()).orElseThrow().state()).isEqualTo(State.WAITING);
        await().atMost(TestService.PATIENCE).until(() -> handled() == 1);
        assertThat(waiting()).isEmpty();
    }
}
