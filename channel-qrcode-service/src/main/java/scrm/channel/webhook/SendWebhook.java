package scrm.channel.webhook;

import java.time.Clock;
import java.time.Instant;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import scrm.events.CorpId;
import scrm.messaging.WorkQueue;
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

    /**
     * Sends an event at least once, after the running transaction has committed.
     *
     * @param type for example {@code referral.reward.granted}
     * @param data becomes JSON; of texts, numbers, instants, lists and such records
     */
    @Transactional
    public void send(CorpId corpId, EndpointId endpointId, String type, Instant occurredAt, Record data) {
        Instant now = clock.instant();
        DeliveryId id = deliveries.add(corpId, endpointId, type, occurredAt, data, now);
        work.submit(WebhookWorker.request(corpId, id, now));
    }

    /** Sends a delivery once more, whatever became of it, under the same {@code webhook-id}. */
    @Transactional
    public Delivery resend(CorpId corpId, EndpointId endpointId, DeliveryId id) {
        if (deliveries
                .find(corpId, id)
                .filter(delivery -> delivery.endpointId().equals(endpointId))
                .isEmpty()) {
            throw NotFound.of("webhook-delivery");
        }
        Instant now = clock.instant();
        deliveries.renew(corpId, id, now);
        work.submit(WebhookWorker.request(corpId, id, now));
        return deliveries.find(corpId, id).orElseThrow();
    }
}
