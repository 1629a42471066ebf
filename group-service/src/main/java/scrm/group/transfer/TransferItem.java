package scrm.group.transfer;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

import scrm.events.ChatId;
import scrm.events.UserId;

/**
 * One group of a transfer.
 *
 * @param fromOwner who owned it when it was asked for; absent for a group that was never read
 * @param newOwner who gets it
 * @param state how it stands
 * @param reason why we refused it
 * @param errcode why WeCom did; 0 if it did not
 * @param calledAt when the call was about to leave
 * @param settledAt when it was over
 */
record TransferItem(
        ChatId chatId,
        @Nullable UserId fromOwner,
        UserId newOwner,
        State state,
        @Nullable Reason reason,
        int errcode,
        @Nullable Instant calledAt,
        @Nullable Instant settledAt) {
    /** How a group stands. */
    enum State {
        /** Its call is still to come. */
        PENDING,
        /** Its call is about to leave or has left; without an answer, WeCom is asked who owns the group. */
        CALLING,
        /** It has its new owner. */
        DONE,
        /** WeCom would refuse it, and was not asked. */
        REFUSED,
        /** WeCom refused it. */
        FAILED
    }

    /** Why WeCom was not asked. */
    enum Reason {
        /** We know no such group. */
        NOT_FOUND,
        /** The group has ended. */
        DISMISSED,
        /** The new owner owns it already. */
        SAME_OWNER,
        /** It was handed over twice in the last 90 days, as often as WeCom allows while owners are with the corp. */
        TWICE_IN_90_DAYS
    }
}
