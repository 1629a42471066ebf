package scrm.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.sql.SQLTransactionRollbackException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryAware;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

import scrm.events.Event;
import scrm.events.Topic;
import scrm.stores.TestStores;

class EventConsumptionIT {
    private final Map<String, String> stores = TestStores.settings();

    @Test
    void anEventIsHandledOnceAndItsEveryArrivalIsTold() {
        var consumer = new RecordingConsumer("tagging", Topic.EXTERNAL_CONTACT);
        List<Event> arrivals = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            arrivals.addAll(Collections.nCopies(1 + i % 5, Events.edit("contact" + i % 7, i)));
        }
        Collections.shuffle(arrivals, new Random(7));
        try (var service = TestService.on(stores).with(consumer).start()) {
            arrivals.forEach(service::publish);
            await().atMost(TestService.PATIENCE)
                    .untilAsserted(() -> assertThat(consumer.arrived).containsExactlyInAnyOrderElementsOf(arrivals));
            assertThat(consumer.handled).doesNotHaveDuplicates().hasSize(20);
        }
    }

    @Test
    void whatDoesNotConcernAConsumerLeavesNoClaim() {
        var recording = new RecordingConsumer("tagging", Topic.EXTERNAL_CONTACT);
        var consumer = new OfContacts("contact3", recording);
        try (var service = TestService.on(stores).with(consumer).start()) {
            IntStream.range(0, 50).forEach(i -> service.publish(Events.edit("contact" + i % 5, i)));
            await().atMost(TestService.PATIENCE)
                    .untilAsserted(() -> assertThat(consumer.seen).hasSize(50));
            await().atMost(TestService.PATIENCE)
                    .untilAsserted(
                            () -> assertThat(recording.arrived).hasSize(10).isEqualTo(recording.handled));
            assertThat(recording.handled).allMatch(event -> event.key().endsWith("contact3"));
            assertThat(claims(service)).isEqualTo(10);

            // A repetition is known by its claim, whatever concerns whom.
            service.publish(Events.edit("contact3", 3));
            await().atMost(TestService.PATIENCE)
                    .untilAsserted(() -> assertThat(recording.arrived).hasSize(11));
            assertThat(recording.handled).hasSize(10);
        }
    }

    private static int claims(TestService service) {
        return service.sql()
                .sql("SELECT COUNT(*) FROM inbox WHERE consumer = 'tagging'")
                .query(Integer.class)
                .single();
    }

    /** Concerned by one contact only. */
    private static final class OfContacts implements EventConsumer {
        private final String contact;
        private final EventConsumer consumer;
        final List<Event> seen = new CopyOnWriteArrayList<>();

        OfContacts(String contact, EventConsumer consumer) {
            this.contact = contact;
            this.consumer = consumer;
        }

        @Override
        public String name() {
            return consumer.name();
        }

        @Override
        public Set<Topic> topics() {
            return consumer.topics();
        }

        @Override
        public Predicate<Event> concerning(List<Event> poll) {
            seen.addAll(poll);
            return event -> event.key().endsWith(contact);
        }

        @Override
        public void on(Event event) {
            consumer.on(event);
        }

        @Override
        public void onEveryArrival(Event event) {
            consumer.onEveryArrival(event);
        }
    }

    @Test
    void aTraceGoesOnFromTheProducerIntoTheHandler() {
        var consumer = new RecordingConsumer("tagging", Topic.EXTERNAL_CONTACT);
        try (var service = TestService.on(stores).with(consumer).start()) {
            Trace.within(
                    "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                    () -> service.publish(Events.edit("contact", 1)));
            await().atMost(TestService.PATIENCE).until(() -> !consumer.traces.isEmpty());
            assertThat(consumer.traces)
                    .singleElement()
                    .asString()
                    .startsWith("00-4bf92f3577b34da6a3ce929d0e0e4736-")
                    .doesNotContain("00f067aa0ba902b7");
        }
    }

    @Test
    void whatMayPassIsTriedAgainInPlaceAndTheOrderOfAKeyIsKept() {
        var failures = new AtomicInteger();
        var consumer = new RecordingConsumer("tagging", Set.of(Topic.EXTERNAL_CONTACT), event -> {
            // More often than poison would be tried.
            if (Events.number(event) == 3 && failures.incrementAndGet() <= 8) {
                throw new CannotAcquireLockException(
                        "deadlock", new SQLTransactionRollbackException("deadlock", "40001", 1213));
            }
        });
        try (var service = TestService.on(stores)
                .with(new CommittedConsumer(consumer))
                .setting("scrm.messaging.poison-tries", 2)
                .start()) {
            IntStream.range(0, 10).forEach(i -> service.publish(Events.edit("contact", i)));
            await().atMost(TestService.PATIENCE)
                    .until(() -> consumer.handled.stream().anyMatch(event -> Events.number(event) == 9));
            assertThat(CommittedConsumer.numbers(service))
                    .containsExactlyElementsOf(IntStream.range(0, 10).boxed().toList());
            assertThat(service.get(DeadLetters.class).list("tagging")).isEmpty();
        }
    }

    @Test
    void poisonIsPutAsideWithItsCauseAndTheRestGoesOn() {
        var consumer = new RecordingConsumer("tagging", Set.of(Topic.EXTERNAL_CONTACT), event -> {
            if (Events.number(event) % 10 == 5) {
                throw new IllegalStateException("no such tag");
            }
        });
        var other = new RecordingConsumer("welcome", Topic.EXTERNAL_CONTACT);
        try (var service = TestService.on(stores).with(consumer, other).start()) {
            IntStream.range(0, 100).forEach(i -> service.publish(Events.edit("contact" + i % 10, i)));
            service.send(new ProducerRecord<>(
                    service.get(KafkaEventRecords.class).topicName(Topic.EXTERNAL_CONTACT),
                    "ww1|contact",
                    "{\"type\":\"NoSuchEvent\"}".getBytes(StandardCharsets.UTF_8)));
            IntStream.range(100, 110).forEach(i -> service.publish(Events.edit("contact" + i % 10, i)));

            await().atMost(TestService.PATIENCE)
                    .untilAsserted(
                            () -> assertThat(service.get(DeadLetters.class).list("tagging"))
                                    .hasSize(12));
            await().atMost(TestService.PATIENCE)
                    .untilAsserted(
                            () -> assertThat(Set.copyOf(consumer.handled)).hasSize(99));
            List<DeadLetter> letters = service.get(DeadLetters.class).list("tagging");
            assertThat(letters)
                    .filteredOn(letter -> letter.cause().contains("no such tag"))
                    .hasSize(11)
                    .allSatisfy(letter -> {
                        assertThat(letter.topic()).isEqualTo("wecom.external-contact");
                        assertThat(letter.eventType()).isEqualTo("ExternalContactEdited");
                        assertThat(letter.eventId()).isNotNull();
                    });
            assertThat(letters)
                    .filteredOn(letter -> letter.cause().contains("MalformedEventException"))
                    .hasSize(1);
            assertThat(service.get(MeterRegistry.class)
                            .get("scrm.dead.letters")
                            .tag("consumer", "tagging")
                            .counter()
                            .count())
                    .isEqualTo(12);
            // The other consumer could not read one either.
            await().atMost(TestService.PATIENCE)
                    .untilAsserted(
                            () -> assertThat(service.get(DeadLetters.class).list("welcome"))
                                    .hasSize(1));
        }
    }

    @Test
    void replayedLettersReachOnlyTheConsumerThatFailed() {
        var broken = new AtomicBoolean(true);
        var consumer = new RecordingConsumer("tagging", Set.of(Topic.EXTERNAL_CONTACT), _ -> {
            if (broken.get()) {
                throw new IllegalStateException("broken");
            }
        });
        var other = new RecordingConsumer("welcome", Topic.EXTERNAL_CONTACT);
        try (var service = TestService.on(stores).with(consumer, other).start()) {
            DeadLetters letters = service.get(DeadLetters.class);
            IntStream.range(0, 5).forEach(i -> service.publish(Events.edit("contact", i)));
            await().atMost(TestService.PATIENCE)
                    .untilAsserted(() -> assertThat(letters.list("tagging")).hasSize(5));
            await().atMost(TestService.PATIENCE).until(() -> other.arrived.size() == 5);

            broken.set(false);
            assertThat(letters.replay("welcome")).isZero();
            DeadLettersEndpoint operator = service.get(DeadLettersEndpoint.class);
            assertThat(operator.waiting("tagging"))
                    .isEqualTo(new DeadLettersEndpoint.Waiting(5, Map.of("wecom.external-contact", 5)));
            assertThat(operator.replay("tagging").replayed()).isEqualTo(5);
            await().atMost(TestService.PATIENCE)
                    .untilAsserted(() -> assertThat(consumer.handled)
                            .extracting(Events::number)
                            .containsExactly(0, 1, 2, 3, 4));
            assertThat(letters.list("tagging")).isEmpty();
            assertThat(letters.replay("tagging")).isZero();

            // It goes on behind them, so the replayed ones have passed it by.
            service.publish(Events.edit("contact", 5));
            await().atMost(TestService.PATIENCE).until(() -> other.arrived.size() >= 6);
            assertThat(other.arrived).hasSize(6);
        }
    }

    @Test
    void instancesThatComeAndGoLoseNothingAndDoNothingTwice() {
        int events = 600;
        TestService.Builder instance = TestService.on(stores)
                .with(new CommittedConsumer(new RecordingConsumer("tagging", Topic.EXTERNAL_CONTACT)));
        try (var first = instance.start()) {
            var publisher = Thread.ofVirtual()
                    .start(() ->
                            IntStream.range(0, events).forEach(i -> first.publish(Events.edit("contact" + i % 20, i))));
            for (int storm = 0; storm < 3; storm++) {
                int before = CommittedConsumer.numbers(first).size();
                try (var _ = TestService.on(stores)
                        .with(new CommittedConsumer(new RecordingConsumer("tagging", Topic.EXTERNAL_CONTACT)))
                        .start()) {
                    await().atMost(TestService.PATIENCE)
                            .until(() -> CommittedConsumer.numbers(first).size() > before
                                    || CommittedConsumer.numbers(first).size() == events);
                }
            }
            await().atMost(TestService.PATIENCE.multipliedBy(2))
                    .untilAsserted(() -> assertThat(CommittedConsumer.numbers(first))
                            .containsExactlyInAnyOrderElementsOf(
                                    IntStream.range(0, events).boxed().toList()));
            assertThat(publisher.isAlive()).isFalse();
        }
    }

    @Test
    void aRowThatIsLockedForLongIsWaitedFor() throws InterruptedException {
        var consumer = new RecordingConsumer("tagging", Topic.EXTERNAL_CONTACT);
        try (var service = TestService.on(stores)
                .with(new CommittedConsumer(consumer))
                .setting("scrm.messaging.poison-tries", 1)
                .start()) {
            Event event = Events.edit("contact", 1);
            CountDownLatch locked = new CountDownLatch(1);
            CountDownLatch release = new CountDownLatch(1);
            // Another transaction has claimed the event, for longer than the server waits for a lock; then it gives up.
            var holder = Thread.ofVirtual()
                    .start(() -> service.get(TransactionTemplate.class).executeWithoutResult(transaction -> {
                        service.get(Inbox.class).claim("tagging", event.id());
                        locked.countDown();
                        awaitQuietly(release);
                        transaction.setRollbackOnly();
                    }));
            awaitQuietly(locked);
            service.publish(event);
            await().atMost(TestService.PATIENCE).until(() -> retries(service) > 1);
            release.countDown();
            await().atMost(TestService.PATIENCE)
                    .untilAsserted(
                            () -> assertThat(CommittedConsumer.numbers(service)).containsExactly(1));
            assertThat(service.get(DeadLetters.class).list("tagging")).isEmpty();
            holder.join();
        }
    }

    @Test
    void whoeverLosesADeadlockTriesAgain() throws InterruptedException {
        var blocked = new CountDownLatch(1);
        var consumer = new RecordingConsumer("tagging", Set.of(Topic.EXTERNAL_CONTACT), _ -> {});
        try (var service = TestService.on(stores)
                .with(new LocksOneThenTwo(blocked, consumer))
                .start()) {
            service.sql()
                    .sql("INSERT INTO effect (id, name, number) VALUES (1, 'one', 0), (2, 'two', 0)")
                    .update();
            var rival = Thread.ofVirtual()
                    .start(() -> service.inTransaction(() -> {
                        // The server undoes whoever has changed fewer rows.
                        IntStream.range(0, 50)
                                .forEach(i -> service.sql()
                                        .sql("INSERT INTO effect (name, number) VALUES ('weight', ?)")
                                        .param(i)
                                        .update());
                        service.sql()
                                .sql("UPDATE effect SET number = number + 1 WHERE id = 2")
                                .update();
                        service.publish(Events.edit("contact", 1));
                        awaitQuietly(blocked);
                        service.sql()
                                .sql("UPDATE effect SET number = number + 1 WHERE id = 1")
                                .update();
                    }));
            await().atMost(TestService.PATIENCE)
                    .until(() -> service.sql()
                            .sql("SELECT number FROM effect WHERE id IN (1, 2) ORDER BY id")
                            .query(Integer.class)
                            .list()
                            .equals(List.of(2, 2)));
            assertThat(retries(service)).isPositive();
            rival.join();
        }
    }

    /** Locks two rows in an order in which it can meet its rival. */
    private static final class LocksOneThenTwo implements EventConsumer, BeanFactoryAware {
        private final CountDownLatch lockedOne;
        private final EventConsumer consumer;
        private BeanFactory beans;

        LocksOneThenTwo(CountDownLatch lockedOne, EventConsumer consumer) {
            this.lockedOne = lockedOne;
            this.consumer = consumer;
        }

        @Override
        public void setBeanFactory(BeanFactory beanFactory) {
            beans = beanFactory;
        }

        @Override
        public String name() {
            return consumer.name();
        }

        @Override
        public Set<Topic> topics() {
            return consumer.topics();
        }

        @Override
        public void on(Event event) {
            JdbcClient sql = beans.getBean(JdbcClient.class);
            sql.sql("UPDATE effect SET number = number + 1 WHERE id = 1").update();
            lockedOne.countDown();
            sql.sql("UPDATE effect SET number = number + 1 WHERE id = 2").update();
        }
    }

    private static double retries(TestService service) {
        return service.get(MeterRegistry.class).find("scrm.events").tag("outcome", "retried").counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            if (!latch.await(20, TimeUnit.SECONDS)) {
                throw new AssertionError("waited in vain");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
