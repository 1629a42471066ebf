package scrm.messaging.replay;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.KafkaOperations;

import scrm.events.CorpId;
import scrm.events.Event;
import scrm.events.EventId;
import scrm.messaging.EventConsumer;
import scrm.messaging.EventJson;
import scrm.messaging.Inbox;
import scrm.messaging.KafkaEventRecords;
import scrm.messaging.job.Job;
import scrm.messaging.job.JobHandler;

/**
 * Reads the topics of a consumer from one time to another, and publishes once more, for it alone, what it has not
 * claimed: so it goes the way of every event, with its order, its tries and its dead letters. A slice that is done
 * twice hands over twice, and the claims make that harmless.
 */
final class KafkaCallbackReplay implements JobHandler<ReplayCallbacks.Request> {
    static final String KIND = "replay-callbacks";

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration SLICE_LASTS = Duration.ofSeconds(3);
    private static final int SLICE = 2_000;

    private final Supplier<Stream<EventConsumer>> consumers;
    private final ConsumerFactory<String, byte[]> kafka;
    private final KafkaOperations<String, byte[]> producer;
    private final KafkaEventRecords records;
    private final EventJson json;
    private final Inbox inbox;

    KafkaCallbackReplay(
            Supplier<Stream<EventConsumer>> consumers,
            ConsumerFactory<String, byte[]> kafka,
            KafkaOperations<String, byte[]> producer,
            KafkaEventRecords records,
            EventJson json,
            Inbox inbox) {
        this.consumers = consumers;
        this.kafka = kafka;
        this.producer = producer;
        this.records = records;
        this.json = json;
        this.inbox = inbox;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Class<ReplayCallbacks.Request> parametersType() {
        return ReplayCallbacks.Request.class;
    }

    @Override
    public Slice next(Position<ReplayCallbacks.Request> position) {
        ReplayCallbacks.Request request = position.parameters();
        EventConsumer consumer = consumers
                .get()
                .filter(candidate -> candidate.name().equals(request.consumer()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("there is no such consumer any more"));
        try (Consumer<String, byte[]> reader = reader()) {
            Ranges ranges = position.checkpoint().isEmpty()
                    ? ranges(reader, consumer, request)
                    : Ranges.parse(position.checkpoint());
            if (ranges.left().isEmpty()) {
                return Slice.last(0, List.of()).ofTotal(ranges.found());
            }
            Stretch stretch = read(reader, ranges.left().getFirst(), position.corpId());
            List<ConsumerRecord<String, byte[]>> missing = missing(consumer, stretch.events());
            if (!request.dryRun()) {
                publish(missing, consumer.name());
            }
            int found = stretch.events().size() + stretch.unreadable().size();
            Ranges rest = ranges.after(found, stretch.next());
            return Slice.upTo(rest.toString(), missing.size(), stretch.unreadable())
                    .ofTotal(rest.found());
        }
    }

    private Consumer<String, byte[]> reader() {
        Properties overrides = new Properties();
        overrides.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        overrides.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "1000");
        return kafka.createConsumer("callback-replay", "callback-replay", null, overrides);
    }

    private Ranges ranges(Consumer<String, byte[]> reader, EventConsumer consumer, ReplayCallbacks.Request request) {
        List<TopicPartition> partitions = consumer.topics().stream()
                .filter(ReplayCallbacks::isCallbacks)
                .map(records::topicName)
                .sorted()
                .flatMap(topic -> reader.partitionsFor(topic, PATIENCE).stream())
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        Map<TopicPartition, Long> ends = reader.endOffsets(partitions, PATIENCE);
        Map<TopicPartition, Long> from = offsets(reader, partitions, request.from(), ends);
        Map<TopicPartition, Long> until = offsets(reader, partitions, request.until(), ends);
        return new Ranges(
                0,
                partitions.stream()
                        .map(partition -> new Ranges.Range(
                                partition.topic(),
                                partition.partition(),
                                from.getOrDefault(partition, 0L),
                                until.getOrDefault(partition, 0L)))
                        .filter(range -> range.next() < range.end())
                        .toList());
    }

    /** The first offset at or after a time; where there is none, the end. */
    private static Map<TopicPartition, Long> offsets(
            Consumer<String, byte[]> reader,
            List<TopicPartition> partitions,
            Instant at,
            Map<TopicPartition, Long> ends) {
        Map<TopicPartition, Long> asked =
                partitions.stream().collect(Collectors.toMap(partition -> partition, _ -> at.toEpochMilli()));
        Map<TopicPartition, Long> offsets = new LinkedHashMap<>(ends);
        reader.offsetsForTimes(asked, PATIENCE).forEach((partition, found) -> {
            if (found != null) {
                offsets.put(partition, found.offset());
            }
        });
        return offsets;
    }

    /** Events of a corp in a stretch of a partition, and how far that went. */
    private record Stretch(
            Map<ConsumerRecord<String, byte[]>, Event> events, List<Job.Failure> unreadable, long next) {}

    private Stretch read(Consumer<String, byte[]> reader, Ranges.Range range, CorpId corpId) {
        TopicPartition partition = new TopicPartition(range.topic(), range.partition());
        reader.assign(List.of(partition));
        reader.seek(partition, range.next());
        Map<ConsumerRecord<String, byte[]>, Event> events = new LinkedHashMap<>();
        List<Job.Failure> unreadable = new ArrayList<>();
        long enoughAt = System.nanoTime() + SLICE_LASTS.toNanos();
        // The next slice goes on where this one has had enough.
        while (reader.position(partition, PATIENCE) < range.end()
                && events.size() < SLICE
                && System.nanoTime() - enoughAt < 0) {
            for (ConsumerRecord<String, byte[]> origin : reader.poll(Duration.ofMillis(200))) {
                // What was published once more is there as it was, too.
                if (origin.offset() < range.end() && !KafkaEventRecords.isAgain(origin) && isOf(corpId, origin)) {
                    try {
                        events.put(origin, json.read(origin.value()));
                    } catch (EventJson.MalformedEventException e) {
                        unreadable.add(new Job.Failure(
                                "%s/%d@%d".formatted(origin.topic(), origin.partition(), origin.offset()),
                                "not an event that is known"));
                    }
                }
            }
        }
        return new Stretch(events, unreadable, reader.position(partition, PATIENCE));
    }

    private static boolean isOf(CorpId corpId, ConsumerRecord<String, byte[]> origin) {
        return origin.key() != null
                && (origin.key().equals(corpId.value()) || origin.key().startsWith(corpId.value() + "|"));
    }

    /** Those that concern the consumer and that it has not claimed. */
    private List<ConsumerRecord<String, byte[]>> missing(
            EventConsumer consumer, Map<ConsumerRecord<String, byte[]>, Event> events) {
        Predicate<Event> concerning = consumer.concerning(List.copyOf(events.values()));
        Map<ConsumerRecord<String, byte[]>, EventId> its = new LinkedHashMap<>();
        events.forEach((origin, event) -> {
            if (concerning.test(event)) {
                its.put(origin, event.id());
            }
        });
        Set<EventId> unclaimed = inbox.unclaimed(consumer.name(), its.values());
        return its.entrySet().stream()
                // Each once, however often it came.
                .filter(entry -> unclaimed.remove(entry.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }

    private void publish(List<ConsumerRecord<String, byte[]>> missing, String consumer) {
        List<CompletableFuture<?>> sending = new ArrayList<>();
        missing.forEach(origin -> sending.add(producer.send(KafkaEventRecords.again(origin, consumer))));
        CompletableFuture.allOf(sending.toArray(CompletableFuture[]::new))
                .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
    }
}
