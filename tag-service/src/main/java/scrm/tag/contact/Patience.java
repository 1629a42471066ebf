package scrm.tag.contact;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How long to wait for a relation that WeCom does not show yet: it lags, and half-added ones wait for a person. By the
 * clock, for what quota or an outage held up was no answer.
 *
 * @param most since it was expected
 */
public record Patience(Duration most) {
    private static final Duration FIRST = Duration.ofSeconds(3);

    /** Each wait is so many times as long as all before it. */
    private static final int GROWTH = 10;

    /** How long to wait for the next look; empty if it has been long enough. */
    public Optional<Duration> next(Instant since, Instant now) {
        Duration waited = Duration.between(since, now);
        Duration left = most.minus(waited);
        if (!left.isPositive()) {
            return Optional.empty();
        }
        Duration next = waited.multipliedBy(GROWTH);
        return Optional.of(shorter(left, next.compareTo(FIRST) < 0 ? FIRST : next));
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
