package scrm.sop.fact;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;

import scrm.events.CorpId;
import scrm.messaging.Settlement;
import scrm.messaging.Work;
import scrm.messaging.WorkHandler;
import scrm.messaging.WorkRequest;
import scrm.rest.Unavailable;

/** Reads anew what a corp's tags are called. */
@Component
class TagNamesWorker implements WorkHandler<TagNamesWorker.Payload> {
    private static final String KIND = "tag-names";
    private static final Duration UNTIL_MENDED = Duration.ofMinutes(1);

    private final TagSource source;
    private final KnownTags known;
    private final Clock clock;

    TagNamesWorker(TagSource source, KnownTags known, Clock clock) {
        this.source = source;
        this.known = known;
        this.clock = clock;
    }

    /** All of the corp. */
    record Payload() {}

    static WorkRequest request(CorpId corpId, Instant dueAt) {
        return WorkRequest.refresh(KIND, corpId, "all", new Payload(), dueAt);
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Class<Payload> payloadType() {
        return Payload.class;
    }

    @Override
    public Settlement handle(Work<Payload> due) {
        Instant now = clock.instant();
        try {
            List<NamedTag> all = source.all(due.corpId());
            return Settlement.done(() -> known.replace(due.corpId(), all, now));
        } catch (Unavailable e) {
            return Settlement.retry("tag-service is away", UNTIL_MENDED);
        }
    }
}
