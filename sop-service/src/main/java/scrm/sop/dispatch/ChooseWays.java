package scrm.sop.dispatch;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.events.TagId;
import scrm.sop.definition.Action;
import scrm.sop.definition.Condition;
import scrm.sop.definition.Condition.Verdict;
import scrm.sop.definition.PlanDefinition.Choice;
import scrm.sop.definition.PlanDefinition.Step;
import scrm.sop.dispatch.SegmentAnswers.Segment;
import scrm.sop.dispatch.StepKind.Ready;
import scrm.sop.due.DueStep;
import scrm.sop.due.DueStepId;
import scrm.sop.due.DueSteps;
import scrm.sop.fact.TagFacts;
import scrm.sop.plan.RunningPlans;

/**
 * Judges what steps depend on, now that they are due; the facts of a batch are read together. Where the way that a step
 * takes has variants, one is drawn.
 */
@Service
class ChooseWays {
    private static final String NO_VARIANT = "";

    private final RunningPlans plans;
    private final TagFacts tags;
    private final DueSteps dueSteps;

    ChooseWays(RunningPlans plans, TagFacts tags, DueSteps dueSteps) {
        this.plans = plans;
        this.tags = tags;
        this.dueSteps = dueSteps;
    }

    /**
     * Which way each step takes.
     *
     * @param without steps none of whose ways may be taken
     * @param gone steps that depend on a segment that is there no more
     * @param unavailable steps that depend on a segment of which nobody can tell at this moment
     * @param open what has to be asked before the steps can be judged that are in none of these
     */
    record Chosen(
            List<Ready> ready,
            List<DueStep> without,
            List<DueStep> gone,
            List<DueStep> unavailable,
            Map<Segment, Set<ExternalUserId>> open) {
        Chosen() {
            this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new LinkedHashMap<>());
        }
    }

    private record Asked(Set<ExternalUserId> contacts, Set<TagId> tags) {
        Asked() {
            this(new HashSet<>(), new HashSet<>());
        }
    }

    Chosen choose(List<DueStep> steps, SegmentAnswers segments) {
        Map<CorpId, Map<ExternalUserId, Set<TagId>>> facts = facts(steps);
        Chosen chosen = new Chosen();
        for (DueStep step : steps) {
            Set<TagId> held = held(facts, step);
            Choice choice = planned(step).choose(condition -> verdict(condition, step, held, segments));
            switch (choice.verdict()) {
                case HOLDS -> chosen.ready().add(ready(step, choice.way()));
                case FAILS -> chosen.without().add(step);
                case GONE -> chosen.gone().add(step);
                case UNAVAILABLE -> chosen.unavailable().add(step);
                case NOT_ASKED -> ask(step, chosen.open());
            }
        }
        writeDown(chosen);
        return chosen;
    }

    private Ready ready(DueStep step, int way) {
        Action action = planned(step).ways().get(way).action();
        // By the plan and the step's key, so that another version in which these are the same draws the same.
        String variant = action.variant(
                "plan " + step.planId() + " step " + step.key(), step.target().id());
        return new Ready(step, way, variant, action.of(variant));
    }

    /**
     * What was drawn stands in the step's row, whatever becomes of the step then. One that takes no way in the end is
     * no variant's, although one may have been drawn while it still had a way and was put off.
     */
    private void writeDown(Chosen chosen) {
        Map<String, List<DueStepId>> drawn = new LinkedHashMap<>();
        chosen.ready().forEach(each -> note(each.step(), each.variant(), drawn));
        chosen.without().forEach(step -> note(step, NO_VARIANT, drawn));
        chosen.gone().forEach(step -> note(step, NO_VARIANT, drawn));
        drawn.forEach(dueSteps::drawn);
    }

    private static void note(DueStep step, String variant, Map<String, List<DueStepId>> drawn) {
        if (!variant.equals(step.variant())) {
            drawn.computeIfAbsent(variant, _ -> new ArrayList<>()).add(step.id());
        }
    }

    private static Verdict verdict(Condition condition, DueStep step, Set<TagId> held, SegmentAnswers segments) {
        ExternalUserId contact = step.target().contact();
        return switch (condition) {
            case Condition.HasTag has -> verdict(held.contains(has.tagId()));
            case Condition.LacksTag lacks -> verdict(!held.contains(lacks.tagId()));
            case Condition.InSegment in ->
                contact == null ? Verdict.FAILS : segments.of(new Segment(step.corpId(), in.segmentId()), contact);
        };
    }

    private static Verdict verdict(boolean holds) {
        return holds ? Verdict.HOLDS : Verdict.FAILS;
    }

    /** All segments of a step at once, so that it is judged after one more look. */
    private void ask(DueStep step, Map<Segment, Set<ExternalUserId>> open) {
        eachCondition(step, condition -> {
            if (condition instanceof Condition.InSegment in) {
                open.computeIfAbsent(new Segment(step.corpId(), in.segmentId()), _ -> new LinkedHashSet<>())
                        .add(step.target().externalUserId());
            }
        });
    }

    private void eachCondition(DueStep step, Consumer<Condition> action) {
        planned(step).ways().forEach(way -> way.conditions().forEach(action));
    }

    private Map<CorpId, Map<ExternalUserId, Set<TagId>>> facts(List<DueStep> steps) {
        Map<CorpId, Asked> asked = new HashMap<>();
        for (DueStep step : steps) {
            ExternalUserId contact = step.target().contact();
            eachCondition(step, condition -> {
                TagId tagId = tagOf(condition);
                if (contact != null && tagId != null) {
                    Asked ofCorp = asked.computeIfAbsent(step.corpId(), _ -> new Asked());
                    ofCorp.contacts().add(contact);
                    ofCorp.tags().add(tagId);
                }
            });
        }
        Map<CorpId, Map<ExternalUserId, Set<TagId>>> facts = new HashMap<>();
        asked.forEach((corpId, ofCorp) -> facts.put(corpId, tags.of(corpId, ofCorp.contacts(), ofCorp.tags())));
        return facts;
    }

    private static @Nullable TagId tagOf(Condition condition) {
        return switch (condition) {
            case Condition.HasTag has -> has.tagId();
            case Condition.LacksTag lacks -> lacks.tagId();
            case Condition.InSegment _ -> null;
        };
    }

    private static Set<TagId> held(Map<CorpId, Map<ExternalUserId, Set<TagId>>> facts, DueStep step) {
        ExternalUserId contact = step.target().contact();
        return contact == null
                ? Set.of()
                : facts.getOrDefault(step.corpId(), Map.of()).getOrDefault(contact, Set.of());
    }

    private Step planned(DueStep step) {
        return plans.version(step.corpId(), step.planId(), step.planVersion())
                .definition()
                .steps()
                .get(step.step());
    }
}
