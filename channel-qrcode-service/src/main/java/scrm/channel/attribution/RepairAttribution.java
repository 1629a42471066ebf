package scrm.channel.attribution;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import scrm.channel.attribution.History.Relation;
import scrm.events.TaggingEvent.ExternalContactStored;
import scrm.messaging.Trace;
import scrm.messaging.TransactionBatch;
import scrm.messaging.WorkQueue;
import scrm.messaging.WorkRequest;

/**
 * Repairs by pull what no callback told: the contact's detail carries the {@code state} and the time of the add, and a
 * relation that is over is no longer in it. Waits until the callback has had its time, for both travel at once and most
 * often it is only the slower one.
 */
@Service
class RepairAttribution {
    /** Longer than callbacks are delayed by retries (document 90930) and by a broker that is away for a minute. */
    static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Attributions attributions;
    private final WorkQueue work;
    private final Clock clock;
    private final TransactionBatch.Sink<Found> found = this::lookAgain;

    /** What a reading told, and its trace. */
    private record Found(ExternalContactStored stored, String traceparent) {}

    RepairAttribution(Attributions attributions, WorkQueue work, Clock clock) {
        this.attributions = attributions;
        this.work = work;
        this.clock = clock;
    }

    /** A contact was read; if that tells more than callbacks have told, it is looked at again later. */
    @Transactional
    public void found(ExternalContactStored stored) {
        if (stored.state() != null || stored.endedAt() != null) {
            TransactionBatch.add(found, new Found(stored, Trace.current()));
        }
    }

    private static boolean tellsMoreThan(Relation known, ExternalContactStored stored) {
        if (stored.endedAt() != null) {
            return known == Relation.ADDED;
        }
        return switch (known) {
            case NONE, HALF_ADDED -> stored.state() != null;
            // They have found each other again, if WeCom tells since when.
            case LOST, TRANSFERRED -> stored.state() != null && stored.addedAt() != null;
            case ADDED -> false;
        };
    }

    private void lookAgain(List<Found> all) {
        Map<Pair, Relation> relations = attributions.relations(
                all.stream().map(one -> pair(one.stored())).distinct().toList());
        for (Found one : all) {
            if (tellsMoreThan(relations.getOrDefault(pair(one.stored()), Relation.NONE), one.stored())) {
                Trace.within(one.traceparent(), () -> lookAgain(one.stored()));
            }
        }
    }

    private void lookAgain(ExternalContactStored stored) {
        work.submit(WorkRequest.once(
                AttributionRepairWorker.KIND,
                stored.corpId(),
                stored.id().value(),
                new AttributionRepairWorker.Payload(
                        stored.userId(),
                        stored.externalUserId(),
                        stored.state(),
                        stored.id(),
                        happenedAt(stored),
                        stored.endedAt() != null),
                clock.instant().plus(PATIENCE)));
    }

    /** When it happened, and not when it was found, as far as that is known. */
    private static Instant happenedAt(ExternalContactStored stored) {
        Instant told = stored.endedAt() == null ? stored.addedAt() : stored.endedAt();
        return told == null ? stored.occurredAt() : told;
    }

    private static Pair pair(ExternalContactStored stored) {
        return new Pair(stored.corpId(), stored.userId(), stored.externalUserId());
    }
}
