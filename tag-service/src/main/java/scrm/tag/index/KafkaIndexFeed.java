package scrm.tag.index;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import scrm.events.CorpId;
import scrm.tag.index.Checkpoint.Range;
import scrm.tag.index.IndexCheckpoints.EventLog;

/**
 * Keeps the index of the partitions that Kafka gives this instance. A partition that is assigned is read from the
 * checkpoint, or from the database after its present end is noted; then what was told since is replayed. An event says
 * no more than that a contact is to be read again, so neither order nor repetition matters, and no offset is ever
 * committed.
 */
final class KafkaIndexFeed implements ConsumerRebalanceListener, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(KafkaIndexFeed.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final Consumer<String, byte[]> consumer;
    private final String topic;
    private final ContactIndex index;
    private final LoadContacts contacts;
    private final Checkpointing checkpointing;
    private final Timer loads;
    private final Timer refreshes;
    private final Clock clock;

    /** Those that are ours, each with the assignment that it came by: one that comes again is another. */
    private final Map<Integer, Assignment> assigned = new ConcurrentHashMap<>();

    private final BlockingQueue<Assignment> loaded = new LinkedBlockingQueue<>();

    /** Up to where a loaded partition must be replayed before it is current. */
    private final Map<TopicPartition, Long> replaying = new HashMap<>();

    private final Thread thread;
    private volatile boolean stopped;
    private volatile long lagMillis;

    /** Partitions that came together. */
    private final class Assignment implements LoadContacts.Load {
        private final Set<TopicPartition> partitions;
        private final int count;
        private final Map<Integer, Range> ranges;
        private final Map<Integer, Long> followFrom = new ConcurrentHashMap<>();

        Assignment(Map<TopicPartition, Range> ranges, int count) {
            this.partitions = Set.copyOf(ranges.keySet());
            this.count = count;
            this.ranges = ranges.entrySet().stream()
                    .collect(Collectors.toMap(range -> range.getKey().partition(), Map.Entry::getValue));
            this.ranges.forEach((partition, range) -> followFrom.put(partition, range.end()));
        }

        @Override
        public EventLog events() {
            return new EventLog(checkpointing.topicId(), count);
        }

        @Override
        public Map<Integer, Range> ranges() {
            return ranges;
        }

        /** The first of all that were named: a load that failed midway begins again, perhaps elsewhere. */
        @Override
        public void followFrom(int partition, long offset) {
            followFrom.merge(partition, offset, Math::min);
        }

        long firstToFollow(int partition) {
            return Objects.requireNonNull(followFrom.get(partition), "a partition that did not come");
        }

        @Override
        public int partitionOf(CorpId corpId, String externalUserId) {
            byte[] key = (corpId.value() + "|" + externalUserId).getBytes(StandardCharsets.UTF_8);
            return BuiltInPartitioner.partitionForKey(key, count);
        }

        @Override
        public Set<Integer> partitions() {
            return numbers(stillOurs());
        }

        Set<TopicPartition> stillOurs() {
            return partitions.stream()
                    .filter(partition -> !stopped && assigned.get(partition.partition()) == this)
                    .collect(Collectors.toSet());
        }
    }

    KafkaIndexFeed(
            Consumer<String, byte[]> consumer,
            String topic,
            ContactIndex index,
            LoadContacts contacts,
            Checkpointing checkpointing,
            MeterRegistry meters,
            Clock clock) {
        this.consumer = consumer;
        this.topic = topic;
        this.index = index;
        this.contacts = contacts;
        this.checkpointing = checkpointing;
        this.loads = meters.timer("scrm.index.load");
        this.refreshes = meters.timer("scrm.index.refresh");
        this.clock = clock;
        meters.gauge("scrm.index.lag", this, feed -> feed.lagMillis / 1000.0);
        thread = Thread.ofPlatform().name("contact-index").daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    @Override
    public void close() {
        stopped = true;
        consumer.wakeup();
        try {
            thread.join(Duration.ofSeconds(10));
            checkpointing.end();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try (consumer) {
            consumer.subscribe(Set.of(topic), this);
            while (!stopped) {
                try {
                    refresh(consumer.poll(POLL));
                    replayLoaded();
                    checkpoint();
                } catch (WakeupException e) {
                    // stopped, or the loop's condition says otherwise
                } catch (RuntimeException e) {
                    log.error("The index begins anew: {}", e.getClass().getName());
                    beginAnew();
                }
            }
        } finally {
            index.forget(Set.copyOf(assigned.keySet()));
            assigned.clear();
        }
    }

    /** Whatever went wrong, contacts that are read from the database again are right. */
    private void beginAnew() {
        try {
            consumer.unsubscribe();
            pause();
            consumer.subscribe(Set.of(topic), this);
        } catch (WakeupException e) {
            // stopped
        }
    }

    private void refresh(ConsumerRecords<String, byte[]> records) {
        Map<CorpId, Map<String, Integer>> dirty = new HashMap<>();
        long oldest = Long.MAX_VALUE;
        for (ConsumerRecord<String, byte[]> told : records) {
            int corpEnd = told.key() == null ? -1 : told.key().indexOf('|');
            if (corpEnd > 0) {
                dirty.computeIfAbsent(new CorpId(told.key().substring(0, corpEnd)), _ -> new HashMap<>())
                        .put(told.key().substring(corpEnd + 1), told.partition());
                oldest = Math.min(oldest, told.timestamp());
            }
        }
        dirty.forEach((corpId, its) -> refreshes.record(() -> untilDone(() -> contacts.refresh(corpId, its))));
        lagMillis = records.isEmpty() ? 0 : Math.max(0, clock.millis() - oldest);
    }

    /**
     * A database that is away is waited for: what was heard must not be lost. Quotes no message: it may quote values.
     */
    private void untilDone(Runnable reading) {
        while (!stopped) {
            try {
                reading.run();
                return;
            } catch (RuntimeException e) {
                log.warn("Contacts cannot be read now: {}", e.getClass().getName());
                pause();
            }
        }
    }

    private static void pause() {
        LockSupport.parkNanos(PAUSE.toNanos());
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        if (partitions.isEmpty()) {
            return;
        }
        Assignment assignment =
                new Assignment(ranges(partitions), consumer.partitionsFor(topic).size());
        partitions.forEach(partition -> assigned.put(partition.partition(), assignment));
        index.loading(numbers(partitions));
        consumer.pause(partitions);
        Thread.ofVirtual().name("contact-index-load").start(() -> load(assignment));
    }

    /** Which events there are now, before anything is read. */
    private Map<TopicPartition, Range> ranges(Collection<TopicPartition> partitions) {
        Map<TopicPartition, Long> first = consumer.beginningOffsets(partitions);
        Map<TopicPartition, Long> end = consumer.endOffsets(partitions);
        return partitions.stream()
                .collect(Collectors.toMap(
                        partition -> partition,
                        partition -> new Range(offset(first, partition), offset(end, partition))));
    }

    private static long offset(Map<TopicPartition, Long> offsets, TopicPartition partition) {
        return Objects.requireNonNull(offsets.get(partition), () -> "No offset of " + partition);
    }

    private void load(Assignment assignment) {
        long start = System.nanoTime();
        untilDone(() -> log.info("{} contacts have been read into the index", contacts.loadAll(assignment)));
        loads.record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
        loaded.add(assignment);
    }

    /** Lets what was told while partitions were read follow, and answers for them once it has. */
    private void replayLoaded() {
        for (Assignment done = loaded.poll(); done != null; done = loaded.poll()) {
            Set<TopicPartition> ours = done.stillOurs();
            followFrom(ours, done);
            replaying.putAll(consumer.endOffsets(ours));
            consumer.resume(ours);
        }
        Set<TopicPartition> current = replaying.entrySet().stream()
                .filter(replay -> consumer.position(replay.getKey()) >= replay.getValue())
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        if (!current.isEmpty()) {
            replaying.keySet().removeAll(current);
            index.ready(numbers(current));
        }
    }

    private void followFrom(Set<TopicPartition> ours, Assignment done) {
        Map<TopicPartition, Long> first = consumer.beginningOffsets(ours);
        for (TopicPartition partition : ours) {
            long from = done.firstToFollow(partition.partition());
            if (from < offset(first, partition)) {
                throw new IllegalStateException("Events that a checkpoint needs were deleted while it was read");
            }
            consumer.seek(partition, from);
        }
    }

    /** Now and then, while all that is ours is complete, so that it can be said up to where. */
    private void checkpoint() {
        Set<Integer> counts =
                assigned.values().stream().map(assignment -> assignment.count).collect(Collectors.toSet());
        if (checkpointing.isDue() && counts.size() == 1 && index.complete().equals(assigned.keySet())) {
            Map<Integer, Long> offsets = new HashMap<>();
            assigned.keySet()
                    .forEach(partition ->
                            offsets.put(partition, consumer.position(new TopicPartition(topic, partition))));
            checkpointing.begin(counts.iterator().next(), offsets, index.generation());
        }
    }

    private static Set<Integer> numbers(Collection<TopicPartition> partitions) {
        return partitions.stream().map(TopicPartition::partition).collect(Collectors.toCollection(TreeSet::new));
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        Set<Integer> numbers = numbers(partitions);
        assigned.keySet().removeAll(numbers);
        replaying.keySet().removeAll(Set.copyOf(partitions));
        index.forget(numbers);
    }
}
