package scrm.tag.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import scrm.events.CorpId;
import scrm.events.TagId;
import scrm.tag.rule.Condition.All;
import scrm.tag.rule.Condition.Any;
import scrm.tag.rule.Condition.Happened;
import scrm.tag.rule.Condition.HasTag;
import scrm.tag.rule.Condition.Idle;
import scrm.tag.rule.Condition.None;

class RuleGraphTest {
    private static final RuleGraph NO_GROUPS = new RuleGraph(Map.of());

    /** Of a and b a relation has one at most. */
    private static final RuleGraph ONE_OF_A_AND_B = new RuleGraph(Map.of(
            new TagId("a"), Set.of(new TagId("b")),
            new TagId("b"), Set.of(new TagId("a"))));

    @Test
    void aRuleThatSetsWhatItAsksForIsALoop() {
        TaggingRule rule = rule(1, tag("a"), List.of("a"), List.of());
        assertThat(NO_GROUPS.cycle(rule, List.of())).containsExactly(rule, rule);
    }

    @Test
    void aRuleThatSetsATagWhereItIsMissingIsNone() {
        TaggingRule rule = rule(1, new None(List.of(tag("a"))), List.of("a"), List.of());
        assertThat(NO_GROUPS.cycle(rule, List.of())).isEmpty();
        assertThat(NO_GROUPS.cycle(rule(1, new None(List.of(tag("a"))), List.of(), List.of("a")), List.of()))
                .hasSize(2);
    }

    @Test
    void aLoopOverOtherRulesIsNamedInItsOrder() {
        TaggingRule first = rule(1, tag("a"), List.of("b"), List.of());
        TaggingRule second = rule(2, tag("b"), List.of(), List.of("c"));
        TaggingRule third = rule(3, new None(List.of(tag("c"))), List.of("a"), List.of());
        TaggingRule aside = rule(4, tag("b"), List.of("z"), List.of());
        assertThat(NO_GROUPS.cycle(third, List.of(aside, first, second))).containsExactly(third, first, second, third);
        assertThat(NO_GROUPS.cycle(aside, List.of(first, second, third))).isEmpty();
    }

    @Test
    void rulesThatDisplaceOneAnothersTagsAreALoop() {
        TaggingRule first = rule(1, new None(List.of(tag("a"))), List.of("a"), List.of());
        TaggingRule second = rule(2, tag("a"), List.of("b"), List.of());
        assertThat(ONE_OF_A_AND_B.cycle(second, List.of(first))).containsExactly(second, first, second);
        assertThat(NO_GROUPS.cycle(second, List.of(first))).isEmpty();
    }

    @Test
    void aRuleThatGivesATagOfAnExclusiveGroupToThoseWhoHaveNoneOfItIsNone() {
        TaggingRule rule = rule(1, new None(List.of(tag("a"), tag("b"))), List.of("a"), List.of());
        assertThat(ONE_OF_A_AND_B.cycle(rule, List.of())).isEmpty();
        TaggingRule either = rule(
                2, new Any(List.of(new None(List.of(tag("b"))), new None(List.of(tag("c"))))), List.of("a"), List.of());
        assertThat(ONE_OF_A_AND_B.cycle(either, List.of())).hasSize(2);
    }

    @Test
    void aRuleThatSetsATagForATimeWhereItIsMissingIsALoop() {
        assertThat(NO_GROUPS.cycle(forAWeek(new None(List.of(tag("a")))), List.of()))
                .hasSize(2);
        TaggingRule other = rule(2, new None(List.of(tag("a"))), List.of("b"), List.of());
        assertThat(NO_GROUPS.cycle(forAWeek(tag("b")), List.of(other))).hasSize(3);
    }

    @Test
    void aTagThatEndsSetsOffNoRuleThatAsksForAnEventOrForNoTag() {
        Condition event = new Happened("CUSTOM", null, null, null, null);
        Condition missing = new None(List.of(tag("a")));
        assertThat(NO_GROUPS.cycle(forAWeek(new All(List.of(event, missing))), List.of()))
                .isEmpty();
        assertThat(NO_GROUPS.cycle(forAWeek(new None(List.of(event, tag("a")))), List.of()))
                .hasSize(2);
        assertThat(NO_GROUPS.cycle(forAWeek(new Idle(30)), List.of())).isEmpty();
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
                    if (NO_GROUPS.mayFire(at, next) && !reached[(int) next.id()]) {
                        reached[(int) next.id()] = true;
                        open.add(next);
                    }
                }
            }
            List<TaggingRule> cycle = NO_GROUPS.cycle(rule, rules.subList(1, rules.size()));
            assertThat(!cycle.isEmpty()).as("seed " + seed).isEqualTo(reached[1]);
            for (int i = 1; i < cycle.size(); i++) {
                assertThat(NO_GROUPS.mayFire(cycle.get(i - 1), cycle.get(i))).isTrue();
            }
        }
    }

    private static String letter(Random random) {
        return String.valueOf((char) ('a' + random.nextInt(6)));
    }

    private static Condition tag(String tagId) {
        return new HasTag(new TagId(tagId));
    }

    /** A rule that sets a for a week. */
    private static TaggingRule forAWeek(Condition when) {
        return rule(1, when, List.of("a"), List.of(), 7);
    }

    private static TaggingRule rule(long id, Condition when, List<String> add, List<String> remove) {
        return rule(id, when, add, remove, null);
    }

    private static TaggingRule rule(
            long id, Condition when, List<String> add, List<String> remove, @Nullable Integer expireAfterDays) {
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
                        expireAfterDays,
                        TaggingRule.Relations.EVENT),
                Instant.EPOCH,
                Instant.EPOCH);
    }
}
