package scrm.channel.conversion;

import java.time.Clock;
import java.time.Instant;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import scrm.channel.outcome.LinkOutcomes;
import scrm.events.ConversionEvent.OrderPlaced;
import scrm.events.ConversionEvent.OrderRefunded;
import scrm.events.CorpId;
import scrm.events.EventId;
import scrm.messaging.Outbox;
import scrm.messaging.erasure.ErasedContacts;
import scrm.rest.Conflict;
import scrm.rest.InvalidRequest;
import scrm.rest.NotFound;

/** Takes down orders and refunds, each once, and tells of them. */
@Service
class RecordConversion {
    private final Conversions conversions;
    private final LinkOutcomes linkOutcomes;
    private final ErasedContacts erased;
    private final Outbox outbox;
    private final Clock clock;

    RecordConversion(
            Conversions conversions, LinkOutcomes linkOutcomes, ErasedContacts erased, Outbox outbox, Clock clock) {
        this.conversions = conversions;
        this.linkOutcomes = linkOutcomes;
        this.erased = erased;
        this.outbox = outbox;
        this.clock = clock;
    }

    @Transactional
    public Conversion order(CorpId corpId, Conversion order) {
        if (erased.has(corpId, order.externalUserId())) {
            throw InvalidRequest.field("externalUserId", "contact_erased");
        }
        if (!conversions.add(corpId, order, clock.instant())) {
            throw Conflict.of("order_exists");
        }
        Conversion stored = conversions.find(corpId, order.orderId()).orElseThrow();
        linkOutcomes.ordered(corpId, stored.externalUserId(), stored.id(), stored.occurredAt());
        outbox.append(new OrderPlaced(
                EventId.derived("OrderPlaced", corpId.value(), stored.orderId()),
                corpId,
                stored.occurredAt(),
                stored.externalUserId(),
                stored.orderId(),
                stored.currency(),
                stored.amount()));
        return stored;
    }

    @Transactional
    public Conversion refund(CorpId corpId, String orderId, String refundId, long amount, Instant occurredAt) {
        Conversion order = conversions.lock(corpId, orderId).orElseThrow(() -> NotFound.of("conversion"));
        if (occurredAt.isBefore(order.occurredAt())) {
            throw InvalidRequest.field("occurredAt", "before_order");
        }
        // First, so that a refund told twice is told so even if the order has nothing left for it.
        if (!conversions.refund(corpId, order, refundId, amount, occurredAt, clock.instant())) {
            throw Conflict.of("refund_exists");
        }
        if (amount > order.refundable()) {
            throw InvalidRequest.field("amount", "above_order", order.refundable());
        }
        outbox.append(new OrderRefunded(
                EventId.derived("OrderRefunded", corpId.value(), orderId, refundId),
                corpId,
                occurredAt,
                order.externalUserId(),
                orderId,
                refundId,
                order.currency(),
                amount));
        return conversions.find(corpId, orderId).orElseThrow();
    }
}
