package scrm.channel.lure;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

import scrm.events.CorpId;
import scrm.events.ExternalUserId;

/** Who took what lures promise. */
interface Claims {
    /** Adds one; false if the lure has one of that id, or of that contact. */
    boolean add(CorpId corpId, LureId lureId, String claimId, ExternalUserId externalUserId, Instant now);

    Optional<Claim> find(CorpId corpId, LureId lureId, String claimId);

    /**
     * In the order in which they were made.
     *
     * @param externalUserId only this contact's
     * @param after only those after this one, 0: all
     */
    List<Claim> list(CorpId corpId, LureId lureId, @Nullable ExternalUserId externalUserId, long after, int limit);
}
