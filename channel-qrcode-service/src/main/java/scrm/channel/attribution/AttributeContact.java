package scrm.channel.attribution;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import scrm.channel.attribution.Attributions.Changed;
import scrm.channel.attribution.Attributions.Locked;
import scrm.channel.attribution.History.Acquisition;
import scrm.channel.attribution.Touch.Kind;
import scrm.channel.attribution.Touch.Source;
import scrm.channel.livecode.ScannedCode;
import scrm.channel.livecode.ScannedCodes;
import scrm.channel.outcome.Contact;
import scrm.channel.outcome.LinkOutcomes;
import scrm.events.AttributionEvent.AcquisitionLost;
import scrm.events.AttributionEvent.ContactAttributed;
import scrm.events.EventId;
import scrm.events.State;
import scrm.messaging.Outbox;
import scrm.messaging.Trace;
import scrm.messaging.TransactionBatch;

/**
 * Records what was heard of a member and a contact, and tells what follows from it. What is told bears the time of what
 * was heard, so that whoever hears both can put them in order.
 */
@Service
class AttributeContact {
    private final Attributions attributions;
    private final ScannedCodes scannedCodes;
    private final LinkOutcomes linkOutcomes;
    private final Outbox outbox;
    private final Clock clock;
    private final TransactionBatch.Sink<Heard> heard = this::record;

    AttributeContact(
            Attributions attributions,
            ScannedCodes scannedCodes,
            LinkOutcomes linkOutcomes,
            Outbox outbox,
            Clock clock) {
        this.attributions = attributions;
        this.scannedCodes = scannedCodes;
        this.linkOutcomes = linkOutcomes;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** A touch that is new to us, and the trace of what told it. */
    private record Heard(Pair pair, Touch touch, String traceparent) {}

    /** Takes down what was heard; what it comes to is told before the transaction commits. */
    @Transactional
    public void touched(Pair pair, EventId eventId, Kind kind, @Nullable State state, Instant at) {
        Touch touch = new Touch(eventId, kind, state, source(pair, state), at);
        TransactionBatch.add(heard, new Heard(pair, touch, Trace.current()));
    }

    private void record(List<Heard> all) {
        Instant now = clock.instant();
        Map<Pair, List<Heard>> byPair =
                all.stream().collect(Collectors.groupingBy(Heard::pair, LinkedHashMap::new, Collectors.toList()));
        Map<Pair, Locked> locked = attributions.lock(byPair.keySet(), now);
        List<Changed> changes = new ArrayList<>();
        Set<Contact> begun = new HashSet<>();
        byPair.forEach((pair, ofPair) -> {
            Locked before = Objects.requireNonNull(locked.get(pair));
            Changed change = changed(pair, before, ofPair);
            if (!change.touches().isEmpty()) {
                changes.add(change);
            }
            if (!change.history().beginsLike(History.of(before.touches()))) {
                begun.add(new Contact(pair.corpId(), pair.externalUserId()));
            }
        });
        attributions.store(changes, now);
        linkOutcomes.began(begun);
    }

    /** Adds touch after touch, and tells what follows from each in the trace of what told it. */
    private Changed changed(Pair pair, Locked attribution, List<Heard> heardOfPair) {
        List<Touch> touches = new ArrayList<>(attribution.touches());
        List<Touch> added = new ArrayList<>();
        History history = History.of(touches);
        boolean lossPublished = attribution.lossPublished();
        for (Heard one : heardOfPair) {
            Touch touch = one.touch();
            boolean known = touches.stream().anyMatch(other -> other.eventId().equals(touch.eventId()));
            if (known || !history.lacks(touch)) {
                continue;
            }
            touches.add(touch);
            added.add(touch);
            History before = history;
            History after = History.of(touches);
            boolean tellLoss = after.hasLostAttributed() && !lossPublished;
            Trace.within(one.traceparent(), () -> {
                for (Acquisition acquisition : after.attributedSince(before)) {
                    tellAttributed(pair, attribution.id(), acquisition, after);
                }
                if (tellLoss) {
                    tellLost(pair, attribution.id(), after);
                }
            });
            lossPublished |= tellLoss;
            history = after;
        }
        return new Changed(pair, attribution.id(), added, history, lossPublished);
    }

    private @Nullable Source source(Pair pair, @Nullable State state) {
        return scannedCodes
                .find(pair.corpId(), state)
                .map(code -> new Source(code.liveCodeId(), code.channelId(), code.version()))
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
