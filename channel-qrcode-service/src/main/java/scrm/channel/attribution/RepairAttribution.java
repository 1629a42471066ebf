package scrm.channel.attribution;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import scrm.channel.attribution.History.Relation;
import scrm.events.TaggingEvent.ExternalContactStored;
import scrm.messaging.Trace;
import scrm.messaging.TransactionBatch;
import scrm.messaging.WorkQueue;
import scrm.messaging.WorkRequest;

/**
 * Repairs by pull what no callback told: the contact's detail carries the {@code state} too. Waits until the callback
 * has had its time, for both travel at once and most often it is only the slower one.
 */
@Service
class RepairAttribution {
    /** Longer than callbacks are delayed by retries (document 90930) and by a broker that is away for a minute. */
    static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Attributions attributions;
    private final WorkQueue work;
    private final Clock clock;
    private final TransactionBatch.Sink<Found> found = this::lookAgain;

    /** A contact who came with a state, and the trace of its reading. */
    private record Found(ExternalContactStored stored, String traceparent) {}

    RepairAttribution(Attributions attributions, WorkQueue work, Clock clock) {
        this.attributions = attributions;
        this.work = work;
        this.clock = clock;
    }

    /** A contact was read; if it came with a state and nothing is known of it, it is looked at again later. */
    @Transactional
    public void found(ExternalContactStored stored) {
        if (stored.state() != null) {
            TransactionBatch.add(found, new Found(stored, Trace.current()));
        }
    }

    private void lookAgain(List<Found> all) {
        Map<Pair, Relation> relations = attributions.relations(
                all.stream().map(one -> pair(one.stored())).distinct().toList());
        for (Found one : all) {
            if (relations.getOrDefault(pair(one.stored()), Relation.NONE).lacksAdd()) {
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
                        Objects.requireNonNull(stored.state()),
                        stored.id(),
                        stored.occurredAt()),
                clock.instant().plus(PATIENCE)));
    }

    private static Pair pair(ExternalContactStored stored) {
        return new Pair(stored.corpId(), stored.userId(), stored.externalUserId());
    }
}
