package scrm.channel.attribution;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import scrm.channel.attribution.Attributions.Locked;
import scrm.channel.attribution.History.Acquisition;
import scrm.channel.attribution.Touch.Kind;
import scrm.channel.attribution.Touch.Source;
import scrm.channel.livecode.ScannedCode;
import scrm.channel.livecode.ScannedCodes;
import scrm.events.AttributionEvent.AcquisitionLost;
import scrm.events.AttributionEvent.ContactAttributed;
import scrm.events.EventId;
import scrm.events.State;
import scrm.messaging.Outbox;

/**
 * Records what was heard of a member and a contact, and tells what follows from it. What is told bears the time of what
 * was heard, so that whoever hears both can put them in order.
 */
@Service
class AttributeContact {
    private final Attributions attributions;
    private final ScannedCodes scannedCodes;
    private final Outbox outbox;
    private final Clock clock;

    AttributeContact(Attributions attributions, ScannedCodes scannedCodes, Outbox outbox, Clock clock) {
        this.attributions = attributions;
        this.scannedCodes = scannedCodes;
        this.outbox = outbox;
        this.clock = clock;
    }

    @Transactional
    public void touched(Pair pair, EventId eventId, Kind kind, @Nullable State state, Instant at) {
        Instant now = clock.instant();
        Locked attribution = attributions.lock(pair, now);
        List<Touch> known = attribution.touches();
        Touch touch = new Touch(eventId, kind, state, source(pair, state), at);
        if (!attributions.add(pair, attribution.id(), touch, now)) {
            return;
        }
        List<Touch> all = new ArrayList<>(known);
        all.add(touch);
        History before = History.of(known);
        History after = History.of(all);
        for (Acquisition acquisition : after.attributedSince(before)) {
            tellAttributed(pair, attribution.id(), acquisition, after);
        }
        boolean tellLoss = after.lostAt() != null && !attribution.lossPublished();
        if (tellLoss) {
            tellLost(pair, attribution.id(), after);
        }
        attributions.store(attribution.id(), after, tellLoss || attribution.lossPublished(), now);
    }

    /** Attributes a contact of whom only the pull had told; nothing if anything had told of him before. */
    @Transactional
    public void repaired(Pair pair, EventId eventId, State state, Instant at) {
        History history = History.of(attributions.lock(pair, clock.instant()).touches());
        if (history.relation() == History.Relation.NONE || history.relation() == History.Relation.HALF_ADDED) {
            touched(pair, eventId, Kind.REPAIRED, state, at);
        }
    }

    private @Nullable Source source(Pair pair, @Nullable State state) {
        return scannedCodes
                .find(pair.corpId(), state)
                .map(code -> new Source(code.liveCodeId(), code.channelId()))
                .orElse(null);
    }

    private void tellAttributed(Pair pair, AttributionId id, Acquisition acquisition, History history) {
        Optional<ScannedCode> scanned = scannedCodes.find(pair.corpId(), acquisition.state());
        Source source = acquisition.source();
        if (source == null) {
            return;
        }
        outbox.append(new ContactAttributed(
                EventId.derived(
                        "ContactAttributed", acquisition.touch().eventId().value()),
                pair.corpId(),
                acquisition.touch().at(),
                pair.userId(),
                pair.externalUserId(),
                id.toString(),
                source.liveCodeId().toString(),
                source.channelId().toString(),
                history.first().filter(acquisition::equals).isPresent(),
                scanned.map(ScannedCode::tags).orElse(List.of())));
    }

    /** Once, and only to the code of the first touch: it alone had brought the contact. */
    private void tellLost(Pair pair, AttributionId id, History history) {
        Instant lostAt = history.lostAt();
        Source source = history.first().map(Acquisition::source).orElse(null);
        if (lostAt == null || source == null) {
            return;
        }
        outbox.append(new AcquisitionLost(
                EventId.derived("AcquisitionLost", pair.corpId().value(), id.toString()),
                pair.corpId(),
                lostAt,
                pair.userId(),
                pair.externalUserId(),
                id.toString(),
                source.liveCodeId().toString(),
                source.channelId().toString()));
    }
}
