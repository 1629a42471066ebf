package scrm.sop.definition;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Whether plans set each other off in a circle, by the tags that their steps set. */
public final class PlanLoop {
    private PlanLoop() {}

    /** @param others the plans beside it */
    public static boolean leadsBack(PlanDefinition plan, Collection<PlanDefinition> others) {
        Set<PlanDefinition> seen = new HashSet<>();
        Deque<PlanDefinition> open = new ArrayDeque<>(List.of(plan));
        while (!open.isEmpty()) {
            PlanDefinition at = open.remove();
            if (at.triggers(plan)) {
                return true;
            }
            others.stream().filter(next -> at.triggers(next) && seen.add(next)).forEach(open::add);
        }
        return false;
    }
}
