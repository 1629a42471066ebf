package scrm.messaging;

import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.KafkaOperations;

import scrm.events.CorpId;
import scrm.events.Topic;
import scrm.messaging.OpenedLetter.State;

/**
 * {@link DeadLetters} as topics, {@code <topic>.dlt}. A letter is the record as it was, with headers that say whose it
 * is and why. Each consumer has a group of its own that remembers how far its letters have been replayed; a letter that
 * is replayed or discarded out of turn gets a note behind it that says so.
 */
final class KafkaDeadLetters implements DeadLetters {
    /** Whose letter it is; on a replayed record, the only consumer that may handle it. */
    static final String CONSUMER = "dead-letter-consumer";

    static final String TOPIC = "dead-letter-topic";
    static final String PARTITION = "dead-letter-partition";
    static final String OFFSET = "dead-letter-offset";
    static final String CAUSE = "dead-letter-cause";
    static final String ATTEMPTS = "dead-letter-attempts";

    /** On a note: the letter that it is about. */
    static final String NOTE_ON = "dead-letter-note-on";

    /** On a note: what became of the letter. */
    static final String STATE = "dead-letter-state";

    /** On a note: why it was discarded. */
    static final String REASON = "dead-letter-reason";

    private static final Logger log = LoggerFactory.getLogger(KafkaDeadLetters.class);

    private final KafkaOperations<String, byte[]> producer;
    private final ConsumerFactory<String, byte[]> consumers;
    private final Map<String, Object> adminSettings;
    private final Supplier<Map<String, Set<Topic>>> ours;
    private final MeterRegistry meters;
    private final String topicPrefix;
    private final KafkaForgottenLetters forgotten;

    /** @param ours this service's consumers and what they read; asked late, for they may need what needs this */
    KafkaDeadLetters(
            KafkaOperations<String, byte[]> producer,
            ConsumerFactory<String, byte[]> consumers,
            Map<String, Object> adminSettings,
            Supplier<Map<String, Set<Topic>>> ours,
            MeterRegistry meters,
            String topicPrefix) {
        this.producer = producer;
        this.consumers = consumers;
        this.adminSettings = Map.copyOf(adminSettings);
        this.ours = ours;
        this.meters = meters;
        this.topicPrefix = topicPrefix;
        this.forgotten = new KafkaForgottenLetters(consumers, adminSettings, this::send, topicPrefix);
    }

    /**
     * Puts a record aside for good; throws if Kafka did not take it, and then it must be tried again.
     *
     * @param attempts how often it was tried since it arrived
     */
    void put(String consumer, ConsumerRecord<String, byte[]> failed, Throwable cause, int attempts) {
        String topic = failed.topic().substring(topicPrefix.length());
        var letter = new ProducerRecord<>(failed.topic() + Topic.DEAD_LETTER_SUFFIX, failed.key(), failed.value());
        failed.headers().forEach(letter.headers()::add);
        // A letter that failed again after its replay has these already; the last word counts.
        set(letter, CONSUMER, consumer);
        set(letter, TOPIC, topic);
        set(letter, PARTITION, String.valueOf(failed.partition()));
        set(letter, OFFSET, String.valueOf(failed.offset()));
        set(letter, CAUSE, causeOf(cause));
        set(letter, ATTEMPTS, String.valueOf(number(failed, ATTEMPTS, 0) + attempts));
        send(letter);
        meters.counter("scrm.dead.letters", "consumer", consumer, "topic", topic)
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
        List<DeadLetter> letters = new ArrayList<>();
        eachWaiting(consumer, letter -> letters.add(letter(letter)));
        return letters;
    }

    @Override
    public int replay(String consumer) {
        List<DeadLetterId> replayed = new ArrayList<>();
        Map<TopicPartition, OffsetAndMetadata> upTo = eachWaiting(consumer, letter -> {
            publishAgain(letter);
            replayed.add(id(letter));
        });
        // Only now: if this is killed halfway, the letters are replayed twice and handled once.
        with((_, admin) -> KafkaLetterGroups.await(
                admin.alterConsumerGroupOffsets(topicPrefix + KafkaLetterGroups.group(consumer), upTo)
                        .all()));
        return replayed.size();
    }

