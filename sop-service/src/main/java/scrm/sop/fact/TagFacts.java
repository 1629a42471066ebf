package scrm.sop.fact;

import java.util.Collection;
import java.util.Map;
import java.util.Set;

import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.events.TagId;

/**
 * Which corp tags contacts have, as far as tag-service has told: what was tagged before it told anything is missing.
 */
public interface TagFacts {
    /**
     * Of these tags those that each of the contacts has from any member, by one query. Contacts with none of them are
     * missing in the answer.
     */
    Map<ExternalUserId, Set<TagId>> of(
            CorpId corpId, Collection<ExternalUserId> externalUserIds, Collection<TagId> tagIds);
}
