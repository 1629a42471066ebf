package scrm.gateway.callback;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

import scrm.wecom.callback.CallbackRejected.Reason;

/**
 * What is counted: {@code scrm.callback.accepted} (time from request to durable, by type and way),
 * {@code scrm.callback.rejected} (by reason), {@code scrm.callback.gaps} (by state: noted, lost, repaired).
 */
final class CallbackMetrics {
    private final MeterRegistry registry;
    private final Map<Key, Timer> accepted = new ConcurrentHashMap<>();
    private final Map<Reason, Counter> rejected = new ConcurrentHashMap<>();
    private final Counter gapsNoted;
    private final Counter gapsLost;
    private final Counter gapsRepaired;

    private record Key(Class<?> type, CallbackPublisher.Way way) {}

    CallbackMetrics(MeterRegistry registry) {
        this.registry = registry;
        for (Reason reason : Reason.values()) {
            rejected.put(reason, counter(reason)); // there from the start, so that a first one is seen as a rise
        }
        gapsNoted = registry.counter("scrm.callback.gaps", "state", "noted");
        gapsLost = registry.counter("scrm.callback.gaps", "state", "lost");
        gapsRepaired = registry.counter("scrm.callback.gaps", "state", "repaired");
    }

    void accepted(AcceptCallback.Accepted callback, long nanos) {
        accepted.computeIfAbsent(new Key(callback.event().getClass(), callback.way()), this::timer)
                .record(nanos, TimeUnit.NANOSECONDS);
    }

    void rejected(Reason reason) {
        rejected.computeIfAbsent(reason, this::counter).increment();
    }

    void gapNoted() {
        gapsNoted.increment();
    }

    void gapLost() {
        gapsLost.increment();
    }

    void gapsRepaired(int gaps) {
        gapsRepaired.increment(gaps);
    }

    private Counter counter(Reason reason) {
        return registry.counter("scrm.callback.rejected", "reason", lowerCase(reason));
    }

    private Timer timer(Key key) {
        return Timer.builder("scrm.callback.accepted")
                .description("Callbacks that became durable")
                .tag("type", key.type().getSimpleName())
                .tag("way", lowerCase(key.way()))
                .serviceLevelObjectives(
                        Duration.ofMillis(5),
                        Duration.ofMillis(25),
                        Duration.ofMillis(100),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(5))
                .register(registry);
    }

    private static String lowerCase(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
