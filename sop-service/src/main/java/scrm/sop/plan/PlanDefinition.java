package scrm.sop.plan;

import java.util.ArrayList;
import java.util.List;

/**
 * Whom a plan takes and what it does when.
 *
 * @param audience what it is for
 * @param trigger what enrols
 * @param steps in the order in which people wrote them; their keys differ
 * @param misfire what becomes of what was missed
 * @param exits what ends an enrolment early, because its goal is met
 * @param priority 0 to 9; the higher goes first where not all can
 */
public record PlanDefinition(
        Target.Kind audience,
        Trigger trigger,
        List<Step> steps,
        Misfire misfire,
        List<Trigger.Event> exits,
        int priority) {
    /** Most steps of a plan. */
    static final int MAX_STEPS = 50;

    /** Of a plan that says none. */
    public static final int USUAL_PRIORITY = 5;

    public PlanDefinition {
        steps = List.copyOf(steps);
        exits = List.copyOf(exits);
    }

    /**
     * One thing to do. Where its conditions do not hold, the first of the other ways is taken whose conditions do;
     * where none does, nothing is done. All is judged at once, when the step is due, so exactly one way is taken.
     *
     * @param key names it over all versions, so that an enrolment that moves to another version does no step twice
     * @param when when it comes due
     * @param conditions what must be so by then; all of it
     * @param action what is done
     * @param otherwise other ways, in order
     */
    public record Step(String key, When when, List<Condition> conditions, Action action, List<Way> otherwise) {
        public Step {
            conditions = List.copyOf(conditions);
            otherwise = List.copyOf(otherwise);
        }

        /** All ways, the first one first. */
        public List<Way> ways() {
            List<Way> ways = new ArrayList<>();
            ways.add(new Way(conditions, action));
            ways.addAll(otherwise);
            return ways;
        }
    }

    /**
     * One way in which a step may go.
     *
     * @param conditions what must be so; all of it
     * @param action what is done then
     */
    public record Way(List<Condition> conditions, Action action) {
        public Way {
            conditions = List.copyOf(conditions);
        }
    }
}
