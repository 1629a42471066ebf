package scrm.channel.reward;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

import scrm.channel.referral.Campaign.Tier;
import scrm.channel.referral.CampaignId;
import scrm.events.CorpId;
import scrm.events.ExternalUserId;

/** Every corp's rewards. */
public interface Rewards {
    /** All that a participant has or had, the easiest first. */
    List<Reward> of(CorpId corpId, CampaignId campaignId, ExternalUserId externalUserId);

    Optional<Reward> find(CorpId corpId, CampaignId campaignId, RewardId id);

    /** The newest first. */
    List<Reward> list(
            CorpId corpId, CampaignId campaignId, Reward.@Nullable Status status, @Nullable RewardId before, int limit);

    /** What a participant has of a tier from now on, whether they had something of it or not. */
    void put(
            CorpId corpId,
            CampaignId campaignId,
            ExternalUserId externalUserId,
            Tier tier,
            Reward.Status status,
            Instant now);

    /** Changes one that is in a state; false if it is not. */
    boolean change(CorpId corpId, RewardId id, Reward.Status from, Reward.Status to, Instant now);
}
