package scrm.wecom.wxjava;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import scrm.events.CorpId;

/** A breaker and a bulkhead per corp and API, so that one that hangs takes neither threads nor time from the others. */
final class Breakers {
    private final CircuitBreakerConfig breaker;
    private final BulkheadConfig bulkhead;
    private final MeterRegistry meters;
    private final ConcurrentMap<Key, Guard> guards = new ConcurrentHashMap<>();

    Breakers(WxJavaProperties properties, MeterRegistry meters) {
        WxJavaProperties.Breaker settings = properties.breaker();
        this.breaker = CircuitBreakerConfig.custom()
                .slidingWindowType(SlidingWindowType.COUNT_BASED)
                .slidingWindowSize(settings.window())
                .minimumNumberOfCalls(settings.minimumCalls())
                .failureRateThreshold(settings.failureRate())
                .waitDurationInOpenState(settings.open())
                .permittedNumberOfCallsInHalfOpenState(settings.trials())
                .build();
        this.bulkhead = BulkheadConfig.custom()
                .maxConcurrentCalls(properties.callers())
                .maxWaitDuration(Duration.ZERO)
                .build();
        this.meters = meters;
    }

    Guard of(CorpId corpId, Api api) {
        Key key = new Key(corpId, api);
        Guard guard = guards.get(key);
        return guard != null ? guard : guards.computeIfAbsent(key, this::make);
    }

    private Guard make(Key key) {
        String name = key.corpId + "/" + key.api.path();
        CircuitBreaker made = CircuitBreaker.of(name, breaker);
        Gauge.builder("wecom.breaker.open", made, b -> b.getState() == CircuitBreaker.State.CLOSED ? 0 : 1)
                .description("1 while an API is not or hardly called for a corp because it gave no answers")
                .tags("corp", key.corpId.value(), "api", key.api.path())
                .strongReference(true)
                .register(meters);
        return new Guard(made, Bulkhead.of(name, bulkhead));
    }

    record Guard(CircuitBreaker breaker, Bulkhead bulkhead) {}

    private record Key(CorpId corpId, Api api) {}
}