    /** Shows what waits for a consumer; gives how far it looked. */
    private Map<TopicPartition, OffsetAndMetadata> eachWaiting(
            String consumer, Consumer<ConsumerRecord<String, byte[]>> visitor) {
        Map<TopicPartition, OffsetAndMetadata> upTo = new HashMap<>();
        with((reader, admin) -> {
            KafkaLetterGroups groups = KafkaLetterGroups.now(admin, topicPrefix, Set.of(consumer));
            for (TopicPartition partition : reader.partitions(Stream.of(Topic.values()))) {
                long end = reader.end(partition);
                eachWaiting(reader, groups, partition, 0, letter -> {
                    visitor.accept(letter);
                    return true;
                });
                upTo.put(partition, new OffsetAndMetadata(end));
            }
            return upTo;
        });
        return upTo;
    }

    /** Shows what waits for some consumers, until the visitor has seen enough. */
    private static void eachWaiting(
            KafkaLetterReader reader,
            KafkaLetterGroups groups,
            TopicPartition partition,
            long after,
            Predicate<ConsumerRecord<String, byte[]>> visitor) {
        long end = reader.end(partition);
        long from = Math.max(after, groups.from(partition));
        if (from >= end) {
            return;
        }
        Set<DeadLetterId> noted = reader.noted(partition, from, end);
        reader.each(partition, from, end, letter -> {
            boolean waits = groups.waits(letter) && !noted.contains(id(letter));
            return !waits || visitor.test(letter);
        });
    }

    @Override
    public List<DeadLetter> waiting(CorpId corpId, DeadLetter.@Nullable Place after, int limit) {
        List<DeadLetter> page = new ArrayList<>();
        Map<String, Set<Topic>> consumersHere = ours.get();
        return with((reader, admin) -> {
            KafkaLetterGroups groups = KafkaLetterGroups.now(admin, topicPrefix, consumersHere.keySet());
            for (TopicPartition partition :
                    reader.partitions(consumersHere.values().stream().flatMap(Set::stream))) {
                long begin = begin(partition, after);
                if (begin >= 0 && page.size() < limit) {
                    eachWaiting(reader, groups, partition, begin, letter -> {
                        if (corpId.equals(corpOf(letter))) {
                            page.add(letter(letter));
                        }
                        return page.size() < limit;
                    });
                }
            }
            return page;
        });
    }

    /** Where a page begins in a partition: a later one has yet to be read from its beginning; below 0: read already. */
    private long begin(TopicPartition partition, DeadLetter.@Nullable Place after) {
        if (after == null) {
            return 0;
        }
        int order = partition.topic().compareTo(topicPrefix + after.topic() + Topic.DEAD_LETTER_SUFFIX);
        if (order == 0) {
            order = Integer.compare(partition.partition(), after.partition());
        }
        return order == 0 ? after.offset() + 1 : Math.min(order, 0);
    }

    @Override
    public Optional<OpenedLetter> find(CorpId corpId, DeadLetterId id) {
        return with((reader, admin) -> found(reader, admin, corpId, id).map(Found::opened));
    }

    @Override
    public Optional<OpenedLetter> replay(CorpId corpId, DeadLetterId id) {
        return settle(corpId, id, State.REPLAYED, null);
    }

    @Override
    public Optional<OpenedLetter> discard(CorpId corpId, DeadLetterId id, String reason) {
        return settle(corpId, id, State.DISCARDED, reason);
    }

    private Optional<OpenedLetter> settle(CorpId corpId, DeadLetterId id, State state, @Nullable String reason) {
        return with((reader, admin) -> {
            Optional<Found> found = found(reader, admin, corpId, id);
            found.filter(letter -> letter.opened().state() == State.WAITING).ifPresent(letter -> {
                if (state == State.REPLAYED) {
                    publishAgain(letter.record());
                }
                // Last: if this is killed halfway, the letter still waits, and is replayed twice and handled once.
                note(letter.record(), id, state, reason);
                meters.counter("scrm.dead.letters.settled", "consumer", id.consumer(), "state", state.name())
                        .increment();
            });
            return found.map(Found::opened);
        });
    }

    private void note(ConsumerRecord<String, byte[]> letter, DeadLetterId id, State state, @Nullable String reason) {
        var note = new ProducerRecord<String, byte[]>(letter.topic(), letter.partition(), null, new byte[0]);
        set(note, NOTE_ON, id.toString());
        set(note, STATE, state.name());
        if (reason != null) {
            set(note, REASON, reason);
        }
        send(note);
    }

