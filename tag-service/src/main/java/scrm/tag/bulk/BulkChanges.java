package scrm.tag.bulk;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.tag.tagging.RelationTag;

/** The changes that bulk taggings bring, each a tag of a relation. */
interface BulkChanges {
    /** Takes down changes, each in the place of what was known of it before. */
    void put(CorpId corpId, long id, Collection<Change> changes);

    /** The same before the transaction commits, together with those of other relations. */
    void settle(CorpId corpId, long id, Collection<Change> changes);

    /** Those in one state, in the order of contact, member and tag, from after the given one on. */
    List<Change> after(CorpId corpId, long id, Change.State state, @Nullable RelationTag after, int limit);

    /** What was changed in these contacts' tags. */
    List<Change> changed(CorpId corpId, long id, Collection<ExternalUserId> externalUserIds);

    /** How many changes stand how. */
    Map<Change.State, Long> counts(CorpId corpId, long id);

    /** In how many relations of the corp WeCom is still to be told of a change. */
    int asked(CorpId corpId);

    /** What was done to a contact. */
    List<Change> of(CorpId corpId, ExternalUserId externalUserId);
}
