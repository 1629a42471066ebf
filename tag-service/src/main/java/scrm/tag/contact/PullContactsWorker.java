package scrm.tag.contact;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.events.UserId;
import scrm.messaging.job.Job;
import scrm.messaging.job.JobHandler;
import scrm.wecom.Caller;
import scrm.wecom.Page;
import scrm.wecom.WeComException;

/**
 * Pulls a corp's contacts, a lot of members at a time. A member's list shows which relations are gone; these contacts
 * are read one by one, for a page shows one member's relation only. The pages show what is new or differs.
 */
@Component
class PullContactsWorker implements JobHandler<PullContacts> {
    /** WeCom's limit, document 92994. */
    private static final int PAGE = 100;

    private final ContactReader reader;
    private final StoreContacts store;
    private final JdbcContactList contacts;

    PullContactsWorker(ContactReader reader, StoreContacts store, JdbcContactList contacts) {
        this.reader = reader;
        this.store = store;
        this.contacts = contacts;
    }

    @Override
    public String kind() {
        return PullContacts.KIND;
    }

    @Override
    public Class<PullContacts> parametersType() {
        return PullContacts.class;
    }

    @Override
    public Slice next(Position<PullContacts> position) {
        CorpId corpId = position.corpId();
        Caller caller = Caller.sync(corpId);
        PullPlace place = PullPlace.parse(position.checkpoint());
        if (!place.lot().isEmpty()) {
            return page(corpId, caller, place, new Gone());
        }
        List<UserId> members = reader.followUsers(caller);
        List<UserId> lot = place.next(members);
        if (lot.isEmpty()) {
            return Slice.last(0, List.of()).ofTotal(members.size());
        }
        Gone gone = new Gone();
        lot.forEach(userId -> gone.add(corpId, caller, userId));
        return page(corpId, caller, place.reading(lot, null), gone).ofTotal(members.size());
    }

    private Slice page(CorpId corpId, Caller caller, PullPlace place, Gone gone) {
        List<UserId> lot = place.lot();
        try {
            Page<Sighting> page = reader.ofMembers(caller, lot, place.cursor(), PAGE);
            Runnable effect = () -> {
                store.seen(corpId, page.items());
                store.outdated(corpId, gone.contacts);
            };
            String cursor = page.nextCursor();
            return cursor == null
                    ? Slice.upTo(place.past(lot).checkpoint(), lot.size() - gone.failures.size(), gone.failures)
                            .with(effect)
                    : Slice.upTo(place.reading(lot, cursor).checkpoint(), 0, gone.failures)
                            .with(effect);
        } catch (WeComException e) {
            if (e.kind() != WeComException.Kind.REFUSED) {
                throw e;
            }
            List<Job.Failure> failures = lot.stream()
                    .map(userId -> new Job.Failure(userId.value(), "errcode " + e.errcode()))
                    .toList();
            return Slice.upTo(place.past(lot).checkpoint(), 0, failures);
        }
    }

    /** Relations that we hold and WeCom does not show. */
    private final class Gone {
        private final Set<ExternalUserId> contacts = new HashSet<>();
        private final List<Job.Failure> failures = new ArrayList<>();

        void add(CorpId corpId, Caller caller, UserId userId) {
            try {
                Set<ExternalUserId> held = new HashSet<>(PullContactsWorker.this.contacts.followedBy(corpId, userId));
                reader.list(caller, userId).forEach(held::remove);
                contacts.addAll(held);
            } catch (WeComException e) {
                if (e.kind() != WeComException.Kind.REFUSED) {
                    throw e;
                }
                failures.add(new Job.Failure(userId.value(), "errcode " + e.errcode()));
            }
        }
    }
}
