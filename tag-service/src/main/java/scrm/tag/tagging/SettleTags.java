package scrm.tag.tagging;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
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
import scrm.tag.tagging.TagsSettled.Outcome;
import scrm.tag.tagging.TagsSettled.Result;
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
    private final ApplicationEventPublisher published;
    private final Clock clock;

    SettleTags(
            Taggings taggings,
            FollowUserTags followUserTags,
            AssignTags assign,
            CorpTagBook book,
            Timeline timeline,
            Outbox outbox,
            ApplicationEventPublisher published,
            Clock clock) {
        this.taggings = taggings;
        this.followUserTags = followUserTags;
        this.assign = assign;
        this.book = book;
        this.timeline = timeline;
        this.outbox = outbox;
        this.published = published;
        this.clock = clock;
    }

    /** Nothing had to be asked of WeCom, or it has done what the plan says. */
    void applied(CorpId corpId, MarkTags pair, MarkPlan plan) {
        Instant now = clock.instant();
        List<Outcome> outcomes = settleUncalled(corpId, plan, now);
        if (plan.needsCall()) {
            List<TagAssignment> displaced = displaced(corpId, plan, now);
            taggings.settle(corpId, plan.called(), State.APPLIED, null, now);
            Map<TagId, String> added = new HashMap<>();
            plan.adds().forEach(assignment -> added.put(MarkPlan.tagId(assignment), assignment.source()));
            followUserTags.marked(corpId, pair.userId(), pair.externalUserId(), added, plan.removedTags(), now);
            timeline.write(corpId, List.of(markEntry(pair, plan, 0, now)));
            List<TagAssignment> changed = new ArrayList<>(plan.called());
            changed.addAll(displaced);
            Map<String, List<TagAssignment>> bySource =
                    changed.stream().collect(groupingBy(TagAssignment::source, LinkedHashMap::new, toList()));
            bySource.forEach((source, assignments) -> outbox.append(tagged(corpId, pair, source, assignments, now)));
            changed.forEach(assignment -> outcomes.add(outcome(assignment, Result.CHANGED, null)));
        }
        tell(corpId, pair, outcomes);
    }

    /**
     * Tags that went with the call although nobody asked for it by name, as decisions of who set the one that stays.
     */
    private List<TagAssignment> displaced(CorpId corpId, MarkPlan plan, Instant now) {
        return plan.displaced().entrySet().stream()
                .map(tag -> taggings.addNow(corpId, tag.getValue().displacing(tag.getKey(), now)))
                .toList();
    }

    /** WeCom refused the call; the assignments named will never go. */
    void rejected(CorpId corpId, MarkTags pair, MarkPlan plan, Collection<TagAssignment> refused, int errcode) {
        Instant now = clock.instant();
        List<Outcome> outcomes = settleUncalled(corpId, plan, now);
        taggings.settle(corpId, refused, State.REJECTED, errcode, now);
        timeline.write(corpId, List.of(markEntry(pair, plan, errcode, now)));
        if (refused.size() < plan.called().size()) {
            assign.mark(corpId, pair.userId(), pair.externalUserId());
        }
        refused.forEach(assignment -> outcomes.add(outcome(assignment, Result.REJECTED, errcode)));
        tell(corpId, pair, outcomes);
    }

    /** Returns what became of what needed no call. */
    private List<Outcome> settleUncalled(CorpId corpId, MarkPlan plan, Instant now) {
        List<Outcome> outcomes = new ArrayList<>();
        plan.settled().entrySet().stream()
                .collect(groupingBy(Map.Entry::getValue))
                .forEach((state, entries) -> {
                    Integer errcode = state == State.REJECTED ? NO_SUCH_TAG : null;
                    List<TagAssignment> alike =
                            entries.stream().map(Map.Entry::getKey).toList();
                    taggings.settle(corpId, alike, state, errcode, now);
                    alike.forEach(assignment -> outcomes.add(outcome(assignment, uncalled(state), errcode)));
                });
        return outcomes;
    }

    private static Result uncalled(State state) {
        return switch (state) {
            case APPLIED -> Result.UNCHANGED;
            case SUPERSEDED -> Result.SUPERSEDED;
            case REJECTED, PENDING -> Result.REJECTED;
        };
    }

    private static Outcome outcome(TagAssignment assignment, Result result, @Nullable Integer errcode) {
        return new Outcome(
                assignment.id(),
                MarkPlan.tagId(assignment),
                assignment.change() == Change.ADD,
                result,
                errcode,
                assignment.source(),
                assignment.expiresAt());
    }

    private void tell(CorpId corpId, MarkTags pair, List<Outcome> outcomes) {
        published.publishEvent(new TagsSettled(corpId, pair.userId(), pair.externalUserId(), outcomes));
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
        tell(
                seen.corpId(),
                new MarkTags(seen.userId(), seen.externalUserId()),
                assignments.stream()
                        .map(assignment -> outcome(assignment, Result.CHANGED, null))
                        .toList());
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
                        "added", joined(MarkPlan.tagIds(plan.adds())),
                        "removed", joined(plan.removedTags()),
                        "source",
                                Stream.concat(plan.called().stream(), plan.displaced().values().stream())
                                        .map(TagAssignment::source)
                                        .distinct()
                                        .collect(Collectors.joining(", "))),
                Trace.currentTraceId());
    }

    private static long lastId(MarkPlan plan) {
        return Stream.concat(plan.called().stream(), plan.displaced().values().stream())
                .mapToLong(TagAssignment::id)
                .max()
                .orElse(0);
    }

    private static String joined(List<TagId> tagIds) {
        return tagIds.stream().map(TagId::value).collect(Collectors.joining(", "));
    }

    private static String ids(List<TagAssignment> assignments) {
        return assignments.stream()
                .map(assignment -> assignment.id() + ":" + MarkPlan.tagId(assignment))
                .collect(Collectors.joining(","));
    }
}
