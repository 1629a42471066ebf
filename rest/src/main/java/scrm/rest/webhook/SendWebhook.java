package scrm.rest.webhook;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import scrm.events.CorpId;
import scrm.messaging.WorkQueue;
import scrm.rest.Conflict;
import scrm.rest.NotFound;

/** Owes events to endpoints. */
@Service
public class SendWebhook {
    private final Deliveries deliveries;
    private final WorkQueue work;
    private final Clock clock;

    SendWebhook(Deliveries deliveries, WorkQueue work, Clock clock) {
        this.deliveries = deliveries;
        this.work = work;
        this.clock = clock;
    }

    /** Sends an event at least once, after the running transaction has committed. */
    @Transactional
    public void send(CorpId corpId, EndpointId endpointId, WebhookMessage message) {
        send(corpId, endpointId, List.of(message));
    }

    /** The same for many. */
    @Transactional
    public void send(CorpId corpId, EndpointId endpointId, List<WebhookMessage> messages) {
        Instant now = clock.instant();
        for (DeliveryId id : deliveries.add(corpId, endpointId, messages, now)) {
            work.submit(WebhookWorker.request(corpId, id, now));
        }
    }

    /**
     * Sends a delivery once more, whatever became of it, under the same {@code webhook-id}.
     *
     * @throws Conflict if it is not owed any more
     */
    @Transactional
    public Delivery resend(CorpId corpId, EndpointId endpointId, DeliveryId id) {
        Delivery delivery = deliveries
                .find(corpId, id)
                .filter(found -> found.endpointId().equals(endpointId))
                .orElseThrow(() -> NotFound.of("webhook-delivery"));
        if (delivery.status() == Delivery.Status.DROPPED) {
            throw Conflict.of("webhook_dropped");
        }
        Instant now = clock.instant();
        deliveries.renew(corpId, id, now);
        work.submit(WebhookWorker.request(corpId, id, now));
        return deliveries.find(corpId, id).orElseThrow();
    }
}
