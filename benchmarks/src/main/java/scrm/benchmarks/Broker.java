package scrm.benchmarks;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

import scrm.events.Event;
import scrm.events.EventId;
import scrm.events.Topic;
import scrm.messaging.EventJson;
import scrm.messaging.KafkaEventRecords;

/** The broker as benchmarks use it themselves: as a limit, and to see what arrived. */
final class Broker {
    /** The topic of contenders that are not ours. */
    static final String PEER_TOPIC = "peer";

    private static final byte[] PAYLOAD = new byte[300];

    private final String bootstrap;

    Broker(String bootstrap) {
        this.bootstrap = bootstrap;
    }

    void createPeerTopic() {
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap))) {
            admin.createTopics(List.of(new NewTopic(PEER_TOPIC, 6, (short) 1)))
                    .all()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
        }
    }

    /** How many a second a bare producer has acknowledged by all replicas, with so many in flight. */
    double produce(List<String> keys, int inFlight) throws InterruptedException {
        Semaphore free = new Semaphore(inFlight);
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrap,
                        ProducerConfig.ACKS_CONFIG,
                        "all",
                        ProducerConfig.LINGER_MS_CONFIG,
                        0),
                new StringSerializer(),
                new ByteArraySerializer())) {
            producer.partitionsFor(PEER_TOPIC);
            long start = System.nanoTime();
            for (String key : keys) {
                free.acquire();
                var _ = producer.send(new ProducerRecord<>(PEER_TOPIC, key, PAYLOAD), (_, _) -> free.release());
            }
            free.acquire(inFlight);
            return keys.size() / ((System.nanoTime() - start) / 1e9);
        }
    }

    /** Publishes events as the gateway does; returns when all are acknowledged. */
    void publish(List<? extends Event> events) throws InterruptedException {
        KafkaEventRecords records = new KafkaEventRecords(new EventJson(), "");
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap, ProducerConfig.ACKS_CONFIG, "all"),
                new StringSerializer(),
                new ByteArraySerializer())) {
            List<Future<RecordMetadata>> sent = events.stream()
                    .map(event -> producer.send(records.of(event)))
                    .toList();
            producer.flush();
            for (Future<RecordMetadata> one : sent) {
                one.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("Kafka did not take an event", e.getCause());
        }
    }

    /** The events in the topics of callbacks, up to now. */
    Set<EventId> events() {
        Set<EventId> ids = new HashSet<>();
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = Stream.of(Topic.values())
                    .filter(topic -> topic.topicName().startsWith("wecom."))
                    .flatMap(topic -> consumer.partitionsFor(topic.topicName()).stream())
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            consumer.seekToBeginning(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(500))
                        .forEach(found -> ids.add(new EventId(new String(
                                found.headers()
                                        .lastHeader(KafkaEventRecords.EVENT_ID)
                                        .value(),
                                StandardCharsets.US_ASCII))));
            }
        }
        return ids;
    }
}
