package scrm.tag.bulk;

import java.util.List;
import org.jspecify.annotations.Nullable;

import scrm.events.TagId;
import scrm.events.UserId;

/**
 * The job: set and take away tags of a bulk tagging's items.
 *
 * @param bulkId the bulk tagging
 * @param frozenId the frozen audience whose contacts are its items; absent: its items are there already, or those of
 *     what it takes back
 * @param userId the member whose relation is meant, of items that name none; absent: all that last
 * @param add tags to be set, of items that name none
 * @param remove tags to be taken away, of items that name none
 */
record BulkTagging(
        long bulkId, @Nullable String frozenId, @Nullable UserId userId, List<TagId> add, List<TagId> remove) {
    static final String KIND = "bulk-tagging";

    BulkTagging {
        add = List.copyOf(add);
        remove = List.copyOf(remove);
    }

    /** An item with what holds for all. */
    Item complete(Item item) {
        boolean own = !item.add().isEmpty() || !item.remove().isEmpty();
        return new Item(
                item.n(),
                item.externalUserId(),
                item.userId() == null ? userId : item.userId(),
                own ? item.add() : add,
                own ? item.remove() : remove,
                item.state(),
                item.problem());
    }
}
