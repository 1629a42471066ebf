package scrm.localstack.faults;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Consumers that are none of ours, in the groups of ours: they take what they are given and do nothing with it. */
final class KafkaStrangers {
    /** More would only have this process run out of memory. */
    private static final int AT_ONCE = 6;

    private final String bootstrap;
    private final Random random;
    private final LongAdder visits = new LongAdder();
    private final Set<String> given = ConcurrentHashMap.newKeySet();

    KafkaStrangers(String bootstrap, Random random) {
        this.bootstrap = bootstrap;
        this.random = random;
    }

    /**
     * @param groups in how many groups they were
     * @param visits how often one joined and left
     * @param given in how many they were given events
     */
    record Visits(int groups, long visits, int given) {}

    /** Has some come to every group, again and again, for that long. */
    Visits visit(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        Map<String, Set<String>> groups = topicsByGroup();
        Semaphore places = new Semaphore(AT_ONCE);
        try (ExecutorService threads = Executors.newCachedThreadPool()) {
            groups.forEach((group, topics) -> threads.execute(() -> {
                while (System.nanoTime() < end) {
                    places.acquireUninterruptibly();
                    try {
                        visit(group, topics);
                    } finally {
                        places.release();
                    }
                }
            }));
        }
        return new Visits(groups.size(), visits.sum(), given.size());
    }

    private void visit(String group, Set<String> topics) {
        Map<String, Object> settings = new HashMap<>(Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrap,
                ConsumerConfig.GROUP_ID_CONFIG,
                group,
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                CooperativeStickyAssignor.class.getName()));
        try (var stranger = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            stranger.subscribe(topics);
            long end = System.nanoTime()
                    + Duration.ofMillis(1000L + random.nextInt(4000)).toNanos();
            while (System.nanoTime() < end) {
                if (!stranger.poll(Duration.ofMillis(200)).isEmpty()) {
                    given.add(group);
                }
            }
            visits.increment();
        } catch (KafkaException e) {
            // Turned away by a group that is moving: it comes again.
        }
    }

    /** What each group of ours reads; others would be given nothing but what ours do not want. */
    private Map<String, Set<String>> topicsByGroup() {
        try (Admin admin = Admin.create(Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap))) {
            Map<String, Set<String>> topics = new TreeMap<>();
            for (GroupListing group : admin.listGroups().all().get()) {
                Set<String> its = admin
                        .listConsumerGroupOffsets(group.groupId())
                        .partitionsToOffsetAndMetadata()
                        .get()
                        .keySet()
                        .stream()
                        .map(TopicPartition::topic)
                        .collect(Collectors.toSet());
                if (!its.isEmpty()) {
                    topics.put(group.groupId(), its);
                }
            }
            return topics;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while Kafka was asked for its groups", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("Kafka does not tell its groups", e);
        }
    }
}
