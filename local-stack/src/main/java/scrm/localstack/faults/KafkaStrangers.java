package scrm.localstack.faults;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

import scrm.events.Topic;

/** Consumers that are none of ours, in the groups of ours: they take what they are given and do nothing with it. */
final class KafkaStrangers {
    /** More would only have this process run out of memory. */
    private static final int AT_ONCE = 6;

    private final String bootstrap;
    private final Random random;
    private final LongAdder visits = new LongAdder();
    private final LongAdder events = new LongAdder();

    KafkaStrangers(String bootstrap, Random random) {
        this.bootstrap = bootstrap;
        this.random = random;
    }

    /**
     * @param groups in how many groups they were
     * @param visits how often one joined and left
     * @param events how many events they were given
     */
    record Visits(int groups, long visits, long events) {}

    /** Has some come to every group, again and again, for that long. */
    Visits visit(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        List<String> groups = groups();
        Semaphore places = new Semaphore(AT_ONCE);
        try (ExecutorService threads = Executors.newCachedThreadPool()) {
            for (String group : groups) {
                threads.execute(() -> {
                    while (System.nanoTime() < end) {
                        places.acquireUninterruptibly();
                        try {
                            visit(group);
                        } finally {
                            places.release();
                        }
                    }
                });
            }
        }
        return new Visits(groups.size(), visits.sum(), events.sum());
    }

    private void visit(String group) {
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
            stranger.subscribe(
                    Arrays.stream(Topic.values()).map(Topic::topicName).toList());
            long end = System.nanoTime()
                    + Duration.ofMillis(1000L + random.nextInt(4000)).toNanos();
            while (System.nanoTime() < end) {
                events.add(stranger.poll(Duration.ofMillis(200)).count());
            }
            visits.increment();
        } catch (KafkaException e) {
            // Turned away by a group that is moving: that is a visit, too.
            visits.increment();
        }
    }

    private List<String> groups() {
        try (Admin admin = Admin.create(Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap))) {
            return admin.listGroups().all().get().stream()
                    .map(GroupListing::groupId)
                    .sorted()
                    .toList();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while Kafka was asked for its groups", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("Kafka does not tell its groups", e);
        }
    }
}
