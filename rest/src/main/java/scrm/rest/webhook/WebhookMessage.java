package scrm.rest.webhook;

import java.time.Instant;
import java.util.UUID;

/**
 * An event that is owed to an endpoint.
 *
 * @param id its {@code webhook-id}, at most 64 characters: the same whenever it is sent, so that it is taken once
 * @param type for example {@code referral.reward.granted}
 * @param occurredAt when it happened
 * @param data what happened; becomes JSON: of texts, numbers, instants, lists and such records
 */
public record WebhookMessage(String id, String type, Instant occurredAt, Record data) {
    /** One that is owed once. */
    public static WebhookMessage of(String type, Instant occurredAt, Record data) {
        return new WebhookMessage("msg_" + UUID.randomUUID(), type, occurredAt, data);
    }
}
