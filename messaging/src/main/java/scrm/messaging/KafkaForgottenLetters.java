package scrm.messaging;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.springframework.kafka.core.ConsumerFactory;

import scrm.events.Topic;

/**
 * Clears dead letters away. Kafka deletes no single record of a log, but all before an offset: so what must stay is put
 * behind first, and then everything before goes. Brokers give nothing of it out from that moment on; its bytes leave
 * their disks with the segment.
 */
final class KafkaForgottenLetters {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ConsumerFactory<String, byte[]> consumers;
    private final Map<String, Object> adminSettings;
    private final Sending send;
    private final String topicPrefix;

    /** Publishes a record for good. */
    interface Sending {
        void accept(ProducerRecord<String, byte[]> letter);
    }

    private interface Visitor {
        void accept(ConsumerRecord<String, byte[]> letter);
    }

    KafkaForgottenLetters(
            ConsumerFactory<String, byte[]> consumers,
            Map<String, Object> adminSettings,
            Sending send,
            String topicPrefix) {
        this.consumers = consumers;
        this.adminSettings = Map.copyOf(adminSettings);
        this.send = send;
        this.topicPrefix = topicPrefix;
    }

    int forget(String text) {
        Properties overrides = new Properties();
        overrides.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        overrides.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        try (Admin admin = Admin.create(adminSettings);
                var reader =
                        consumers.createConsumer(topicPrefix + "forgotten-letters", "dead-letters", null, overrides)) {
            var there = reader.listTopics(PATIENCE);
            Set<String> names = Stream.of(Topic.values())
                    .map(topic -> topicPrefix + topic.deadLetterTopicName())
                    .collect(Collectors.toSet());
            return there.entrySet().stream()
                    .filter(topic -> names.contains(topic.getKey()))
                    .flatMap(topic -> topic.getValue().stream())
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .mapToInt(partition -> forget(admin, reader, partition, text))
                    .sum();
        }
    }

    private int forget(Admin admin, Consumer<String, byte[]> reader, TopicPartition partition, String text) {
        long end = Objects.requireNonNull(
                reader.endOffsets(List.of(partition), PATIENCE).get(partition));
        AtomicInteger naming = new AtomicInteger();
        each(reader, partition, end, letter -> naming.addAndGet(names(letter, text) ? 1 : 0));
        if (naming.get() > 0) {
            Map<String, Long> replayed = new HashMap<>();
            each(reader, partition, end, letter -> {
                String consumer = Objects.requireNonNullElse(
                        KafkaEventRecords.header(letter.headers(), KafkaDeadLetters.CONSUMER), "");
                long upTo = replayed.computeIfAbsent(consumer, name -> replayed(admin, partition, name));
                if (letter.offset() >= upTo && !names(letter, text)) {
                    send.accept(new ProducerRecord<>(
                            letter.topic(), null, letter.timestamp(), letter.key(), letter.value(), letter.headers()));
                }
            });
            await(admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(end)))
                    .all());
        }
        return naming.get();
    }

    /** From which letter on a consumer's wait. */
    private long replayed(Admin admin, TopicPartition partition, String consumer) {
        var offsets = await(admin.listConsumerGroupOffsets(topicPrefix + consumer + ".dead-letters")
                .partitionsToOffsetAndMetadata());
        var offset = offsets.get(partition);
        return offset == null ? 0 : offset.offset();
    }

    private static void each(Consumer<String, byte[]> reader, TopicPartition partition, long end, Visitor visitor) {
        reader.assign(List.of(partition));
        reader.seekToBeginning(List.of(partition));
        while (reader.position(partition, PATIENCE) < end) {
            for (ConsumerRecord<String, byte[]> letter : reader.poll(Duration.ofMillis(200))) {
                if (letter.offset() < end) {
                    visitor.accept(letter);
                }
            }
        }
    }

    private static boolean names(ConsumerRecord<String, byte[]> letter, String text) {
        String cause = KafkaEventRecords.header(letter.headers(), KafkaDeadLetters.CAUSE);
        return (letter.key() != null && letter.key().contains(text))
                || (letter.value() != null && new String(letter.value(), StandardCharsets.UTF_8).contains(text))
                || (cause != null && cause.contains(text));
    }

    private static <T> T await(KafkaFuture<T> answer) {
        try {
            return answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while dead letters were cleared away", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new KafkaException("dead letters could not be cleared away", e);
        }
    }
}
