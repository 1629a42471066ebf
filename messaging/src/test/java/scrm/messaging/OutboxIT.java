package scrm.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

import scrm.events.Event;
import scrm.events.Topic;
import scrm.stores.TestStores;

class OutboxIT {
    private final Map<String, String> stores = TestStores.settings();

    @Test
    void whatATransactionAppendsIsPublishedWithItsTraceAndForgotten() {
        var consumer = new RecordingConsumer("tagging", Topic.EXTERNAL_CONTACT);
        // A poll so rare that only the nudge after commit can be what publishes.
        try (var service = TestService.on(stores)
                .with(consumer)
                .setting("scrm.messaging.poll", "60s")
                .start()) {
            Trace.within(
                    "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                    () -> service.inTransaction(() -> service.get(Outbox.class).append(Events.edit("contact", 1))));
            await().atMost(TestService.PATIENCE).until(() -> consumer.handled.size() == 1);
            assertThat(consumer.handled).containsExactly(Events.edit("contact", 1));
            assertThat(consumer.traces).singleElement().asString().contains("4bf92f3577b34da6a3ce929d0e0e4736");
            await().atMost(TestService.PATIENCE).until(() -> waiting(service) == 0);
        }
    }

    @Test
    void whatIsRolledBackIsNeverPublished() {
        var consumer = new RecordingConsumer("tagging", Topic.EXTERNAL_CONTACT);
        try (var service = TestService.on(stores).with(consumer).start()) {
            Outbox outbox = service.get(Outbox.class);
            assertThatThrownBy(() -> service.inTransaction(() -> {
                        outbox.append(Events.edit("contact", 1));
                        throw new IllegalStateException("changed my mind");
                    }))
                    .hasMessage("changed my mind");
            service.inTransaction(() -> outbox.append(Events.edit("contact", 2)));
            await().atMost(TestService.PATIENCE).until(() -> !consumer.handled.isEmpty());
            assertThat(consumer.handled).containsExactly(Events.edit("contact", 2));
        }
    }

    @Test
    void aTransactionWithinATransactionHasItsOwnFate() {
        var consumer = new RecordingConsumer("tagging", Topic.EXTERNAL_CONTACT);
        try (var service = TestService.on(stores).with(consumer).start()) {
            Outbox outbox = service.get(Outbox.class);
            var inner = new TransactionTemplate(service.get(PlatformTransactionManager.class));
            inner.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
            assertThatThrownBy(() -> service.inTransaction(() -> {
                        outbox.append(Events.edit("contact", 1));
                        inner.executeWithoutResult(_ -> outbox.append(Events.edit("contact", 2)));
                        throw new IllegalStateException("changed my mind");
                    }))
                    .hasMessage("changed my mind");
            await().atMost(TestService.PATIENCE).until(() -> !consumer.handled.isEmpty());
            assertThat(consumer.handled).containsExactly(Events.edit("contact", 2));
        }
    }

    @Test
    void anEventOutsideATransactionIsRefused() {
        try (var service = TestService.on(stores).start()) {
            assertThatThrownBy(() -> service.get(Outbox.class).append(Events.edit("contact", 1)))
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void severalRelaysPublishEverythingOnceInTheOrderOfEachKey() {
        var consumer = new RecordingConsumer("tagging", Topic.EXTERNAL_CONTACT);
        try (var service = TestService.on(stores).with(consumer).start();
                var second = TestService.on(stores).start()) {
            // Transactions of both instances in turn, on the same keys.
            for (int i = 0; i < 120; i++) {
                int number = i;
                TestService instance = i % 2 == 0 ? service : second;
                instance.inTransaction(() -> IntStream.range(0, 5)
                        .forEach(k -> instance.get(Outbox.class).append(Events.edit("contact" + k, number))));
            }
            await().atMost(TestService.PATIENCE).until(() -> consumer.arrived.size() >= 600);
            assertThat(consumer.arrived).doesNotHaveDuplicates().hasSize(600);
            Map<String, List<Integer>> byKey = consumer.arrived.stream()
                    .collect(
                            Collectors.groupingBy(Event::key, Collectors.mapping(Events::number, Collectors.toList())));
            assertThat(byKey)
                    .hasSize(5)
                    .allSatisfy((_, numbers) -> assertThat(numbers).isSorted());
        }
    }

    @Test
    void aShardWhoseRelayDiedIsTakenOverWhenItsLeaseEnds() {
        var consumer = new RecordingConsumer("tagging", Topic.EXTERNAL_CONTACT);
        try (var service = TestService.on(stores)
                .with(consumer)
                .setting("scrm.messaging.poll", "50ms")
                .start()) {
            // As a relay leaves it that is killed after it leased the shard.
            service.sql()
                    .sql("UPDATE outbox_shard SET owner = 1, lease_until = UTC_TIMESTAMP(6) + INTERVAL 2 SECOND")
                    .update();
            service.inTransaction(() -> service.get(Outbox.class).append(Events.edit("contact", 1)));
            assertThat(waiting(service)).isEqualTo(1);
            await().atMost(TestService.PATIENCE).until(() -> consumer.handled.size() == 1);
        }
    }

    @Test
    void whileKafkaIsAwayEventsWaitAndGoOutInOrderWhenItIsBack() {
        var consumer = new RecordingConsumer("tagging", Topic.EXTERNAL_CONTACT);
        try (var cutOff = TestService.on(stores)
                .setting("spring.kafka.bootstrap-servers", "127.0.0.1:1")
                .setting("spring.kafka.producer.properties.max.block.ms", 100)
                .start()) {
            IntStream.range(0, 5)
                    .forEach(i ->
                            cutOff.inTransaction(() -> cutOff.get(Outbox.class).append(Events.edit("contact", i))));
            await().atMost(TestService.PATIENCE)
                    .until(() -> cutOff.get(MeterRegistry.class)
                                    .get("scrm.outbox.failures")
                                    .counter()
                                    .count()
                            > 0);
            assertThat(waiting(cutOff)).isEqualTo(5);
        }
        try (var _ = TestService.on(stores).with(consumer).start()) {
            await().atMost(TestService.PATIENCE)
                    .untilAsserted(() -> assertThat(consumer.handled)
                            .extracting(Events::number)
                            .containsExactly(0, 1, 2, 3, 4));
        }
    }

    private static int waiting(TestService service) {
        return service.sql()
                .sql("SELECT COUNT(*) FROM outbox")
                .query(Integer.class)
                .single();
    }
}
