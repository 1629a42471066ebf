package scrm.gateway.routing;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Where a request goes.
 *
 * @param service its name
 * @param url scheme, host and port
 * @param scope what a token needs, without the verb
 * @param pattern of the paths that go there, for metrics
 * @param path at the service, if it is not the one that was asked for
 */
public record Route(
        String service,
        URI url,
        String scope,
        String pattern,
        @Nullable String path) {}
