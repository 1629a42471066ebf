package scrm.sop.campaign;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

import scrm.events.CorpId;
import scrm.events.UserId;
import scrm.sop.content.ChatType;
import scrm.sop.groupmessage.Delivery;
import scrm.sop.groupmessage.FollowUp;
import scrm.sop.groupmessage.GroupMessageId;
import scrm.sop.material.MaterialId;

/** Every corp's composed messages with their receivers. */
interface Campaigns {
    CampaignId add(CorpId corpId, Composed composed, Campaign.Status status, Instant now);

    Optional<Campaign> find(CorpId corpId, CampaignId id);

    /** The same, locked until the transaction ends. */
    Optional<Campaign> lock(CorpId corpId, CampaignId id);

    /** The newest first. */
    List<Campaign> list(CorpId corpId, Campaign.@Nullable Status status, @Nullable CampaignId before, int limit);

    /** Those that say a material; the newest first. */
    List<Campaign> saying(CorpId corpId, MaterialId materialId, int limit);

    void status(CorpId corpId, CampaignId id, Campaign.Status status);

    void approved(CorpId corpId, CampaignId id, String approver, Instant now);

    /** Where the next page of the audience begins. */
    void turned(CorpId corpId, CampaignId id, String pageCursor);

    /** Adds receivers that were found; those that it has are left out. */
    void addReceivers(CorpId corpId, CampaignId id, Collection<String> receivers);

    /** Some that have neither variant nor sender yet. */
    List<String> unassigned(CorpId corpId, CampaignId id, int limit);

    void assign(CorpId corpId, CampaignId id, Collection<Assignment> assignments);

    /** Receivers of one variant and sender that are in no message yet, as many as one message takes. */
    List<Assignment> ungathered(CorpId corpId, CampaignId id, int limit);

    /** Notes the messages that these receivers are in. */
    void gathered(CorpId corpId, CampaignId id, Map<String, GroupMessageId> gathered);

    /** They get nothing, for a reason that is theirs. */
    void leftOut(CorpId corpId, CampaignId id, State state, Collection<String> receivers);

    /** Notes the messages by which it is tried out. */
    void tested(CorpId corpId, CampaignId id, Map<String, GroupMessageId> gathered);

    /** Those who were awaited are looked at once more; whether there are any. */
    boolean lookAgain(CorpId corpId, CampaignId id);

    /** Receivers that are in no message will be in none. */
    void withdraw(CorpId corpId, CampaignId id);

    /** Its messages that nobody cancelled yet and that may still be cancelled. */
    List<GroupMessageId> cancellable(CorpId corpId, CampaignId id, Instant doubtUntil, int limit);

    /** How many receivers of each variant are where. */
    List<Tally> tally(CorpId corpId, CampaignId id);

    /** How its senders confirm. */
    List<SenderProgress> senders(CorpId corpId, CampaignId id, @Nullable UserId after, int limit);

    List<ReceiverRow> receivers(CorpId corpId, CampaignId id, @Nullable String after, int limit);

    /** What somebody composed. */
    record Composed(
            String name,
            ChatType chatType,
            Audience audience,
            long size,
            Variants variants,
            FollowUp followUp,
            Instant sendAt,
            String author) {}

    /** @param sender null: there is none */
    record Assignment(
            String receiver, String variant, @Nullable UserId sender) {
        /** Who has no sender is neither reached nor compared with. */
        State state() {
            if (sender == null) {
                return State.NO_SENDER;
            }
            return variant.equals(Variants.HELD_OUT) ? State.HELD_OUT : State.ASSIGNED;
        }
    }

    /** How far a receiver has come before its message tells. */
    enum State {
        /** Has neither variant nor sender yet. */
        FOUND,
        /** Is in no message yet. */
        ASSIGNED,
        /** Is in no message yet: WeCom has not told its name, or others count its quota. Others go first. */
        AWAITED,
        /** Gets nothing, to compare with. */
        HELD_OUT,
        /** Nobody can speak to it. */
        NO_SENDER,
        /** Has had as much as it may. */
        OVER_QUOTA,
        /** The material names something of the receiver that nobody knows. */
        VARIABLE_MISSING,
        /** With the receiver's values the material says more than WeCom takes. */
        TEXT_TOO_LONG,
        /** The material may not be said yet. */
        NOT_YET_VALID,
        /** The material may not be said any more. */
        EXPIRED,
        GATHERED,
        CANCELLED
    }

    /**
     * @param variant null: none yet
     * @param delivery how the message went; null: there is none
     */
    record Tally(
            @Nullable String variant, State state, @Nullable Delivery delivery, long receivers) {}

    /** @param lastConfirmedAt null: nothing confirmed yet */
    record SenderProgress(
            UserId userId,
            long messages,
            long confirmed,
            long receivers,
            @Nullable Instant lastConfirmedAt) {}

    /** One receiver. */
    record ReceiverRow(
            String receiver,
            State state,
            @Nullable String variant,
            @Nullable UserId sender,
            @Nullable GroupMessageId groupMessageId,
            @Nullable Delivery delivery,
            @Nullable Instant sentAt) {}
}
