package scrm.channel.conversion;

import java.time.Instant;

import scrm.events.ExternalUserId;

/**
 * An order of a contact.
 *
 * @param id grows with time; 0 before it is stored
 * @param orderId the shop's, once in a corp
 * @param externalUserId who bought
 * @param currency ISO 4217
 * @param amount in minor units, more than 0
 * @param refunded how much of it was paid back, at most {@code amount}
 * @param occurredAt when it was placed
 */
record Conversion(
        long id,
        String orderId,
        ExternalUserId externalUserId,
        String currency,
        long amount,
        long refunded,
        Instant occurredAt) {
    /** What can still be paid back. */
    long refundable() {
        return amount - refunded;
    }
}
