package scrm.messaging;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryAware;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

import scrm.events.Event;
import scrm.events.EventId;
import scrm.events.ExternalContactEvent.ExternalContactEdited;
import scrm.events.TaggingEvent.ExternalContactTagged;
import scrm.events.Topic;

/**
 * A service with the whole path of an event: consumer, effect, outbox, work. As a process of its own it halts, as
 * {@code kill -9} would make it, when it passes a point for the third time.
 */
final class HaltingService {
    /** Where it may halt. */
    enum Point {
        BEFORE_COMMIT,
        AFTER_COMMIT,
        BEFORE_SEND,
        AFTER_ACKNOWLEDGEMENT,
        BEFORE_CALL,
        DURING_CALL,
        AFTER_CALL,
        AFTER_SETTLEMENT,
        NEVER
    }

    static final int EXIT = 137;

    private static final Point HALT_AT = Point.valueOf(System.getProperty("halt.at", Point.NEVER.name()));
    private static final AtomicInteger PASSES = new AtomicInteger();

    /** Held by a call, and by whoever stops the process. */
    private static final Object OUTSIDE = new Object();

    private static volatile boolean stopping;

    private HaltingService() {}

    public static void main(String[] args) throws InterruptedException {
        Map<String, String> stores = new HashMap<>(System.getenv());
        start(stores);
        Thread.currentThread().join();
    }

    static TestService start(Map<String, String> stores) {
        return TestService.on(stores)
                .with(new Tags(), new Calls())
                .setting("scrm.messaging.poll", "100ms")
                .setting("scrm.messaging.outbox-lease", "2s")
                .setting("scrm.messaging.call-lease", "2s")
                .setting("spring.kafka.producer.properties.interceptor.classes", HaltingInterceptor.class.getName())
                .start();
    }

    private static void pass(Point point) {
        if (point == HALT_AT && PASSES.incrementAndGet() == 3) {
            if (Boolean.getBoolean("halt.resumable")) {
                stopping = true;
                synchronized (OUTSIDE) {
                    signal("STOP", ProcessHandle.current().pid());
                }
            } else {
                Runtime.getRuntime().halt(EXIT);
            }
        }
    }

    static void signal(String signal, long pid) {
        try {
            new ProcessBuilder("kill", "-" + signal, String.valueOf(pid))
                    .start()
                    .waitFor();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException("no signal could be sent", e);
        }
    }

    private static void effect(BeanFactory beans, String name, int number) {
        beans.getBean(JdbcClient.class)
                .sql("INSERT INTO effect (name, number) VALUES (?, ?)")
                .params(name, number)
                .update();
    }

    record Order(int number) {}

    /** For each edit: an effect, an event of ours, a call. */
    private static final class Tags implements EventConsumer, BeanFactoryAware {
        private BeanFactory beans;

        @Override
        public void setBeanFactory(BeanFactory beanFactory) {
            beans = beanFactory;
        }

        @Override
        public String name() {
            return "tags";
        }

        @Override
        public Set<Topic> topics() {
            return Set.of(Topic.EXTERNAL_CONTACT);
        }

        @Override
        public void on(Event event) {
            if (event instanceof ExternalContactEdited edited) {
                int number = Events.number(edited);
                effect(beans, "handled", number);
                beans.getBean(Outbox.class)
                        .append(new ExternalContactTagged(
                                EventId.derived(edited.id().value(), "tagged"),
                                edited.corpId(),
                                edited.occurredAt(),
                                edited.userId(),
                                edited.externalUserId(),
                                List.of(),
                                List.of(),
                                "test"));
                beans.getBean(WorkQueue.class)
                        .submit(WorkRequest.once(
                                "call",
                                edited.corpId(),
                                edited.id().value(),
                                new Order(number),
                                beans.getBean(Clock.class).instant()));
                pass(Point.BEFORE_COMMIT);
                TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                    @Override
                    public void afterCommit() {
                        pass(Point.AFTER_COMMIT);
                    }
                });
            }
        }
    }

    /** A call that must not be repeated; the outside notes it, and can be asked. */
    private static final class Calls implements WorkHandler<Order>, BeanFactoryAware {
        private BeanFactory beans;

        @Override
        public void setBeanFactory(BeanFactory beanFactory) {
            beans = beanFactory;
        }

        @Override
        public String kind() {
            return "call";
        }

        @Override
        public Class<Order> payloadType() {
            return Order.class;
        }

        @Override
        public boolean repeatable() {
            return false;
        }

        /** One at a time: the others wait in the queue, not before the call. */
        @Override
        public int concurrency() {
            return 1;
        }

        @Override
        public Duration lease() {
            return Duration.ofSeconds(2);
        }

        @Override
        public Settlement handle(Work<Order> work) {
            pass(Point.BEFORE_CALL);
            work.call().begin();
            pass(Point.DURING_CALL);
            call(work.payload().number());
            pass(Point.AFTER_CALL);
            return settled(work);
        }

        /**
         * A call that was about to go out when the process was stopped would go out when it goes on, after others were
         * told that it had not. No lease can prevent that, and the test is not about it: such a call stays away.
         */
        private void call(int number) {
            synchronized (OUTSIDE) {
                if (!stopping) {
                    effect(beans, "called", number);
                    return;
                }
            }
            while (true) {
                LockSupport.park();
            }
        }

        @Override
        public Settlement resolve(Work<Order> work, Instant calledAt) {
            boolean called = beans.getBean(JdbcClient.class)
                    .sql("SELECT COUNT(*) > 0 FROM effect WHERE name = 'called' AND number = ?")
                    .param(work.payload().number())
                    .query(Boolean.class)
                    .single();
            return called ? settled(work) : Settlement.retry("not called", Duration.ZERO);
        }

        private Settlement settled(Work<Order> work) {
            return Settlement.done(() -> {
                effect(beans, "settled", work.payload().number());
                TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                    @Override
                    public void afterCommit() {
                        pass(Point.AFTER_SETTLEMENT);
                    }
                });
            });
        }
    }

    /** Sees what the relay sends. */
    public static final class HaltingInterceptor implements ProducerInterceptor<String, byte[]> {
        @Override
        public ProducerRecord<String, byte[]> onSend(ProducerRecord<String, byte[]> sent) {
            pass(Point.BEFORE_SEND);
            return sent;
        }

        @Override
        public void onAcknowledgement(RecordMetadata metadata, Exception exception) {
            pass(Point.AFTER_ACKNOWLEDGEMENT);
        }

        @Override
        public void close() {}

        @Override
        public void configure(Map<String, ?> configs) {}
    }
}
