package scrm.channel.invitation;

import java.time.Instant;
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
import scrm.events.ExternalUserId;
import scrm.events.UserId;
import scrm.rest.Cursor;
import scrm.rest.NotFound;
import scrm.rest.PageRequest;
import scrm.rest.Slice;

/** Who brought whom, refused ones included. */
@RestController
@RequestMapping("/v1/corps/{corpId}/referral-campaigns/{campaignId}/invitations")
class InvitationController {
    private final Campaigns campaigns;
    private final Invitations invitations;
    private final ReviewInvitation reviewInvitation;

    InvitationController(Campaigns campaigns, Invitations invitations, ReviewInvitation reviewInvitation) {
        this.campaigns = campaigns;
        this.invitations = invitations;
        this.reviewInvitation = reviewInvitation;
    }

    /** The newest first. */
    @GetMapping
    Slice<InvitationView> list(
            @PathVariable CorpId corpId,
            @PathVariable long campaignId,
            @RequestParam Invitation.@Nullable Status status,
            @RequestParam @Nullable ExternalUserId inviter,
            PageRequest page) {
        CampaignId id = new CampaignId(campaignId);
        if (campaigns.find(corpId, id).isEmpty()) {
            throw NotFound.of("referral-campaign");
        }
        Cursor after = page.after();
        List<Invitation> found = invitations.list(
                corpId,
                id,
                new Invitations.Filter(status, inviter),
                after == null ? null : new InvitationId(after.number(0)),
                page.fetchSize());
        return Slice.of(found, page, invitation -> Cursor.at(invitation.id())).map(InvitationView::of);
    }

    /** Lets a suspected one count like any other. */
    @PostMapping("/{invitationId}/accept")
    InvitationView accept(@PathVariable CorpId corpId, @PathVariable long campaignId, @PathVariable long invitationId) {
        return InvitationView.of(
                reviewInvitation.accept(corpId, new CampaignId(campaignId), new InvitationId(invitationId)));
    }

    /** Refuses a suspected one for good. */
    @PostMapping("/{invitationId}/refuse")
    InvitationView refuse(@PathVariable CorpId corpId, @PathVariable long campaignId, @PathVariable long invitationId) {
        return InvitationView.of(
                reviewInvitation.refuse(corpId, new CampaignId(campaignId), new InvitationId(invitationId)));
    }

    /**
     * @param userId the member whom the invitee added
     * @param reason why it is, or was, refused or suspected
     */
    record InvitationView(
            String id,
            ExternalUserId inviter,
            ExternalUserId invitee,
            UserId userId,
            Instant addedAt,
            Invitation.Status status,
            Invitation.@Nullable Reason reason) {
        static InvitationView of(Invitation invitation) {
            return new InvitationView(
                    invitation.id().toString(),
                    invitation.inviter(),
                    invitation.invitee(),
                    invitation.userId(),
                    invitation.addedAt(),
                    invitation.status(),
                    invitation.reason());
        }
    }
}
