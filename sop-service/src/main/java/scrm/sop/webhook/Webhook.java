package scrm.sop.webhook;

import java.net.URI;
import java.time.Instant;

import scrm.rest.webhook.EndpointId;

/**
 * A system of the company's that plans may tell.
 *
 * @param id its id
 * @param name unique in the corp
 * @param endpointId where it is
 * @param url the same, as people wrote it
 * @param version counts edits
 * @param createdAt when it was made
 * @param updatedAt when it was last edited
 */
public record Webhook(
        WebhookId id, String name, EndpointId endpointId, URI url, int version, Instant createdAt, Instant updatedAt) {}
