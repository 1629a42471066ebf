package scrm.gateway.callback;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

import scrm.events.WeComEvent;
import scrm.messaging.Outbox;
import scrm.rest.Unavailable;

/**
 * Returns when an event is durable, and only then: Kafka's acknowledgement by all in-sync replicas, else a row of the
 * outbox in MySQL, which its relay publishes in order per key; else it is noted as a gap and nobody may answer 200.
 *
 * <p>A store that keeps failing is left alone and tried again now and then, so that an outage of Kafka costs a few
 * callbacks its time limit and the others a MySQL transaction, and nobody piles up behind a broker that hangs.
 *
 * <p>A callback that finds Kafka well again may overtake an older one of its key that still waits in the outbox. To
 * prevent that, each callback would have to ask MySQL first. It is not worth it: WeCom itself promises no order, and
 * consumers refresh state by the newest {@code CreateTime} rather than apply deltas. Nor is it a loss if Kafka
 * acknowledges too late and the outbox publishes the event again: consumers drop the second one by its id.
 */
final class CallbackPublisher {
    private static final Logger log = LoggerFactory.getLogger(CallbackPublisher.class);
    private static final Duration LONG_AFTER_PROBES = Duration.ofMinutes(1);

    private final KafkaCallbacks kafka;
    private final TransactionTemplate transaction;
    private final Outbox outbox;
    private final CallbackGaps gaps;
    private final CallbackProperties properties;
    private final CircuitBreaker kafkaBreaker;
    private final CircuitBreaker inboxBreaker;

    /** Where an event became durable. */
    enum Way {
        /** In Kafka. */
        KAFKA,
        /** In MySQL, on its way to Kafka. */
        INBOX
    }

    CallbackPublisher(
            KafkaCallbacks kafka,
            TransactionTemplate transaction,
            Outbox outbox,
            CallbackGaps gaps,
            CallbackProperties properties) {
        this.kafka = kafka;
        this.transaction = transaction;
        this.outbox = outbox;
        this.gaps = gaps;
        this.properties = properties;
        this.kafkaBreaker = breaker("Kafka", properties.probeInterval());
        this.inboxBreaker = breaker("MySQL", LONG_AFTER_PROBES);
    }

    /**
     * Makes an event durable.
     *
     * @throws Unavailable if neither store took it; it is noted as a gap
     */
    Way publish(WeComEvent event) {
        if (took(kafkaBreaker, () -> kafka.send(event))) {
            return Way.KAFKA;
        }
        if (took(inboxBreaker, () -> append(event))) {
            return Way.INBOX;
        }
        gaps.note(event);
        throw new Unavailable(properties.probeInterval(), null);
    }

    /**
     * Tries MySQL again if it was given up. No callback does: while one tried, the others would have no store left, and
     * MySQL may have come back unseen long before Kafka fails.
     */
    @Scheduled(fixedDelay = 500)
    void probeInbox() {
        if (inboxBreaker.getState() == CircuitBreaker.State.CLOSED) {
            return;
        }
        try {
            transaction.executeWithoutResult(_ -> {});
            inboxBreaker.transitionToClosedState();
        } catch (TransactionException e) {
            log.debug("MySQL is still away", e);
        }
    }

    private Object append(WeComEvent event) {
        transaction.executeWithoutResult(_ -> outbox.append(event));
        return event;
    }

    /** Whether the store took it in its time; a store that is being left alone did not. */
    private static boolean took(CircuitBreaker breaker, Callable<?> store) {
        if (!breaker.tryAcquirePermission()) {
            return false;
        }
        long start = breaker.getCurrentTimestamp();
        try {
            store.call();
            breaker.onSuccess(breaker.getCurrentTimestamp() - start, breaker.getTimestampUnit());
            return true;
        } catch (InterruptedException e) {
            breaker.releasePermission();
            Thread.currentThread().interrupt();
            return false;
        } catch (Exception e) {
            breaker.onError(breaker.getCurrentTimestamp() - start, breaker.getTimestampUnit(), e);
            return false;
        }
    }

    private static CircuitBreaker breaker(String store, Duration leftAloneFor) {
        CircuitBreaker breaker = CircuitBreaker.of(
                store,
                CircuitBreakerConfig.custom()
                        .slidingWindowType(CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
                        .slidingWindowSize(10)
                        .minimumNumberOfCalls(5)
                        .failureRateThreshold(50)
                        .waitDurationInOpenState(leftAloneFor)
                        .permittedNumberOfCallsInHalfOpenState(1)
                        .build());
        breaker.getEventPublisher()
                .onStateTransition(change -> log.warn(
                        "{} is {} for callbacks",
                        store,
                        change.getStateTransition().getToState()))
                .onError(failure -> log.debug("{} did not take a callback", store, failure.getThrowable()));
        return breaker;
    }
}
