package scrm.channel.reward;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import scrm.channel.referral.Campaign.Tier;
import scrm.channel.reward.Reward.Status;

/**
 * What a participant has against what they have earned.
 *
 * @param rewards one of each tier that they ever reached
 * @param qualified how many of those whom they brought count now
 */
record Earnings(List<Reward> rewards, int qualified) {
    Earnings {
        rewards = List.copyOf(rewards);
    }

    /** Tiers that are reached and whose reward they do not have yet, the easiest first. */
    List<Tier> due(List<Tier> tiers) {
        Map<Integer, Reward> byTier = rewards.stream().collect(Collectors.toMap(Reward::invitees, Function.identity()));
        return tiers.stream()
                .filter(tier -> tier.invitees() <= qualified)
                .filter(tier -> {
                    Reward reward = byTier.get(tier.invitees());
                    return reward == null
                            || reward.status() == Status.OUT_OF_STOCK
                            || reward.status() == Status.REVOKED;
                })
                .toList();
    }

    /** What has to be taken back: nobody handed it over yet, and its tier is not reached any more. */
    List<Reward> unearned() {
        return beyond().stream()
                .filter(reward -> reward.status() == Status.GRANTED || reward.status() == Status.OUT_OF_STOCK)
                .toList();
    }

    /** What was handed over and is not earned any more: a person may ask for it back, we cannot. */
    List<Reward> overdrawn() {
        return beyond().stream()
                .filter(reward -> reward.status() == Status.DELIVERED)
                .toList();
    }

    private List<Reward> beyond() {
        return rewards.stream().filter(reward -> reward.invitees() > qualified).toList();
    }
}
