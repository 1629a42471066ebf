package scrm.gateway.routing;

import java.net.URI;

/**
 * Where a request goes.
 *
 * @param service its name
 * @param url scheme, host and port
 * @param scope what a token needs, without the verb
 * @param pattern of the paths that go there, for metrics
 */
public record Route(String service, URI url, String scope, String pattern) {}
