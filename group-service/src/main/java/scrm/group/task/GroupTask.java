package scrm.group.task;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

import scrm.events.ChatId;
import scrm.events.UserId;

/**
 * Somebody is to do something about a group.
 *
 * @param id grows with time
 * @param kind what is to be done
 * @param about what gave it; each gives one task of a kind
 * @param chatId the group that it is about; absent: none yet
 * @param owner who is to: the owner of the group now
 * @param text what the owner is told
 * @param status how far it has come
 * @param told what became of the latest app message to the owner
 * @param messages how many were sent or tried
 * @param raisedAt when it was raised
 * @param closedAt when it was done, or no longer needed
 */
record GroupTask(
        long id,
        Kind kind,
        String about,
        @Nullable ChatId chatId,
        UserId owner,
        String text,
        Status status,
        Told told,
        int messages,
        Instant raisedAt,
        @Nullable Instant closedAt) {
    /** What is to be done. */
    enum Kind {
        /** Dissolve the group. */
        DISSOLVE,
        /** Make a group by hand. */
        MAKE_GROUP,
        /** Invite members of one group into another. */
        INVITE
    }

    /** How far it has come. */
    enum Status {
        OPEN,
        /** Somebody did it. */
        DONE,
        /** It is not needed any more. */
        OBSOLETE
    }

    /** What became of the message that tells its owner. */
    enum Told {
        PENDING,
        SENT,
        /** WeCom refused it, or did not reach the owner. */
        REFUSED,
        /** WeCom's answer was lost; it is not sent again. */
        UNKNOWN
    }
}
