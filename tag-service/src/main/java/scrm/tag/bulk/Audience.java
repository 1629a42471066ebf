package scrm.tag.bulk;

import java.util.List;
import java.util.Optional;

import scrm.events.CorpId;
import scrm.events.ExternalUserId;

/** Sets of contacts that have an id: segments. */
public interface Audience {
    /**
     * Freezes who is in a set now; within the request that asks for it, and outside any transaction.
     *
     * @return empty if the corp has no such set
     */
    Optional<Frozen> freeze(CorpId corpId, String audienceId);

    /**
     * The next contacts of a frozen set, each once.
     *
     * @param cursor empty at the start, then the page's before; good for days, so that a job goes on after a pause
     * @param limit how many at most
     */
    Page next(CorpId corpId, String frozenId, String cursor, int limit);

    /**
     * A set as it was at a moment.
     *
     * @param size how many contacts it had
     */
    record Frozen(String id, long size) {}

    /**
     * Some contacts of a set.
     *
     * @param cursor where the next page begins; empty at the end
     */
    record Page(List<ExternalUserId> externalUserIds, String cursor) {
        public Page {
            externalUserIds = List.copyOf(externalUserIds);
        }
    }
}
