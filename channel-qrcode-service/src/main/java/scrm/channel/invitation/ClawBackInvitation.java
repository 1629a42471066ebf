package scrm.channel.invitation;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import scrm.channel.invitation.Invitation.Status;
import scrm.channel.referral.Campaign;
import scrm.channel.referral.Campaigns;
import scrm.channel.referral.Participants;
import scrm.channel.referral.Participants.Bearer;
import scrm.channel.reward.Reward;
import scrm.channel.reward.SettleRewards;
import scrm.events.AttributionEvent.AcquisitionLost;
import scrm.rest.webhook.SendWebhook;
import scrm.rest.webhook.WebhookMessage;

/** Takes back what an invitee counted for who left. */
@Service
class ClawBackInvitation {
    private final Invitations invitations;
    private final Participants participants;
    private final Campaigns campaigns;
    private final SettleRewards settleRewards;
    private final SendWebhook sendWebhook;
    private final Clock clock;

    ClawBackInvitation(
            Invitations invitations,
            Participants participants,
            Campaigns campaigns,
            SettleRewards settleRewards,
            SendWebhook sendWebhook,
            Clock clock) {
        this.invitations = invitations;
        this.participants = participants;
        this.campaigns = campaigns;
        this.settleRewards = settleRewards;
        this.sendWebhook = sendWebhook;
        this.clock = clock;
    }

    /**
     * What the webhook is told of an invitee who counted and left.
     *
     * @param inviter the participant
     * @param qualified how many of those whom the participant brought count now
     * @param overdrawn what was handed over to them and is not earned any more
     */
    record ClawBackEvent(
            String campaignId, String inviter, String invitee, int qualified, List<OverdrawnReward> overdrawn) {
        ClawBackEvent {
            overdrawn = List.copyOf(overdrawn);
        }
    }

    /** @param invitees the tier */
    record OverdrawnReward(int invitees, String reward) {
        static OverdrawnReward of(Reward reward) {
            return new OverdrawnReward(reward.invitees(), reward.name());
        }
    }

    /** The relation by which the contact was invited is over; if it is another one, nothing changes. */
    @Transactional
    public void left(Bearer inviter, AcquisitionLost loss) {
        // As does whoever has it count or refuses it, so that one comes after the other.
        participants.lock(inviter.corpId(), inviter.campaignId(), inviter.externalUserId());
        invitations
                .ofInvitee(inviter.corpId(), inviter.campaignId(), loss.externalUserId())
                .filter(invitation -> Long.toString(invitation.attributionId()).equals(loss.attributionId()))
                .filter(invitation ->
                        invitation.status() != Status.REFUSED && invitation.status() != Status.CLAWED_BACK)
                .ifPresent(invitation -> clawBack(invitation, loss.occurredAt()));
    }

    private void clawBack(Invitation invitation, Instant leftAt) {
        invitations.change(
                invitation.corpId(), invitation.id(), invitation.status(), Status.CLAWED_BACK, clock.instant());
        if (invitation.status() != Status.QUALIFIED) {
            return;
        }
        Campaign campaign =
                campaigns.find(invitation.corpId(), invitation.campaignId()).orElseThrow();
        int qualified = invitations
                .counts(invitation.corpId(), invitation.campaignId(), invitation.inviter())
                .getOrDefault(Status.QUALIFIED, 0);
        List<Reward> overdrawn = settleRewards.settle(campaign, invitation.inviter(), qualified);
        sendWebhook.send(
                invitation.corpId(),
                campaign.endpointId(),
                WebhookMessage.of(
                        "referral.invitation.clawed_back",
                        leftAt,
                        new ClawBackEvent(
                                campaign.id().toString(),
                                invitation.inviter().value(),
                                invitation.invitee().value(),
                                qualified,
                                overdrawn.stream().map(OverdrawnReward::of).toList())));
    }
}
