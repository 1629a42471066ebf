package scrm.channel.invitation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

import scrm.channel.referral.CampaignId;
import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.events.UserId;

/** Every corp's invitations, and the trees that they make. */
interface Invitations {
    /** Adds one; its campaign is locked, and the invitee has none in it. */
    InvitationId add(New invitation, Instant now);

    Optional<Invitation> find(CorpId corpId, CampaignId campaignId, InvitationId id);

    Optional<Invitation> ofInvitee(CorpId corpId, CampaignId campaignId, ExternalUserId invitee);

    /** The newest first. */
    List<Invitation> list(
            CorpId corpId, CampaignId campaignId, Filter filter, @Nullable InvitationId before, int limit);

    /** Changes one that is in a state, while its inviter is locked; false if it is not. */
    boolean change(CorpId corpId, InvitationId id, Invitation.Status from, Invitation.Status to, Instant now);

    /** Who stands above a contact in the tree, the nearest first. */
    List<ExternalUserId> ancestors(CorpId corpId, CampaignId campaignId, ExternalUserId contact);

    /** What stands below a contact in the tree. */
    Below below(CorpId corpId, CampaignId campaignId, ExternalUserId contact);

    /** How many a participant has brought, by what they count for. */
    Map<Invitation.Status, Integer> counts(CorpId corpId, CampaignId campaignId, ExternalUserId inviter);

    /** How many a participant's code has brought in the time up to then. */
    int addsWithin(CorpId corpId, CampaignId campaignId, ExternalUserId inviter, Duration time, Instant until);

    /** Whether a contact had added a member before, by code or without. */
    boolean customerBefore(CorpId corpId, ExternalUserId contact, Instant at);

    /**
     * What stands below a contact in the tree.
     *
     * @param contacts how many, at any distance
     * @param levels how deep the lowest of them stands
     */
    record Below(int contacts, int levels) {}

    /** One that is to be added. */
    record New(
            CorpId corpId,
            CampaignId campaignId,
            ExternalUserId inviter,
            ExternalUserId invitee,
            UserId userId,
            long attributionId,
            Instant addedAt,
            Judgement judgement) {}

    /** What a list is narrowed by; null leaves it wide. */
    record Filter(
            Invitation.@Nullable Status status, @Nullable ExternalUserId inviter) {}
}
