package scrm.messaging.erasure;

import scrm.events.CorpId;
import scrm.events.ExternalUserId;

/** Tables of a library in which contacts are named in passing, among them large ones. */
public interface ContactTraces {
    /** Wipes out a contact's id, in no transaction. Called more than once. */
    void wipe(CorpId corpId, ExternalUserId externalUserId);
}
