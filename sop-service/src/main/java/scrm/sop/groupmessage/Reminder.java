package scrm.sop.groupmessage;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

import scrm.events.CorpId;

/**
 * Somebody is told of a message that waits for its sender.
 *
 * @param id its row
 * @param corpId its corp
 * @param groupMessageId the message
 * @param addressee who is told
 * @param status what became of it
 * @param reason why it was not sent
 * @param dueAt when it is to be sent
 * @param calledAt when WeCom was called
 */
record Reminder(
        Long id,
        CorpId corpId,
        GroupMessageId groupMessageId,
        Addressee addressee,
        Status status,
        @Nullable String reason,
        Instant dueAt,
        @Nullable Instant calledAt) {
    /** Who is told. */
    enum Addressee {
        /** By WeCom itself: the message comes up again. */
        SENDER,
        /** By a message of our app. */
        SUPERVISOR
    }

    /** What became of it. */
    enum Status {
        PENDING,
        SENT,
        /** There was no need any more, or there had been enough. */
        DROPPED,
        REFUSED,
        /** The answer was lost; it is not sent again. */
        UNKNOWN
    }
}
