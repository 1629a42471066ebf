package scrm.tag.contact;

import java.time.Duration;
import java.util.List;
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
    /** How long a newly added contact may stay out of sight: WeCom lags, and half-added ones wait for a person. */
    private static final List<Duration> PATIENCE = List.of(
            Duration.ofSeconds(3),
            Duration.ofSeconds(30),
            Duration.ofMinutes(5),
            Duration.ofHours(1),
            Duration.ofHours(12));

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
            if (seen.isEmpty() && work.payload().expected() && work.attempt() <= PATIENCE.size()) {
                return Settlement.retry("WeCom shows nobody who follows it yet", PATIENCE.get(work.attempt() - 1));
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
