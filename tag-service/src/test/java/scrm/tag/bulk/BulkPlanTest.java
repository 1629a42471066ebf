package scrm.tag.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

import scrm.events.ExternalUserId;
import scrm.events.TagId;
import scrm.events.UserId;
import scrm.tag.tagging.RelationTag;

class BulkPlanTest {
    private static final ExternalUserId LI = new ExternalUserId("wmLi");
    private static final UserId ZHANG = new UserId("zhang");
    private static final UserId WANG = new UserId("wang");
    private static final TagId A = new TagId("a");
    private static final TagId B = new TagId("b");

    @Test
    void anItemWithoutAMemberIsAboutAllWhoFollow() {
        BulkPlan plan = BulkPlan.of(
                List.of(Item.ready(1, LI, null, List.of(A), List.of(B))),
                Map.of(LI, List.of(ZHANG, WANG)),
                Map.of(LI, Map.of(WANG, Set.of(A, B))),
                Set.of());

        assertThat(plan.changes())
                .isEqualTo(Map.of(new RelationTag(ZHANG, LI, A), true, new RelationTag(WANG, LI, B), false));
        assertThat(plan.calls()).isEqualTo(2);
        assertThat(plan.relations()).isEqualTo(2);
        assertThat(plan.unchanged()).isEqualTo(2);
        assertThat(plan.states()).containsExactly(Map.entry(1, Item.State.CHANGES));
    }

    @Test
    void whoIsNotFollowedIsNotFound() {
        BulkPlan plan = BulkPlan.of(
                List.of(
                        Item.ready(1, LI, WANG, List.of(A), List.of()),
                        Item.ready(2, new ExternalUserId("wmNobody"), null, List.of(A), List.of())),
                Map.of(LI, List.of(ZHANG)),
                Map.of(),
                Set.of());

        assertThat(plan.changes()).isEmpty();
        assertThat(plan.states()).containsEntry(1, Item.State.NOT_FOUND).containsEntry(2, Item.State.NOT_FOUND);
    }

    @Test
    void whatIsToBeKeptIsKept() {
        RelationTag kept = new RelationTag(ZHANG, LI, A);
        BulkPlan plan = BulkPlan.of(
                List.of(Item.ready(1, LI, ZHANG, List.of(), List.of(A))),
                Map.of(LI, List.of(ZHANG)),
                Map.of(LI, Map.of(ZHANG, Set.of(A))),
                Set.of(kept));

        assertThat(plan.changes()).isEmpty();
        assertThat(plan.states()).containsEntry(1, Item.State.KEPT);
    }

    @Test
    void itLeavesWhatTheItemsOneByOneWouldHaveLeft() {
        for (long seed = 0; seed < 3_000; seed++) {
            Random random = new Random(seed);
            Map<ExternalUserId, List<UserId>> followers = new HashMap<>();
            Map<ExternalUserId, Map<UserId, Set<TagId>>> held = new HashMap<>();
            Set<RelationTag> model = new HashSet<>();
            for (int c = 0; c < 4; c++) {
                ExternalUserId contact = new ExternalUserId("wm" + c);
                for (UserId userId : List.of(ZHANG, WANG)) {
                    if (random.nextInt(3) > 0) {
                        followers
                                .computeIfAbsent(contact, _ -> new ArrayList<>())
                                .add(userId);
                        for (TagId tag : List.of(A, B)) {
                            if (random.nextBoolean()) {
                                model.add(new RelationTag(userId, contact, tag));
                                held.computeIfAbsent(contact, _ -> new HashMap<>())
                                        .computeIfAbsent(userId, _ -> new HashSet<>())
                                        .add(tag);
                            }
                        }
                    }
                }
            }
            Set<RelationTag> before = new HashSet<>(model);
            List<Item> items = new ArrayList<>();
            for (int n = 0; n < random.nextInt(7); n++) {
                ExternalUserId contact = new ExternalUserId("wm" + random.nextInt(5));
                UserId userId = random.nextBoolean() ? null : random.nextBoolean() ? ZHANG : WANG;
                boolean add = random.nextBoolean();
                TagId tag = random.nextBoolean() ? A : B;
                items.add(
                        Item.ready(n, contact, userId, add ? List.of(tag) : List.of(), add ? List.of() : List.of(tag)));
                for (UserId one : followers.getOrDefault(contact, List.of())) {
                    if (userId == null || userId.equals(one)) {
                        RelationTag relationTag = new RelationTag(one, contact, tag);
                        boolean _ = add ? model.add(relationTag) : model.remove(relationTag);
                    }
                }
            }

            BulkPlan plan = BulkPlan.of(items, followers, held, Set.of());

            Set<RelationTag> after = new HashSet<>(before);
            plan.changes().forEach((tag, add) -> {
                boolean changed = add ? after.add(tag) : after.remove(tag);
                assertThat(changed).as("every change is one").isTrue();
            });
            assertThat(after).as("seed %d", seed).isEqualTo(model);
        }
    }
}
