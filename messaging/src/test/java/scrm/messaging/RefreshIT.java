package scrm.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryAware;

import scrm.events.Event;
import scrm.events.ExternalContactEvent.ExternalContactEdited;
import scrm.events.ExternalUserId;
import scrm.events.Topic;
import scrm.stores.TestStores;

/** What we hold is what the outside holds, although its events tell neither what changed nor how often. */
class RefreshIT {
    private final Map<String, String> stores = TestStores.settings();

    /** The outside's truth and our copy of it. */
    private final Map<ExternalUserId, AtomicInteger> remote = new ConcurrentHashMap<>();

    private final Map<ExternalUserId, Integer> held = new ConcurrentHashMap<>();
    private final CountDownLatch firstRead = new CountDownLatch(1);
    private final CountDownLatch mayEnd = new CountDownLatch(1);

    record Refresh(ExternalUserId externalUserId) {}

    private static final class MarksDirty implements EventConsumer, BeanFactoryAware {
        private final AtomicInteger arrivals = new AtomicInteger();
        private BeanFactory beans;

        @Override
        public void setBeanFactory(BeanFactory beanFactory) {
            beans = beanFactory;
        }

        @Override
        public String name() {
            return "contacts";
        }

        @Override
        public Set<Topic> topics() {
            return Set.of(Topic.EXTERNAL_CONTACT);
        }

        @Override
        public void on(Event event) {}

        @Override
        public void onEveryArrival(Event event) {
            ExternalUserId contact = ((ExternalContactEdited) event).externalUserId();
            // Due at once, whatever the event's time is.
            beans.getBean(WorkQueue.class)
                    .submit(WorkRequest.refresh(
                            "refresh", event.corpId(), contact.value(), new Refresh(contact), event.occurredAt()));
            arrivals.incrementAndGet();
        }
    }

    private final class Refreshes implements WorkHandler<Refresh> {
        @Override
        public String kind() {
            return "refresh";
        }

        @Override
        public Class<Refresh> payloadType() {
            return Refresh.class;
        }

        @Override
        public Settlement handle(Work<Refresh> work) {
            ExternalUserId contact = work.payload().externalUserId();
            int read = remote.get(contact).get();
            if (contact.value().equals("slow")) {
                firstRead.countDown();
                awaitQuietly(mayEnd);
            }
            return Settlement.done(() -> held.put(contact, read));
        }
    }

    @Test
    void theSecondOfTwoIdenticalEventsIsNotSwallowed() {
        var contact = new ExternalUserId("slow");
        remote.put(contact, new AtomicInteger(1));
        var edit = Events.edit("slow", 1);
        try (var service =
                TestService.on(stores).with(new MarksDirty(), new Refreshes()).start()) {
            service.publish(edit);
            awaitQuietly(firstRead);
            // It has read and is about to store, when the contact is edited within the same second.
            remote.get(contact).set(2);
            service.publish(edit);
            await().atMost(TestService.PATIENCE)
                    .until(() -> service.sql()
                            .sql("SELECT again FROM work")
                            .query(Boolean.class)
                            .single());
            mayEnd.countDown();
            await().atMost(TestService.PATIENCE)
                    .untilAsserted(() -> assertThat(held).containsEntry(contact, 2));
        }
    }

    @Test
    void afterAStormOfRepeatedAndShuffledEventsEverythingHeldIsCurrent() {
        int contacts = 20;
        Random random = new Random(16);
        mayEnd.countDown();
        IntStream.range(0, contacts).forEach(i -> remote.put(new ExternalUserId("contact" + i), new AtomicInteger()));
        var marks = new MarksDirty();
        try (var service = TestService.on(stores).with(marks, new Refreshes()).start();
                var _ = TestService.on(stores)
                        .with(new MarksDirty(), new Refreshes())
                        .start()) {
            List<Integer> edits = random.ints(400, 0, contacts).boxed().toList();
            for (int contact : edits) {
                remote.get(new ExternalUserId("contact" + contact)).incrementAndGet();
                // Only three different events of each contact, each one to three times.
                for (int copies = 1 + random.nextInt(3); copies > 0; copies--) {
                    service.publish(Events.edit("contact" + contact, random.nextInt(3)));
                }
            }
            await().atMost(TestService.PATIENCE)
                    .untilAsserted(() -> assertThat(remote)
                            .allSatisfy((contact, truth) -> assertThat(held).containsEntry(contact, truth.get())));
        }
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
