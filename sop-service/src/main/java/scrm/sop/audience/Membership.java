package scrm.sop.audience;

import java.util.Collection;
import java.util.Optional;
import java.util.Set;

import scrm.events.CorpId;
import scrm.events.ExternalUserId;

/** Who is in a segment at this moment, for conditions that are looked at when a step is due. */
@FunctionalInterface
public interface Membership {
    /** Most contacts that are asked about at once; more are asked about in several calls. */
    int AT_ONCE = 10_000;

    /**
     * Those of some contacts who are in a segment; empty if there is no such segment (any more), or it names a tag that
     * is there no more. Must not be asked in a transaction: it is a call to another service.
     *
     * @throws scrm.rest.Unavailable if that service cannot be asked now
     */
    Optional<Set<ExternalUserId>> contains(CorpId corpId, String segmentId, Collection<ExternalUserId> contacts);
}
