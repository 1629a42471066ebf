package scrm.sop.webhook;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
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

import scrm.events.CorpId;
import scrm.rest.Answers;
import scrm.rest.Cursor;
import scrm.rest.ETag;
import scrm.rest.IfMatch;
import scrm.rest.NotFound;
import scrm.rest.PageRequest;
import scrm.rest.Slice;
import scrm.rest.webhook.Deliveries;
import scrm.rest.webhook.Delivery;
import scrm.rest.webhook.DeliveryId;
import scrm.rest.webhook.DeliveryView;
import scrm.rest.webhook.WebhookRequest;

/** Systems of the company's that plans may tell, and what they were told. Secrets are never shown. */
@RestController
@RequestMapping("/v1/corps/{corpId}/webhooks")
class WebhookController {
    private final Webhooks webhooks;
    private final KeepWebhook keepWebhook;
    private final Deliveries deliveries;

    WebhookController(Webhooks webhooks, KeepWebhook keepWebhook, Deliveries deliveries) {
        this.webhooks = webhooks;
        this.keepWebhook = keepWebhook;
        this.deliveries = deliveries;
    }

    @PostMapping
    @Answers(HttpStatus.CREATED)
    ResponseEntity<WebhookView> open(@PathVariable CorpId corpId, @Valid @RequestBody NamedWebhookRequest request) {
        Webhook webhook = keepWebhook.open(corpId, request.name(), request.webhook());
        URI location = URI.create("/v1/corps/" + corpId + "/webhooks/" + webhook.id());
        return ETag.created(location, webhook.version(), WebhookView.of(webhook));
    }

    /** Moves or renames it; what is still owed goes to the new place. */
    @PutMapping("/{id}")
    ResponseEntity<WebhookView> edit(
            @PathVariable CorpId corpId,
            @PathVariable long id,
            IfMatch ifMatch,
            @Valid @RequestBody NamedWebhookRequest request) {
        return answer(keepWebhook.edit(corpId, new WebhookId(id), ifMatch, request.name(), request.webhook()));
    }

    @GetMapping("/{id}")
    ResponseEntity<WebhookView> get(@PathVariable CorpId corpId, @PathVariable long id) {
        return answer(find(corpId, id));
    }

    /** In the order in which they were made. */
    @GetMapping
    Slice<WebhookView> list(@PathVariable CorpId corpId, PageRequest page) {
        Cursor after = page.after();
        List<Webhook> found =
                webhooks.list(corpId, after == null ? null : new WebhookId(after.number(0)), page.fetchSize());
        return Slice.of(found, page, webhook -> Cursor.at(webhook.id())).map(WebhookView::of);
    }

    /** What it was told, the newest first. */
    @GetMapping("/{id}/deliveries")
    Slice<DeliveryView> deliveries(
            @PathVariable CorpId corpId,
            @PathVariable long id,
            @RequestParam Delivery.@Nullable Status status,
            PageRequest page) {
        Cursor after = page.after();
        List<Delivery> found = deliveries.list(
                corpId,
                find(corpId, id).endpointId(),
                status,
                after == null ? null : new DeliveryId(after.number(0)),
                page.fetchSize());
        return Slice.of(found, page, delivery -> Cursor.at(delivery.id())).map(DeliveryView::of);
    }

    /** With what is sent and every attempt, the oldest first. */
    @GetMapping("/{id}/deliveries/{deliveryId}")
    DeliveryDetailView delivery(@PathVariable CorpId corpId, @PathVariable long id, @PathVariable long deliveryId) {
        Webhook webhook = find(corpId, id);
        Delivery delivery = deliveries
                .find(corpId, new DeliveryId(deliveryId))
                .filter(found -> found.endpointId().equals(webhook.endpointId()))
                .orElseThrow(() -> NotFound.of("webhook-delivery"));
        return new DeliveryDetailView(
                DeliveryView.of(delivery),
                delivery.body(),
                deliveries.attempts(corpId, delivery.id()).stream()
                        .map(AttemptView::of)
                        .toList());
    }

    private Webhook find(CorpId corpId, long id) {
        return webhooks.find(corpId, new WebhookId(id)).orElseThrow(() -> NotFound.of("webhook"));
    }

    private static ResponseEntity<WebhookView> answer(Webhook webhook) {
        return ETag.ok(webhook.version(), WebhookView.of(webhook));
    }

    /** @param name unique in the corp */
    record NamedWebhookRequest(
            @NotBlank @Size(max = 50) String name,
            @NotNull @Valid WebhookRequest webhook) {}

    record WebhookView(String id, String name, URI url, int version, Instant createdAt, Instant updatedAt) {
        static WebhookView of(Webhook webhook) {
            return new WebhookView(
                    webhook.id().toString(),
                    webhook.name(),
                    webhook.url(),
                    webhook.version(),
                    webhook.createdAt(),
                    webhook.updatedAt());
        }
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
