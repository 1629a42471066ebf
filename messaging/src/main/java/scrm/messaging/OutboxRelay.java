package scrm.messaging;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.core.KafkaOperations;

/**
 * Publishes what the outbox holds. A shard is leased to one relay at a time, sent in the order of its rows, and deleted
 * as far as Kafka has acknowledged it without a gap; what comes after a failure is sent again in order. So each event
 * is published at least once, and the last time it is published it stands in its key's order.
 */
final class OutboxRelay implements SmartLifecycle {
    /** How soon a shard that another relay holds is looked at again. */
    private static final Duration HELD = Duration.ofMillis(20);

    private final JdbcOutbox outbox;
    private final KafkaOperations<String, byte[]> kafka;
    private final KafkaEventRecords records;
    private final Counter published;
    private final Counter failures;
    private final Duration poll;
    private final Duration lease;
    private final long owner = ThreadLocalRandom.current().nextLong();
    private final Set<Integer> nudged = ConcurrentHashMap.newKeySet();
    private final Loop loop = new Loop("outbox-relay", this::step, Loop.REST);
    private long polledAt = System.nanoTime();

    OutboxRelay(
            JdbcOutbox outbox,
            KafkaOperations<String, byte[]> kafka,
            KafkaEventRecords records,
            MeterRegistry meters,
            MessagingProperties properties) {
        this.outbox = outbox;
        this.kafka = kafka;
        this.records = records;
        this.published = meters.counter("scrm.outbox.published");
        this.failures = meters.counter("scrm.outbox.failures");
        this.poll = properties.poll();
        this.lease = properties.outboxLease();
        outbox.onAppended(shards -> {
            nudged.addAll(shards);
            loop.nudge();
        });
    }

    private Duration step() {
        Set<Integer> shards = new TreeSet<>(nudged);
        nudged.removeAll(shards);
        if (System.nanoTime() - polledAt >= poll.toNanos()) {
            polledAt = System.nanoTime();
            shards.addAll(outbox.waitingShards());
        }
        if (shards.isEmpty()) {
            return poll;
        }
        try {
            Set<Integer> unfinished = publish(shards);
            nudged.addAll(unfinished);
            return unfinished.isEmpty() ? poll : HELD;
        } catch (RuntimeException e) {
            failures.increment();
            nudged.addAll(shards);
            throw e;
        }
    }

    /** Publishes what waits in those of the shards that are free; returns those that should be looked at again. */
    Set<Integer> publish(Set<Integer> shards) {
        Set<Integer> leased = outbox.lease(shards, owner, lease);
        Set<Integer> unfinished = new HashSet<>(shards);
        unfinished.removeAll(leased);
        if (leased.isEmpty()) {
            return unfinished;
        }
        List<Sent> sent = new ArrayList<>();
        try {
            List<JdbcOutbox.Waiting> rows = outbox.oldest(leased);
            if (rows.size() >= JdbcOutbox.BATCH / leased.size()) {
                unfinished.addAll(leased); // one of them may have more
            }
            send(rows, sent);
        } finally {
            settle(sent, leased);
        }
        return unfinished;
    }

    /** Sends rows in order, until Kafka is away: then each further one would wait in vain. */
    private void send(List<JdbcOutbox.Waiting> rows, List<Sent> sent) {
        for (JdbcOutbox.Waiting row : rows) {
            CompletableFuture<?> acknowledgement;
            try {
                acknowledgement = kafka.send(records.of(row));
            } catch (KafkaException e) {
                acknowledgement = CompletableFuture.failedFuture(e);
            }
            sent.add(new Sent(row, acknowledgement));
            if (acknowledgement.isCompletedExceptionally()) {
                return;
            }
        }
    }

    private void settle(List<Sent> sent, Set<Integer> leased) {
        List<Long> acknowledged = new ArrayList<>(sent.size());
        Set<Integer> broken = new HashSet<>();
        RuntimeException failure = null;
        for (Sent each : sent) {
            try {
                each.acknowledgement().join();
                if (!broken.contains(each.row().shard())) {
                    acknowledged.add(each.row().id());
                }
            } catch (CompletionException e) {
                broken.add(each.row().shard());
                failure = e;
            }
        }
        outbox.finish(acknowledged, leased, owner);
        published.increment(acknowledged.size());
        if (failure != null) {
            throw failure;
        }
    }

    private record Sent(JdbcOutbox.Waiting row, CompletableFuture<?> acknowledgement) {}

    @Override
    public void start() {
        loop.start();
    }

    @Override
    public void stop() {
        try {
            loop.stop(Duration.ofSeconds(25));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return loop.isRunning();
    }

    /** After the workers, whose settlements append. */
    @Override
    public int getPhase() {
        return 100;
    }
}
