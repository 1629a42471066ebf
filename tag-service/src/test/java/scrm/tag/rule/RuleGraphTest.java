package scrm.tag.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

import scrm.events.CorpId;
import scrm.events.TagId;
import scrm.tag.rule.Condition.HasTag;
import scrm.tag.rule.Condition.None;

class RuleGraphTest {
    @Test
    void aRuleThatSetsWhatItAsksForIsALoop() {
        TaggingRule rule = rule(1, tag("a"), List.of("a"), List.of());
        assertThat(RuleGraph.cycle(rule, List.of())).containsExactly(rule, rule);
    }

    @Test
    void aRuleThatSetsATagWhereItIsMissingIsNone() {
        TaggingRule rule = rule(1, new None(List.of(tag("a"))), List.of("a"), List.of());
        assertThat(RuleGraph.cycle(rule, List.of())).isEmpty();
        assertThat(RuleGraph.cycle(rule(1, new None(List.of(tag("a"))), List.of(), List.of("a")), List.of()))
                .hasSize(2);
    }

    @Test
    void aLoopOverOtherRulesIsNamedInItsOrder() {
        TaggingRule first = rule(1, tag("a"), List.of("b"), List.of());
        TaggingRule second = rule(2, tag("b"), List.of(), List.of("c"));
        TaggingRule third = rule(3, new None(List.of(tag("c"))), List.of("a"), List.of());
        TaggingRule aside = rule(4, tag("b"), List.of("z"), List.of());
        assertThat(RuleGraph.cycle(third, List.of(aside, first, second))).containsExactly(third, first, second, third);
        assertThat(RuleGraph.cycle(aside, List.of(first, second, third))).isEmpty();
    }

    /** Whoever walks on from the rule comes back to it exactly if a loop is found. */
    @Test
    void randomRulesLoopIfAWalkFromOneLeadsBackToIt() {
        for (int seed = 0; seed < 2_000; seed++) {
            Random random = new Random(seed);
            List<TaggingRule> rules = new ArrayList<>();
            for (int id = 1; id <= 6; id++) {
                Condition asked = tag(letter(random));
                rules.add(rule(
                        id,
                        random.nextInt(4) == 0 ? new None(List.of(asked)) : asked,
                        random.nextBoolean() ? List.of(letter(random)) : List.of(),
                        random.nextInt(3) == 0 ? List.of(letter(random)) : List.of()));
            }
            TaggingRule rule = rules.getFirst();
            boolean[] reached = new boolean[7];
            List<TaggingRule> open = new ArrayList<>(List.of(rule));
            while (!open.isEmpty()) {
                TaggingRule at = open.removeLast();
                for (TaggingRule next : rules) {
                    if (at.mayFire(next) && !reached[(int) next.id()]) {
                        reached[(int) next.id()] = true;
                        open.add(next);
                    }
                }
            }
            List<TaggingRule> cycle = RuleGraph.cycle(rule, rules.subList(1, rules.size()));
            assertThat(!cycle.isEmpty()).as("seed " + seed).isEqualTo(reached[1]);
            for (int i = 1; i < cycle.size(); i++) {
                assertThat(cycle.get(i - 1).mayFire(cycle.get(i))).isTrue();
            }
        }
    }

    private static String letter(Random random) {
        return String.valueOf((char) ('a' + random.nextInt(6)));
    }

    private static Condition tag(String tagId) {
        return new HasTag(new TagId(tagId));
    }

    static TaggingRule rule(long id, Condition when, List<String> add, List<String> remove) {
        return new TaggingRule(
                id,
                new CorpId("ww1"),
                1,
                1,
                "rule " + id,
                0,
                true,
                new RuleDefinition(
                        new ConditionRequest(null, null, null, null, null, null, null, null, null, null, null),
                        new RuleDefinition.ActionRequest(null, null, null, null)),
                when,
                new TaggingRule.Action(
                        add.stream().map(TagId::new).toList(),
                        remove.stream().map(TagId::new).toList(),
                        null,
                        TaggingRule.Relations.EVENT),
                Instant.EPOCH,
                Instant.EPOCH);
    }
}
