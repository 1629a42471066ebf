package scrm.tag.corptag;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

import scrm.events.CorpId;
import scrm.events.TagGroupId;
import scrm.events.TagId;
import scrm.rest.Conflict;
import scrm.rest.IfMatch;
import scrm.rest.NotFound;
import scrm.rest.PreconditionFailed;
import scrm.tag.corptag.KeptTagGroup.Traits;
import scrm.wecom.Caller;
import scrm.wecom.WeComException;

/**
 * Changes tags and groups as a person asks. WeCom is told first and our rows follow, for no callback tells of it; all
 * of it may be repeated. Whoever does not come back from the call leaves it to a reading of all tags.
 */
@Service
class EditTags {
    /** After this long all tags are read again, whatever became of the call. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final TagGroups groups;
    private final CorpTagBook book;
    private final TagCarriers carriers;
    private final WeComTags wecom;

    EditTags(TagGroups groups, CorpTagBook book, TagCarriers carriers, WeComTags wecom) {
        this.groups = groups;
        this.book = book;
        this.carriers = carriers;
        this.wecom = wecom;
    }

    /**
     * What a deletion takes along.
     *
     * @param tags how many tags
     * @param contacts how many contacts carry at least one of them
     * @param group whether their group goes too
     */
    record Deletion(int tags, long contacts, boolean group) {}

    KeptTagGroup edit(CorpId corpId, TagGroupId groupId, IfMatch ifMatch, String name, long order, Traits traits) {
        KeptTagGroup before = find(corpId, groupId, ifMatch);
        TagGroup group = before.group();
        if (groups.isTaken(corpId, group.strategyId(), name, groupId)) {
            throw Conflict.of("tag_group_name_taken");
        }
        claim(groups.claim(corpId, groupId, before.version()));
        if (!group.name().equals(name) || group.order() != order) {
            tell(
                    corpId,
                    () -> wecom.edit(
                            Caller.person(corpId),
                            group.strategyId(),
                            groupId.value(),
                            unlessSame(group.name(), name),
                            unlessSame(group.order(), order)));
            book.edited(corpId, group.edited(name, order));
        }
        if (!traits.equals(before.traits())) {
            groups.describe(corpId, groupId, traits);
        }
        return groups.find(corpId, groupId).orElseThrow(() -> NotFound.of("tag-group"));
    }

    CorpTag edit(CorpId corpId, TagId tagId, IfMatch ifMatch, String name, long order) {
        long version = check(corpId, tagId, ifMatch);
        KeptTagGroup kept = groupOf(corpId, tagId);
        CorpTag before = kept.tag(tagId).orElseThrow(() -> NotFound.of("corp-tag"));
        if (kept.group().tags().stream()
                .anyMatch(other -> other.name().equals(name) && !other.tagId().equals(tagId))) {
            throw Conflict.of("corp_tag_name_taken");
        }
        CorpTag after = new CorpTag(tagId, before.groupId(), before.groupName(), name, before.createTime(), order);
        if (!after.equals(before)) {
            claim(groups.claim(corpId, tagId, version));
            tell(
                    corpId,
                    () -> wecom.edit(
                            Caller.person(corpId),
                            kept.group().strategyId(),
                            tagId.value(),
                            unlessSame(before.name(), name),
                            unlessSame(before.order(), order)));
            book.edited(corpId, kept.group().with(after));
        }
        return after;
    }

    Deletion delete(CorpId corpId, TagGroupId groupId, IfMatch ifMatch, boolean dryRun) {
        KeptTagGroup kept = find(corpId, groupId, ifMatch);
        Set<TagId> tagIds = kept.group().tags().stream().map(CorpTag::tagId).collect(Collectors.toSet());
        Deletion deletion = new Deletion(tagIds.size(), carriers.count(corpId, tagIds), true);
        if (!dryRun) {
            claim(groups.claim(corpId, groupId, kept.version()));
            tell(
                    corpId,
                    () -> wecom.delete(Caller.person(corpId), kept.group().strategyId(), List.of(), List.of(groupId)));
            book.deleted(corpId, Set.of(), Set.of(groupId));
        }
        return deletion;
    }

    /** The last tag takes its group along. */
    Deletion delete(CorpId corpId, TagId tagId, IfMatch ifMatch, boolean dryRun) {
        long version = check(corpId, tagId, ifMatch);
        TagGroup group = groupOf(corpId, tagId).group();
        boolean last = group.tags().size() == 1;
        Deletion deletion = new Deletion(1, carriers.count(corpId, Set.of(tagId)), last);
        if (!dryRun) {
            claim(groups.claim(corpId, tagId, version));
            tell(corpId, () -> wecom.delete(Caller.person(corpId), group.strategyId(), List.of(tagId), List.of()));
            book.deleted(corpId, Set.of(tagId), last ? Set.of(group.groupId()) : Set.of());
        }
        return deletion;
    }

    private KeptTagGroup find(CorpId corpId, TagGroupId groupId, IfMatch ifMatch) {
        KeptTagGroup kept = groups.find(corpId, groupId).orElseThrow(() -> NotFound.of("tag-group"));
        ifMatch.check(kept.shown());
        return kept;
    }

    private long check(CorpId corpId, TagId tagId, IfMatch ifMatch) {
        groupOf(corpId, tagId);
        long version = groups.version(corpId, tagId);
        ifMatch.check(version);
        return version;
    }

    private KeptTagGroup groupOf(CorpId corpId, TagId tagId) {
        return groups.groupOf(corpId, tagId).orElseThrow(() -> NotFound.of("corp-tag"));
    }

    private void tell(CorpId corpId, Runnable call) {
        book.outdatedAfter(corpId, PATIENCE);
        try {
            call.run();
        } catch (WeComException e) {
            if (e.kind() != WeComException.Kind.REFUSED) {
                book.outdated(corpId);
            }
            throw e;
        }
    }

    private static void claim(boolean claimed) {
        if (!claimed) {
            throw new PreconditionFailed();
        }
    }

    private static <T> @Nullable T unlessSame(T before, T after) {
        return Objects.equals(before, after) ? null : after;
    }
}
