package scrm.channel.attribution;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import scrm.events.EventId;
import scrm.events.ExternalUserId;
import scrm.events.State;
import scrm.events.UserId;
import scrm.messaging.Settlement;
import scrm.messaging.Work;
import scrm.messaging.WorkHandler;

/** Comes back to contacts whose callback had not come; asks nobody outside. */
@Component
class AttributionRepairWorker implements WorkHandler<AttributionRepairWorker.Payload> {
    static final String KIND = "attribution-repair";

    private final AttributeContact attributeContact;

    AttributionRepairWorker(AttributeContact attributeContact) {
        this.attributeContact = attributeContact;
    }

    /**
     * What the pull told.
     *
     * @param at when they became friends, or when they were no longer
     * @param ended whether they no longer are
     */
    record Payload(
            UserId userId,
            ExternalUserId externalUserId,
            @Nullable State state,
            EventId eventId,
            Instant at,
            boolean ended) {}

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Class<Payload> payloadType() {
        return Payload.class;
    }

    @Override
    public Settlement handle(Work<Payload> work) {
        Payload found = work.payload();
        Pair pair = new Pair(work.corpId(), found.userId(), found.externalUserId());
        Touch.Kind kind = found.ended() ? Touch.Kind.FOUND_LOST : Touch.Kind.REPAIRED;
        @Nullable State state = found.ended() ? null : found.state();
        return Settlement.done(() -> attributeContact.touched(pair, found.eventId(), kind, state, found.at()));
    }
}
