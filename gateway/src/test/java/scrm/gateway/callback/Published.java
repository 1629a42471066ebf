package scrm.gateway.callback;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

import scrm.events.Event;
import scrm.events.EventId;
import scrm.events.Topic;
import scrm.messaging.EventJson;
import scrm.messaging.KafkaEventRecords;

/** What is in the topics of callbacks, from their beginning. */
final class Published implements AutoCloseable {
    private final KafkaConsumer<String, byte[]> consumer;
    private final EventJson json = new EventJson();
    private final String prefix;
    private final List<Item> items = new ArrayList<>();

    /** An event as it was published. */
    record Item(Topic topic, String key, Event event) {}

    Published(String bootstrap, String prefix) {
        this.prefix = prefix;
        this.consumer = new KafkaConsumer<>(
                Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = topics().flatMap(
                        topic -> consumer.partitionsFor(prefix + topic.topicName()).stream())
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** All so far. */
    List<Item> items() {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) {
            Event event = json.read(record.value());
            if (!event.id().value().equals(header(record, KafkaEventRecords.EVENT_ID))
                    || !event.getClass().getSimpleName().equals(header(record, KafkaEventRecords.EVENT_TYPE))
                    || header(record, "traceparent").isEmpty()) {
                throw new AssertionError("headers and value do not agree: " + record);
            }
            Topic topic = topics().filter(candidate -> record.topic().equals(prefix + candidate.topicName()))
                    .findFirst()
                    .orElseThrow();
            items.add(new Item(topic, record.key(), event));
        }
        return List.copyOf(items);
    }

    /** The ids of all so far. */
    Set<EventId> ids() {
        return Set.copyOf(
                items().stream().map(item -> item.event().id()).distinct().toList());
    }

    private static String header(ConsumerRecord<String, byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    private static Stream<Topic> topics() {
        return Stream.of(Topic.values()).filter(topic -> topic.topicName().startsWith("wecom."));
    }

    @Override
    public void close() {
        consumer.close();
    }
}
