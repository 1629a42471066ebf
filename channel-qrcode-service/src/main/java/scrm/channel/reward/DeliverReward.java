package scrm.channel.reward;

import java.time.Clock;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import scrm.channel.referral.CampaignId;
import scrm.channel.reward.Reward.Status;
import scrm.events.CorpId;
import scrm.rest.Conflict;
import scrm.rest.NotFound;

@Service
class DeliverReward {
    private final Rewards rewards;
    private final Clock clock;

    DeliverReward(Rewards rewards, Clock clock) {
        this.rewards = rewards;
        this.clock = clock;
    }

    /** Somebody handed it over; from now on it is not taken back. Telling it twice changes nothing. */
    @Transactional
    public Reward delivered(CorpId corpId, CampaignId campaignId, RewardId id) {
        boolean done = rewards.change(corpId, id, Status.GRANTED, Status.DELIVERED, clock.instant());
        Reward reward = rewards.find(corpId, campaignId, id).orElseThrow(() -> NotFound.of("reward"));
        if (!done && reward.status() != Status.DELIVERED) {
            throw Conflict.of("reward_not_granted");
        }
        return reward;
    }
}
