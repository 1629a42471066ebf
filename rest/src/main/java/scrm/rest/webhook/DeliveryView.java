package scrm.rest.webhook;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A delivery as it is answered.
 *
 * @param messageId its {@code webhook-id}
 * @param tries attempts since it was owed, or since somebody had it sent again
 * @param nextTryAt absent when it is settled
 */
public record DeliveryView(
        String id,
        String messageId,
        String type,
        Delivery.Status status,
        int tries,
        @Nullable Instant nextTryAt,
        Instant createdAt) {
    public static DeliveryView of(Delivery delivery) {
        return new DeliveryView(
                delivery.id().toString(),
                delivery.messageId(),
                delivery.type(),
                delivery.status(),
                delivery.tries(),
                delivery.nextTryAt(),
                delivery.createdAt());
    }
}
