package scrm.channel.reward;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import scrm.channel.referral.Campaign;
import scrm.channel.referral.Campaign.Tier;
import scrm.channel.referral.Campaigns;
import scrm.channel.reward.Reward.Status;
import scrm.events.ExternalUserId;
import scrm.rest.webhook.SendWebhook;
import scrm.rest.webhook.WebhookMessage;

/** Gives and takes back, whenever a participant's count has changed. */
@Service
public class SettleRewards {
    private final Rewards rewards;
    private final Campaigns campaigns;
    private final SendWebhook sendWebhook;
    private final Clock clock;

    SettleRewards(Rewards rewards, Campaigns campaigns, SendWebhook sendWebhook, Clock clock) {
        this.rewards = rewards;
        this.campaigns = campaigns;
        this.sendWebhook = sendWebhook;
        this.clock = clock;
    }

    /**
     * What a webhook is told of a reward.
     *
     * @param externalUserId the participant
     * @param invitees the tier
     * @param qualified how many of those whom they brought count now
     */
    record RewardEvent(String campaignId, String externalUserId, int invitees, String reward, int qualified) {}

    /**
     * Has a participant's rewards match their count, within the running transaction, in which the participant is
     * locked. Pieces are taken out of a tier's stock by conditional updates, so that no more are given than there are.
     *
     * @param qualified how many of those whom they brought count now
     * @return what was handed over before and is not earned any more
     */
    @Transactional
    public List<Reward> settle(Campaign campaign, ExternalUserId externalUserId, int qualified) {
        Instant now = clock.instant();
        Earnings earnings = new Earnings(rewards.of(campaign.corpId(), campaign.id(), externalUserId), qualified);
        for (Tier tier : earnings.due(campaign.draft().tiers())) {
            give(campaign, externalUserId, tier, earnings, now);
        }
        for (Reward reward : earnings.unearned()) {
            takeBack(campaign, reward, qualified, now);
        }
        return new Earnings(rewards.of(campaign.corpId(), campaign.id(), externalUserId), qualified).overdrawn();
    }

    private void give(Campaign campaign, ExternalUserId externalUserId, Tier tier, Earnings earnings, Instant now) {
        boolean there = campaigns.takeStock(campaign.corpId(), campaign.id(), tier.invitees());
        Status status = there ? Status.GRANTED : Status.OUT_OF_STOCK;
        if (earnings.rewards().stream()
                .anyMatch(reward -> reward.invitees() == tier.invitees() && reward.status() == status)) {
            return; // still nothing left, as was told before
        }
        rewards.put(campaign.corpId(), campaign.id(), externalUserId, tier, status, now);
        tell(
                campaign,
                there ? "referral.reward.granted" : "referral.reward.out_of_stock",
                externalUserId,
                tier.invitees(),
                tier.reward(),
                earnings.qualified(),
                now);
    }

    private void takeBack(Campaign campaign, Reward reward, int qualified, Instant now) {
        if (!rewards.change(campaign.corpId(), reward.id(), reward.status(), Status.REVOKED, now)) {
            return; // handed over in this very moment
        }
        if (reward.status() == Status.GRANTED) {
            campaigns.returnStock(campaign.corpId(), campaign.id(), reward.invitees());
            tell(
                    campaign,
                    "referral.reward.revoked",
                    reward.externalUserId(),
                    reward.invitees(),
                    reward.name(),
                    qualified,
                    now);
        }
    }

    private void tell(
            Campaign campaign,
            String type,
            ExternalUserId externalUserId,
            int invitees,
            String reward,
            int qualified,
            Instant now) {
        sendWebhook.send(
                campaign.corpId(),
                campaign.endpointId(),
                WebhookMessage.of(
                        type,
                        now,
                        new RewardEvent(
                                campaign.id().toString(), externalUserId.value(), invitees, reward, qualified)));
    }
}
