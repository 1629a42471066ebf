package scrm.gateway.callback;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

import scrm.events.Topic;
import scrm.events.WeComEvent;
import scrm.messaging.KafkaEventRecords;

/**
 * Sends events to Kafka while somebody waits. A producer of its own, for the others' time limits are minutes: here one
 * that does not acknowledge in time has failed, and nothing of it stays in a buffer for long.
 */
final class KafkaCallbacks implements AutoCloseable {
    private static final long MAX_BLOCK_MILLIS = 200;

    private final Producer<String, byte[]> producer;
    private final KafkaEventRecords records;

    /** @param settings of a producer; acknowledgement and time limits are set here */
    KafkaCallbacks(Map<String, Object> settings, KafkaEventRecords records, CallbackProperties properties) {
        long millis = properties.kafkaTimeout().toMillis();
        Map<String, Object> own = new HashMap<>(settings);
        own.put(ProducerConfig.CLIENT_ID_CONFIG, "callbacks");
        own.put(ProducerConfig.ACKS_CONFIG, "all");
        own.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        own.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        // While one request is under way the next one gathers: nobody waits for a batch, yet under load there are some.
        own.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        own.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK_MILLIS);
        own.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) millis - 100);
        own.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) millis);
        own.put(ProducerConfig.SOCKET_CONNECTION_SETUP_TIMEOUT_MS_CONFIG, millis);
        own.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500L);
        own.put(ProducerConfig.RETRY_BACKOFF_MAX_MS_CONFIG, 200L);
        this.producer = new KafkaProducer<>(own, new StringSerializer(), new ByteArraySerializer());
        this.records = records;
    }

    /**
     * Returns when all in-sync replicas have the event. The wait needs no limit of its own, which would cost a timer
     * for each callback: the producer gives every record up after its delivery timeout.
     */
    RecordMetadata send(WeComEvent event) throws ExecutionException, InterruptedException {
        return producer.send(records.of(event)).get();
    }

    /** Learns where the topics of callbacks are, and how many partitions they have together. */
    int findPartitions() {
        return Stream.of(Topic.values())
                .filter(topic -> topic.topicName().startsWith("wecom."))
                .mapToInt(topic ->
                        producer.partitionsFor(records.topicName(topic)).size())
                .sum();
    }

    @Override
    public void close() {
        producer.close();
    }
}
