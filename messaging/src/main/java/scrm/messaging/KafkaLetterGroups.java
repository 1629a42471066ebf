package scrm.messaging;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** How far consumers' letters have been replayed as a whole: each consumer's letters have a group that remembers it. */
final class KafkaLetterGroups {
    private final Map<String, Map<TopicPartition, @Nullable OffsetAndMetadata>> offsets = new HashMap<>();

    /** Of these consumers, as it is now. */
    static KafkaLetterGroups now(Admin admin, String topicPrefix, Collection<String> consumers) {
        KafkaLetterGroups groups = new KafkaLetterGroups();
        Map<String, ListConsumerGroupOffsetsSpec> asked = consumers.stream()
                .collect(Collectors.toMap(
                        consumer -> topicPrefix + group(consumer), _ -> new ListConsumerGroupOffsetsSpec()));
        if (!asked.isEmpty()) {
            var answer = await(admin.listConsumerGroupOffsets(asked).all());
            consumers.forEach(consumer ->
                    groups.offsets.put(consumer, answer.getOrDefault(topicPrefix + group(consumer), Map.of())));
        }
        return groups;
    }

    /** The name of a consumer's group, without the system's prefix. */
    static String group(String consumer) {
        return consumer + ".dead-letters";
    }

    /** Whether a record is a letter of one of these consumers that was not replayed with all before it. */
    boolean waits(ConsumerRecord<?, ?> letter) {
        String consumer = KafkaEventRecords.header(letter.headers(), KafkaDeadLetters.CONSUMER);
        return consumer != null
                && offsets.containsKey(consumer)
                && letter.offset() >= upTo(consumer, new TopicPartition(letter.topic(), letter.partition()));
    }

    /** Before it, nothing waits for any of these consumers. */
    long from(TopicPartition partition) {
        return offsets.keySet().stream()
                .mapToLong(consumer -> upTo(consumer, partition))
                .min()
                .orElse(0);
    }

    private long upTo(String consumer, TopicPartition partition) {
        OffsetAndMetadata offset = offsets.getOrDefault(consumer, Map.of()).get(partition);
        return offset == null ? 0 : offset.offset();
    }

    /** What Kafka's administration answers. */
    static <T> T await(KafkaFuture<T> answer) {
        try {
            return answer.get(KafkaLetterReader.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while Kafka was asked about dead letters", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new KafkaException("Kafka said nothing about dead letters", e);
        }
    }
}
