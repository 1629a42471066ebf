package scrm.tag.tagging;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.events.TagId;
import scrm.events.UserId;
import scrm.tag.tagging.TagAssignment.State;

/** Where assignments are kept. */
interface Taggings {
    /** Adds assignments in their order. */
    void add(CorpId corpId, List<TagAssignment> assignments);

    /** Adds an assignment at once; returns it with its id. */
    TagAssignment addNow(CorpId corpId, TagAssignment assignment);

    /** What is pending for one relation and has its tag's id, in the order in which it was decided. */
    List<TagAssignment> pending(CorpId corpId, UserId userId, ExternalUserId externalUserId);

    /** Pending assignments that wait for tags of a group to exist. */
    List<TagAssignment> waiting(CorpId corpId, String groupName, Collection<String> tagNames);

    /** Gives waiting assignments their tag ids, by name. */
    void resolve(CorpId corpId, String groupName, Map<String, TagId> tagIds);

    /** Settles assignments that are still pending, before the transaction commits. */
    void settle(
            CorpId corpId, Collection<TagAssignment> assignments, State state, @Nullable Integer errcode, Instant at);

    /** All assignments of a contact, latest first, from before the given id on. */
    List<TagAssignment> before(CorpId corpId, ExternalUserId externalUserId, long id, int limit);

    /** The tags that are pending to be set, or to be taken away, for one relation. */
    Set<TagId> pendingTags(CorpId corpId, UserId userId, ExternalUserId externalUserId);

    /** Of these contacts, the tags that are pending to be set. */
    Set<RelationTag> pendingAdds(CorpId corpId, Collection<ExternalUserId> externalUserIds);

    /** The tags with a later assignment that is pending or was applied than the one given for each. */
    Set<RelationTag> decidedSince(CorpId corpId, Map<RelationTag, Long> since);

    /** Deletes all assignments of a contact. */
    void erase(CorpId corpId, ExternalUserId externalUserId);
}
