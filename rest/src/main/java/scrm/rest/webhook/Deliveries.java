package scrm.rest.webhook;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

import scrm.events.CorpId;

/** Every corp's deliveries. */
public interface Deliveries {
    /** Adds some; their ids are in the order of the messages. */
    List<DeliveryId> add(CorpId corpId, EndpointId endpointId, List<WebhookMessage> messages, Instant now);

    Optional<Delivery> find(CorpId corpId, DeliveryId id);

    /** The newest first. */
    List<Delivery> list(
            CorpId corpId,
            EndpointId endpointId,
            Delivery.@Nullable Status status,
            @Nullable DeliveryId before,
            int limit);

    /** Every attempt, the oldest first. */
    List<Delivery.Attempt> attempts(CorpId corpId, DeliveryId id);

    /** Takes down an attempt and what it comes to. */
    void attempted(
            Delivery delivery,
            Delivery.Attempt attempt,
            Delivery.Status status,
            @Nullable Instant nextTryAt,
            Instant now);

    /** It is not owed any more; false if it was not even before. */
    boolean drop(CorpId corpId, DeliveryId id, Instant now);

    /** Has it tried from the start. */
    void renew(CorpId corpId, DeliveryId id, Instant now);
}
