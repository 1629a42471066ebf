package scrm.tag.contact;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.events.TagId;
import scrm.events.UserId;

/** The corp tags that WeCom holds for relations, as far as we know. */
public interface FollowUserTags {
    /** The tags of one relation. */
    Set<TagId> of(CorpId corpId, UserId userId, ExternalUserId externalUserId);

    /**
     * We changed the tags of one relation in WeCom; no callback will tell. Written before the transaction commits.
     *
     * @param added tags with why they were set
     * @param at when WeCom answered: readings that began before do not count for this relation's tags
     */
    void marked(
            CorpId corpId,
            UserId userId,
            ExternalUserId externalUserId,
            Map<TagId, String> added,
            Collection<TagId> removed,
            Instant at);

    /** The members whose relation to a contact lasts; empty if there are none or the contact is unknown. */
    List<UserId> followers(CorpId corpId, ExternalUserId externalUserId);
}
