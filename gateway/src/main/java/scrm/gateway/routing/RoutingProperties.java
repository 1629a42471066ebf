package scrm.gateway.routing;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The services behind the gateway.
 *
 * @param services by name; a job's id begins with it
 * @param connectTimeout for a socket to a service
 * @param responseTimeout for the first byte of an answer, and between two
 * @param connections open at once to one service
 */
@Validated
@ConfigurationProperties("scrm.gateway.routing")
public record RoutingProperties(
        @NotEmpty Map<String, @Valid Service> services,
        @DefaultValue("500ms") Duration connectTimeout,
        @DefaultValue("30s") Duration responseTimeout,
        @DefaultValue("512") int connections) {
    /**
     * A service.
     *
     * @param url scheme, host and port
     * @param scope what its resources ask of a token, without the verb
     * @param resources first segments behind {@code /v1/corps/{corpId}/}
     * @param page first segment of the paths that it answers to anybody
     */
    public record Service(
            @NotNull URI url,
            @NotBlank String scope,
            @NotEmpty List<String> resources,
            @Nullable String page) {}
}
