package scrm.channel.conversion;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

import scrm.events.CorpId;
import scrm.events.ExternalUserId;

/** Every corp's orders and refunds. */
interface Conversions {
    /** Adds an order; false if there is one of that id. */
    boolean add(CorpId corpId, Conversion order, Instant now);

    Optional<Conversion> find(CorpId corpId, String orderId);

    /** As {@link #find}, and nobody else changes it until the transaction ends. */
    Optional<Conversion> lock(CorpId corpId, String orderId);

    /** Adds a refund to a locked order; false if the order has one of that id. */
    boolean refund(CorpId corpId, Conversion order, String refundId, long amount, Instant occurredAt, Instant now);

    /** In the order in which they were told. */
    List<Conversion> list(CorpId corpId, @Nullable ExternalUserId externalUserId, long after, int limit);
}
