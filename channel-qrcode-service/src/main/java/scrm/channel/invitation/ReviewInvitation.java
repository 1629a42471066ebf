package scrm.channel.invitation;

import java.time.Clock;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import scrm.channel.invitation.Invitation.Status;
import scrm.channel.referral.Campaign;
import scrm.channel.referral.CampaignId;
import scrm.channel.referral.Campaigns;
import scrm.channel.referral.Participants;
import scrm.events.CorpId;
import scrm.messaging.WorkQueue;
import scrm.rest.Conflict;
import scrm.rest.NotFound;

/** A person's word on an invitation that looks made up. */
@Service
class ReviewInvitation {
    private final Campaigns campaigns;
    private final Participants participants;
    private final Invitations invitations;
    private final WorkQueue work;
    private final Clock clock;

    ReviewInvitation(
            Campaigns campaigns, Participants participants, Invitations invitations, WorkQueue work, Clock clock) {
        this.campaigns = campaigns;
        this.participants = participants;
        this.invitations = invitations;
        this.work = work;
        this.clock = clock;
    }

    /** It counts like any other: once the invitee has stayed, from when they came. */
    @Transactional
    public Invitation accept(CorpId corpId, CampaignId campaignId, InvitationId id) {
        Invitation accepted = review(corpId, campaignId, id, Status.PENDING);
        Campaign campaign = campaigns.find(corpId, campaignId).orElseThrow();
        work.submit(QualificationWorker.request(campaign, id, accepted.addedAt()));
        return accepted;
    }

    /** It never counts. */
    @Transactional
    public Invitation refuse(CorpId corpId, CampaignId campaignId, InvitationId id) {
        return review(corpId, campaignId, id, Status.REFUSED);
    }

    private Invitation review(CorpId corpId, CampaignId campaignId, InvitationId id, Status to) {
        Invitation invitation = invitations.find(corpId, campaignId, id).orElseThrow(() -> NotFound.of("invitation"));
        // The invitee may leave in this very moment.
        participants.lock(corpId, campaignId, invitation.inviter());
        if (!invitations.change(corpId, id, Status.SUSPECTED, to, clock.instant())) {
            throw Conflict.of("invitation_not_suspected");
        }
        return invitations.find(corpId, campaignId, id).orElseThrow();
    }
}
