package scrm.channel.referral;

import java.time.Clock;
import java.time.Instant;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import scrm.channel.channel.Channels;
import scrm.channel.livecode.LiveCode;
import scrm.channel.livecode.OpenLiveCode;
import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.messaging.erasure.ErasedContacts;
import scrm.rest.Conflict;
import scrm.rest.InvalidRequest;
import scrm.rest.NotFound;

@Service
class JoinCampaign {
    private final Campaigns campaigns;
    private final Participants participants;
    private final Channels channels;
    private final OpenLiveCode openLiveCode;
    private final ErasedContacts erased;
    private final Clock clock;

    JoinCampaign(
            Campaigns campaigns,
            Participants participants,
            Channels channels,
            OpenLiveCode openLiveCode,
            ErasedContacts erased,
            Clock clock) {
        this.campaigns = campaigns;
        this.participants = participants;
        this.channels = channels;
        this.openLiveCode = openLiveCode;
        this.erased = erased;
        this.clock = clock;
    }

    /** Gives a contact a code of their own, once; it may be made before the campaign starts. */
    @Transactional
    public Participant join(CorpId corpId, CampaignId id, ExternalUserId externalUserId) {
        Campaign campaign = campaigns.find(corpId, id).orElseThrow(() -> NotFound.of("referral-campaign"));
        if (erased.has(corpId, externalUserId)) {
            throw InvalidRequest.field("externalUserId", "contact_erased");
        }
        Instant now = clock.instant();
        // By insert: of two who ask at once the second waits here, and finds the first one's code.
        if (participants.add(corpId, id, externalUserId, now)) {
            if (campaign.isOver(now)) {
                throw Conflict.of("campaign_over");
            }
            Campaign.Draft draft = campaign.draft();
            if (channels.isArchived(corpId, draft.channelId())) {
                throw Conflict.of("campaign_channel_archived");
            }
            LiveCode liveCode = openLiveCode.open(
                    corpId,
                    draft.channelId(),
                    LiveCode.Draft.ofContacts(draft.name(), draft.users(), true, draft.welcome()));
            participants.assign(corpId, id, externalUserId, liveCode.id());
        }
        return participants.find(corpId, id, externalUserId).orElseThrow();
    }
}
