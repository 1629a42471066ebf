package scrm.sop.webhook;

import java.time.Clock;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import scrm.events.CorpId;
import scrm.rest.Conflict;
import scrm.rest.IfMatch;
import scrm.rest.NotFound;
import scrm.rest.PreconditionFailed;
import scrm.rest.webhook.EndpointId;
import scrm.rest.webhook.KeepEndpoint;
import scrm.rest.webhook.WebhookRequest;

/** Takes down whom plans may tell. */
@Service
class KeepWebhook {
    private final Webhooks webhooks;
    private final KeepEndpoint keepEndpoint;
    private final Clock clock;

    KeepWebhook(Webhooks webhooks, KeepEndpoint keepEndpoint, Clock clock) {
        this.webhooks = webhooks;
        this.keepEndpoint = keepEndpoint;
        this.clock = clock;
    }

    @Transactional
    public Webhook open(CorpId corpId, String name, WebhookRequest request) {
        EndpointId endpointId = keepEndpoint.open(corpId, request);
        WebhookId id = webhooks.add(corpId, name.strip(), endpointId, clock.instant())
                .orElseThrow(() -> Conflict.of("webhook_name_taken"));
        return webhooks.find(corpId, id).orElseThrow();
    }

    /** Moves or renames it; what is still owed goes to the new place. */
    @Transactional
    public Webhook edit(CorpId corpId, WebhookId id, IfMatch ifMatch, String name, WebhookRequest request) {
        Webhook webhook = webhooks.find(corpId, id).orElseThrow(() -> NotFound.of("webhook"));
        ifMatch.check(webhook.version());
        keepEndpoint.edit(corpId, webhook.endpointId(), request);
        switch (webhooks.edit(corpId, id, webhook.version(), name.strip(), clock.instant())) {
            case DONE -> {}
            case STALE -> throw new PreconditionFailed();
            case NAME_TAKEN -> throw Conflict.of("webhook_name_taken");
        }
        return webhooks.find(corpId, id).orElseThrow();
    }
}
