package scrm.gateway.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.LongSupplier;

/**
 * Two budgets stand before each request: that of the client for this corp, and that of the corp, so that neither one
 * program nor one corp takes what is there for all. Reads and writes are counted apart.
 */
final class RequestLimits {
    /** Far more than are in use at once; whoever is forgotten begins anew with a part of the budget. */
    private static final int MOST = 100_000;

    private final LimitProperties properties;
    private final RedisBudgets shared;
    private final LongSupplier nanos;
    private final Cache<Key, Bucket> buckets;

    RequestLimits(LimitProperties properties, RedisBudgets shared, LongSupplier nanos) {
        this.properties = properties;
        this.shared = shared;
        this.nanos = nanos;
        this.buckets = Caffeine.newBuilder()
                .maximumSize(MOST)
                .expireAfterAccess(Duration.ofMinutes(10))
                .build();
    }

    /** @param client empty for the corp's own bucket */
    private record Key(String corp, String client, boolean writing) {
        String policy() {
            return (client.isEmpty() ? "corp-" : "client-") + (writing ? "writes" : "reads");
        }

        String name() {
            return "{" + corp + "}:" + policy() + (client.isEmpty() ? "" : ":" + client);
        }
    }

    /**
     * Takes one request.
     *
     * @param corp empty for corps that we do not serve, which share one budget
     * @param client never empty
     * @return the client's standing and the corp's; only the one that refuses, if one does
     */
    List<Standing> take(String corp, String client, boolean writing) {
        Bucket own = bucket(new Key(corp, client, writing));
        Standing first = own.take();
        if (!first.passes()) {
            return List.of(first);
        }
        Standing second = bucket(new Key(corp, "", writing)).take();
        if (!second.passes()) {
            own.giveBack();
            return List.of(second);
        }
        return List.of(first, second);
    }

    private Bucket bucket(Key key) {
        Bucket bucket = buckets.get(key, this::open);
        OptionalInt passed = bucket.tell();
        if (passed.isPresent()) {
            Thread.startVirtualThread(() -> tell(key, bucket, passed.getAsInt()));
        }
        return bucket;
    }

    private Bucket open(Key key) {
        Budget budget = key.client().isEmpty()
                ? properties.ofCorp(key.corp(), key.writing())
                : properties.ofClient(key.client(), key.writing());
        return new Bucket(
                key.policy(), budget, properties.instances(), properties.told().toNanos(), nanos);
    }

    private void tell(Key key, Bucket bucket, int passed) {
        OptionalDouble left = shared.take(key.name(), bucket.budget(), passed);
        if (left.isPresent()) {
            bucket.learn(passed, left.getAsDouble());
        } else {
            bucket.alone(passed);
        }
    }
}
