package scrm.channel.referral;

import java.time.Clock;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import scrm.attachment.KeepAttachments;
import scrm.channel.channel.Channels;
import scrm.channel.livecode.OpenLiveCode;
import scrm.events.CorpId;
import scrm.rest.webhook.EndpointId;
import scrm.rest.webhook.KeepEndpoint;

@Service
class CreateCampaign {
    private final Channels channels;
    private final Campaigns campaigns;
    private final KeepAttachments keepAttachments;
    private final KeepEndpoint keepEndpoint;
    private final Clock clock;

    CreateCampaign(
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

    @Transactional
    public Campaign create(CorpId corpId, CampaignRequest request) {
        Campaign.Draft draft = request.draft(corpId, keepAttachments);
        OpenLiveCode.checkChannel(channels, corpId, draft.channelId());
        EndpointId endpointId = keepEndpoint.open(corpId, request.webhook());
        CampaignId id = campaigns.add(corpId, draft, endpointId, clock.instant());
        return campaigns.find(corpId, id).orElseThrow();
    }
}
