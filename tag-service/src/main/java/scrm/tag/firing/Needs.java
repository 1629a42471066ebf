package scrm.tag.firing;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

import scrm.tag.rule.Condition;
import scrm.tag.rule.TaggingRule;

/**
 * Which facts rules ask for, so that no others are read.
 *
 * @param tags whether tags
 * @param level whether the growth level
 * @param activity whether the last activity
 * @param groups whether groups
 * @param channels whether channels
 * @param deeds kinds of behaviour, with how many days back
 */
record Needs(
        boolean tags, boolean level, boolean activity, boolean groups, boolean channels, Map<String, Integer> deeds) {
    static Needs of(Collection<TaggingRule> rules) {
        boolean tags = false;
        boolean level = false;
        boolean activity = false;
        boolean groups = false;
        boolean channels = false;
        Map<String, Integer> deeds = new HashMap<>();
        for (Condition leaf : (Iterable<Condition>)
                rules.stream().flatMap(rule -> rule.when().leaves(true)).map(Condition.Leaf::condition)::iterator) {
            tags |= leaf instanceof Condition.HasTag;
            level |= leaf instanceof Condition.OnLevel;
            activity |= leaf instanceof Condition.Idle;
            groups |= leaf instanceof Condition.InGroup;
            channels |= leaf instanceof Condition.Happened happened && happened.channelId() != null;
            if (leaf instanceof Condition.Did did) {
                deeds.merge(did.kind(), did.days(), Math::max);
            }
        }
        return new Needs(tags, level, activity, groups, channels, Map.copyOf(deeds));
    }
}
