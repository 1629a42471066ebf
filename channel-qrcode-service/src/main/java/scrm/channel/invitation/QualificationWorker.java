package scrm.channel.invitation;

import java.time.Duration;
import java.time.Instant;
import org.springframework.stereotype.Component;

import scrm.channel.referral.Campaign;
import scrm.channel.referral.CampaignId;
import scrm.messaging.Settlement;
import scrm.messaging.Work;
import scrm.messaging.WorkHandler;
import scrm.messaging.WorkRequest;

/** Has an invitation count when the invitee has stayed long enough. It calls nobody: all it does is its effect. */
@Component
class QualificationWorker implements WorkHandler<QualificationWorker.Payload> {
    private static final String KIND = "referral-qualification";

    private final QualifyInvitation qualifyInvitation;

    QualificationWorker(QualifyInvitation qualifyInvitation) {
        this.qualifyInvitation = qualifyInvitation;
    }

    /** Which invitation. */
    record Payload(long campaignId, long invitationId) {}

    static WorkRequest request(Campaign campaign, InvitationId id, Instant addedAt) {
        return WorkRequest.once(
                KIND,
                campaign.corpId(),
                id.toString(),
                new Payload(campaign.id().value(), id.value()),
                addedAt.plus(Duration.ofDays(campaign.draft().stayDays())));
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Class<Payload> payloadType() {
        return Payload.class;
    }

    @Override
    public Settlement handle(Work<Payload> work) {
        Payload due = work.payload();
        return Settlement.done(() -> qualifyInvitation.qualify(
                work.corpId(), new CampaignId(due.campaignId()), new InvitationId(due.invitationId())));
    }
}
