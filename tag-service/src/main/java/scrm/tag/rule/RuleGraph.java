package scrm.tag.rule;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Which rules set off which: one that sets a tag those that ask for it, one that takes a tag away those that ask for
 * its absence. Whatever else rules ask of a contact, rules do not change.
 */
final class RuleGraph {
    private RuleGraph() {}

    /**
     * The shortest way by which a rule would set itself off, itself at both ends; empty if there is none.
     *
     * @param others the rules beside it
     */
    static List<TaggingRule> cycle(TaggingRule rule, Collection<TaggingRule> others) {
        Map<TaggingRule, TaggingRule> reachedFrom = new HashMap<>();
        Deque<TaggingRule> open = new ArrayDeque<>(List.of(rule));
        while (!open.isEmpty()) {
            TaggingRule at = open.remove();
            if (at.mayFire(rule)) {
                return way(rule, at, reachedFrom);
            }
            for (TaggingRule next : others) {
                if (!reachedFrom.containsKey(next) && at.mayFire(next)) {
                    reachedFrom.put(next, at);
                    open.add(next);
                }
            }
        }
        return List.of();
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
