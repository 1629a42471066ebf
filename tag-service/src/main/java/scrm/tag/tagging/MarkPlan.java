package scrm.tag.tagging;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

import scrm.events.TagId;
import scrm.tag.tagging.TagAssignment.Change;
import scrm.tag.tagging.TagAssignment.State;

/**
 * What to tell WeCom of one relation: all that is pending, folded into one call. The last word on each tag counts, and
 * what WeCom holds already is not told again.
 *
 * @param adds assignments whose tags are to be set
 * @param removes assignments whose tags are to be taken away
 * @param settled what became of the others, without a call
 */
record MarkPlan(List<TagAssignment> adds, List<TagAssignment> removes, Map<TagAssignment, State> settled) {
    MarkPlan {
        adds = List.copyOf(adds);
        removes = List.copyOf(removes);
        settled = Map.copyOf(settled);
    }

    /**
     * Makes the plan.
     *
     * @param pending with tag ids, in the order in which they were decided
     * @param held the tags that WeCom holds, as far as we know
     * @param existing those of the pending tags that have not been deleted
     */
    static MarkPlan of(Collection<TagAssignment> pending, Set<TagId> held, Set<TagId> existing) {
        Map<TagId, TagAssignment> last = new LinkedHashMap<>();
        Map<TagAssignment, State> settled = new LinkedHashMap<>();
        for (TagAssignment assignment : pending) {
            TagAssignment earlier = last.put(tagId(assignment), assignment);
            if (earlier != null) {
                settled.put(earlier, State.SUPERSEDED);
            }
        }
        List<TagAssignment> adds = new ArrayList<>();
        List<TagAssignment> removes = new ArrayList<>();
        last.forEach((tagId, assignment) -> {
            boolean add = assignment.change() == Change.ADD;
            if (add == held.contains(tagId)) {
                settled.put(assignment, State.APPLIED);
            } else if (!existing.contains(tagId)) {
                // A tag that is gone is taken away already, and cannot be set.
                settled.put(assignment, add ? State.REJECTED : State.APPLIED);
            } else {
                (add ? adds : removes).add(assignment);
            }
        });
        return new MarkPlan(adds, removes, settled);
    }

    boolean needsCall() {
        return !adds.isEmpty() || !removes.isEmpty();
    }

    boolean isEmpty() {
        return !needsCall() && settled.isEmpty();
    }

    /** The assignments that the call is about. */
    List<TagAssignment> called() {
        return Stream.concat(adds.stream(), removes.stream()).toList();
    }

    static List<TagId> tagIds(List<TagAssignment> assignments) {
        return assignments.stream().map(MarkPlan::tagId).toList();
    }

    static TagId tagId(TagAssignment assignment) {
        return Objects.requireNonNull(assignment.tagId(), "only assignments whose tag exists are planned");
    }
}
