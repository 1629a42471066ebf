package scrm.wecom.wxjava;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

import scrm.wecom.Caller;
import scrm.wecom.Corp;
import scrm.wecom.Lane;
import scrm.wecom.WeComException;
import scrm.wecom.WeComException.Kind;
import scrm.wecom.quota.Permit;
import scrm.wecom.quota.Quota;

/**
 * What every call passes: misconfigured corps are turned back, then breaker, bulkhead and quota; and what is made of
 * its failure. What may be repeated is tried three times at most, with growing pauses.
 */
final class Gate {
    private static final int TRIES = 3;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(150);

    private final Misconfigurations misconfigurations;
    private final Breakers breakers;
    private final Quota quota;
    private final MeterRegistry meters;

    Gate(Misconfigurations misconfigurations, Breakers breakers, Quota quota, MeterRegistry meters) {
        this.misconfigurations = misconfigurations;
        this.breakers = breakers;
        this.quota = quota;
        this.meters = meters;
    }

    /** Something that is sent. */
    @FunctionalInterface
    interface Sending<A> {
        /** @throws Exception WxJava's three kinds, or a WeComException when it came to no sending */
        A send() throws Exception;
    }

    /** The least time in which so many calls can pass. */
    Duration outlook(Caller caller, Api api, long calls) {
        return quota.outlook(caller, api.path(), calls);
    }

    /** @throws WeComException always this, whatever went wrong */
    <A> A pass(Corp corp, Caller caller, Api api, Sending<A> sending) {
        Breakers.Guard guard = breakers.of(corp.corpId(), api);
        for (int attempt = 1; ; attempt++) {
            misconfigurations.check(corp, api);
            switch (once(guard, corp, caller, api, sending)) {
                case Try.Answered<A>(A answer) -> {
                    return answer;
                }
                case Try.Failed<A>(WxJavaFailure failure, Duration retryAfter) -> {
                    if (attempt == TRIES || !failure.worthAnotherTry(api) || !paused(attempt)) {
                        throw new WeComException(
                                failure.kind(api),
                                failure.errcode(),
                                "%s of %s: %s".formatted(api.path(), corp.corpId(), failure.what()),
                                retryAfter,
                                null);
                    }
                }
            }
        }
    }

    private <A> Try<A> once(Breakers.Guard guard, Corp corp, Caller caller, Api api, Sending<A> sending) {
        if (!guard.bulkhead().tryAcquirePermission()) {
            throw notNow(corp, api, "too many callers wait for it", Duration.ofMillis(500));
        }
        try {
            if (!guard.breaker().tryAcquirePermission()) {
                throw notNow(corp, api, "it gave no answers lately", Duration.ofSeconds(2));
            }
            boolean judged = false;
            try (Permit permit = quota.acquire(caller, api.path())) {
                long start = System.nanoTime();
                try {
                    A answer = sending.send();
                    judged = true;
                    answered(guard.breaker(), api, caller.lane(), System.nanoTime() - start);
                    misconfigurations.passed(corp, api);
                    return new Try.Answered<>(answer);
                } catch (WeComException e) {
                    // It came to no sending: there was no token.
                    throw e;
                } catch (Exception e) {
                    judged = true;
                    WxJavaFailure failure = WxJavaFailure.of(e);
                    failed(guard.breaker(), api, caller.lane(), System.nanoTime() - start, failure, e);
                    return new Try.Failed<>(failure, react(permit, corp, api, failure));
                }
            } finally {
                if (!judged) {
                    guard.breaker().releasePermission();
                }
            }
        } finally {
            guard.bulkhead().onComplete();
        }
    }

    private void answered(CircuitBreaker breaker, Api api, Lane lane, long took) {
        breaker.onSuccess(took, TimeUnit.NANOSECONDS);
        record(api, lane, "ok", took);
    }

    private void failed(CircuitBreaker breaker, Api api, Lane lane, long took, WxJavaFailure failure, Exception cause) {
        if (failure.answered()) {
            breaker.onSuccess(took, TimeUnit.NANOSECONDS);
        } else {
            breaker.onError(took, TimeUnit.NANOSECONDS, cause);
        }
        record(api, lane, failure.tag(), took);
    }

    private void record(Api api, Lane lane, String outcome, long took) {
        meters.timer("wecom.calls", "api", api.path(), "lane", lane.name().toLowerCase(Locale.ROOT), "outcome", outcome)
                .record(took, TimeUnit.NANOSECONDS);
    }

    /** Draws the consequences for later calls; gives the time after which there may be a later call. */
    private Duration react(Permit permit, Corp corp, Api api, WxJavaFailure failure) {
        int errcode = failure.errcode();
        return switch (failure.reaction()) {
            case BLOCK -> permit.blocked();
            case FEWER -> {
                permit.crowded();
                yield Refusals.retryAfter(errcode);
            }
            case MEND -> {
                misconfigurations.note(corp, api, errcode);
                yield Refusals.holdFor(errcode);
            }
            case NEW_TOKEN, AGAIN, GIVE_UP -> Refusals.retryAfter(errcode);
        };
    }

    private static boolean paused(int attempt) {
        long most = FIRST_PAUSE.toNanos() << attempt;
        try {
            Thread.sleep(Duration.ofNanos(most / 2 + ThreadLocalRandom.current().nextLong(most / 2)));
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static WeComException notNow(Corp corp, Api api, String why, Duration retryAfter) {
        return new WeComException(
                Kind.RETRYABLE,
                WeComException.NO_ERRCODE,
                "%s of %s is not called: %s".formatted(api.path(), corp.corpId(), why),
                retryAfter,
                null);
    }

    /** What came of one try. */
    private sealed interface Try<A> {
        record Answered<A>(A answer) implements Try<A> {}

        record Failed<A>(WxJavaFailure failure, Duration retryAfter) implements Try<A> {}
    }
}
