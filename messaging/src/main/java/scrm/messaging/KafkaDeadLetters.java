package scrm.messaging;

import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.KafkaOperations;

import scrm.events.Topic;

/**
 * {@link DeadLetters} as topics, {@code <topic>.dlt}. A letter is the record as it was, with headers that say whose it
 * is and why. Each consumer has a group of its own that remembers how far its letters have been replayed.
 */
final class KafkaDeadLetters implements DeadLetters {
    /** Whose letter it is; on a replayed record, the only consumer that may handle it. */
    static final String CONSUMER = "dead-letter-consumer";

    static final String TOPIC = "dead-letter-topic";
    static final String PARTITION = "dead-letter-partition";
    static final String OFFSET = "dead-letter-offset";
    static final String CAUSE = "dead-letter-cause";

    private static final Logger log = LoggerFactory.getLogger(KafkaDeadLetters.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final KafkaOperations<String, byte[]> producer;
    private final ConsumerFactory<String, byte[]> consumers;
    private final MeterRegistry meters;
    private final String topicPrefix;
    private final KafkaForgottenLetters forgotten;

    KafkaDeadLetters(
            KafkaOperations<String, byte[]> producer,
            ConsumerFactory<String, byte[]> consumers,
            Map<String, Object> adminSettings,
            MeterRegistry meters,
            String topicPrefix) {
        this.producer = producer;
        this.consumers = consumers;
        this.meters = meters;
        this.topicPrefix = topicPrefix;
        this.forgotten = new KafkaForgottenLetters(consumers, adminSettings, this::send, topicPrefix);
    }

    /** Puts a record aside for good; throws if Kafka did not take it, and then it must be tried again. */
    void put(String consumer, ConsumerRecord<String, byte[]> failed, Throwable cause) {
        var letter = new ProducerRecord<>(failed.topic() + Topic.DEAD_LETTER_SUFFIX, failed.key(), failed.value());
        failed.headers().forEach(letter.headers()::add);
        // A letter that failed again after its replay has these already; the last word counts.
        set(letter, CONSUMER, consumer);
        set(letter, TOPIC, failed.topic().substring(topicPrefix.length()));
        set(letter, PARTITION, String.valueOf(failed.partition()));
        set(letter, OFFSET, String.valueOf(failed.offset()));
        set(letter, CAUSE, causeOf(cause));
        send(letter);
        meters.counter(
                        "scrm.dead.letters",
                        "consumer",
                        consumer,
                        "topic",
                        failed.topic().substring(topicPrefix.length()))
                .increment();
        log.error(
                "{} put {}-{}@{} aside as a dead letter: {}",
                consumer,
                failed.topic(),
                failed.partition(),
                failed.offset(),
                Failures.describe(cause));
    }

    @Override
    public List<DeadLetter> list(String consumer) {
        try (var reader = reader(consumer)) {
            return waiting(reader, consumer).stream()
                    .map(KafkaDeadLetters::letter)
                    .toList();
        }
    }

    @Override
    public int replay(String consumer) {
        try (var reader = reader(consumer)) {
            List<ConsumerRecord<String, byte[]>> letters = waiting(reader, consumer);
            for (ConsumerRecord<String, byte[]> letter : letters) {
                var again = new ProducerRecord<>(
                        topicPrefix + Objects.requireNonNull(KafkaEventRecords.header(letter.headers(), TOPIC)),
                        letter.key(),
                        letter.value());
                letter.headers().forEach(again.headers()::add);
                send(again);
            }
            // Only now: if this is killed halfway, the letters are replayed twice and handled once.
            reader.commitSync(reader.assignment().stream()
                    .collect(Collectors.toMap(
                            partition -> partition, partition -> new OffsetAndMetadata(reader.position(partition)))));
            return letters.size();
        }
    }

    @Override
    public int forget(String text) {
        return forgotten.forget(text);
    }

    private Consumer<String, byte[]> reader(String consumer) {
        Properties overrides = new Properties();
        overrides.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        overrides.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        return consumers.createConsumer(topicPrefix + consumer + ".dead-letters", "dead-letters", null, overrides);
    }

    /** Reads from where the last replay ended to the end as it is now. */
    private List<ConsumerRecord<String, byte[]>> waiting(Consumer<String, byte[]> reader, String consumer) {
        Set<String> names = Arrays.stream(Topic.values())
                .map(topic -> topicPrefix + topic.deadLetterTopicName())
                .collect(Collectors.toSet());
        List<TopicPartition> partitions = reader.listTopics(PATIENCE).entrySet().stream()
                .filter(topic -> names.contains(topic.getKey()))
                .flatMap(topic -> topic.getValue().stream())
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        reader.assign(partitions);
        Map<TopicPartition, Long> ends = reader.endOffsets(partitions, PATIENCE);
        List<ConsumerRecord<String, byte[]>> letters = new ArrayList<>();
        while (ends.entrySet().stream().anyMatch(end -> reader.position(end.getKey(), PATIENCE) < end.getValue())) {
            ConsumerRecords<String, byte[]> records = reader.poll(Duration.ofMillis(200));
            for (ConsumerRecord<String, byte[]> letter : records) {
                if (consumer.equals(KafkaEventRecords.header(letter.headers(), CONSUMER))) {
                    letters.add(letter);
                }
            }
        }
        letters.sort((a, b) -> Long.compare(a.timestamp(), b.timestamp()));
        return letters;
    }

    private void send(ProducerRecord<String, byte[]> letter) {
        try {
            producer.send(letter).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while a dead letter was sent", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new KafkaException("a dead letter was not taken", e);
        }
    }

    private static void set(ProducerRecord<String, byte[]> letter, String header, String value) {
        letter.headers().remove(header).add(header, value.getBytes(StandardCharsets.UTF_8));
    }

    private static DeadLetter letter(ConsumerRecord<String, byte[]> letter) {
        var headers = letter.headers();
        return new DeadLetter(
                Objects.requireNonNullElse(KafkaEventRecords.header(headers, CONSUMER), ""),
                Objects.requireNonNullElse(KafkaEventRecords.header(headers, TOPIC), ""),
                Integer.parseInt(Objects.requireNonNullElse(KafkaEventRecords.header(headers, PARTITION), "-1")),
                Long.parseLong(Objects.requireNonNullElse(KafkaEventRecords.header(headers, OFFSET), "-1")),
                KafkaEventRecords.header(headers, KafkaEventRecords.EVENT_ID),
                KafkaEventRecords.header(headers, KafkaEventRecords.EVENT_TYPE),
                Objects.requireNonNullElse(KafkaEventRecords.header(headers, CAUSE), ""),
                Instant.ofEpochMilli(letter.timestamp()));
    }

    private static String causeOf(Throwable cause) {
        Throwable root = cause;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String text = Failures.describe(cause) + ": " + root.getMessage();
        return text.length() <= 1000 ? text : text.substring(0, 1000);
    }
}
