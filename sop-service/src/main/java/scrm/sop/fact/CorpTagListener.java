package scrm.sop.fact;

import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import org.springframework.stereotype.Component;

import scrm.events.Event;
import scrm.events.Topic;
import scrm.messaging.EventConsumer;
import scrm.messaging.WorkQueue;

/** Hears that tags were changed in WeCom; which ones hardly matters, for all are read. */
@Component
class CorpTagListener implements EventConsumer {
    /** In it tag-service, which hears of it at the same time, reads them from WeCom. */
    private static final Duration UNTIL_TAG_SERVICE_KNOWS = Duration.ofMinutes(1);

    private final KnownTags known;
    private final WorkQueue work;
    private final Clock clock;

    CorpTagListener(KnownTags known, WorkQueue work, Clock clock) {
        this.known = known;
        this.work = work;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "sop-service.tag-names";
    }

    @Override
    public Set<Topic> topics() {
        return Set.of(Topic.CORP_TAG);
    }

    @Override
    public void on(Event event) {
        // Everything is a refresh, and a refresh must not be lost to deduplication.
    }

    /** Names that nobody uses are not kept. */
    @Override
    public void onEveryArrival(Event event) {
        if (known.readAt(event.corpId()).isPresent()) {
            work.submit(TagNamesWorker.request(event.corpId(), clock.instant().plus(UNTIL_TAG_SERVICE_KNOWS)));
        }
    }
}
