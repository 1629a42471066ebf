package scrm.tag.index;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.jspecify.annotations.Nullable;

/** Who holds which partitions, as the broker tells it: each member's client id is where it is reached. */
final class KafkaHolders implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Admin admin;
    private final String group;
    private final String topic;
    private final long believedNanos;
    private @Nullable Told told;

    /**
     * Who holds what.
     *
     * @param partitions that there are
     * @param byUrl the partitions that each holder has
     */
    record Holders(Set<Integer> partitions, Map<URI, Set<Integer>> byUrl) {}

    /** What the broker told, null if nothing, and when. */
    private record Told(@Nullable Holders holders, long nanos) {}

    KafkaHolders(Admin admin, String group, String topic, Duration believed) {
        this.admin = admin;
        this.group = group;
        this.topic = topic;
        this.believedNanos = believed.toNanos();
    }

    /**
     * As the broker tells it, or told it a moment ago.
     *
     * @param fresh whether the broker is asked in any case
     * @throws IndexLoadingException if it does not answer
     */
    synchronized Holders current(boolean fresh) {
        boolean recent = told != null && System.nanoTime() - told.nanos() <= believedNanos;
        // Silence is believed in any case, or all who ask would wait for the broker one after another.
        if (told == null || !recent || (fresh && told.holders() != null)) {
            told = new Told(ask(), System.nanoTime());
        }
        Holders holders = told.holders();
        if (holders == null) {
            throw new IndexLoadingException("the broker does not tell who holds what");
        }
        return holders;
    }

    private @Nullable Holders ask() {
        try {
            var members = admin.describeConsumerGroups(List.of(group)).all();
            var topics = admin.describeTopics(List.of(topic)).allTopicNames();
            Map<URI, Set<Integer>> byUrl = new HashMap<>();
            Objects.requireNonNull(get(members).get(group)).members().forEach(member -> {
                Set<Integer> its = member.assignment().topicPartitions().stream()
                        .map(TopicPartition::partition)
                        .collect(Collectors.toSet());
                if (!its.isEmpty()) {
                    byUrl.put(URI.create(member.clientId()), its);
                }
            });
            Set<Integer> partitions = Objects.requireNonNull(get(topics).get(topic)).partitions().stream()
                    .map(TopicPartitionInfo::partition)
                    .collect(Collectors.toSet());
            return new Holders(partitions, byUrl);
        } catch (ExecutionException | TimeoutException e) {
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    /**
     * The topic's id: one that is made anew under the same name has another.
     *
     * @throws IllegalStateException if the broker does not tell it
     */
    String topicId() {
        try {
            return Objects.requireNonNull(
                            get(admin.describeTopics(List.of(topic)).allTopicNames())
                                    .get(topic))
                    .topicId()
                    .toString();
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("The broker does not tell the topic's id", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the broker was asked", e);
        }
    }

    private static <T> T get(KafkaFuture<T> future) throws ExecutionException, InterruptedException, TimeoutException {
        return future.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        admin.close(PATIENCE);
    }
}
