package scrm.channel.invitation;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

import scrm.channel.referral.CampaignId;
import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.events.UserId;

/**
 * An edge of a campaign's tree. A contact is invited once in a campaign, by whose code they came by first; that never
 * changes, only what it counts for does.
 *
 * @param id its id
 * @param corpId its corp
 * @param campaignId its campaign
 * @param inviter the participant
 * @param invitee who came by the participant's code
 * @param userId the member whom they added
 * @param attributionId the attribution of member and contact: when it is lost, so is this
 * @param addedAt when they added the member
 * @param status what it counts for
 * @param reason why it is refused or suspected
 */
record Invitation(
        InvitationId id,
        CorpId corpId,
        CampaignId campaignId,
        ExternalUserId inviter,
        ExternalUserId invitee,
        UserId userId,
        long attributionId,
        Instant addedAt,
        Status status,
        @Nullable Reason reason) {
    /** What it counts for. */
    enum Status {
        /** It counts once the invitee has stayed long enough. */
        PENDING,
        /** A person has to say whether it may count. */
        SUSPECTED,
        /** It counts. */
        QUALIFIED,
        /** The invitee left; for good, even if they come again. */
        CLAWED_BACK,
        /** It never counts, and is no part of the tree. */
        REFUSED
    }

    /** Why an invitation is refused, or suspected. */
    enum Reason {
        /** Invitee and inviter are one contact. */
        SELF_REFERRAL,
        /** The invitee stands above the inviter in the tree. */
        LOOP,
        /** They came before the campaign began or after it ended. */
        OUTSIDE_PERIOD,
        /** They had added a member before. */
        ALREADY_CUSTOMER,
        /** They, or whom they brought before, would stand deeper in the tree than the campaign lets. */
        TOO_DEEP,
        /** Too many came by one code at once. */
        BURST
    }
}
