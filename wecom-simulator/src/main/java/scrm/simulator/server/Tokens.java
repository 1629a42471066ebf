package scrm.simulator.server;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Access tokens of all corps. Ended ones are remembered, to tell 42001 (was valid) from 40014 (never was). */
final class Tokens {
    private static final Duration LIFE = Duration.ofHours(2);

    private final Clock clock;
    private final Map<String, Token> issued = new ConcurrentHashMap<>();
    private final Map<Tenant, Token> current = new ConcurrentHashMap<>();

    Tokens(Clock clock) {
        this.clock = clock;
    }

    /** The tenant's token: the same while it is valid. */
    Token issue(Tenant tenant) {
        Token token = current.compute(
                tenant, (t, old) -> old != null && old.expiresAt().isAfter(clock.instant()) ? old : make(t));
        issued.put(token.value(), token);
        return token;
    }

    /** Ends the tenant's token early. */
    void revoke(Tenant tenant) {
        current.remove(tenant);
    }

    /** Whose token it is, or was. */
    @Nullable
    Tenant tenant(@Nullable String value) {
        Token token = value == null ? null : issued.get(value);
        return token == null ? null : token.tenant();
    }

    void check(@Nullable String value) {
        if (value == null || value.isEmpty()) {
            throw new WeComError(41001, "access_token missing");
        }
        Token token = issued.get(value);
        if (token == null) {
            throw new WeComError(40014, "invalid access_token");
        }
        if (!token.equals(current.get(token.tenant())) || !token.expiresAt().isAfter(clock.instant())) {
            throw new WeComError(42001, "access_token expired");
        }
    }

    private Token make(Tenant tenant) {
        String value = (UUID.randomUUID() + "" + UUID.randomUUID() + UUID.randomUUID()).replace("-", "");
        return new Token(value, tenant, clock.instant().plus(LIFE));
    }

    record Token(String value, Tenant tenant, Instant expiresAt) {}
}
