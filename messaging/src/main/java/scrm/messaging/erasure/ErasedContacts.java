package scrm.messaging.erasure;

import java.util.Collection;
import java.util.List;
import java.util.Set;

import scrm.events.CorpId;
import scrm.events.ExternalUserId;

/** Which contacts were erased: nothing about them is taken in. Events are kept away already; this is for the rest. */
public interface ErasedContacts {
    /** Those of the given contacts that were erased. */
    Set<ExternalUserId> among(CorpId corpId, Collection<ExternalUserId> contacts);

    /** Whether a contact was erased. */
    default boolean has(CorpId corpId, ExternalUserId externalUserId) {
        return !among(corpId, List.of(externalUserId)).isEmpty();
    }
}
