package scrm.tag.erasure;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import scrm.events.CorpId;
import scrm.events.EventId;
import scrm.events.ExternalUserId;
import scrm.events.TaggingEvent.ContactErased;
import scrm.events.TaggingEvent.ContactReadmitted;
import scrm.messaging.Outbox;
import scrm.messaging.erasure.EraseContacts;
import scrm.messaging.erasure.Tombstone;
import scrm.rest.NotFound;
import scrm.tag.contact.StoreContacts;

/** Decides that a contact's data is deleted, or that the contact may come in again, and tells the other services. */
@Service
@Transactional
class EraseContact {
    private final EraseContacts erase;
    private final StoreContacts contacts;
    private final Outbox outbox;
    private final Clock clock;

    EraseContact(EraseContacts erase, StoreContacts contacts, Outbox outbox, Clock clock) {
        this.erase = erase;
        this.contacts = contacts;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** Asks for the deletion; asking again changes nothing. */
    Tombstone erase(CorpId corpId, ExternalUserId externalUserId) {
        if (erase.erase(corpId, externalUserId)) {
            Instant now = clock.instant();
            outbox.append(
                    new ContactErased(id("contact-erased", corpId, externalUserId, now), corpId, now, externalUserId));
        }
        return find(corpId, externalUserId);
    }

    /** Lets the contact come in again, and looks at once whether it is there. */
    void readmit(CorpId corpId, ExternalUserId externalUserId) {
        if (!erase.readmit(corpId, externalUserId)) {
            throw NotFound.of("erasure");
        }
        Instant now = clock.instant();
        outbox.append(new ContactReadmitted(
                id("contact-readmitted", corpId, externalUserId, now), corpId, now, externalUserId));
        contacts.outdated(corpId, List.of(externalUserId));
    }

    @Transactional(readOnly = true)
    Tombstone find(CorpId corpId, ExternalUserId externalUserId) {
        return erase.find(corpId, externalUserId).orElseThrow(() -> NotFound.of("erasure"));
    }

    private static EventId id(String what, CorpId corpId, ExternalUserId externalUserId, Instant at) {
        return EventId.derived(what, corpId.value(), externalUserId.value(), at.toString());
    }
}
