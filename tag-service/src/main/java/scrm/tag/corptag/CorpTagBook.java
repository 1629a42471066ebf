package scrm.tag.corptag;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import scrm.events.CorpId;
import scrm.events.TagId;
import scrm.messaging.WorkQueue;
import scrm.messaging.WorkRequest;

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

    /** The whole list of a corp's tags was read; what is not in it has been deleted. */
    void sawAll(CorpId corpId, List<TagGroup> all, Instant readAt) {
        groups.saw(corpId, all, readAt);
        groups.deleteUnseen(corpId, readAt);
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
