package scrm.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import scrm.events.CorpId;
import scrm.events.Event;
import scrm.events.EventId;
import scrm.events.ExternalContactEvent.ExternalContactEdited;
import scrm.events.ExternalUserId;
import scrm.events.Topic;
import scrm.events.UserId;
import scrm.messaging.job.Job;
import scrm.messaging.job.Jobs;
import scrm.messaging.replay.ReplayCallbacks;
import scrm.stores.TestStores;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CallbackReplayIT {
    private static final Instant EVER = Instant.parse("2020-01-01T00:00:00Z");

    private final Map<String, String> stores = TestStores.settings();
    private final RecordingConsumer consumer =
            new RecordingConsumer("tagging", Set.of(Topic.EXTERNAL_CONTACT, Topic.TAGGING), _ -> {});
    private final RecordingConsumer other = new RecordingConsumer("welcome", Topic.EXTERNAL_CONTACT);
    private final RecordingConsumer decisions = new RecordingConsumer("decisions", Topic.TAGGING);

    private TestService service;
    private CorpId corp;
    private int corps;
    private int events;

    @BeforeAll
    void start() {
        service = TestService.on(stores).with(consumer, other, decisions).start();
    }

    @AfterAll
    void stop() {
        service.close();
    }

    @BeforeEach
    void anotherCorp() {
        corp = new CorpId("wwcorp" + corps++);
    }

    private Event edit(CorpId of) {
        return new ExternalContactEdited(
                EventId.derived(of.value(), String.valueOf(events)),
                of,
                EVER.plusSeconds(events++),
                new UserId("zhangsan"),
                new ExternalUserId("wm" + events % 3));
    }

    private void comeIn(CorpId of, int count) {
        for (int i = 0; i < count; i++) {
            service.publish(edit(of));
        }
        await().atMost(TestService.PATIENCE).until(() -> handled(consumer, of) >= count && handled(other, of) >= count);
    }

    private static long handled(RecordingConsumer by, CorpId of) {
        return by.handled.stream().filter(event -> event.corpId().equals(of)).count();
    }

    /** The database is as it was before the last events of the corp. */
    private void setBack(String name, int count) {
        consumer.handled.stream()
                .filter(event -> event.corpId().equals(corp))
                .limit(count)
                .forEach(event -> service.sql()
                        .sql("DELETE FROM inbox WHERE consumer = ? AND event_id = UNHEX(?)")
                        .params(name, event.id().value())
                        .update());
    }

    private Job replayed(Instant from, Instant until, boolean dryRun) {
        Job job = service.get(ReplayCallbacks.class)
                .start(corp, new ReplayCallbacks.Request("tagging", from, until, dryRun));
        Jobs jobs = service.get(Jobs.class);
        await().atMost(TestService.PATIENCE)
                .until(() -> jobs.find(corp, job.id()).orElseThrow().state() != Job.State.RUNNING);
        return jobs.find(corp, job.id()).orElseThrow();
    }

    private static Instant later() {
        return Clock.systemUTC().instant().plus(Duration.ofHours(1));
    }

    @Test
    void aDryRunCountsWhatAConsumerHasNotHadAndHandsNothingOver() {
        comeIn(corp, 10);
        setBack("tagging", 4);
        Job counted = replayed(EVER, later(), true);
        assertThat(counted.state()).isEqualTo(Job.State.SUCCEEDED);
        assertThat(counted.total()).isEqualTo(10);
        assertThat(counted.done()).isEqualTo(4);
        assertThat(handled(consumer, corp)).isEqualTo(10);
    }

    @Test
    void whatAConsumerHasNotHadIsHandedToItAloneAndOnce() {
        CorpId neighbour = new CorpId(corp.value() + "0");
        comeIn(corp, 10);
        comeIn(neighbour, 3);
        setBack("tagging", 4);
        assertThat(replayed(EVER, later(), false).done()).isEqualTo(4);
        await().atMost(TestService.PATIENCE).until(() -> handled(consumer, corp) == 14);
        Job again = replayed(EVER, later(), false);
        assertThat(again.done()).isZero();
        assertThat(again.total()).isEqualTo(10);
        assertThat(handled(consumer, corp)).isEqualTo(14);
        assertThat(handled(consumer, neighbour)).isEqualTo(3);
        assertThat(other.arrived)
                .filteredOn(event -> event.corpId().equals(corp))
                .hasSize(10);
    }

    @Test
    void onlyTheTimeThatIsAskedForIsRead() {
        comeIn(corp, 5);
        setBack("tagging", 5);
        Instant now = Clock.systemUTC().instant();
        assertThat(replayed(EVER, now.minus(Duration.ofHours(1)), true).total()).isZero();
        assertThat(replayed(now.plus(Duration.ofHours(1)), later().plusSeconds(9), true)
                        .total())
                .isZero();
        assertThat(replayed(now.minus(Duration.ofHours(1)), later(), true).done())
                .isEqualTo(5);
    }

    @Test
    void onlyConsumersOfCallbacksCanBeAsked() {
        assertThat(service.get(ReplayCallbacks.class).consumers()).containsExactly("tagging", "welcome");
    }
}
