package scrm.tag.corptag;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

import scrm.events.CorpId;
import scrm.events.TagGroupId;
import scrm.events.TagId;
import scrm.tag.corptag.KeptTagGroup.Category;
import scrm.tag.corptag.KeptTagGroup.Traits;

/** Where tag groups, their tags and the wishes for tags are kept. */
interface TagGroups {
    /** Which groups; what is absent does not restrict. */
    record Filter(
            @Nullable TagGroupId groupId,
            @Nullable Category category,
            @Nullable Long strategyId) {}

    /** The corp's own tags by their names; those that are not there are missing in the answer. */
    Map<TagName, TagId> find(CorpId corpId, Collection<TagName> names);

    /** Tags by their ids, deleted ones left out. */
    List<CorpTag> find(CorpId corpId, Set<TagId> tagIds);

    /** All tags of a corp, strategies' too. */
    List<CorpTag> all(CorpId corpId);

    /** Those of the tags that we never heard of, deleted or not. */
    Set<TagId> unheardOf(CorpId corpId, Set<TagId> tagIds);

    /** The exclusive group of each of the tags that is in one. */
    Map<TagId, TagGroupId> exclusive(CorpId corpId, Set<TagId> tagIds);

    /** A group with its tags. */
    Optional<KeptTagGroup> find(CorpId corpId, TagGroupId groupId);

    /** The group of a tag, with all its tags. */
    Optional<KeptTagGroup> groupOf(CorpId corpId, TagId tagId);

    /** A strategy's group by its name. */
    Optional<KeptTagGroup> named(CorpId corpId, long strategyId, String groupName);

    /** Another group of this name in the corp, or in the strategy. */
    boolean isTaken(CorpId corpId, @Nullable Long strategyId, String groupName, TagGroupId except);

    /** How many tags the corp has, strategies' included. */
    int count(CorpId corpId);

    /** The version of a tag's row. */
    long version(CorpId corpId, TagId tagId);

    /** Groups with their tags, in the order of their ids, from after the given one on. */
    List<KeptTagGroup> after(CorpId corpId, Filter filter, @Nullable TagGroupId groupId, int limit);

    /** Tags in the order of their ids, from after the given one on. */
    List<CorpTag> tagsAfter(CorpId corpId, Filter filter, @Nullable TagId tagId, int limit);

    /** Lets nobody else edit this version of a group; false if somebody has. */
    boolean claim(CorpId corpId, TagGroupId groupId, long version);

    /** Lets nobody else edit this version of a tag; false if somebody has. */
    boolean claim(CorpId corpId, TagId tagId, long version);

    /** Writes what only we know of a group. */
    void describe(CorpId corpId, TagGroupId groupId, Traits traits);

    /** Writes what was seen at a time; what is known as of later stays. */
    void saw(CorpId corpId, List<TagGroup> groups, Instant seenAt);

    /** Marks tags and groups as deleted, these with all their tags, as of a time. */
    void delete(CorpId corpId, Set<TagId> tagIds, Set<TagGroupId> groupIds, Instant at);

    /**
     * Marks as deleted what was not seen at a time when everything was.
     *
     * @param strategies whether strategies' groups were among it
     */
    void deleteUnseen(CorpId corpId, boolean strategies, Instant seenAt);

    /** Wishes for tags, again if they were wished before. */
    void wish(CorpId corpId, Collection<TagName> names, Instant at);

    /** The names that are still wanted in a group. */
    List<String> wanted(CorpId corpId, String groupName);

    /** Settles wishes: granted, or refused with WeCom's code. */
    void settle(CorpId corpId, String groupName, Collection<String> names, @Nullable Integer errcode, Instant at);
}
