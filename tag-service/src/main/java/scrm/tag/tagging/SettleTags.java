package scrm.tag.tagging;

import static java.util.stream.Collectors.groupingBy;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import scrm.events.CorpId;
import scrm.events.EventId;
import scrm.events.TagId;
import scrm.events.TaggingEvent.ExternalContactTagged;
import scrm.messaging.Outbox;
import scrm.messaging.Trace;
import scrm.tag.contact.FollowUserTags;
import scrm.tag.contact.TagsSeen;
import scrm.tag.corptag.CorpTagBook;
import scrm.tag.corptag.TagsEnsured;
import scrm.tag.corptag.TagsRefused;
import scrm.tag.tagging.TagAssignment.Change;
import scrm.tag.tagging.TagAssignment.State;
import scrm.tag.timeline.Timeline;
import scrm.tag.timeline.TimelineEntry;
import scrm.tag.timeline.TimelineEntry.Kind;

/** Takes down what became of assignments, and tells the others. */
@Service
@Transactional
class SettleTags {
    private static final int NO_SUCH_TAG = 40068;

    private final Taggings taggings;
    private final FollowUserTags followUserTags;
    private final AssignTags assign;
    private final CorpTagBook book;
    private final Timeline timeline;
    private final Outbox outbox;
    private final Clock clock;

