package scrm.sop.shard;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Service;

/**
 * This instance's shards. They are prolonged whenever somebody asks for them and they have not been for a while; who
 * does not ask has stopped or hangs, and loses them to the others after the lease.
 */
@Service
public class ShardKeeper implements SmartLifecycle {
    /** What was a killed instance's is taken over after this and {@link #RENEWED_AFTER} at most. */
    static final Duration LEASE = Duration.ofSeconds(6);

    static final Duration RENEWED_AFTER = Duration.ofSeconds(2);

    private final Shards shards;
    private final long owner = ThreadLocalRandom.current().nextLong();
    private Map<Integer, Long> held = Map.of();
    private long keptAt;
    private boolean running;

    ShardKeeper(Shards shards) {
        this.shards = shards;
    }

    /** What this instance has, each with its epoch: nobody else had it since. */
    public synchronized Map<Integer, Long> held() {
        // Wall-clock leases need a wall clock; the service's may be moved.
        if (running && (held.isEmpty() || System.nanoTime() - keptAt >= RENEWED_AFTER.toNanos())) {
            keptAt = System.nanoTime();
            held = Map.copyOf(shards.keep(owner, LEASE));
        }
        return running ? held : Map.of();
    }

    /** Which of these it still has by now, in the running transaction. */
    public Set<Integer> still(Map<Integer, Long> epochs) {
        Map<Integer, Long> now = shards.heldBy(owner);
        return epochs.entrySet().stream()
                .filter(shard -> shard.getValue().equals(now.get(shard.getKey())))
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public synchronized void start() {
        running = true;
        held = Map.of();
    }

    @Override
    public synchronized void stop() {
        running = false;
        shards.giveBack(owner);
    }

    @Override
    public synchronized boolean isRunning() {
        return running;
    }
}
