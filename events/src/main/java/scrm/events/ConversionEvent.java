package scrm.events;

import java.time.Instant;

/** What contacts bought and gave back, as the company's shop told channel-qrcode-service. */
public sealed interface ConversionEvent extends ScrmEvent {
    /** Who bought. */
    ExternalUserId externalUserId();

    /** The shop's id of the order, once in a corp. */
    String orderId();

    @Override
    default Topic topic() {
        return Topic.ATTRIBUTION;
    }

    @Override
    default String key() {
        return corpId().value() + "|" + externalUserId().value();
    }

    /**
     * An order was placed; it may be told before the contact is known.
     *
     * @param occurredAt when it was placed
     * @param externalUserId who bought
     * @param orderId the shop's, once in a corp
     * @param currency ISO 4217
     * @param amount in minor units, more than 0
     */
    record OrderPlaced(
            EventId id,
            CorpId corpId,
            Instant occurredAt,
            ExternalUserId externalUserId,
            String orderId,
            String currency,
            long amount)
            implements ConversionEvent {}

    /**
     * An order was paid back, in part or whole.
     *
     * @param occurredAt when it was paid back
     * @param externalUserId who bought
     * @param orderId the order
     * @param refundId the shop's, once in an order
     * @param currency ISO 4217
     * @param amount of this refund, in minor units, more than 0
     */
    record OrderRefunded(
            EventId id,
            CorpId corpId,
            Instant occurredAt,
            ExternalUserId externalUserId,
            String orderId,
            String refundId,
            String currency,
            long amount)
            implements ConversionEvent {}
}
