package scrm.tag.rule;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

import scrm.events.TagId;
import scrm.tag.rule.Condition.Leaf;

/**
 * Which rules set off which: one that sets a tag those that ask for it, one by which a tag goes, at once or when it
 * ends, those that ask for its absence. Whatever else rules ask of a contact, rules do not change.
 */
final class RuleGraph {
    private final Map<TagId, Set<TagId>> displaced;

    /**
     * A graph.
     *
     * @param displaced the tags that go when one is set: the others of its exclusive group
     */
    RuleGraph(Map<TagId, Set<TagId>> displaced) {
        this.displaced = Map.copyOf(displaced);
    }

    /**
     * The shortest way by which a rule would set itself off, itself at both ends; empty if there is none.
     *
     * @param others the rules beside it
     */
    List<TaggingRule> cycle(TaggingRule rule, Collection<TaggingRule> others) {
        Map<TaggingRule, TaggingRule> reachedFrom = new HashMap<>();
        Deque<TaggingRule> open = new ArrayDeque<>(List.of(rule));
        while (!open.isEmpty()) {
            TaggingRule at = open.remove();
            if (mayFire(at, rule)) {
                return way(rule, at, reachedFrom);
            }
            for (TaggingRule next : others) {
                if (!reachedFrom.containsKey(next) && mayFire(at, next)) {
                    reachedFrom.put(next, at);
                    open.add(next);
                }
            }
        }
        return List.of();
    }

    /** Whether what the one does may set off the other. */
    boolean mayFire(TaggingRule one, TaggingRule other) {
        Set<TagId> added = Set.copyOf(one.action().add());
        Set<TagId> removed = removedBy(one);
        return mayHoldByTags(new Leaf(other.when(), true))
                && other.when()
                        .leaves(true)
                        .anyMatch(leaf -> leaf.condition() instanceof Condition.HasTag asked
                                && (leaf.wanted() ? added : removed).contains(asked.tagId()));
    }

    private Set<TagId> removedBy(TaggingRule rule) {
        TaggingRule.Action action = rule.action();
        Set<TagId> removed = new HashSet<>();
        action.add().forEach(tagId -> removed.addAll(displaced.getOrDefault(tagId, Set.of())));
        // What it asks to be absent is not there to be displaced: a group may have a tag for those who have none.
        removed.removeAll(absent(new Leaf(rule.when(), true)));
        removed.addAll(action.remove());
        if (action.expireAfterDays() != null) {
            removed.addAll(action.add());
        }
        return removed;
    }

    /** Whether it may come out as wanted by a change of tags, which is no event that a rule could ask for. */
    private static boolean mayHoldByTags(Leaf at) {
        if (at.condition() instanceof Condition.Single) {
            return !(at.wanted() && at.condition() instanceof Condition.Happened);
        }
        Parts parts = Parts.of(at);
        return parts.all()
                ? parts.of().stream().allMatch(RuleGraph::mayHoldByTags)
                : parts.of().stream().anyMatch(RuleGraph::mayHoldByTags);
    }

    /** The tags that no relation has whenever it comes out as wanted. */
    private static Set<TagId> absent(Leaf at) {
        if (at.condition() instanceof Condition.Single) {
            return !at.wanted() && at.condition() instanceof Condition.HasTag tag ? Set.of(tag.tagId()) : Set.of();
        }
        Parts parts = Parts.of(at);
        List<Set<TagId>> ofEach = parts.of().stream().map(RuleGraph::absent).toList();
        return ofEach.stream()
                .flatMap(Set::stream)
                .filter(tagId -> parts.all() || ofEach.stream().allMatch(one -> one.contains(tagId)))
                .collect(Collectors.toSet());
    }

    /**
     * What a condition is made of.
     *
     * @param all whether all must come out as wanted; else one of them
     */
    private record Parts(boolean all, List<Leaf> of) {
        static Parts of(Leaf at) {
            boolean wanted = at.wanted();
            return switch (at.condition()) {
                case Condition.All(List<Condition> of) -> new Parts(wanted, leaves(of, wanted));
                case Condition.Any(List<Condition> of) -> new Parts(!wanted, leaves(of, wanted));
                case Condition.None(List<Condition> of) -> new Parts(wanted, leaves(of, !wanted));
                case Condition.Single one -> new Parts(true, leaves(List.of(one), wanted));
            };
        }

        private static List<Leaf> leaves(List<Condition> of, boolean wanted) {
            return of.stream().map(one -> new Leaf(one, wanted)).toList();
        }
    }

    private static List<TaggingRule> way(
            TaggingRule rule, TaggingRule last, Map<TaggingRule, TaggingRule> reachedFrom) {
        List<TaggingRule> backwards = new ArrayList<>(List.of(rule));
        for (TaggingRule at = last; !at.equals(rule); at = Objects.requireNonNull(reachedFrom.get(at))) {
            backwards.add(at);
        }
        backwards.add(rule);
        return backwards.reversed();
    }
}
