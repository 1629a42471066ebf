package scrm.rest;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How a process answers REST.
 *
 * @param scope first half of the token scopes that its resources ask for: {@code tags} for {@code tags:read} and
 *     {@code tags:write}. A process with several brings a bean of {@link scrm.rest.access.ScopeRule} instead
 * @param publicPaths path patterns that are answered without a token, such as {@code /q/**}
 * @param systemPaths path patterns that are about the whole system: they ask for a token with every corp
 * @param jobs the service's name at the gateway, if it has jobs and dead letters to show
 * @param messages message bundles of the service, for reasons and field codes of its own, each with a {@code _zh} twin
 * @param maxBodySize of a request that is not multipart
 * @param admission how much may be under way at once
 * @param auth whose tokens are taken
 * @param idempotency how long answers are kept
 */
@Validated
@ConfigurationProperties("scrm.rest")
public record RestProperties(
        @Nullable String scope,
        @DefaultValue List<String> publicPaths,
        @DefaultValue List<String> systemPaths,
        @Nullable String jobs,
        @DefaultValue List<String> messages,
        @DefaultValue("1MB") DataSize maxBodySize,
        @Valid @DefaultValue Admission admission,
        @Valid @NotNull Auth auth,
        @Valid @DefaultValue Idempotency idempotency) {
    /**
     * How much may be under way at once.
     *
     * @param enabled false where bodies are only passed on
     * @param room for all bodies together; null: a 64th of the heap
     */
    public record Admission(
            @DefaultValue("true") boolean enabled, @Nullable DataSize room) {}

    /**
     * Whose tokens are taken.
     *
     * @param issuer claim {@code iss}
     * @param jwkSetUri where the issuer publishes its keys
     * @param audience claim {@code aud} holds one of these
     * @param clockSkew by which the issuer's clock and ours may differ
     */
    public record Auth(
            @NotBlank String issuer,
            @NotNull URI jwkSetUri,
            @NotEmpty List<String> audience,
            @DefaultValue("30s") Duration clockSkew) {}

    /**
     * How long answers are kept.
     *
     * @param enabled false where requests are only passed on
     * @param retention of an answer, from the request on
     * @param lease after which a request that has neither answered nor committed is taken for dead; longer than any
     *     request lasts
     */
    public record Idempotency(
            @DefaultValue("true") boolean enabled,
            @DefaultValue("24h") Duration retention,
            @DefaultValue("60s") Duration lease) {}
}
