package scrm.channel.referral;

import jakarta.validation.Valid;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import scrm.channel.channel.ChannelId;
import scrm.channel.script.WelcomeView;
import scrm.events.CorpId;
import scrm.events.UserId;
import scrm.rest.Answers;
import scrm.rest.Cursor;
import scrm.rest.ETag;
import scrm.rest.IfMatch;
import scrm.rest.NotFound;
import scrm.rest.PageRequest;
import scrm.rest.Slice;

@RestController
@RequestMapping("/v1/corps/{corpId}/referral-campaigns")
class ReferralCampaignController {
    private final Campaigns campaigns;
    private final CreateCampaign createCampaign;
    private final EditCampaign editCampaign;

    ReferralCampaignController(Campaigns campaigns, CreateCampaign createCampaign, EditCampaign editCampaign) {
        this.campaigns = campaigns;
        this.createCampaign = createCampaign;
        this.editCampaign = editCampaign;
    }

    /** The webhook needs a secret; it is never answered. */
    @PostMapping
    @Answers(HttpStatus.CREATED)
    ResponseEntity<CampaignView> create(@PathVariable CorpId corpId, @Valid @RequestBody CampaignRequest request) {
        Campaign campaign = createCampaign.create(corpId, request);
        URI location = URI.create("/v1/corps/" + corpId + "/referral-campaigns/" + campaign.id());
        return ETag.created(location, campaign.version(), CampaignView.of(campaign));
    }

    @GetMapping("/{id}")
    ResponseEntity<CampaignView> get(@PathVariable CorpId corpId, @PathVariable long id) {
        Campaign campaign =
                campaigns.find(corpId, new CampaignId(id)).orElseThrow(() -> NotFound.of("referral-campaign"));
        return ETag.ok(campaign.version(), CampaignView.of(campaign));
    }

    @GetMapping
    Slice<CampaignView> list(@PathVariable CorpId corpId, @RequestParam @Nullable Long channelId, PageRequest page) {
        Cursor after = page.after();
        List<Campaign> found = campaigns.list(
                corpId,
                channelId == null ? null : new ChannelId(channelId),
                after == null ? null : new CampaignId(after.number(0)),
                page.fetchSize());
        return Slice.of(found, page, campaign -> Cursor.at(campaign.id())).map(CampaignView::of);
    }

    @PutMapping("/{id}")
    ResponseEntity<CampaignView> edit(
            @PathVariable CorpId corpId,
            @PathVariable long id,
            IfMatch ifMatch,
            @Valid @RequestBody CampaignRequest request) {
        Campaign campaign = editCampaign.edit(corpId, new CampaignId(id), ifMatch, request);
        return ETag.ok(campaign.version(), CampaignView.of(campaign));
    }

    /** Ends it now. Who was brought before may still qualify; codes stay and lead to the members. */
    @PostMapping("/{id}/close")
    ResponseEntity<CampaignView> close(@PathVariable CorpId corpId, @PathVariable long id) {
        Campaign campaign = editCampaign.close(corpId, new CampaignId(id));
        return ETag.ok(campaign.version(), CampaignView.of(campaign));
    }

    record CampaignView(
            String id,
            String channelId,
            String name,
            Instant startsAt,
            Instant endsAt,
            @Nullable Instant closedAt,
            List<UserId> users,
            @Nullable WelcomeView welcome,
            int maxDepth,
            int stayDays,
            BurstView burst,
            List<TierView> tiers,
            WebhookView webhook,
            int version,
            Instant createdAt,
            Instant updatedAt) {
        static CampaignView of(Campaign campaign) {
            Campaign.Draft draft = campaign.draft();
            return new CampaignView(
                    campaign.id().toString(),
                    draft.channelId().toString(),
                    draft.name(),
                    draft.startsAt(),
                    draft.endsAt(),
                    campaign.closedAt(),
                    draft.users(),
                    WelcomeView.of(draft.welcome()),
                    draft.maxDepth(),
                    draft.stayDays(),
                    new BurstView(draft.burst().adds(), draft.burst().minutes()),
                    draft.tiers().stream().map(TierView::of).toList(),
                    new WebhookView(campaign.webhookUrl()),
                    campaign.version(),
                    campaign.createdAt(),
                    campaign.updatedAt());
        }
    }

    record BurstView(int adds, int minutes) {}

    /** @param given how many of the stock participants hold */
    record TierView(int invitees, String reward, int stock, int given) {
        static TierView of(Campaign.Tier tier) {
            return new TierView(tier.invitees(), tier.reward(), tier.stock(), tier.given());
        }
    }

    /** Without its secret. */
    record WebhookView(String url) {}
}
