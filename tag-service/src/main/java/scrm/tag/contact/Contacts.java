package scrm.tag.contact;

import java.util.Collection;
import java.util.List;
import java.util.Map;

import scrm.events.CorpId;
import scrm.events.ExternalUserId;

/** Where contacts are kept. */
interface Contacts {
    /** Locks contacts for the running transaction and reads them; unknown ones are missing in the answer. */
    Map<ExternalUserId, KnownContact> lock(CorpId corpId, Collection<ExternalUserId> externalUserIds);

    /** As {@link #lock}, but makes rows for unknown ones, so that two who meet one at once wait for each other. */
    Map<ExternalUserId, KnownContact> lockOrCreate(CorpId corpId, Collection<ExternalUserId> externalUserIds);

    /** Writes what differs; a few statements, however many contacts. */
    void save(CorpId corpId, List<ContactChange> changes);
}
