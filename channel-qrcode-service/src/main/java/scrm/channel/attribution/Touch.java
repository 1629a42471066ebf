package scrm.channel.attribution;

import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

import scrm.channel.channel.ChannelId;
import scrm.channel.livecode.LiveCodeId;
import scrm.events.EventId;
import scrm.events.State;

/**
 * One thing that was heard of a member and a contact.
 *
 * @param eventId what told it
 * @param kind what it was
 * @param state what came back with the contact; foreign ones are kept too
 * @param source the live code that the state is of, if it is one of ours
 * @param at when it happened, by WeCom's {@code CreateTime} (whole seconds)
 */
record Touch(
        EventId eventId,
        Kind kind,
        @Nullable State state,
        @Nullable Source source,
        Instant at) {
    /** The order of time; within one second half-adds come before adds, and losses come last. */
    static final Comparator<Touch> IN_ORDER = Comparator.comparing(Touch::at)
            .thenComparing(Touch::kind)
            .thenComparing(touch -> touch.eventId().value());

    /** Kinds, in the order in which they can follow one another within a second. */
    enum Kind {
        /** The contact added the member, who has not confirmed. */
        HALF_ADDED,
        /** They are friends. */
        ADDED,
        /** They were found to be friends although no callback had told so. */
        REPAIRED,
        /** One removed the other. */
        LOST,
        /** The contact was handed to another member: an end, but nobody's loss. */
        TRANSFERRED,
        /** They were found to be friends no longer although no callback had told so. */
        FOUND_LOST
    }

    /**
     * A live code as it was when it was scanned.
     *
     * @param channelId its channel
     * @param version its version; null for touches from before it was written down
     */
    record Source(
            LiveCodeId liveCodeId,
            ChannelId channelId,
            @Nullable Integer version) {
        /** Whether both are of one live code. */
        boolean isSameCode(@Nullable Source other) {
            return other != null && liveCodeId.equals(other.liveCodeId);
        }
    }
}
