package scrm.channel.conversion;

import java.time.Clock;
import java.time.Instant;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import scrm.channel.outcome.LinkOutcomes;
import scrm.events.CorpId;
import scrm.rest.Conflict;
import scrm.rest.InvalidRequest;
import scrm.rest.NotFound;

/** Takes down orders and refunds, each once. */
@Service
class RecordConversion {
    private final Conversions conversions;
    private final LinkOutcomes linkOutcomes;
    private final Clock clock;

    RecordConversion(Conversions conversions, LinkOutcomes linkOutcomes, Clock clock) {
        this.conversions = conversions;
        this.linkOutcomes = linkOutcomes;
        this.clock = clock;
    }

    @Transactional
    public Conversion order(CorpId corpId, Conversion order) {
        if (!conversions.add(corpId, order, clock.instant())) {
            throw Conflict.of("order_exists");
        }
        Conversion stored = conversions.find(corpId, order.orderId()).orElseThrow();
        linkOutcomes.ordered(corpId, stored.externalUserId(), stored.id(), stored.occurredAt());
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
        return conversions.find(corpId, orderId).orElseThrow();
    }
}
