package scrm.messaging.erasure;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.messaging.WorkQueue;
import scrm.messaging.WorkRequest;

/**
 * Has a contact's data deleted. First the tombstone keeps everything new away; then all is deleted, and once more after
 * a while, for what was under way when the tombstone was put up.
 */
public final class EraseContacts {
    /** Longer than any transaction or lease that began before the tombstone was there. */
    static final Duration SETTLED = Duration.ofMinutes(3);

    private final JdbcErasedContacts erased;
    private final WorkQueue work;
    private final Clock clock;

    EraseContacts(JdbcErasedContacts erased, WorkQueue work, Clock clock) {
        this.erased = erased;
        this.work = work;
        this.clock = clock;
    }

    /** Puts up the tombstone and asks for the deletion, in the running transaction; false if that was done before. */
    public boolean erase(CorpId corpId, ExternalUserId externalUserId) {
        var contact = new JdbcErasedContacts.Contact(corpId, externalUserId);
        Instant now = clock.instant();
        if (!erased.put(contact, now)) {
            return false;
        }
        submit(contact, false, now);
        submit(contact, true, now.plus(SETTLED));
        return true;
    }

    private void submit(JdbcErasedContacts.Contact contact, boolean last, Instant dueAt) {
        // The work's row outlives the contact's data, so it does not name the contact.
        String hash = contact.hash();
        work.submit(WorkRequest.refresh(
                ErasureWorker.KIND,
                contact.corpId(),
                hash + (last ? ":last" : ":first"),
                new ErasureWorker.Sweep(hash, last),
                dueAt));
    }

    /** Takes the tombstone away: the contact may come in again. False if there is none. */
    public boolean readmit(CorpId corpId, ExternalUserId externalUserId) {
        return erased.remove(new JdbcErasedContacts.Contact(corpId, externalUserId));
    }

    /** The tombstone of a contact. */
    public Optional<Tombstone> find(CorpId corpId, ExternalUserId externalUserId) {
        return erased.find(new JdbcErasedContacts.Contact(corpId, externalUserId));
    }
}
