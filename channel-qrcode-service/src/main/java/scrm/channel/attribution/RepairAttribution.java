package scrm.channel.attribution;

import java.time.Clock;
import java.time.Duration;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import scrm.channel.attribution.History.Relation;
import scrm.events.State;
import scrm.events.TaggingEvent.ExternalContactStored;
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

    RepairAttribution(Attributions attributions, WorkQueue work, Clock clock) {
        this.attributions = attributions;
        this.work = work;
        this.clock = clock;
    }

    /** A contact was read; if it came with a state and nothing is known of it, it is looked at again later. */
    @Transactional
    public void found(ExternalContactStored stored) {
        State state = stored.state();
        Pair pair = new Pair(stored.corpId(), stored.userId(), stored.externalUserId());
        if (state == null || isKnown(pair)) {
            return;
        }
        work.submit(WorkRequest.once(
                AttributionRepairWorker.KIND,
                stored.corpId(),
                stored.id().value(),
                new AttributionRepairWorker.Payload(
                        stored.userId(), stored.externalUserId(), state, stored.id(), stored.occurredAt()),
                clock.instant().plus(PATIENCE)));
    }

    private boolean isKnown(Pair pair) {
        Relation relation = attributions.relation(pair);
        return relation != Relation.NONE && relation != Relation.HALF_ADDED;
    }
}
