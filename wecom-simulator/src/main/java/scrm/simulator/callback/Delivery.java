package scrm.simulator.callback;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One callback on its way (or at its end).
 *
 * @param number counts all callbacks of the simulator from 1
 * @param at when the event happened, simulated time
 * @param outcome {@code PENDING}, {@code DELIVERED}, {@code FAILED} after the last attempt, {@code DROPPED} by the
 *     mode, or {@code UNSENT} as there is no URL
 */
public record Delivery(
        long number, String corpId, Instant at, String kind, String xml, Outcome outcome, List<Attempt> attempts) {
    public Delivery {
        attempts = List.copyOf(attempts);
    }

    /** How it stands. */
    public enum Outcome {
        PENDING,
        DELIVERED,
        FAILED,
        DROPPED,
        UNSENT
    }

    /**
     * One try.
     *
     * @param status the HTTP status, or null if none came
     * @param error why none came
     */
    public record Attempt(
            Instant at, @Nullable Integer status, @Nullable String error, long micros) {}
}
