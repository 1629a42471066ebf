package scrm.channel.reward;

import java.time.Instant;

import scrm.events.ExternalUserId;

/**
 * A reward as it is answered.
 *
 * @param invitees the tier: how many qualified invitees it takes
 * @param updatedAt since when it has its status
 */
public record RewardView(
        String id,
        ExternalUserId externalUserId,
        int invitees,
        String reward,
        Reward.Status status,
        Instant updatedAt) {
    public static RewardView of(Reward reward) {
        return new RewardView(
                reward.id().toString(),
                reward.externalUserId(),
                reward.invitees(),
                reward.name(),
                reward.status(),
                reward.updatedAt());
    }
}
