package scrm.sop.definition;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

import scrm.events.TagId;
import scrm.sop.content.MaterialWording;
import scrm.sop.content.Wording;
import scrm.sop.definition.Condition.Verdict;
import scrm.sop.material.MaterialId;
import scrm.sop.quota.Overflow;

/**
 * Whom a plan takes and what it does when.
 *
 * @param audience what it is for
 * @param only ids of those whom a time enrols; none: all
 * @param trigger what enrols
 * @param repeats whether it takes somebody again whom it had before, each time the trigger says so
 * @param steps in the order in which people wrote them; their keys differ
 * @param misfire what becomes of what was missed
 * @param exits what ends an enrolment early, because its goal is met
 * @param priority 0 to 9; the higher goes first where not all can
 * @param ifFull what becomes of what a receiver may not get yet; null: what the corp has chosen
 * @param holdOut percent of contacts whom it leaves out, to be compared with the others
 */
public record PlanDefinition(
        Target.Kind audience,
        List<String> only,
        Trigger trigger,
        boolean repeats,
        List<Step> steps,
        Misfire misfire,
        List<Trigger.Event> exits,
        int priority,
        @Nullable Overflow ifFull,
        int holdOut) {
    /** Most percent that a plan may hold out. */
    public static final int MAX_HOLD_OUT = 50;

    /** Most steps of a plan. */
    public static final int MAX_STEPS = 50;

    /** Of a plan that says none. */
    public static final int USUAL_PRIORITY = 5;

    public PlanDefinition {
        only = List.copyOf(only);
        steps = List.copyOf(steps);
        exits = List.copyOf(exits);
    }

    /** When each step is due for somebody whose enrolment began then, in the order of the steps. */
    public List<Instant> dueTimes(Instant began, ZoneId zone) {
        List<Instant> times = new ArrayList<>();
        for (Step step : steps) {
            boolean fromPrevious = step.when() instanceof When.AfterPrevious;
            times.add(step.when().dueAt(fromPrevious ? times.getLast() : began, zone));
        }
        return times;
    }

    /** The same with what it says decided. */
    public PlanDefinition saying(UnaryOperator<Wording> decided) {
        return new PlanDefinition(
                audience,
                only,
                trigger,
                repeats,
                steps.stream().map(step -> step.saying(decided)).toList(),
                misfire,
                exits,
                priority,
                ifFull,
                holdOut);
    }

    /** Materials that its steps say, by whichever way they go. */
    public Set<MaterialId> materials() {
        return steps.stream()
                .flatMap(step -> step.materials().stream())
                .map(MaterialWording::materialId)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Tags that its steps set, by whichever way they go. */
    public Set<TagId> tagsSet() {
        Set<TagId> set = new HashSet<>();
        for (Step step : steps) {
            for (Way way : step.ways()) {
                if (way.action() instanceof Action.ChangeTags change) {
                    set.addAll(change.add());
                }
            }
        }
        return set;
    }

    /** Whether what its steps do enrols in the other one. */
    public boolean triggers(PlanDefinition other) {
        return other.trigger() instanceof Trigger.Event event && event.takes(new Happening.Tagged(tagsSet()));
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

        /** Materials that it says, by whichever way it goes. */
        public List<MaterialWording> materials() {
            return ways().stream()
                    .flatMap(way -> way.action().wording().stream())
                    .filter(MaterialWording.class::isInstance)
                    .map(MaterialWording.class::cast)
                    .toList();
        }

        private Step saying(UnaryOperator<Wording> decided) {
            return new Step(
                    key,
                    when,
                    conditions,
                    action.saying(decided),
                    otherwise.stream()
                            .map(way -> new Way(way.conditions(), way.action().saying(decided)))
                            .toList());
        }

        /** Which way is taken: the first whose conditions hold. What is not known of one before it is not guessed. */
        public Choice choose(Function<Condition, Verdict> judge) {
            List<Way> ways = ways();
            for (int i = 0; i < ways.size(); i++) {
                Verdict verdict = ways.get(i).judge(judge);
                if (verdict != Verdict.FAILS) {
                    return new Choice(verdict, i);
                }
            }
            return new Choice(Verdict.FAILS, -1);
        }
    }

    /**
     * Which way a step takes.
     *
     * @param verdict whether the conditions of a way hold; {@code FAILS} if those of none do
     * @param way its number, from 0
     */
    public record Choice(Verdict verdict, int way) {}

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

        /** One that fails decides, whatever is not known of the others. */
        private Verdict judge(Function<Condition, Verdict> judge) {
            List<Verdict> verdicts = conditions.stream().map(judge).toList();
            if (verdicts.contains(Verdict.FAILS)) {
                return Verdict.FAILS;
            }
            return verdicts.stream()
                    .filter(verdict -> verdict != Verdict.HOLDS)
                    .findFirst()
                    .orElse(Verdict.HOLDS);
        }
    }
}
