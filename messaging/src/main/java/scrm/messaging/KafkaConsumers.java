package scrm.messaging;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.util.backoff.ExponentialBackOff;

/**
 * Runs one Kafka container for each {@link EventConsumer}. What its {@link KafkaEventListener} gives back is delivered
 * again, from the event that failed on and for as long as it takes, so that the order of a key is kept.
 */
final class KafkaConsumers implements SmartLifecycle {
    private final List<ConcurrentMessageListenerContainer<String, byte[]>> containers;

    KafkaConsumers(
            List<EventConsumer> consumers,
            ConsumerFactory<String, byte[]> kafka,
            Function<EventConsumer, KafkaEventListener> listeners,
            KafkaEventRecords records,
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
                    container.setIdleBetweenPolls(consumer.urgent() ? 0 : Loop.REST.toMillis());
                    var result = new ConcurrentMessageListenerContainer<>(kafka, container);
                    result.setBeanName(consumer.name());
                    result.setConcurrency(properties.consumerThreads());
                    result.setCommonErrorHandler(redelivery());
                    return result;
                })
                .toList();
    }

    private static DefaultErrorHandler redelivery() {
        ExponentialBackOff forever = new ExponentialBackOff(100, 2);
        forever.setJitter(50);
        forever.setMaxInterval(5_000);
        DefaultErrorHandler redelivery = new DefaultErrorHandler(
                (_, cause) -> {
                    throw new IllegalStateException("an event is never given up here", cause);
                },
                forever);
        // Spring would give up some types at once.
        redelivery.setClassifications(Map.of(), true);
        // The listener has said it, and without the messages of exceptions, which quote values.
        redelivery.setLogLevel(KafkaException.Level.DEBUG);
        return redelivery;
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

    /** Stops after the web server and before workers and relay, which what it still handles may need. */
    @Override
    public int getPhase() {
        return 300;
    }
}
