package scrm.gateway.limit;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Positive;

/**
 * A bucket of tokens, one for each request.
 *
 * @param perSecond tokens that drip in
 * @param burst tokens that it holds at most, and at first
 */
record Budget(@Positive double perSecond, @Min(1) int burst) {
    /** One of several equal parts, for a process that knows nothing of the others; at least one request. */
    Budget part(int of) {
        return new Budget(perSecond / of, Math.max(1, burst / of));
    }

    /** In how many seconds an empty bucket is full. */
    double window() {
        return burst / perSecond;
    }
}
