package scrm.tag.contact;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

import scrm.events.State;

/**
 * What WeCom tells of one member's relation to a contact.
 *
 * @param addWay how it came about, see document 92114
 * @param addedAt {@code createtime}; absent while only the end of the relation is known
 */
record Relation(
        String remark,
        String description,
        List<String> remarkMobiles,
        int addWay,
        @Nullable String operUserId,
        @Nullable State state,
        @Nullable Instant addedAt) {
    static final Relation UNREAD = new Relation("", "", List.of(), 0, null, null, null);

    Relation {
        remarkMobiles = List.copyOf(remarkMobiles);
    }

    /** Whether it came about in the same way and at the same time. */
    boolean cameLike(Relation other) {
        return addWay == other.addWay
                && Objects.equals(operUserId, other.operUserId)
                && Objects.equals(state, other.state)
                && Objects.equals(addedAt, other.addedAt);
    }
}
