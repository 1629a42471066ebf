package scrm.sop.stafftask;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

import scrm.events.ChatId;
import scrm.events.ExternalUserId;
import scrm.events.UserId;

/**
 * A member is to do something about a contact, about a group chat, or at all.
 *
 * @param id grows with time
 * @param userId the member
 * @param externalUserId the contact that it is about
 * @param chatId the group chat that it is about
 * @param text what is to be done or said
 * @param status how far it has come
 * @param told what became of the latest app message to the member
 * @param messages how many were sent or tried
 * @param raisedAt when it was raised
 * @param closedAt when it was done, or no longer needed
 */
record StaffTask(
        long id,
        UserId userId,
        @Nullable ExternalUserId externalUserId,
        @Nullable ChatId chatId,
        String text,
        Status status,
        Told told,
        int messages,
        Instant raisedAt,
        @Nullable Instant closedAt) {
    /** How far it has come. */
    enum Status {
        OPEN,
        /** The member did it. */
        DONE,
        /** It is not needed any more. */
        OBSOLETE
    }

    /** What became of the message that tells the member. */
    enum Told {
        PENDING,
        SENT,
        /** WeCom refused it, or did not reach the member. */
        REFUSED,
        /** WeCom's answer was lost; it is not sent again. */
        UNKNOWN
    }
}
