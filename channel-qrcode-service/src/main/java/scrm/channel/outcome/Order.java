package scrm.channel.outcome;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

import scrm.channel.channel.ChannelId;

/**
 * An order, and the relation that it counts for.
 *
 * @param id of its conversion
 * @param at when it was placed
 * @param cause null: it counts for none
 */
record Order(long id, Contact contact, Instant at, @Nullable Cause cause) {
    private static final Comparator<Cause> BY_TIME =
            Comparator.comparing(Cause::acquiredAt).thenComparingLong(Cause::attributionId);

    /**
     * A relation of a channel.
     *
     * @param acquiredAt when it began
     */
    record Cause(long attributionId, ChannelId channelId, Instant acquiredAt) {}

    /** Counts for the last relation of any channel that began before it. */
    Order among(Collection<Relation> relationsOfContact) {
        Cause last = null;
        for (Relation relation : relationsOfContact) {
            Instant firstAt = relation.firstAt();
            ChannelId channelId = relation.channelId();
            if (firstAt == null || channelId == null || firstAt.isAfter(at)) {
                continue;
            }
            Cause cause = new Cause(relation.id(), channelId, firstAt);
            if (last == null || BY_TIME.compare(cause, last) > 0) {
                last = cause;
            }
        }
        return new Order(id, contact, at, last);
    }
}
