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

    /** The members whose relation to each of the contacts lasts; contacts without any are missing in the answer. */
    Map<ExternalUserId, List<UserId>> followers(CorpId corpId, Collection<ExternalUserId> externalUserIds);

    /** Which of the tags each relation of the contacts has; relations without any are missing in the answer. */
    Map<ExternalUserId, Map<UserId, Set<TagId>>> of(
            CorpId corpId, Collection<ExternalUserId> externalUserIds, Collection<TagId> tagIds);
}
