package scrm.tag.bulk;

import java.util.List;
import java.util.OptionalLong;

import scrm.events.CorpId;
import scrm.events.ExternalUserId;

/** Sets of contacts that have an id, such as segments; whoever keeps some is a bean of this type. */
public interface Audience {
    /**
     * How many contacts a set has now.
     *
     * @return empty if the corp has no such set
     */
    OptionalLong size(CorpId corpId, String audienceId);

    /**
     * The next contacts of a set, each once.
     *
     * @param cursor empty at the start, then the page's before; good for days, so that a job goes on after a pause
     * @param limit how many at most
     */
    Page next(CorpId corpId, String audienceId, String cursor, int limit);

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
