package scrm.tag.contact;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;

import scrm.events.ExternalUserId;
import scrm.messaging.Settlement;
import scrm.messaging.Work;
import scrm.messaging.WorkHandler;
import scrm.wecom.Caller;
import scrm.wecom.WeComException;

/** Reads contacts that something was heard of. */
@Component
class RefreshContactWorker implements WorkHandler<RefreshContact> {
    /** How long a newly added contact may stay out of sight. */
    private static final Patience PATIENCE = new Patience(Duration.ofHours(12));

    private final ContactReader reader;
    private final StoreContacts store;

    RefreshContactWorker(ContactReader reader, StoreContacts store) {
        this.reader = reader;
        this.store = store;
    }

    @Override
    public String kind() {
        return RefreshContact.KIND;
    }

    @Override
    public Class<RefreshContact> payloadType() {
        return RefreshContact.class;
    }

    /** Enough for several corps at WeCom's pace; what it lets through at once is limited by its client. */
    @Override
    public int concurrency() {
        return 64;
    }

    @Override
    public Settlement handle(Work<RefreshContact> work) {
        ExternalUserId externalUserId = work.payload().externalUserId();
        Sighting nobody = Sighting.nobody(externalUserId, reader.now());
        try {
            Optional<Sighting> seen = reader.get(Caller.bulk(work.corpId()), externalUserId);
            Instant since = work.payload().expectedSince();
            if (seen.isEmpty() && since != null) {
                Optional<Duration> wait = PATIENCE.next(since, reader.now());
                if (wait.isPresent()) {
                    return Settlement.retry("WeCom shows nobody who follows it yet", wait.get());
                }
            }
            return Settlement.done(() -> store.seen(work.corpId(), seen.orElse(nobody)));
        } catch (WeComException e) {
            return switch (e.kind()) {
                case RETRYABLE, IN_DOUBT -> Settlement.retry(e.toString(), e.retryAfter());
                case MISCONFIGURED -> Settlement.retry(e.toString(), e.untilMended());
                case REFUSED -> Settlement.rejected(e.toString(), () -> {});
            };
        }
    }
}
