package scrm.channel.invitation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import scrm.channel.invitation.Invitation.Status;
import scrm.channel.referral.Campaign;
import scrm.channel.referral.Campaigns;
import scrm.channel.referral.Participants.Bearer;
import scrm.events.AttributionEvent.ContactAttributed;
import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.messaging.WorkQueue;

/** Takes down who brought whom. */
@Service
class RecordInvitation {
    private final Campaigns campaigns;
    private final Invitations invitations;
    private final WorkQueue work;
    private final Clock clock;

    RecordInvitation(Campaigns campaigns, Invitations invitations, WorkQueue work, Clock clock) {
        this.campaigns = campaigns;
        this.invitations = invitations;
        this.work = work;
        this.clock = clock;
    }

    /**
     * A contact came by a participant's code; only the first time in a campaign counts. The campaign is locked, for two
     * who bring one another at once would each find no loop.
     */
    @Transactional
    public void came(Bearer inviter, ContactAttributed add) {
        Campaign campaign = campaigns.lock(inviter.corpId(), inviter.campaignId());
        ExternalUserId invitee = add.externalUserId();
        if (invitations.ofInvitee(inviter.corpId(), campaign.id(), invitee).isPresent()) {
            return;
        }
        Judgement judgement = Judgement.of(campaign, facts(campaign, inviter, add));
        InvitationId id = invitations.add(
                new Invitations.New(
                        inviter.corpId(),
                        campaign.id(),
                        inviter.externalUserId(),
                        invitee,
                        add.userId(),
                        Long.parseLong(add.attributionId()),
                        add.occurredAt(),
                        judgement),
                clock.instant());
        if (judgement.status() == Status.PENDING) {
            work.submit(QualificationWorker.request(campaign, id, add.occurredAt()));
        }
    }

    private Judgement.Add facts(Campaign campaign, Bearer inviter, ContactAttributed add) {
        CorpId corpId = inviter.corpId();
        Instant at = add.occurredAt();
        return new Judgement.Add(
                inviter.externalUserId(),
                add.externalUserId(),
                at,
                invitations.ancestors(corpId, campaign.id(), inviter.externalUserId()),
                invitations.below(corpId, campaign.id(), add.externalUserId()).levels(),
                invitations.customerBefore(corpId, add.externalUserId(), at),
                invitations.addsWithin(
                        corpId,
                        campaign.id(),
                        inviter.externalUserId(),
                        Duration.ofMinutes(campaign.draft().burst().minutes()),
                        at));
    }
}
