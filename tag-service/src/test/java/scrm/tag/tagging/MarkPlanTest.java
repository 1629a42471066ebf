package scrm.tag.tagging;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

import scrm.events.ExternalUserId;
import scrm.events.TagId;
import scrm.events.UserId;
import scrm.tag.tagging.TagAssignment.Change;
import scrm.tag.tagging.TagAssignment.State;

class MarkPlanTest {
    private static final TagId A = new TagId("a");
    private static final TagId B = new TagId("b");

    private long ids;

    @Test
    void manyEditsBecomeOneCallAndTheLastWordOnEachTagCounts() {
        TagAssignment first = assignment(Change.ADD, A);
        TagAssignment second = assignment(Change.REMOVE, A);
        TagAssignment third = assignment(Change.ADD, A);
        TagAssignment other = assignment(Change.ADD, B);

        MarkPlan plan = MarkPlan.of(List.of(first, second, third, other), Set.of(), Set.of(A, B));

        assertThat(plan.adds()).containsExactly(third, other);
        assertThat(plan.removes()).isEmpty();
        assertThat(plan.settled()).containsOnlyKeys(first, second).containsValue(State.SUPERSEDED);
    }

    @Test
    void whatWeComHoldsAlreadyIsNotToldAgain() {
        TagAssignment add = assignment(Change.ADD, A);
        TagAssignment remove = assignment(Change.REMOVE, B);

        MarkPlan plan = MarkPlan.of(List.of(add, remove), Set.of(A), Set.of(A, B));

        assertThat(plan.needsCall()).isFalse();
        assertThat(plan.settled()).containsEntry(add, State.APPLIED).containsEntry(remove, State.APPLIED);
    }

    @Test
    void aDeletedTagCannotBeSetAndNeedNotBeTakenAway() {
        TagAssignment add = assignment(Change.ADD, A);
        TagAssignment remove = assignment(Change.REMOVE, B);

        MarkPlan plan = MarkPlan.of(List.of(add, remove), Set.of(B), Set.of());

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

            MarkPlan plan = MarkPlan.of(pending, held, tags);

            Set<TagId> after = new HashSet<>(held);
            after.addAll(MarkPlan.tagIds(plan.adds()));
            after.removeAll(MarkPlan.tagIds(plan.removes()));
            assertThat(after).as("seed %d", seed).isEqualTo(model);
            assertThat(plan.called().size() + plan.settled().size()).isEqualTo(pending.size());
            assertThat(MarkPlan.tagIds(plan.adds())).noneMatch(held::contains);
            assertThat(held).containsAll(MarkPlan.tagIds(plan.removes()));
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
