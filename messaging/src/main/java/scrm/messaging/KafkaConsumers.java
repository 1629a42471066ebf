package scrm.messaging;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.kafka.listener.RetryListener;
import org.springframework.util.backoff.ExponentialBackOff;

/**
 * Runs one Kafka container for each {@link EventConsumer}. Its error policy: what may pass is tried again in place for
 * as long as it takes, which keeps the order of a key; what stays goes to the dead letters after some tries, what
 * cannot be read at once.
 */
final class KafkaConsumers implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(KafkaConsumers.class);

    private final List<ConcurrentMessageListenerContainer<String, byte[]>> containers;

    KafkaConsumers(
            List<EventConsumer> consumers,
            ConsumerFactory<String, byte[]> kafka,
            Function<EventConsumer, KafkaEventListener> listeners,
            KafkaEventRecords records,
            KafkaDeadLetters deadLetters,
            MeterRegistry meters,
            MessagingProperties properties) {
        Set<String> names = new HashSet<>();
        containers = consumers.stream()
                .map(consumer -> {
                    if (!names.add(consumer.name()) || consumer.name().length() > 100) {
                        throw new IllegalArgumentException(
                                "consumers must have different names of at most 100 characters: " + consumer.name());
                    }
                    ContainerProperties container = new ContainerProperties(
                            consumer.topics().stream().map(records::topicName).toArray(String[]::new));
                    container.setGroupId(properties.topicPrefix() + consumer.name());
                    container.setClientId(consumer.name());
                    container.setMessageListener(listeners.apply(consumer));
                    container.setShutdownTimeout(25_000);
                    var result = new ConcurrentMessageListenerContainer<>(kafka, container);
                    result.setBeanName(consumer.name());
                    result.setConcurrency(properties.consumerThreads());
                    result.setCommonErrorHandler(errorPolicy(consumer.name(), deadLetters, meters, properties));
                    return result;
                })
                .toList();
    }

    private static DefaultErrorHandler errorPolicy(
            String consumer, KafkaDeadLetters deadLetters, MeterRegistry meters, MessagingProperties properties) {
        DefaultErrorHandler policy =
                new DefaultErrorHandler((failed, cause) -> deadLetters.put(consumer, failed, cause), growing());
        policy.setClassifications(Map.of(EventJson.MalformedEventException.class, false), true);
        policy.setBackOffFunction((_, cause) -> {
            if (Failures.isTransient(cause)) {
                return growing();
            }
            ExponentialBackOff few = growing();
            few.setMaxAttempts(properties.poisonTries() - 1L);
            return few;
        });
        policy.setRetryListeners(new RetryListener() {
            @Override
            public void failedDelivery(ConsumerRecord<?, ?> failed, @Nullable Exception cause, int attempt) {
                meters.counter("scrm.events", "consumer", consumer, "outcome", "failed")
                        .increment();
                log.warn(
                        "{} failed at {}-{}@{}, attempt {}: {}",
                        consumer,
                        failed.topic(),
                        failed.partition(),
                        failed.offset(),
                        attempt,
                        Failures.describe(cause));
            }
        });
        return policy;
    }

    private static ExponentialBackOff growing() {
        ExponentialBackOff backOff = new ExponentialBackOff(50, 2);
        backOff.setJitter(25);
        backOff.setMaxInterval(5_000);
        return backOff;
    }

    @Override
    public void start() {
        containers.forEach(ConcurrentMessageListenerContainer::start);
    }

    @Override
    public void stop() {
        // All at once: each waits for its poll to be handled.
        List<Thread> stopping = containers.stream()
                .map(container -> Thread.ofVirtual().start(container::stop))
                .toList();
        try {
            for (Thread thread : stopping) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return containers.stream().anyMatch(ConcurrentMessageListenerContainer::isRunning);
    }

    /** Before workers and relay, which what it still handles may need. */
    @Override
    public int getPhase() {
        return DEFAULT_PHASE - 100;
    }
}
