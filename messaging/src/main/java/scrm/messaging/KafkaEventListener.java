package scrm.messaging;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.listener.BatchListenerFailedException;
import org.springframework.kafka.listener.BatchMessageListener;
import org.springframework.transaction.support.TransactionTemplate;

import scrm.events.Event;

/**
 * Hands the records of a poll to a consumer: all of them in one transaction, or, when that fails, one by one. The first
 * that fails by itself is reported to the container, which has everything from it on delivered again.
 */
final class KafkaEventListener implements BatchMessageListener<String, byte[]> {
    private final EventConsumer consumer;
    private final JdbcInbox inbox;
    private final TransactionTemplate transaction;
    private final EventJson json;
    private final MeterRegistry meters;

    private record Arrival(
            int index,
            Event event,
            @org.jspecify.annotations.Nullable String traceparent) {}

    KafkaEventListener(
            EventConsumer consumer,
            JdbcInbox inbox,
            TransactionTemplate transaction,
            EventJson json,
            MeterRegistry meters) {
        this.consumer = consumer;
        this.inbox = inbox;
        this.transaction = transaction;
        this.json = json;
        this.meters = meters;
    }

    @Override
    public void onMessage(List<ConsumerRecord<String, byte[]>> records) {
        List<Arrival> arrivals = new ArrayList<>(records.size());
        for (int i = 0; i < records.size(); i++) {
            ConsumerRecord<String, byte[]> kafkaRecord = records.get(i);
            String replayedFor = KafkaEventRecords.header(kafkaRecord.headers(), KafkaDeadLetters.CONSUMER);
            if (replayedFor != null && !replayedFor.equals(consumer.name())) {
                continue; // another consumer's dead letter, replayed: we have had it
            }
            try {
                arrivals.add(new Arrival(
                        i,
                        json.read(kafkaRecord.value()),
                        KafkaEventRecords.header(kafkaRecord.headers(), Trace.HEADER)));
            } catch (EventJson.MalformedEventException e) {
                handle(arrivals);
                throw new BatchListenerFailedException("undecodable", e, i);
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
        } catch (RuntimeException | StackOverflowError together) {
            for (Arrival arrival : arrivals) {
                try {
                    handleTogether(List.of(arrival));
                } catch (RuntimeException | StackOverflowError alone) {
                    throw new BatchListenerFailedException(
                            arrival.event().getClass().getSimpleName(), alone, arrival.index());
                }
            }
        }
    }

    private void handleTogether(List<Arrival> arrivals) {
        Integer repeated = transaction.execute(_ -> {
            Set<?> fresh = inbox.claimAll(
                    consumer.name(),
                    arrivals.stream().map(arrival -> arrival.event().id()).toList());
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
