package scrm.messaging;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.listener.BatchListenerFailedException;
import org.springframework.kafka.listener.BatchMessageListener;
import org.springframework.transaction.support.TransactionTemplate;

import scrm.events.Event;
import scrm.events.EventId;

/**
 * Hands the records of a poll to a consumer: all of them in one transaction, or, when that fails, one by one. What may
 * pass is tried again at once and then left to the container, which delivers from there on again; what keeps failing,
 * or cannot be read, is put aside.
 */
final class KafkaEventListener implements BatchMessageListener<String, byte[]> {
    private static final Logger log = LoggerFactory.getLogger(KafkaEventListener.class);
    private static final int TRANSIENT_TRIES = 5;
    private static final Duration FIRST_WAIT = Duration.ofMillis(20);
    private static final Duration LONGEST_WAIT = Duration.ofMillis(500);

    private final EventConsumer consumer;
    private final JdbcInbox inbox;
    private final TransactionTemplate transaction;
    private final EventJson json;
    private final KafkaDeadLetters deadLetters;
    private final MeterRegistry meters;
    private final int poisonTries;

    private record Arrival(
            int index,
            ConsumerRecord<String, byte[]> origin,
            Event event,
            @Nullable String traceparent) {}

    KafkaEventListener(
            EventConsumer consumer,
            JdbcInbox inbox,
            TransactionTemplate transaction,
            EventJson json,
            KafkaDeadLetters deadLetters,
            MeterRegistry meters,
            MessagingProperties properties) {
        this.consumer = consumer;
        this.inbox = inbox;
        this.transaction = transaction;
        this.json = json;
        this.deadLetters = deadLetters;
        this.meters = meters;
        this.poisonTries = properties.poisonTries();
    }

    @Override
    public void onMessage(List<ConsumerRecord<String, byte[]>> records) {
        List<Arrival> arrivals = new ArrayList<>(records.size());
        for (int i = 0; i < records.size(); i++) {
            ConsumerRecord<String, byte[]> origin = records.get(i);
            String replayedFor = KafkaEventRecords.header(origin.headers(), KafkaDeadLetters.CONSUMER);
            if (replayedFor != null && !replayedFor.equals(consumer.name())) {
                continue; // another consumer's dead letter, replayed: we have had it
            }
            try {
                String traceparent = KafkaEventRecords.header(origin.headers(), Trace.HEADER);
                arrivals.add(new Arrival(i, origin, json.read(origin.value()), traceparent));
            } catch (EventJson.MalformedEventException e) {
                handle(arrivals);
                arrivals.clear();
                putAside(i, origin, e, 1);
            }
        }
        handle(arrivals);
    }

    private void handle(List<Arrival> arrivals) {
        if (arrivals.isEmpty()) {
            return;
        }
        try {
            handleTogether(arrivals);
        } catch (RuntimeException | StackOverflowError e) {
            count("retried", arrivals.size());
            arrivals.forEach(this::handleAlone);
        }
    }

    private void handleAlone(Arrival arrival) {
        for (int attempt = 1; ; attempt++) {
            try {
                handleTogether(List.of(arrival));
                return;
            } catch (RuntimeException | StackOverflowError e) {
                boolean mayPass = Failures.isTransient(e);
                ConsumerRecord<?, ?> origin = arrival.origin();
                log.warn(
                        "{} failed at {}-{}@{}, attempt {}: {}",
                        consumer.name(),
                        origin.topic(),
                        origin.partition(),
                        origin.offset(),
                        attempt,
                        Failures.describe(e));
                count(mayPass ? "retried" : "failed", 1);
                if (mayPass && attempt == TRANSIENT_TRIES) {
                    // The container waits longer than a poll may take, without leaving the group.
                    throw new BatchListenerFailedException("not now", e, arrival.index());
                }
                if (!mayPass && attempt >= poisonTries) {
                    putAside(arrival.index(), arrival.origin(), e, attempt);
                    return;
                }
                Failures.pause(Failures.backoff(attempt, FIRST_WAIT, LONGEST_WAIT));
            }
        }
    }

    private void putAside(int index, ConsumerRecord<String, byte[]> origin, Throwable cause, int attempts) {
        try {
            deadLetters.put(consumer.name(), origin, cause, attempts);
        } catch (KafkaException e) {
            throw new BatchListenerFailedException("dead letters are not taken now", e, index);
        }
        count("dead", 1);
    }

    private void handleTogether(List<Arrival> arrivals) {
        Predicate<Event> concerning =
                consumer.concerning(arrivals.stream().map(Arrival::event).toList());
        List<Arrival> its = arrivals.stream()
                .filter(arrival -> concerning.test(arrival.event()))
                .toList();
        if (!its.isEmpty()) {
            claimAndHandle(its);
        }
        count("ignored", arrivals.size() - its.size());
    }

    private void claimAndHandle(List<Arrival> arrivals) {
        Integer repeated = transaction.execute(_ -> {
            Set<EventId> fresh = new HashSet<>(inbox.claimAll(
                    consumer.name(),
                    arrivals.stream().map(arrival -> arrival.event().id()).toList()));
            int repetitions = 0;
            for (Arrival arrival : arrivals) {
                Event event = arrival.event();
                boolean first = fresh.remove(event.id());
                repetitions += first ? 0 : 1;
                Trace.within(arrival.traceparent(), () -> {
                    if (first) {
                        consumer.on(event);
                    }
                    consumer.onEveryArrival(event);
                });
            }
            return repetitions;
        });
        int repetitions = repeated == null ? 0 : repeated;
        count("handled", arrivals.size() - repetitions);
        count("repeated", repetitions);
    }

    private void count(String outcome, int events) {
        if (events > 0) {
            meters.counter("scrm.events", "consumer", consumer.name(), "outcome", outcome)
                    .increment(events);
        }
    }
}
