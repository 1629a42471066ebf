package scrm.messaging.erasure;

import scrm.events.CorpId;
import scrm.events.ExternalUserId;

/**
 * A feature that holds data about contacts; each has a bean of this type, so that a request to delete what is held
 * reaches all of it.
 */
public interface ContactData {
    /**
     * Deletes it, in the running transaction. Where a report counts what is held, it stays under {@link Pseudonym}
     * instead. Called more than once.
     */
    void erase(CorpId corpId, ExternalUserId externalUserId);
}
