package scrm.tag.tagging;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

import scrm.events.ExternalUserId;
import scrm.events.TagGroupId;
import scrm.events.TagId;
import scrm.events.UserId;
import scrm.tag.tagging.TagAssignment.Change;
import scrm.tag.tagging.TagAssignment.State;

class MarkPlanTest {
    private static final TagId A = new TagId("a");
    private static final TagId B = new TagId("b");
    private static final TagGroupId LEVEL = new TagGroupId("level");

    private long ids;

    @Test
    void manyEditsBecomeOneCallAndTheLastWordOnEachTagCounts() {
        TagAssignment first = assignment(Change.ADD, A);
        TagAssignment second = assignment(Change.REMOVE, A);
        TagAssignment third = assignment(Change.ADD, A);
        TagAssignment other = assignment(Change.ADD, B);

        MarkPlan plan = MarkPlan.of(List.of(first, second, third, other), Set.of(), Set.of(A, B), Map.of());

        assertThat(plan.adds()).containsExactly(third, other);
        assertThat(plan.removes()).isEmpty();
        assertThat(plan.settled()).containsOnlyKeys(first, second).containsValue(State.SUPERSEDED);
    }

    @Test
    void whatWeComHoldsAlreadyIsNotToldAgain() {
        TagAssignment add = assignment(Change.ADD, A);
        TagAssignment remove = assignment(Change.REMOVE, B);

        MarkPlan plan = MarkPlan.of(List.of(add, remove), Set.of(A), Set.of(A, B), Map.of());

        assertThat(plan.needsCall()).isFalse();
        assertThat(plan.settled()).containsEntry(add, State.APPLIED).containsEntry(remove, State.APPLIED);
    }

    @Test
    void aDeletedTagCannotBeSetAndNeedNotBeTakenAway() {
        TagAssignment add = assignment(Change.ADD, A);
        TagAssignment remove = assignment(Change.REMOVE, B);

        MarkPlan plan = MarkPlan.of(List.of(add, remove), Set.of(B), Set.of(), Map.of());

        assertThat(plan.needsCall()).isFalse();
        assertThat(plan.settled()).containsEntry(add, State.REJECTED).containsEntry(remove, State.APPLIED);
    }

    @Test
    void oneCallLeavesWhatTheEditsOneByOneWouldHaveLeft() {
        for (long seed = 0; seed < 5_000; seed++) {
            Random random = new Random(seed);
            Set<TagId> tags = new HashSet<>();
            Set<TagId> held = new HashSet<>();
            for (int i = 0; i < 5; i++) {
                TagId tag = new TagId("t" + i);
                tags.add(tag);
                if (random.nextBoolean()) {
                    held.add(tag);
                }
            }
            List<TagAssignment> pending = new ArrayList<>();
            Set<TagId> model = new HashSet<>(held);
            for (int i = random.nextInt(12); i > 0; i--) {
                Change change = random.nextBoolean() ? Change.ADD : Change.REMOVE;
                TagId tag = new TagId("t" + random.nextInt(5));
                pending.add(assignment(change, tag));
                boolean _ = change == Change.ADD ? model.add(tag) : model.remove(tag);
            }

            MarkPlan plan = MarkPlan.of(pending, held, tags, Map.of());

            Set<TagId> after = new HashSet<>(held);
            after.addAll(MarkPlan.tagIds(plan.adds()));
            after.removeAll(MarkPlan.tagIds(plan.removes()));
            assertThat(after).as("seed %d", seed).isEqualTo(model);
            assertThat(plan.called().size() + plan.settled().size()).isEqualTo(pending.size());
            assertThat(MarkPlan.tagIds(plan.adds())).noneMatch(held::contains);
            assertThat(held).containsAll(MarkPlan.tagIds(plan.removes()));
        }
    }

