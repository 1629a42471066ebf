package scrm.group.flag;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

import scrm.events.ChatId;
import scrm.events.UserId;

/**
 * The owner of a group is to remove a member.
 *
 * @param id its row
 * @param owner who owns the group now
 * @param flags how often the member was flagged in the group
 * @param settledAt absent while it is open
 */
record RemovalTask(
        long id,
        ChatId chatId,
        String memberId,
        @Nullable UserId owner,
        State state,
        int flags,
        Instant createdAt,
        @Nullable Instant settledAt) {
    /** How it stands. */
    enum State {
        OPEN,
        /** The member is out. */
        DONE,
        /** Somebody decided that the member may stay. */
        WITHDRAWN
    }
}
