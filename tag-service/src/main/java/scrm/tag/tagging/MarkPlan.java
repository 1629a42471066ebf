package scrm.tag.tagging;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

import scrm.events.TagGroupId;
import scrm.events.TagId;
import scrm.tag.tagging.TagAssignment.Change;
import scrm.tag.tagging.TagAssignment.State;

/**
 * What to tell WeCom of one relation: all that is pending, folded into one call. The last word on each tag counts, in
 * an exclusive group the last that sets one, and what WeCom holds already is not told again.
 *
 * @param adds assignments whose tags are to be set
 * @param removes assignments whose tags are to be taken away
 * @param displaced tags that go because another of their exclusive group comes, each with the assignment that sets it
 * @param settled what became of the others, without a call
 */
record MarkPlan(
        List<TagAssignment> adds,
        List<TagAssignment> removes,
        Map<TagId, TagAssignment> displaced,
        Map<TagAssignment, State> settled) {
    MarkPlan {
        adds = List.copyOf(adds);
        removes = List.copyOf(removes);
        displaced = Map.copyOf(displaced);
        settled = Map.copyOf(settled);
    }

    private static final Comparator<TagId> BY_VALUE = Comparator.comparing(TagId::value);

    static final MarkPlan NOTHING = new MarkPlan(List.of(), List.of(), Map.of(), Map.of());

    /**
     * Makes the plan.
     *
     * @param pending with tag ids, in the order in which they were decided
     * @param held the tags that WeCom holds, as far as we know
     * @param existing those of the pending tags that have not been deleted
     * @param exclusive the exclusive group of each pending or held tag that is in one
     */
    static MarkPlan of(
            Collection<TagAssignment> pending, Set<TagId> held, Set<TagId> existing, Map<TagId, TagGroupId> exclusive) {
        Map<TagAssignment, State> settled = new LinkedHashMap<>();
        Map<TagId, TagAssignment> last = lastWords(pending, settled);
        Map<TagGroupId, TagAssignment> only = new HashMap<>();
        last.values().stream()
                .filter(word -> word.change() == Change.ADD && existing.contains(tagId(word)))
                .filter(word -> exclusive.containsKey(tagId(word)))
                .forEach(word -> only.put(exclusive.get(tagId(word)), word));
        Map<TagId, TagAssignment> displaced = new LinkedHashMap<>();
        for (TagId tagId : held) {
            TagAssignment one = only.get(exclusive.get(tagId));
            if (one != null && !tagId(one).equals(tagId) && !isRemoved(last.get(tagId))) {
                displaced.put(tagId, one);
            }
        }
        List<TagAssignment> adds = new ArrayList<>();
        List<TagAssignment> removes = new ArrayList<>();
        last.forEach((tagId, word) -> {
            boolean add = word.change() == Change.ADD;
            TagAssignment one = only.get(exclusive.get(tagId));
            if (add && one != null && !tagId(one).equals(tagId) && existing.contains(tagId)) {
                settled.put(word, State.SUPERSEDED);
            } else if (add == held.contains(tagId)) {
                settled.put(word, State.APPLIED);
            } else if (!existing.contains(tagId)) {
                // A tag that is gone is taken away already, and cannot be set.
                settled.put(word, add ? State.REJECTED : State.APPLIED);
            } else {
                (add ? adds : removes).add(word);
            }
        });
        return new MarkPlan(adds, removes, displaced, settled);
    }

    /** The last assignment about each tag, in the order in which these were decided; the others are superseded. */
    private static Map<TagId, TagAssignment> lastWords(
            Collection<TagAssignment> pending, Map<TagAssignment, State> settled) {
        Map<TagId, TagAssignment> last = new LinkedHashMap<>();
        for (TagAssignment assignment : pending) {
            TagAssignment earlier = last.remove(tagId(assignment));
            if (earlier != null) {
                settled.put(earlier, State.SUPERSEDED);
            }
            last.put(tagId(assignment), assignment);
        }
        return last;
    }

    private static boolean isRemoved(@Nullable TagAssignment lastWord) {
        return lastWord != null && lastWord.change() == Change.REMOVE;
    }

    boolean needsCall() {
        return !adds.isEmpty() || !removes.isEmpty() || !displaced.isEmpty();
    }

    boolean isEmpty() {
        return !needsCall() && settled.isEmpty();
    }

    /** The assignments that the call is about. */
    List<TagAssignment> called() {
        return Stream.concat(adds.stream(), removes.stream()).toList();
    }

    /** When the last of what the call is about was decided. */
    Instant decidedAt() {
        return Stream.concat(called().stream(), displaced.values().stream())
                .map(TagAssignment::requestedAt)
                .max(Comparator.naturalOrder())
                .orElse(Instant.MIN);
    }

    /** The tags that the call takes away. */
    List<TagId> removedTags() {
        return Stream.concat(
                        tagIds(removes).stream(), displaced.keySet().stream().sorted(BY_VALUE))
                .toList();
    }

    static List<TagId> tagIds(List<TagAssignment> assignments) {
        return assignments.stream().map(MarkPlan::tagId).toList();
    }

    static TagId tagId(TagAssignment assignment) {
        return Objects.requireNonNull(assignment.tagId(), "only assignments whose tag exists are planned");
    }
}
