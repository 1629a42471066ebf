package scrm.wecom.token;

import java.time.Duration;
import java.time.Instant;

/**
 * An access token.
 *
 * @param value 512 bytes at most; a secret
 * @param fetchedAt when it was asked for
 * @param expiresAt when WeCom lets it end; it may die before
 */
public record Token(String value, Instant fetchedAt, Instant expiresAt) {
    /** Nobody starts a call with a token that ends under way. */
    private static final Duration MARGIN = Duration.ofSeconds(5);

    boolean usableAt(Instant now) {
        return now.isBefore(expiresAt.minus(MARGIN)) && !now.isBefore(fetchedAt.minus(Duration.ofDays(1)));
    }

    /** From 80 % of its life on it is worth asking for the next. */
    boolean dueAt(Instant now) {
        return !now.isBefore(fetchedAt.plus(
                Duration.between(fetchedAt, expiresAt).multipliedBy(4).dividedBy(5)));
    }

    /** Shows no secret. */
    @Override
    public String toString() {
        return "Token[until " + expiresAt + "]";
    }
}
