package scrm.wecom;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

import scrm.events.ChatId;
import scrm.events.ExternalUserId;
import scrm.events.UserId;

/**
 * Contacts and groups handed from member to member (在职继承, 离职继承). A contact's takes effect after 24 h, twice in 90 days
 * at most. Source: documents 92125, 94081.
 */
public interface Transfers {
    /** Whose member is handing over. */
    enum Handover {
        /** Still with the corp. */
        ON_JOB,
        /** Left it, a year ago at most. */
        RESIGNED
    }

    /**
     * Hands over up to 100 contacts, {@code transfer_customer}. Must not be repeated blindly; {@link #states} tells.
     *
     * @param message told to contacts when it is done, 200 characters at most; ON_JOB only
     * @return per contact: 0 accepted, which is not final, or why not
     */
    List<ItemResult<ExternalUserId>> contacts(
            Caller caller,
            Handover handover,
            UserId from,
            UserId to,
            List<ExternalUserId> contacts,
            @Nullable String message);

    /** How the contacts of two members stand, {@code transfer_result}. */
    Page<TransferState> states(Caller caller, Handover handover, UserId from, UserId to, @Nullable String cursor);

    /** Contacts whose member left, {@code get_unassigned_list}. */
    Page<Unassigned> unassigned(Caller caller, @Nullable String cursor);

    /**
     * Hands over up to 100 groups, {@code groupchat/transfer} or {@code onjob_transfer}. Must not be repeated blindly.
     *
     * @return those that failed; all others have their new owner
     */
    List<ItemResult<ChatId>> groupChats(Caller caller, Handover handover, List<ChatId> chats, UserId newOwner);

    /** @param errcode 0, or why not */
    record ItemResult<T>(T item, int errcode) {}

    /** @param status 1 done, 2 waiting, 3 refused by the contact, 4 the successor is full, 5 no record */
    record TransferState(
            ExternalUserId externalUserId,
            int status,
            @Nullable Instant takeoverTime) {}

    record Unassigned(UserId handoverUserId, ExternalUserId externalUserId, Instant dimissionTime) {}
}