    /** A letter as it lies there, and what it says. */
    private record Found(ConsumerRecord<String, byte[]> record, OpenedLetter opened) {}

    private Optional<Found> found(KafkaLetterReader reader, Admin admin, CorpId corpId, DeadLetterId id) {
        Set<Topic> topics = ours.get().getOrDefault(id.consumer(), Set.of());
        var letter = new AtomicReference<@Nullable ConsumerRecord<String, byte[]>>();
        var note = new AtomicReference<@Nullable ConsumerRecord<String, byte[]>>();
        for (TopicPartition partition : reader.partitions(
                topics.stream().filter(topic -> topic.topicName().equals(id.topic())))) {
            reader.each(partition, 0, reader.end(partition), candidate -> {
                Optional<DeadLetterId> noteOn = KafkaLetterReader.noteOn(candidate);
                if (noteOn.isPresent()) {
                    note.set(noteOn.get().equals(id) ? candidate : note.get());
                } else if (id(candidate).equals(id) && corpId.equals(corpOf(candidate))) {
                    letter.set(candidate);
                }
                return true;
            });
        }
        return Optional.ofNullable(letter.get()).map(found -> {
            boolean waits = KafkaLetterGroups.now(admin, topicPrefix, Set.of(id.consumer()))
                    .waits(found);
            return new Found(found, opened(found, note.get(), waits));
        });
    }

    private static OpenedLetter opened(
            ConsumerRecord<String, byte[]> letter, @Nullable ConsumerRecord<String, byte[]> note, boolean waits) {
        State otherwise = waits ? State.WAITING : State.REPLAYED;
        String noted = note == null ? null : KafkaEventRecords.header(note.headers(), STATE);
        return new OpenedLetter(
                letter(letter),
                noted == null ? otherwise : State.valueOf(noted),
                note == null ? null : KafkaEventRecords.header(note.headers(), REASON),
                MaskedPayload.of(letter.value()));
    }

    @Override
    public int forget(String text) {
        return forgotten.forget(text);
    }

    private interface Reading<T> {
        T from(KafkaLetterReader reader, Admin admin);
    }

    private <T> T with(Reading<T> reading) {
        try (Admin admin = Admin.create(adminSettings);
                var reader = new KafkaLetterReader(consumers, topicPrefix)) {
            return reading.from(reader, admin);
        } catch (KafkaException e) {
            throw new Unreachable(e);
        }
    }

    private void publishAgain(ConsumerRecord<String, byte[]> letter) {
        var again = new ProducerRecord<>(topicPrefix + text(letter, TOPIC), letter.key(), letter.value());
        letter.headers().forEach(again.headers()::add);
        send(again);
    }

    private void send(ProducerRecord<String, byte[]> letter) {
        try {
            producer.send(letter).get(KafkaLetterReader.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
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
        DeadLetterId id = id(letter);
        return new DeadLetter(
                id,
                new DeadLetter.Place(id.topic(), letter.partition(), letter.offset()),
                corpOf(letter),
                KafkaEventRecords.header(letter.headers(), KafkaEventRecords.EVENT_ID),
                KafkaEventRecords.header(letter.headers(), KafkaEventRecords.EVENT_TYPE),
                text(letter, CAUSE),
                (int) number(letter, ATTEMPTS, 1),
                Instant.ofEpochMilli(letter.timestamp()));
    }

    static DeadLetterId id(ConsumerRecord<String, byte[]> letter) {
        return new DeadLetterId(
                text(letter, TOPIC),
                (int) number(letter, PARTITION, -1),
                number(letter, OFFSET, -1),
                text(letter, CONSUMER));
    }

    /** Keys begin with the corp; whoever wrote another key, it is no corp's. */
    private static @Nullable CorpId corpOf(ConsumerRecord<String, byte[]> letter) {
        try {
            return letter.key() == null ? null : new CorpId(letter.key().split("\\|", 2)[0]);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static String text(ConsumerRecord<String, byte[]> letter, String header) {
        return Objects.requireNonNullElse(KafkaEventRecords.header(letter.headers(), header), "");
    }

    private static long number(ConsumerRecord<String, byte[]> letter, String header, long otherwise) {
        String text = text(letter, header);
        return text.matches("\\d{1,18}") ? Long.parseLong(text) : otherwise;
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