    @Test
    void inAnExclusiveGroupTheLastTagTakesTheOthersAway() {
        TagAssignment first = assignment(Change.ADD, A);
        TagAssignment second = assignment(Change.ADD, B);
        TagId c = new TagId("c");

        MarkPlan plan =
                MarkPlan.of(List.of(first, second), Set.of(c), Set.of(A, B), Map.of(A, LEVEL, B, LEVEL, c, LEVEL));

        assertThat(plan.adds()).containsExactly(second);
        assertThat(plan.settled()).containsOnlyKeys(first).containsValue(State.SUPERSEDED);
        assertThat(plan.displaced()).containsExactly(Map.entry(c, second));
        assertThat(plan.removedTags()).containsExactly(c);
    }

    @Test
    void aTagThatIsTakenAwayByNameIsNotDisplacedBesides() {
        TagAssignment add = assignment(Change.ADD, A);
        TagAssignment remove = assignment(Change.REMOVE, B);

        MarkPlan plan = MarkPlan.of(List.of(add, remove), Set.of(B), Set.of(A, B), Map.of(A, LEVEL, B, LEVEL));

        assertThat(plan.removedTags()).containsExactly(B);
        assertThat(plan.displaced()).isEmpty();
    }

    @Test
    void aDeletedTagDisplacesNothing() {
        TagAssignment add = assignment(Change.ADD, A);

        MarkPlan plan = MarkPlan.of(List.of(add), Set.of(B), Set.of(), Map.of(B, LEVEL));

        assertThat(plan.needsCall()).isFalse();
    }

    @Test
    void aRelationHasAtMostOneTagOfAnExclusiveGroupInWhichOneIsSet() {
        for (long seed = 0; seed < 5_000; seed++) {
            Random random = new Random(seed);
            Map<TagId, TagGroupId> exclusive = new HashMap<>();
            Set<TagId> tags = new HashSet<>();
            Set<TagId> held = new HashSet<>();
            for (int i = 0; i < 9; i++) {
                TagId tag = new TagId("t" + i);
                tags.add(tag);
                if (i % 3 < 2) {
                    exclusive.put(tag, new TagGroupId("g" + i % 3));
                }
                if (random.nextInt(4) == 0) {
                    held.add(tag);
                }
            }
            Map<TagId, TagAssignment> last = new LinkedHashMap<>();
            List<TagAssignment> pending = new ArrayList<>();
            for (int i = random.nextInt(12); i > 0; i--) {
                TagAssignment one = assignment(
                        random.nextInt(3) > 0 ? Change.ADD : Change.REMOVE, new TagId("t" + random.nextInt(9)));
                pending.add(one);
                last.remove(one.tagId());
                last.put(one.tagId(), one);
            }
            Set<TagId> model = new HashSet<>(held);
            last.values().forEach(one -> {
                if (one.change() == Change.REMOVE) {
                    model.remove(one.tagId());
                }
            });
            last.values().forEach(one -> {
                if (one.change() == Change.ADD) {
                    TagGroupId group = exclusive.get(one.tagId());
                    model.removeIf(tag -> group != null && group.equals(exclusive.get(tag)));
                    model.add(one.tagId());
                }
            });

            MarkPlan plan = MarkPlan.of(pending, held, tags, exclusive);

            Set<TagId> after = new HashSet<>(held);
            after.addAll(MarkPlan.tagIds(plan.adds()));
            after.removeAll(plan.removedTags());
            assertThat(after).as("seed %d", seed).isEqualTo(model);
            assertThat(plan.called().size() + plan.settled().size()).isEqualTo(pending.size());
            assertThat(held).containsAll(plan.removedTags());
            assertThat(plan.removedTags()).doesNotHaveDuplicates();
        }
    }

    private TagAssignment assignment(Change change, TagId tag) {
        return new TagAssignment(
                ++ids,
                new UserId("zhang"),
                new ExternalUserId("wm1"),
                change,
                tag,
                null,
                null,
                "PERSON:somebody",
                "somebody",
                State.PENDING,
                null,
                Instant.EPOCH,
                null,
                null,
                null);
    }
}
