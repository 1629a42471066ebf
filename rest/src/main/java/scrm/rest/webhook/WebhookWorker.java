package scrm.rest.webhook;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

import scrm.events.CorpId;
import scrm.messaging.Settlement;
import scrm.messaging.Work;
import scrm.messaging.WorkHandler;
import scrm.messaging.WorkQueue;
import scrm.messaging.WorkRequest;

/** Sends what is owed. An attempt and what follows from it are written together; a lost one is made again. */
@Component
class WebhookWorker implements WorkHandler<WebhookWorker.Payload> {
    private static final String KIND = "webhook-delivery";

    private final Deliveries deliveries;
    private final Endpoints endpoints;
    private final WebhookCall webhookCall;
    private final WorkQueue work;
    private final ObjectProvider<WebhookOutcomes> outcomes;
    private final MeterRegistry meters;
    private final Clock clock;
    private final ReceiverTurns turns = new ReceiverTurns();

    WebhookWorker(
            Deliveries deliveries,
            Endpoints endpoints,
            WebhookCall webhookCall,
            WorkQueue work,
            ObjectProvider<WebhookOutcomes> outcomes,
            MeterRegistry meters,
            Clock clock) {
        this.deliveries = deliveries;
        this.endpoints = endpoints;
        this.webhookCall = webhookCall;
        this.work = work;
        this.outcomes = outcomes;
        this.meters = meters;
        this.clock = clock;
    }

    /** Which delivery is due. */
    record Payload(long deliveryId) {}

    static WorkRequest request(CorpId corpId, DeliveryId id, Instant dueAt) {
        return WorkRequest.refresh(KIND, corpId, id.toString(), new Payload(id.value()), dueAt);
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Class<Payload> payloadType() {
        return Payload.class;
    }

    /** Receivers may be slow; {@link ReceiverTurns} keeps one from standing in the way of the others. */
    @Override
    public int concurrency() {
        return 16;
    }

    /** A name may be looked up for long, besides {@link WebhookCall#LONGEST}. */
    @Override
    public Duration lease() {
        return Duration.ofMinutes(1);
    }

    @Override
    public Settlement handle(Work<Payload> due) {
        Delivery delivery = deliveries
                .find(due.corpId(), new DeliveryId(due.payload().deliveryId()))
                .filter(found -> found.status() == Delivery.Status.PENDING)
                .orElse(null);
        if (delivery == null) {
            return Settlement.done();
        }
        if (!outcomes.stream().allMatch(listener -> listener.owed(delivery))) {
            return Settlement.done(() -> drop(delivery));
        }
        Endpoint endpoint = endpoints.find(due.corpId(), delivery.endpointId()).orElseThrow();
        Optional<Duration> wait = turns.take(endpoint.id(), due.attempt(), clock.instant());
        if (wait.isPresent()) {
            return Settlement.retry("the receiver is busy or does not answer", wait.get());
        }
        boolean answered = false;
        try {
            Delivery.Attempt attempt = webhookCall.post(endpoint, delivery, clock.instant());
            answered = attempt.status() != null;
            return Settlement.done(() -> settle(delivery, attempt));
        } finally {
            turns.giveBack(endpoint.id(), answered, clock.instant());
        }
    }

    private void drop(Delivery delivery) {
        if (deliveries.drop(delivery.corpId(), delivery.id(), clock.instant())) {
            ended(delivery, Delivery.Status.DROPPED);
        }
    }

    private void settle(Delivery delivery, Delivery.Attempt attempt) {
        Instant now = clock.instant();
        // Read again: while it was on its way somebody may have had it sent anew, or its contact may have been erased.
        Delivery current = deliveries.find(delivery.corpId(), delivery.id()).orElseThrow();
        boolean dropped = current.status() == Delivery.Status.DROPPED;
        Optional<Instant> next = attempt.isTaken() || dropped
                ? Optional.empty()
                : RetrySchedule.after(current.tries() + 1).map(now::plus);
        Delivery.Status status = attempt.isTaken()
                ? Delivery.Status.DELIVERED
                : dropped
                        ? Delivery.Status.DROPPED
                        : next.isPresent() ? Delivery.Status.PENDING : Delivery.Status.FAILED;
        deliveries.attempted(delivery, attempt, status, next.orElse(null), now);
        next.ifPresent(at -> work.submit(request(delivery.corpId(), delivery.id(), at)));
        if (status == Delivery.Status.PENDING) {
            count(status);
        } else {
            ended(delivery, status);
        }
    }

    private void ended(Delivery delivery, Delivery.Status status) {
        outcomes.forEach(listener -> listener.ended(delivery, status));
        count(status);
    }

    private void count(Delivery.Status status) {
        meters.counter("scrm.webhooks", "outcome", status.name().toLowerCase(Locale.ROOT))
                .increment();
    }
}
