package scrm.gateway.limit;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How much may be asked below {@code /v1/corps/{corpId}}. Callbacks of WeCom and public pages have no part in it.
 *
 * @param clientReads GET and HEAD of one client for one corp
 * @param clientWrites all else of one client for one corp
 * @param corpReads of all clients of one corp together
 * @param corpWrites of all clients of one corp together
 * @param clients what differs for a client, by its {@code azp}, {@code client_id} or {@code sub}
 * @param corps what differs for a corp, by its id
 * @param instances gateways that share; each takes its part while Redis is away
 * @param told how often a bucket that is in use is brought in line with Redis
 */
@Validated
@ConfigurationProperties("scrm.gateway.limit")
record LimitProperties(
        @Valid @NotNull Budget clientReads,
        @Valid @NotNull Budget clientWrites,
        @Valid @NotNull Budget corpReads,
        @Valid @NotNull Budget corpWrites,
        @DefaultValue Map<String, @Valid Own> clients,
        @DefaultValue Map<String, @Valid Own> corps,
        @DefaultValue("2") @Min(1) int instances,
        @DefaultValue("100ms") Duration told) {
    private static final Own NOTHING = new Own(null, null);

    /**
     * What differs for somebody.
     *
     * @param reads if they are not as for all others
     * @param writes if they are not as for all others
     */
    record Own(
            @Valid @Nullable Budget reads, @Valid @Nullable Budget writes) {
        Budget of(boolean writing, Budget read, Budget write) {
            return writing ? Objects.requireNonNullElse(writes, write) : Objects.requireNonNullElse(reads, read);
        }
    }

    Budget ofClient(String client, boolean writing) {
        return clients.getOrDefault(client, NOTHING).of(writing, clientReads, clientWrites);
    }

    Budget ofCorp(String corp, boolean writing) {
        return corps.getOrDefault(corp, NOTHING).of(writing, corpReads, corpWrites);
    }
}
