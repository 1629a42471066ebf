package scrm.channel.invitation;

import java.util.List;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import scrm.channel.referral.CampaignId;
import scrm.channel.referral.Participant;
import scrm.channel.referral.ParticipantView;
import scrm.channel.referral.Participants;
import scrm.channel.reward.RewardView;
import scrm.channel.reward.Rewards;
import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.rest.NotFound;

@RestController
@RequestMapping("/v1/corps/{corpId}/referral-campaigns/{campaignId}/participants/{externalUserId}")
class InviterController {
    private final Participants participants;
    private final Invitations invitations;
    private final Rewards rewards;

    InviterController(Participants participants, Invitations invitations, Rewards rewards) {
        this.participants = participants;
        this.invitations = invitations;
        this.rewards = rewards;
    }

    /** A participant with their place in the tree, whom they brought, and what they got for it. */
    @GetMapping
    InviterView get(
            @PathVariable CorpId corpId, @PathVariable long campaignId, @PathVariable ExternalUserId externalUserId) {
        CampaignId id = new CampaignId(campaignId);
        Participant participant =
                participants.find(corpId, id, externalUserId).orElseThrow(() -> NotFound.of("participant"));
        List<ExternalUserId> ancestors = invitations.ancestors(corpId, id, externalUserId);
        return new InviterView(
                ParticipantView.of(participant),
                ancestors.size(),
                ancestors,
                invitations.below(corpId, id, externalUserId).contacts(),
                invitations.counts(corpId, id, externalUserId),
                rewards.of(corpId, id, externalUserId).stream()
                        .map(RewardView::of)
                        .toList());
    }

    /**
     * @param depth in the tree: 0 for a participant whom nobody brought
     * @param ancestors who stand above, the nearest first
     * @param descendants how many stand below, at any distance
     * @param invited how many they brought themselves, by what these count for
     * @param rewards of each tier that they ever reached
     */
    record InviterView(
            ParticipantView participant,
            int depth,
            List<ExternalUserId> ancestors,
            int descendants,
            Map<Invitation.Status, Integer> invited,
            List<RewardView> rewards) {}
}
