package scrm.tag.corptag;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import scrm.events.CorpId;
import scrm.events.TagGroupId;
import scrm.events.TagId;
import scrm.messaging.WorkQueue;
import scrm.messaging.WorkRequest;
import scrm.tag.corptag.WeComTags.Seen;

/** What we know of the corp's tags, and how missing ones come to be. */
@Service
@Transactional
public class CorpTagBook {
    private final TagGroups groups;
    private final WorkQueue work;
    private final ApplicationEventPublisher published;
    private final Clock clock;

    CorpTagBook(TagGroups groups, WorkQueue work, ApplicationEventPublisher published, Clock clock) {
        this.groups = groups;
        this.work = work;
        this.published = published;
        this.clock = clock;
    }

    /** The ids of tags by name; a tag that is not there is missing in the answer. */
    public Map<TagName, TagId> find(CorpId corpId, Collection<TagName> names) {
        return groups.find(corpId, names);
    }

    /** Tags by id; those deleted or unknown are missing in the answer. */
    public Map<TagId, CorpTag> find(CorpId corpId, Set<TagId> tagIds) {
        return groups.find(corpId, tagIds).stream().collect(Collectors.toMap(CorpTag::tagId, Function.identity()));
    }

    /** All tags of a corp, strategies' too; 10,000 at most. */
    public List<CorpTag> all(CorpId corpId) {
        return groups.all(corpId);
    }

    /** The exclusive group of each of the tags that is in one. */
    public Map<TagId, TagGroupId> exclusive(CorpId corpId, Set<TagId> tagIds) {
        return groups.exclusive(corpId, tagIds);
    }

    /** What goes when one of the tags is set: the others of its exclusive group, for each tag that is in one. */
    public Map<TagId, Set<TagId>> displaced(CorpId corpId, Set<TagId> tagIds) {
        Map<TagId, TagGroupId> exclusive = exclusive(corpId, tagIds);
        if (exclusive.isEmpty()) {
            return Map.of();
        }
        Map<TagGroupId, List<TagId>> groupTags =
                all(corpId).stream().collect(groupingBy(CorpTag::groupId, mapping(CorpTag::tagId, toList())));
        Map<TagId, Set<TagId>> displaced = new HashMap<>();
        exclusive.forEach((tagId, groupId) -> {
            Set<TagId> others = new HashSet<>(groupTags.getOrDefault(groupId, List.of()));
            others.remove(tagId);
            displaced.put(tagId, others);
        });
        return displaced;
    }

    /** Wants tags to exist; {@link TagsEnsured} or {@link TagsRefused} follows for each group. */
    public void want(CorpId corpId, Collection<TagName> names) {
        want(corpId, names, Duration.ZERO);
    }

    /** As {@link #want(CorpId, Collection)}, by somebody who asks WeCom himself; the work is there should he die. */
    void want(CorpId corpId, Collection<TagName> names, Duration patience) {
        Instant now = clock.instant();
        groups.wish(corpId, names, now);
        names.stream()
                .map(TagName::groupName)
                .distinct()
                .forEach(group -> work.submit(WorkRequest.refresh(
                        EnsureTags.KIND, corpId, group, new EnsureTags(group), now.plus(patience))));
    }

    /** Reads all tags again, if one of these was never heard of. */
    public void heardOf(CorpId corpId, Set<TagId> tagIds) {
        if (!groups.unheardOf(corpId, tagIds).isEmpty()) {
            outdated(corpId);
        }
    }

    /** What we know may be wrong: reads all tags again. */
    public void outdated(CorpId corpId) {
        work.submit(WorkRequest.refresh(SyncTags.KIND, corpId, SyncTags.KEY, new SyncTags(), clock.instant()));
    }

    /** What we know will be wrong if somebody who is about to change tags in WeCom does not come back from it. */
    void outdatedAfter(CorpId corpId, Duration patience) {
        work.submit(WorkRequest.refresh(
                SyncTags.KIND,
                corpId,
                SyncTags.KEY,
                new SyncTags(),
                clock.instant().plus(patience)));
    }

    /** The whole list of a corp's tags was read; what is not in it has been deleted. */
    void sawAll(CorpId corpId, Seen all) {
        groups.saw(corpId, all.groups(), all.at());
        groups.deleteUnseen(corpId, all.strategies(), all.at());
    }

    /** A group and the tags that come with it are so in WeCom, by our own doing. */
    void edited(CorpId corpId, TagGroup group) {
        groups.saw(corpId, List.of(group), clock.instant());
    }

    /** Groups of a strategy were seen after we asked for tags in one. */
    void saw(CorpId corpId, Seen seen) {
        groups.saw(corpId, seen.groups(), seen.at());
    }

    /** Tags and groups were deleted by us. */
    void deleted(CorpId corpId, Set<TagId> tagIds, Set<TagGroupId> groupIds) {
        groups.delete(corpId, tagIds, groupIds, clock.instant());
    }

    /** The tags that were wished for in a group exist. */
    void ensured(CorpId corpId, String groupName, List<TagGroup> seen, List<String> names, Instant seenAt) {
        groups.saw(corpId, seen, seenAt);
        groups.settle(corpId, groupName, names, null, clock.instant());
        Map<String, TagId> ids = new HashMap<>();
        groups.find(
                        corpId,
                        names.stream().map(name -> new TagName(groupName, name)).toList())
                .forEach((name, id) -> ids.put(name.name(), id));
        published.publishEvent(new TagsEnsured(corpId, groupName, ids));
    }

    /** WeCom refused to make these tags. */
    void refused(CorpId corpId, String groupName, List<String> names, int errcode) {
        groups.settle(corpId, groupName, names, errcode, clock.instant());
        published.publishEvent(new TagsRefused(corpId, groupName, names, errcode));
    }
}
