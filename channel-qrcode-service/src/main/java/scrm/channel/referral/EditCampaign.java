package scrm.channel.referral;

import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import scrm.attachment.KeepAttachments;
import scrm.channel.channel.Channels;
import scrm.channel.livecode.OpenLiveCode;
import scrm.events.CorpId;
import scrm.rest.Conflict;
import scrm.rest.IfMatch;
import scrm.rest.InvalidRequest;
import scrm.rest.NotFound;
import scrm.rest.PreconditionFailed;
import scrm.rest.webhook.KeepEndpoint;

@Service
class EditCampaign {
    private final Channels channels;
    private final Campaigns campaigns;
    private final KeepAttachments keepAttachments;
    private final KeepEndpoint keepEndpoint;
    private final Clock clock;

    EditCampaign(
            Channels channels,
            Campaigns campaigns,
            KeepAttachments keepAttachments,
            KeepEndpoint keepEndpoint,
            Clock clock) {
        this.channels = channels;
        this.campaigns = campaigns;
        this.keepAttachments = keepAttachments;
        this.keepEndpoint = keepEndpoint;
        this.clock = clock;
    }

    /** Edits; what was promised and given before stays. */
    @Transactional
    public Campaign edit(CorpId corpId, CampaignId id, IfMatch ifMatch, CampaignRequest request) {
        Campaign before = campaigns.find(corpId, id).orElseThrow(() -> NotFound.of("referral-campaign"));
        ifMatch.check(before.version());
        if (before.closedAt() != null) {
            throw Conflict.of("campaign_over");
        }
        Campaign.Draft draft = request.draft(corpId, keepAttachments);
        OpenLiveCode.checkChannel(channels, corpId, draft.channelId());
        if (!campaigns.edit(corpId, id, before.version(), draft, clock.instant())) {
            throw new PreconditionFailed();
        }
        editTiers(
                before,
                request.tiers().stream().map(CampaignRequest.TierRequest::tier).toList());
        keepEndpoint.edit(corpId, before.endpointId(), request.webhook());
        return campaigns.find(corpId, id).orElseThrow();
    }

    /** @param tiers in the order in which they were written, so that a problem can be told of the right one */
    private void editTiers(Campaign before, List<Campaign.Tier> tiers) {
        Set<Integer> old = before.draft().tiers().stream()
                .map(Campaign.Tier::invitees)
                .collect(Collectors.toCollection(TreeSet::new));
        for (int i = 0; i < tiers.size(); i++) {
            Campaign.Tier tier = tiers.get(i);
            if (!old.remove(tier.invitees())) {
                campaigns.addTier(before.corpId(), before.id(), tier);
            } else if (!campaigns.editTier(before.corpId(), before.id(), tier)) {
                throw InvalidRequest.field("tiers[" + i + "].stock", "below_given");
            }
        }
        for (int invitees : old) {
            if (!campaigns.removeTier(before.corpId(), before.id(), invitees)) {
                throw InvalidRequest.field("tiers", "tier_given", invitees);
            }
        }
    }

    /** Ends it now; who was brought before may still qualify. */
    @Transactional
    public Campaign close(CorpId corpId, CampaignId id) {
        if (campaigns.find(corpId, id).isEmpty()) {
            throw NotFound.of("referral-campaign");
        }
        campaigns.close(corpId, id, clock.instant());
        return campaigns.find(corpId, id).orElseThrow();
    }
}
