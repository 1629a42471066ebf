package scrm.localstack.faults;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

import scrm.events.Topic;
import scrm.stores.StoreAddresses;

/** A topic as a stranger to our services sees it: takes any bytes, and shows what lies among its dead letters. */
final class KafkaTopic implements AutoCloseable {
    private final String bootstrap;
    private final Topic topic;
    private final KafkaProducer<byte[], byte[]> producer;
    private int published;

    KafkaTopic(String bootstrap, Topic topic) {
        this.bootstrap = bootstrap;
        this.topic = topic;
        this.producer = new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** Puts bytes into the partitions in turn. */
    void publish(byte[] value) {
        publish(null, value);
    }

    private void publish(byte @Nullable [] key, byte[] value) {
        try {
            producer.send(new ProducerRecord<>(topic.topicName(), published++ % topic.partitions(), key, value))
                    .get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while Kafka was given a message", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("Kafka did not take a message", e);
        }
    }

    /** Lets a corp have a dead letter at every service. */
    static void poison(StoreAddresses stores, String corpId) {
        for (Topic topic : List.of(Topic.EXTERNAL_CONTACT, Topic.GROUP_CHAT)) {
            try (KafkaTopic kafka = new KafkaTopic(stores.kafkaBootstrap(), topic)) {
                kafka.publish(corpId.getBytes(StandardCharsets.UTF_8), "poison".getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    /** How many letters of all consumers there have been, replayed or not. */
    static long deadLetters(StoreAddresses stores) {
        List<TopicPartition> letters = Stream.of(Topic.values())
                .map(topic -> new TopicPartition(topic.deadLetterTopicName(), 0))
                .toList();
        try (KafkaConsumer<byte[], byte[]> reader = reader(stores.kafkaBootstrap())) {
            return reader.endOffsets(letters).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
        }
    }

    private static KafkaConsumer<byte[], byte[]> reader(String bootstrap) {
        return new KafkaConsumer<>(
                Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    /** How many letters of a consumer there are, replayed or not. */
    long deadLetters(String consumer) {
        try (KafkaConsumer<byte[], byte[]> reader = reader(bootstrap)) {
            TopicPartition letters = new TopicPartition(topic.deadLetterTopicName(), 0);
            reader.assign(List.of(letters));
            reader.seekToBeginning(List.of(letters));
            long end = reader.endOffsets(List.of(letters)).getOrDefault(letters, 0L);
            long found = 0;
            while (reader.position(letters) < end) {
                for (ConsumerRecord<byte[], byte[]> letter : reader.poll(Duration.ofSeconds(1))) {
                    Header owner = letter.headers().lastHeader("dead-letter-consumer");
                    if (owner != null && new String(owner.value(), StandardCharsets.UTF_8).equals(consumer)) {
                        found++;
                    }
                }
            }
            return found;
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
