package scrm.messaging;

import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.springframework.kafka.core.ConsumerFactory;

import scrm.events.Topic;

/**
 * Clears dead letters away. Kafka deletes no single record of a log, but all before an offset: so what must stay is put
 * behind first, and then everything before goes. Brokers give nothing of it out from that moment on; its bytes leave
 * their disks with the segment.
 */
final class KafkaForgottenLetters {
    private final ConsumerFactory<String, byte[]> consumers;
    private final Map<String, Object> adminSettings;
    private final Consumer<ProducerRecord<String, byte[]>> send;
    private final String topicPrefix;

    /** @param send publishes a record for good */
    KafkaForgottenLetters(
            ConsumerFactory<String, byte[]> consumers,
            Map<String, Object> adminSettings,
            Consumer<ProducerRecord<String, byte[]>> send,
            String topicPrefix) {
        this.consumers = consumers;
        this.adminSettings = Map.copyOf(adminSettings);
        this.send = send;
        this.topicPrefix = topicPrefix;
    }

    int forget(String text) {
        try (Admin admin = Admin.create(adminSettings);
                var reader = new KafkaLetterReader(consumers, topicPrefix)) {
            return reader.partitions(Stream.of(Topic.values())).stream()
                    .mapToInt(partition -> forget(admin, reader, partition, text))
                    .sum();
        }
    }

    private int forget(Admin admin, KafkaLetterReader reader, TopicPartition partition, String text) {
        long end = reader.end(partition);
        AtomicInteger naming = new AtomicInteger();
        Set<String> owners = new HashSet<>();
        Set<DeadLetterId> settled = new HashSet<>();
        reader.each(partition, 0, end, letter -> {
            naming.addAndGet(KafkaLetterReader.names(letter, text) ? 1 : 0);
            KafkaLetterReader.noteOn(letter).ifPresentOrElse(settled::add, () -> owners.add(owner(letter)));
            return true;
        });
        if (naming.get() > 0) {
            KafkaLetterGroups replayed = KafkaLetterGroups.now(admin, topicPrefix, owners);
            reader.each(partition, 0, end, letter -> {
                boolean waits = KafkaLetterReader.noteOn(letter).isEmpty()
                        && replayed.waits(letter)
                        && !settled.contains(KafkaDeadLetters.id(letter));
                if (waits && !KafkaLetterReader.names(letter, text)) {
                    send.accept(new ProducerRecord<>(
                            letter.topic(), null, letter.timestamp(), letter.key(), letter.value(), letter.headers()));
                }
                return true;
            });
            KafkaLetterGroups.await(admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(end)))
                    .all());
        }
        return naming.get();
    }

    private static String owner(ConsumerRecord<String, byte[]> letter) {
        return Objects.requireNonNullElse(KafkaEventRecords.header(letter.headers(), KafkaDeadLetters.CONSUMER), "");
    }
}