    SettleTags(
            Taggings taggings,
            FollowUserTags followUserTags,
            AssignTags assign,
            CorpTagBook book,
            Timeline timeline,
            Outbox outbox,
            Clock clock) {
        this.taggings = taggings;
        this.followUserTags = followUserTags;
        this.assign = assign;
        this.book = book;
        this.timeline = timeline;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** Nothing had to be asked of WeCom, or it has done what the plan says. */
    void applied(CorpId corpId, MarkTags pair, MarkPlan plan) {
        Instant now = clock.instant();
        settleUncalled(corpId, plan, now);
        if (!plan.needsCall()) {
            return;
        }
        taggings.settle(corpId, plan.called(), State.APPLIED, null, now);
        Map<TagId, String> added = new HashMap<>();
        plan.adds().forEach(assignment -> added.put(MarkPlan.tagId(assignment), assignment.source()));
        followUserTags.marked(
                corpId, pair.userId(), pair.externalUserId(), added, MarkPlan.tagIds(plan.removes()), now);
        timeline.write(corpId, List.of(markEntry(pair, plan, 0, now)));
        Map<String, List<TagAssignment>> bySource = plan.called().stream()
                .collect(groupingBy(TagAssignment::source, LinkedHashMap::new, Collectors.toList()));
        bySource.forEach((source, assignments) -> outbox.append(tagged(corpId, pair, source, assignments, now)));
    }

    /** WeCom refused the call; the assignments named will never go. */
    void rejected(CorpId corpId, MarkTags pair, MarkPlan plan, Collection<TagAssignment> refused, int errcode) {
        Instant now = clock.instant();
        settleUncalled(corpId, plan, now);
        taggings.settle(corpId, refused, State.REJECTED, errcode, now);
        timeline.write(corpId, List.of(markEntry(pair, plan, errcode, now)));
        if (refused.size() < plan.called().size()) {
            assign.mark(corpId, pair.userId(), pair.externalUserId());
        }
    }

    private void settleUncalled(CorpId corpId, MarkPlan plan, Instant now) {
        plan.settled().entrySet().stream()
                .collect(groupingBy(Map.Entry::getValue))
                .forEach((state, entries) -> taggings.settle(
                        corpId,
                        entries.stream().map(Map.Entry::getKey).toList(),
                        state,
                        state == State.REJECTED ? NO_SUCH_TAG : null,
                        now));
    }

    /** Tags that assignments waited for exist. */
    void ensured(TagsEnsured ensured) {
        CorpId corpId = ensured.corpId();
        List<TagAssignment> waiting =
                taggings.waiting(corpId, ensured.groupName(), ensured.tagIds().keySet());
        if (waiting.isEmpty()) {
            return;
        }
        taggings.resolve(corpId, ensured.groupName(), ensured.tagIds());
        waiting.stream()
                .map(assignment -> new MarkTags(assignment.userId(), assignment.externalUserId()))
                .distinct()
                .forEach(pair -> assign.mark(corpId, pair.userId(), pair.externalUserId()));
    }

    /** Tags that assignments waited for will never exist. */
    void refused(TagsRefused refused) {
        Instant now = clock.instant();
        List<TagAssignment> waiting = taggings.waiting(refused.corpId(), refused.groupName(), refused.names());
        taggings.settle(refused.corpId(), waiting, State.REJECTED, refused.errcode(), now);
        timeline.write(
                refused.corpId(),
                waiting.stream()
                        .map(assignment -> new TimelineEntry(
                                assignment.externalUserId(),
                                "add_corp_tag:" + assignment.id(),
                                assignment.userId(),
                                now,
                                Kind.ADD_CORP_TAG,
                                "REJECTED",
                                refused.errcode(),
                                Map.of(
                                        "group", refused.groupName(),
                                        "tag", String.valueOf(assignment.tagName()),
                                        "source", assignment.source()),
                                Trace.currentTraceId()))
                        .toList());
    }

    /**
     * A reading shows tags that somebody set or took away in WeCom itself. What is pending with us is ours: the reading
     * saw our own call under way, and its settling will tell.
     */
    void seen(TagsSeen seen) {
        Set<TagId> ours = taggings.pendingTags(seen.corpId(), seen.userId(), seen.externalUserId());
        List<TagId> added = seen.added().stream()
                .filter(tag -> !ours.contains(tag))
                .sorted(BY_VALUE)
                .toList();
        List<TagId> removed = seen.removed().stream()
                .filter(tag -> !ours.contains(tag))
                .sorted(BY_VALUE)
                .toList();
        if (added.isEmpty() && removed.isEmpty()) {
            return;
        }
        Instant now = clock.instant();
        List<TagAssignment> assignments = new ArrayList<>();
        added.forEach(tag -> assignments.add(byWeCom(seen, Change.ADD, tag, now)));
        removed.forEach(tag -> assignments.add(byWeCom(seen, Change.REMOVE, tag, now)));
        taggings.add(seen.corpId(), assignments);
        book.heardOf(seen.corpId(), Set.copyOf(added));
        outbox.append(new ExternalContactTagged(
                EventId.derived(
                        "tags-seen",
                        seen.corpId().value(),
                        seen.userId().value(),
                        seen.externalUserId().value(),
                        seen.readAt().toString()),
                seen.corpId(),
                now,
                seen.userId(),
                seen.externalUserId(),
                added,
                removed,
                TagAssignment.WECOM));
    }

    private static final Comparator<TagId> BY_VALUE = Comparator.comparing(TagId::value);

    private static TagAssignment byWeCom(TagsSeen seen, Change change, TagId tagId, Instant now) {
        return new TagAssignment(
                0,
                seen.userId(),
                seen.externalUserId(),
                change,
                tagId,
                null,
                null,
                TagAssignment.WECOM,
                "wecom",
                State.APPLIED,
                null,
                seen.readAt(),
                now,
                null,
                Trace.currentTraceId());
    }

    private static ExternalContactTagged tagged(
            CorpId corpId, MarkTags pair, String source, List<TagAssignment> assignments, Instant now) {
        return new ExternalContactTagged(
                EventId.derived("tagged", corpId.value(), ids(assignments)),
                corpId,
                now,
                pair.userId(),
                pair.externalUserId(),
                tagIds(assignments, Change.ADD),
                tagIds(assignments, Change.REMOVE),
                source);
    }

    private static List<TagId> tagIds(List<TagAssignment> assignments, Change change) {
        return MarkPlan.tagIds(assignments.stream()
                .filter(assignment -> assignment.change() == change)
                .toList());
    }

    private static TimelineEntry markEntry(MarkTags pair, MarkPlan plan, int errcode, Instant now) {
        return new TimelineEntry(
                pair.externalUserId(),
                "mark_tag:" + errcode + ":" + lastId(plan),
                pair.userId(),
                now,
                Kind.MARK_TAG,
                errcode == 0 ? "APPLIED" : "REJECTED",
                errcode,
                Map.of(
                        "added", joined(plan.adds()),
                        "removed", joined(plan.removes()),
                        "source",
                                plan.called().stream()
                                        .map(TagAssignment::source)
                                        .distinct()
                                        .collect(Collectors.joining(", "))),
                Trace.currentTraceId());
    }

    private static long lastId(MarkPlan plan) {
        return plan.called().stream().mapToLong(TagAssignment::id).max().orElse(0);
    }

    private static String joined(List<TagAssignment> assignments) {
        return MarkPlan.tagIds(assignments).stream().map(TagId::value).collect(Collectors.joining(", "));
    }

    private static String ids(List<TagAssignment> assignments) {
        return assignments.stream().map(a -> String.valueOf(a.id())).collect(Collectors.joining(","));
    }
}
