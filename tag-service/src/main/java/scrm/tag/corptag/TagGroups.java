package scrm.tag.corptag;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

import scrm.events.CorpId;
import scrm.events.TagGroupId;
import scrm.events.TagId;

/** Where tag groups, their tags and the wishes for tags are kept. */
interface TagGroups {
    /** Tags by their names; those that are not there are missing in the answer. */
    Map<TagName, TagId> find(CorpId corpId, Collection<TagName> names);

    /** Tags by their ids, deleted ones left out. */
    List<CorpTag> find(CorpId corpId, Set<TagId> tagIds);

    /** Those of the tags that we never heard of, deleted or not. */
    Set<TagId> unheardOf(CorpId corpId, Set<TagId> tagIds);

    /** Groups with their tags, in the order of their ids, from after the given one on. */
    List<TagGroup> after(CorpId corpId, @Nullable TagGroupId groupId, int limit);

    /** Tags in the order of their ids, from after the given one on, perhaps of one group. */
    List<CorpTag> tagsAfter(CorpId corpId, @Nullable TagGroupId groupId, @Nullable TagId tagId, int limit);

    /** Writes what was seen at a time; what is known as of later stays. */
    void saw(CorpId corpId, List<TagGroup> groups, Instant seenAt);

    /** Marks as deleted what was not seen at a time when everything was. */
    void deleteUnseen(CorpId corpId, Instant seenAt);

    /** Wishes for tags, again if they were wished before. */
    void wish(CorpId corpId, Collection<TagName> names, Instant at);

    /** The names that are still wanted in a group. */
    List<String> wanted(CorpId corpId, String groupName);

    /** Settles wishes: granted, or refused with WeCom's code. */
    void settle(CorpId corpId, String groupName, Collection<String> names, @Nullable Integer errcode, Instant at);
}
