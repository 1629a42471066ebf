package scrm.sop.groupmessage;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

import scrm.events.CorpId;
import scrm.events.UserId;

/**
 * One content from one member to up to 10,000 contacts (群发). Source: document 92135.
 *
 * @param id its id
 * @param corpId its corp
 * @param sender the member who is asked to confirm it
 * @param content what is said
 * @param status how far it has come
 * @param receivers how many it was gathered for
 * @param msgid WeCom's id, once it has it
 * @param calledAt when WeCom was called
 * @param settledAt when its last receiver was settled
 * @param errcode WeCom's refusal
 * @param reason why it failed or is in doubt
 * @param createdAt when its first receiver came due
 */
record GroupMessage(
        GroupMessageId id,
        CorpId corpId,
        UserId sender,
        MessageContent content,
        Status status,
        int receivers,
        @Nullable String msgid,
        @Nullable Instant calledAt,
        @Nullable Instant settledAt,
        @Nullable Integer errcode,
        @Nullable String reason,
        Instant createdAt) {
    /** Most receivers of one call. Source: document 92135. */
    static final int MAX_RECEIVERS = 10_000;

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
        /** Nobody wanted it any more when it was to be sent. */
        CANCELLED,
        /** WeCom refused it. */
        FAILED,
        /** The call's answer was lost, and WeCom could not tell. */
        UNKNOWN
    }
}
