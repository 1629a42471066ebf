package scrm.gateway.routing;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The services behind the gateway.
 *
 * @param services by name; a job's id begins with it
 * @param connectTimeout for a socket to a service
 * @param responseTimeout for the first byte of an answer, and between two; of every service that names no other
 * @param concurrent requests at once to one service, and so connections to it; of every service that names no other
 */
@Validated
@ConfigurationProperties("scrm.gateway.routing")
public record RoutingProperties(
        @NotEmpty Map<String, @Valid Service> services,
        @DefaultValue("500ms") Duration connectTimeout,
        @DefaultValue("30s") Duration responseTimeout,
        @DefaultValue("256") @Min(1) int concurrent) {
    /** For how long this service may be silent. */
    Duration responseTimeoutOf(Service service) {
        return Objects.requireNonNullElse(service.responseTimeout(), responseTimeout);
    }

    /** How many requests may be with this service at once. */
    int concurrentOf(Service service) {
        return Objects.requireNonNullElse(service.concurrent(), concurrent);
    }

    /**
     * A service.
     *
     * @param url scheme, host and port
     * @param scope what its resources ask of a token, without the verb
     * @param resources first segments behind {@code /v1/corps/{corpId}/}
     * @param page first segment of the paths that it answers to anybody
     * @param responseTimeout if it is not that of the others
     * @param concurrent if it is not that of the others
     */
    public record Service(
            @NotNull URI url,
            @NotBlank String scope,
            @NotEmpty List<String> resources,
            @Nullable String page,
            @Nullable Duration responseTimeout,
            @Nullable @Min(1) Integer concurrent) {}
}
