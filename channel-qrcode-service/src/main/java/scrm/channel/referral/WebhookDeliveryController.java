package scrm.channel.referral;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import scrm.events.CorpId;
import scrm.rest.Cursor;
import scrm.rest.NotFound;
import scrm.rest.PageRequest;
import scrm.rest.Slice;
import scrm.rest.webhook.Deliveries;
import scrm.rest.webhook.Delivery;
import scrm.rest.webhook.DeliveryId;
import scrm.rest.webhook.DeliveryView;
import scrm.rest.webhook.EndpointId;
import scrm.rest.webhook.SendWebhook;

/** What a campaign's webhook was told, and what came of it. */
@RestController
@RequestMapping("/v1/corps/{corpId}/referral-campaigns/{campaignId}/webhook-deliveries")
class WebhookDeliveryController {
    private final Campaigns campaigns;
    private final Deliveries deliveries;
    private final SendWebhook sendWebhook;

    WebhookDeliveryController(Campaigns campaigns, Deliveries deliveries, SendWebhook sendWebhook) {
        this.campaigns = campaigns;
        this.deliveries = deliveries;
        this.sendWebhook = sendWebhook;
    }

    /** The newest first. */
    @GetMapping
    Slice<DeliveryView> list(
            @PathVariable CorpId corpId,
            @PathVariable long campaignId,
            @RequestParam Delivery.@Nullable Status status,
            PageRequest page) {
        Cursor after = page.after();
        List<Delivery> found = deliveries.list(
                corpId,
                endpoint(corpId, campaignId),
                status,
                after == null ? null : new DeliveryId(after.number(0)),
                page.fetchSize());
        return Slice.of(found, page, delivery -> Cursor.at(delivery.id())).map(DeliveryView::of);
    }

    /** With what is sent and every attempt, the oldest first. */
    @GetMapping("/{deliveryId}")
    DeliveryDetailView get(@PathVariable CorpId corpId, @PathVariable long campaignId, @PathVariable long deliveryId) {
        EndpointId endpointId = endpoint(corpId, campaignId);
        Delivery delivery = deliveries
                .find(corpId, new DeliveryId(deliveryId))
                .filter(found -> found.endpointId().equals(endpointId))
                .orElseThrow(() -> NotFound.of("webhook-delivery"));
        return new DeliveryDetailView(
                DeliveryView.of(delivery),
                delivery.body(),
                deliveries.attempts(corpId, delivery.id()).stream()
                        .map(AttemptView::of)
                        .toList());
    }

    /** Sends it once more, and again by the whole schedule if need be, under the same {@code webhook-id}. */
    @PostMapping("/{deliveryId}/resend")
    @ResponseStatus(HttpStatus.ACCEPTED)
    DeliveryView resend(@PathVariable CorpId corpId, @PathVariable long campaignId, @PathVariable long deliveryId) {
        return DeliveryView.of(sendWebhook.resend(corpId, endpoint(corpId, campaignId), new DeliveryId(deliveryId)));
    }

    private EndpointId endpoint(CorpId corpId, long campaignId) {
        return campaigns
                .find(corpId, new CampaignId(campaignId))
                .orElseThrow(() -> NotFound.of("referral-campaign"))
                .endpointId();
    }

    /** @param body JSON, as it is signed and sent */
    record DeliveryDetailView(DeliveryView delivery, String body, List<AttemptView> attempts) {}

    /**
     * @param status HTTP's; absent without an answer
     * @param failure why there was no answer
     */
    record AttemptView(Instant at, long millis, @Nullable Integer status, Delivery.@Nullable Failure failure) {
        static AttemptView of(Delivery.Attempt attempt) {
            return new AttemptView(attempt.at(), attempt.millis(), attempt.status(), attempt.failure());
        }
    }
}
