package scrm.sop.audience;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

import scrm.events.CorpId;
import scrm.events.ExternalUserId;

/**
 * Segments of contacts as audiences. Each call asks another service, so none belongs in a transaction, and each may end
 * in {@link scrm.rest.Unavailable}.
 */
public interface Segments {
    /** Whether there is such a segment. */
    boolean exists(CorpId corpId, String segmentId);

    /** How many are in a segment now; empty if there is none. */
    Optional<Long> count(CorpId corpId, String segmentId);

    /**
     * Freezes who is in a segment now, so that an audience does not change while it is read.
     *
     * @return empty if there is no such segment, or it names a tag that is there no more
     */
    Optional<Frozen> freeze(CorpId corpId, String segmentId);

    /**
     * Reads on in what was frozen. A page has {@value #PAGE} contacts at most and may have fewer, for those who were
     * erased meanwhile are left out; the end is where there is no next cursor.
     *
     * @param cursor null at the beginning, then {@link Page#next}
     */
    Page page(CorpId corpId, Frozen frozen, @Nullable String cursor);

    /** Contacts of a page. */
    int PAGE = 1_000;

    /**
     * A segment as it was at a moment.
     *
     * @param count how many contacts were in it
     */
    record Frozen(String segmentId, String snapshotId, long count) {}

    /** @param next where to go on; null at the end */
    record Page(List<ExternalUserId> contacts, @Nullable String next) {
        public Page {
            contacts = List.copyOf(contacts);
        }
    }
}
