package scrm.sop.due;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.events.TagId;
import scrm.sop.due.StepKind.Ready;
import scrm.sop.fact.TagFacts;
import scrm.sop.plan.Condition;
import scrm.sop.plan.PlanDefinition.Step;
import scrm.sop.plan.PlanDefinition.Way;
import scrm.sop.plan.RunningPlans;

/** Judges what steps depend on, now that they are due; the facts of a batch are read together. */
@Service
class ChooseWays {
    private final RunningPlans plans;
    private final TagFacts tags;

    ChooseWays(RunningPlans plans, TagFacts tags) {
        this.plans = plans;
        this.tags = tags;
    }

    /**
     * Which way each step takes.
     *
     * @param without steps none of whose ways may be taken
     */
    record Chosen(List<Ready> ready, List<DueStep> without) {}

    private record Asked(Set<ExternalUserId> contacts, Set<TagId> tags) {
        Asked() {
            this(new HashSet<>(), new HashSet<>());
        }
    }

    Chosen choose(List<DueStep> steps) {
        Map<CorpId, Map<ExternalUserId, Set<TagId>>> facts = facts(steps);
        List<Ready> ready = new ArrayList<>();
        List<DueStep> without = new ArrayList<>();
        for (DueStep step : steps) {
            Set<TagId> held = held(facts, step);
            Step planned = planned(step);
            OptionalInt way = planned.way(condition -> holds(condition, held));
            if (way.isPresent()) {
                int taken = way.getAsInt();
                ready.add(new Ready(step, taken, planned.ways().get(taken).action()));
            } else {
                without.add(step);
            }
        }
        return new Chosen(ready, without);
    }

    private static boolean holds(Condition condition, Set<TagId> held) {
        return switch (condition) {
            case Condition.HasTag has -> held.contains(has.tagId());
            case Condition.LacksTag lacks -> !held.contains(lacks.tagId());
            case Condition.InSegment _ -> throw new IllegalStateException("plans with segments are not published");
        };
    }

    private Map<CorpId, Map<ExternalUserId, Set<TagId>>> facts(List<DueStep> steps) {
        Map<CorpId, Asked> asked = new HashMap<>();
        for (DueStep step : steps) {
            ExternalUserId contact = step.target().contact();
            for (Way way : planned(step).ways()) {
                for (Condition condition : way.conditions()) {
                    TagId tagId = tagOf(condition);
                    if (contact != null && tagId != null) {
                        Asked ofCorp = asked.computeIfAbsent(step.corpId(), _ -> new Asked());
                        ofCorp.contacts().add(contact);
                        ofCorp.tags().add(tagId);
                    }
                }
            }
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
