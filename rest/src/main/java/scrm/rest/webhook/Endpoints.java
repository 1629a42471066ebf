package scrm.rest.webhook;

import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

import scrm.events.CorpId;

/** Every corp's endpoints. */
public interface Endpoints {
    EndpointId add(CorpId corpId, URI url, WebhookSecret secret, Instant now);

    Optional<Endpoint> find(CorpId corpId, EndpointId id);

    /** @param secret null: the one that it has */
    void edit(CorpId corpId, EndpointId id, URI url, @Nullable WebhookSecret secret, Instant now);
}
