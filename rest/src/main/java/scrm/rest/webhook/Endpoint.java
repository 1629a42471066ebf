package scrm.rest.webhook;

import java.net.URI;

/**
 * Where a corp's events go.
 *
 * @param id its id
 * @param url what is called
 * @param secret what the calls are signed with; never answered
 */
public record Endpoint(EndpointId id, URI url, WebhookSecret secret) {}
