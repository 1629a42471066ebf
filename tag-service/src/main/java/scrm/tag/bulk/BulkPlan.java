package scrm.tag.bulk;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import scrm.events.ExternalUserId;
import scrm.events.TagId;
import scrm.events.UserId;
import scrm.tag.tagging.RelationTag;

/**
 * What some items come to: which tags of which relations change, compared with what WeCom holds. An item that names
 * nobody's relation is about all that last; what two items say of one tag, the later says.
 *
 * @param states how each item stands then, by its number
 * @param changes which tags change, by relation tag
 * @param relations how many relations were looked at
 * @param unchanged how many tags are as they are to be
 */
record BulkPlan(Map<Integer, Item.State> states, Map<RelationTag, Boolean> changes, int relations, int unchanged) {
    /**
     * Makes the plan.
     *
     * @param items that are to be looked at
     * @param followers the members whose relation to each contact lasts
     * @param held the tags that WeCom holds for each relation, as far as we know
     * @param kept tags that are to stay as they are whatever the items say
     */
    static BulkPlan of(
            List<Item> items,
            Map<ExternalUserId, List<UserId>> followers,
            Map<ExternalUserId, Map<UserId, Set<TagId>>> held,
            Set<RelationTag> kept) {
        Map<Integer, Item.State> states = new LinkedHashMap<>();
        Map<RelationTag, Boolean> changes = new LinkedHashMap<>();
        Set<String> relations = new HashSet<>();
        int unchanged = 0;
        for (Item item : items) {
            List<RelationTag> wanted = new ArrayList<>();
            List<UserId> concerned = concerned(item, followers);
            boolean keeps = false;
            boolean changing = false;
            for (UserId userId : concerned) {
                ExternalUserId contact = contact(item);
                relations.add(contact + "|" + userId);
                Set<TagId> has = held.getOrDefault(contact, Map.of()).getOrDefault(userId, Set.of());
                for (Map.Entry<TagId, Boolean> word : words(item).entrySet()) {
                    RelationTag tag = new RelationTag(userId, contact, word.getKey());
                    wanted.add(tag);
                    if (kept.contains(tag)) {
                        keeps = true;
                    } else if (has.contains(word.getKey()) == word.getValue()) {
                        changes.remove(tag);
                        unchanged++;
                    } else {
                        changes.put(tag, word.getValue());
                        changing = true;
                    }
                }
            }
            states.put(
                    item.n(),
                    wanted.isEmpty()
                            ? Item.State.NOT_FOUND
                            : changing ? Item.State.CHANGES : keeps ? Item.State.KEPT : Item.State.UNCHANGED);
        }
        return new BulkPlan(states, changes, relations.size(), unchanged);
    }

    /** The relations in which a tag changes: each is one call. */
    int calls() {
        return byRelation().size();
    }

    /** The changes of each relation. */
    Map<Relation, List<Map.Entry<RelationTag, Boolean>>> byRelation() {
        Map<Relation, List<Map.Entry<RelationTag, Boolean>>> relations = new LinkedHashMap<>();
        changes.entrySet()
                .forEach(change -> relations
                        .computeIfAbsent(
                                new Relation(
                                        change.getKey().userId(),
                                        change.getKey().externalUserId()),
                                _ -> new ArrayList<>())
                        .add(change));
        return relations;
    }

    /** A member and a contact. */
    record Relation(UserId userId, ExternalUserId externalUserId) {}

    /** The members whose relations an item is about. */
    static List<UserId> concerned(Item item, Map<ExternalUserId, List<UserId>> followers) {
        List<UserId> all = followers.getOrDefault(contact(item), List.of());
        UserId one = item.userId();
        return one == null ? all : all.contains(one) ? List.of(one) : List.of();
    }

    /** What an item says of each tag; setting it counts if it says both. */
    private static Map<TagId, Boolean> words(Item item) {
        Map<TagId, Boolean> words = new LinkedHashMap<>();
        item.remove().forEach(tagId -> words.put(tagId, false));
        item.add().forEach(tagId -> words.put(tagId, true));
        return words;
    }

    private static ExternalUserId contact(Item item) {
        return Objects.requireNonNull(item.externalUserId(), "only items that can be read are planned");
    }
}
