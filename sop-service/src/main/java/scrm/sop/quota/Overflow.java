package scrm.sop.quota;

import java.time.Duration;
import java.time.Instant;

/**
 * What becomes of what may not be sent yet.
 *
 * @param atMost how long after its time it still is worth sending; of {@code DELAY} alone
 */
public record Overflow(Choice choice, Duration atMost) {
    /** Whether to wait. */
    public enum Choice {
        /** It waits until it may go, and is dropped if that is too late. */
        DELAY,
        /** It is dropped at once. */
        DROP
    }

    public static Overflow delay(Duration atMost) {
        return new Overflow(Choice.DELAY, atMost);
    }

    public static Overflow drop() {
        return new Overflow(Choice.DROP, Duration.ZERO);
    }

    /** Whether what was due then may wait until that time. */
    boolean waits(Instant dueAt, Instant until) {
        return choice == Choice.DELAY && !until.isAfter(dueAt.plus(atMost));
    }
}
