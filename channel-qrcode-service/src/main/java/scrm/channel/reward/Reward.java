package scrm.channel.reward;

import java.time.Instant;

import scrm.channel.referral.CampaignId;
import scrm.events.ExternalUserId;

/**
 * What a participant has of a tier, once each.
 *
 * @param id its id
 * @param campaignId the campaign
 * @param externalUserId the participant
 * @param invitees the tier: how many qualified invitees it takes
 * @param name what it is, as promised when the tier was reached
 * @param status what became of it
 * @param updatedAt since when
 */
public record Reward(
        RewardId id,
        CampaignId campaignId,
        ExternalUserId externalUserId,
        int invitees,
        String name,
        Status status,
        Instant updatedAt) {
    /** What became of it. */
    public enum Status {
        /** Theirs, and a piece of the stock is held for it. */
        GRANTED,
        /** Somebody handed it over. It stays so, even if invitees leave. */
        DELIVERED,
        /** The tier was reached when nothing was left; tried again whenever their count changes. */
        OUT_OF_STOCK,
        /** The tier is not reached any more; the piece went back into the stock. */
        REVOKED
    }
}
