package scrm.tag.expiry;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.tag.tagging.RelationTag;

/** Where it is kept which tags end when. */
interface Expiries {
    /** A tag that was not there before ends. Written before the transaction commits, as the next two. */
    void begin(CorpId corpId, Expiry expiry);

    /** A tag that was there already ends no sooner than this, unless it lasts for good. */
    void prolong(CorpId corpId, Expiry expiry);

    /** A tag is gone, or lasts for good. */
    void forget(CorpId corpId, RelationTag tag);

    /** A tag that was not taken away when its time ended, because it was about to be set again, was not set again. */
    boolean resume(CorpId corpId, RelationTag tag);

    /** What is due and is not being taken away yet, the longest due first; nobody else gets it. */
    List<Expiry> due(CorpId corpId, Instant now, int limit);

    /** They are being taken away. */
    void ending(CorpId corpId, Collection<RelationTag> tags);

    /** Deletes them. */
    void delete(CorpId corpId, Collection<RelationTag> tags);

    /** How many are being taken away, a limit at most. */
    int countEnding(CorpId corpId, int limit);

    /** When the next one ends that is not being taken away yet. */
    Optional<Instant> next(CorpId corpId);

    /** All of a contact. */
    List<Expiry> of(CorpId corpId, ExternalUserId externalUserId);

    /** Deletes all of a contact. */
    void erase(CorpId corpId, ExternalUserId externalUserId);
}
