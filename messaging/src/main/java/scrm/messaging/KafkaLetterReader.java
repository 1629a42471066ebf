package scrm.messaging;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.core.ConsumerFactory;

import scrm.events.Topic;

/**
 * Reads topics of dead letters from some offset to the end as it is now, one record at a time, for letters may be many
 * and each as large as the broker takes. Besides letters there are notes among them, which say that a letter before
 * them was replayed or discarded.
 */
final class KafkaLetterReader implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(200);

    private final Consumer<String, byte[]> consumer;
    private final String topicPrefix;

    KafkaLetterReader(ConsumerFactory<String, byte[]> consumers, String topicPrefix) {
        Properties overrides = new Properties();
        overrides.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        overrides.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        this.consumer = consumers.createConsumer(topicPrefix + "dead-letters", "dead-letters", null, overrides);
        this.topicPrefix = topicPrefix;
    }

    /** The partitions of these topics' dead letters, in one order always. */
    List<TopicPartition> partitions(Stream<Topic> topics) {
        Set<String> names =
                topics.map(topic -> topicPrefix + topic.deadLetterTopicName()).collect(Collectors.toSet());
        return consumer.listTopics(PATIENCE).entrySet().stream()
                .filter(topic -> names.contains(topic.getKey()))
                .flatMap(topic -> topic.getValue().stream())
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .sorted(Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition))
                .toList();
    }

    long end(TopicPartition partition) {
        // Kafka's client complains of answers about what it does not read.
        consumer.assign(List.of(partition));
        return Objects.requireNonNull(
                consumer.endOffsets(List.of(partition), PATIENCE).get(partition));
    }

    /**
     * Shows each record before an end, until the visitor has seen enough.
     *
     * @param from may lie before the first record that there is
     * @param visitor says whether to go on
     */
    void each(TopicPartition partition, long from, long end, Predicate<ConsumerRecord<String, byte[]>> visitor) {
        consumer.assign(List.of(partition));
        consumer.seek(partition, from);
        long giveUpAt = System.nanoTime() + PATIENCE.toNanos();
        while (consumer.position(partition, PATIENCE) < end) {
            ConsumerRecords<String, byte[]> records = consumer.poll(POLL);
            if (records.isEmpty() && System.nanoTime() - giveUpAt > 0) {
                throw new TimeoutException("dead letters could not be read");
            }
            for (ConsumerRecord<String, byte[]> letter : records) {
                giveUpAt = System.nanoTime() + PATIENCE.toNanos();
                if (letter.offset() >= end || !visitor.test(letter)) {
                    return;
                }
            }
        }
    }

    /** Letters that notes in this part of a partition are about. */
    Set<DeadLetterId> noted(TopicPartition partition, long from, long end) {
        Set<DeadLetterId> noted = new HashSet<>();
        each(partition, from, end, letter -> {
            noteOn(letter).ifPresent(noted::add);
            return true;
        });
        return noted;
    }

    /** The letter that a record is a note on; empty if it is a letter itself. */
    static Optional<DeadLetterId> noteOn(ConsumerRecord<String, byte[]> letter) {
        String noted = KafkaEventRecords.header(letter.headers(), KafkaDeadLetters.NOTE_ON);
        return noted == null ? Optional.empty() : DeadLetterId.parse(noted);
    }

    /** Whether a record says something about somebody. */
    static boolean names(ConsumerRecord<String, byte[]> letter, String text) {
        return contains(letter.key(), text)
                || (letter.value() != null && new String(letter.value(), StandardCharsets.UTF_8).contains(text))
                || contains(KafkaEventRecords.header(letter.headers(), KafkaDeadLetters.CAUSE), text)
                || contains(KafkaEventRecords.header(letter.headers(), KafkaDeadLetters.REASON), text);
    }

    private static boolean contains(@Nullable String field, String text) {
        return field != null && field.contains(text);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
