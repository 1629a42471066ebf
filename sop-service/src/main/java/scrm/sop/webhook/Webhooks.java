package scrm.sop.webhook;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

import scrm.events.CorpId;
import scrm.rest.webhook.EndpointId;

/** Every corp's webhooks. */
public interface Webhooks {
    /** Empty when another one has the name. */
    Optional<WebhookId> add(CorpId corpId, String name, EndpointId endpointId, Instant now);

    Optional<Webhook> find(CorpId corpId, WebhookId id);

    /** In the order in which they were made. */
    List<Webhook> list(CorpId corpId, @Nullable WebhookId after, int limit);

    /** Renames it, if the version is still this one. */
    Edit edit(CorpId corpId, WebhookId id, int version, String name, Instant now);

    /** How an edit went. */
    enum Edit {
        DONE,
        STALE,
        NAME_TAKEN
    }
}
