package scrm.messaging;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

import scrm.events.Event;
import scrm.events.Topic;

/**
 * Events as Kafka records: the key of the event, its JSON, and headers with its id, its type and the trace that it
 * belongs to. For whoever publishes without an outbox.
 */
public final class KafkaEventRecords {
    /** The header with the event's id. */
    public static final String EVENT_ID = "event-id";

    /** The header with the event's type. */
    public static final String EVENT_TYPE = "event-type";

    private final EventJson json;
    private final String topicPrefix;

    /** @param topicPrefix goes before every topic's name */
    public KafkaEventRecords(EventJson json, String topicPrefix) {
        this.json = json;
        this.topicPrefix = topicPrefix;
    }

    /** The topic's name on this system's broker. */
    public String topicName(Topic topic) {
        return topicPrefix + topic.topicName();
    }

    /** The event as a record of the current trace. */
    public ProducerRecord<String, byte[]> of(Event event) {
        var result = new ProducerRecord<>(topicName(event.topic()), event.key(), json.write(event));
        head(result.headers(), event.id().value(), event.getClass().getSimpleName(), Trace.current());
        return result;
    }

    /** A record once more, for one consumer alone: all others pass it by. */
    public static ProducerRecord<String, byte[]> again(ConsumerRecord<String, byte[]> origin, String consumer) {
        var result = new ProducerRecord<>(origin.topic(), origin.key(), origin.value());
        origin.headers().forEach(result.headers()::add);
        result.headers()
                .remove(KafkaDeadLetters.CONSUMER)
                .add(KafkaDeadLetters.CONSUMER, consumer.getBytes(StandardCharsets.UTF_8));
        return result;
    }

    /** Whether a record was published once more, for one consumer alone. */
    public static boolean isAgain(ConsumerRecord<String, byte[]> origin) {
        return header(origin.headers(), KafkaDeadLetters.CONSUMER) != null;
    }

    ProducerRecord<String, byte[]> of(JdbcOutbox.Waiting row) {
        var result = new ProducerRecord<>(
                topicName(row.topic()), row.key(), row.payload().getBytes(StandardCharsets.UTF_8));
        head(result.headers(), row.eventId(), row.eventType(), row.traceparent());
        return result;
    }

    private static void head(Headers headers, String eventId, String eventType, @Nullable String traceparent) {
        headers.add(EVENT_ID, eventId.getBytes(StandardCharsets.UTF_8));
        headers.add(EVENT_TYPE, eventType.getBytes(StandardCharsets.UTF_8));
        if (traceparent != null) {
            headers.add(Trace.HEADER, traceparent.getBytes(StandardCharsets.UTF_8));
        }
    }

    static @Nullable String header(Headers headers, String name) {
        var header = headers.lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }
}
