package scrm.channel.invitation;

import java.time.Clock;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import scrm.channel.invitation.Invitation.Status;
import scrm.channel.referral.CampaignId;
import scrm.channel.referral.Campaigns;
import scrm.channel.referral.Participants;
import scrm.channel.reward.SettleRewards;
import scrm.events.CorpId;

@Service
class QualifyInvitation {
    private final Invitations invitations;
    private final Participants participants;
    private final Campaigns campaigns;
    private final SettleRewards settleRewards;
    private final Clock clock;

    QualifyInvitation(
            Invitations invitations,
            Participants participants,
            Campaigns campaigns,
            SettleRewards settleRewards,
            Clock clock) {
        this.invitations = invitations;
        this.participants = participants;
        this.campaigns = campaigns;
        this.settleRewards = settleRewards;
        this.clock = clock;
    }

    /** The invitee has stayed; unless they left meanwhile, their inviter has one more. */
    @Transactional
    public void qualify(CorpId corpId, CampaignId campaignId, InvitationId id) {
        Invitation invitation = invitations.find(corpId, campaignId, id).orElseThrow();
        // Of two who qualify at once the second must see the first, or a tier would be missed.
        participants.lock(corpId, campaignId, invitation.inviter());
        if (invitations.change(corpId, id, Status.PENDING, Status.QUALIFIED, clock.instant())) {
            settleRewards.settle(
                    campaigns.find(corpId, campaignId).orElseThrow(),
                    invitation.inviter(),
                    invitations.counts(corpId, campaignId, invitation.inviter()).getOrDefault(Status.QUALIFIED, 0));
        }
    }
}
