package scrm.channel.reward;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import scrm.channel.referral.CampaignId;
import scrm.channel.referral.Campaigns;
import scrm.events.CorpId;
import scrm.rest.Cursor;
import scrm.rest.NotFound;
import scrm.rest.PageRequest;
import scrm.rest.Slice;

/** What participants have got. */
@RestController
@RequestMapping("/v1/corps/{corpId}/referral-campaigns/{campaignId}/rewards")
class RewardController {
    private final Campaigns campaigns;
    private final Rewards rewards;
    private final DeliverReward deliverReward;

    RewardController(Campaigns campaigns, Rewards rewards, DeliverReward deliverReward) {
        this.campaigns = campaigns;
        this.rewards = rewards;
        this.deliverReward = deliverReward;
    }

    /** The newest first. */
    @GetMapping
    Slice<RewardView> list(
            @PathVariable CorpId corpId,
            @PathVariable long campaignId,
            @RequestParam Reward.@Nullable Status status,
            PageRequest page) {
        CampaignId id = new CampaignId(campaignId);
        if (campaigns.find(corpId, id).isEmpty()) {
            throw NotFound.of("referral-campaign");
        }
        Cursor after = page.after();
        List<Reward> found = rewards.list(
                corpId, id, status, after == null ? null : new RewardId(after.number(0)), page.fetchSize());
        return Slice.of(found, page, reward -> Cursor.at(reward.id())).map(RewardView::of);
    }

    /** Somebody handed it over; from now on it is not taken back when invitees leave. */
    @PostMapping("/{rewardId}/deliver")
    RewardView deliver(@PathVariable CorpId corpId, @PathVariable long campaignId, @PathVariable long rewardId) {
        return RewardView.of(deliverReward.delivered(corpId, new CampaignId(campaignId), new RewardId(rewardId)));
    }
}
