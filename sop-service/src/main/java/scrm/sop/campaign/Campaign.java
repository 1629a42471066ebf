package scrm.sop.campaign;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

import scrm.events.CorpId;
import scrm.sop.content.ChatType;
import scrm.sop.groupmessage.FollowUp;

/**
 * A message that somebody composed. It never changes after that, only how far it has come.
 *
 * @param id its id
 * @param corpId its corp
 * @param name what people call it
 * @param chatType to whom it goes
 * @param audience who gets it
 * @param size how many that were when it was composed
 * @param variants what is said
 * @param followUp what is done while senders do not confirm
 * @param status how far it has come
 * @param sendAt when it is to go out
 * @param author who composed it, by the token's subject
 * @param approver who approved it; null: nobody had to, or nobody did yet
 * @param approvedAt when; null: nobody had to, or nobody did yet
 * @param pageCursor where the next page of the audience begins
 * @param createdAt when it was composed
 */
record Campaign(
        CampaignId id,
        CorpId corpId,
        String name,
        ChatType chatType,
        Audience audience,
        long size,
        Variants variants,
        FollowUp followUp,
        Status status,
        Instant sendAt,
        String author,
        @Nullable String approver,
        @Nullable Instant approvedAt,
        @Nullable String pageCursor,
        Instant createdAt) {
    /** When it goes out: not before it is approved. */
    Instant goesAt() {
        return approvedAt != null && approvedAt.isAfter(sendAt) ? approvedAt : sendAt;
    }

    /** How far it has come. */
    enum Status {
        /** Waits for a second person. */
        AWAITING_APPROVAL,
        /** Waits for its time. */
        SCHEDULED,
        /** Its audience is read, a page at a time. */
        FINDING,
        /** Each receiver gets a variant and a sender. */
        ASSIGNING,
        /** Receivers of one variant and sender are gathered into messages. */
        GATHERING,
        /** All its messages are made; what becomes of them is theirs to tell. */
        GATHERED,
        /** What is not sent is being stopped. */
        CANCELLING,
        CANCELLED
    }
}
