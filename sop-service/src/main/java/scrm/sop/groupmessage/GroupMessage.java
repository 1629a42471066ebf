package scrm.sop.groupmessage;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

import scrm.events.CorpId;
import scrm.events.UserId;
import scrm.sop.content.ChatType;
import scrm.sop.content.MessageContent;

/**
 * One content from one member to up to 10,000 contacts or 2,000 group chats (群发). Source: document 92135.
 *
 * @param id its id
 * @param corpId its corp
 * @param sender the member who is asked to confirm it
 * @param chatType to whom it goes
 * @param content what is said
 * @param followUp what is done while it is not confirmed
 * @param status how far it has come
 * @param receivers how many it was gathered for
 * @param msgid WeCom's id, once it has it
 * @param calledAt when WeCom was called
 * @param confirmedAt when the sender confirmed it
 * @param cancelledAt when somebody wanted it cancelled
 * @param settledAt when its last receiver was settled
 * @param errcode WeCom's refusal
 * @param reason why it failed or is in doubt
 * @param createdAt when its first receiver came due
 */
record GroupMessage(
        GroupMessageId id,
        CorpId corpId,
        UserId sender,
        ChatType chatType,
        MessageContent content,
        FollowUp followUp,
        Status status,
        int receivers,
        @Nullable String msgid,
        @Nullable Instant calledAt,
        @Nullable Instant confirmedAt,
        @Nullable Instant cancelledAt,
        @Nullable Instant settledAt,
        @Nullable Integer errcode,
        @Nullable String reason,
        Instant createdAt) {
    /** How far it has come. */
    enum Status {
        /** Takes receivers that come due together, for a moment. */
        COLLECTING,
        /** WeCom is being called. */
        SENDING,
        /** WeCom has it; members confirm, contacts receive. */
        CREATED,
        /** Every receiver is settled. */
        SETTLED,
        /** Nobody wanted it any more, or somebody cancelled it, before it was confirmed. */
        CANCELLED,
        /** WeCom refused it. */
        FAILED,
        /** The call's answer was lost, and WeCom could not tell. */
        UNKNOWN
    }
    /** Whether WeCom waits for its sender. */
    boolean awaitsConfirmation() {
        return status == Status.CREATED && confirmedAt == null && cancelledAt == null;
    }
}
