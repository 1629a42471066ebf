package scrm.wecom;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * WeCom refused a call, could not be reached, or was not asked because its quota or breaker forbids it. The message has
 * neither token nor personal data. Source of the codes: document 90313.
 */
public final class WeComException extends RuntimeException {
    /** What to do about it. */
    public enum Kind {
        /** May be tried again after {@link #retryAfter()}: surely not executed, or harmless to repeat. */
        RETRYABLE,
        /** The reply was lost and repeating does harm: ask WeCom, or a person, what became of it. */
        IN_DOUBT,
        /** Will be refused again: the request, the object or the moment is wrong. */
        REFUSED,
        /** Nothing of this corp will pass until somebody mends its settings (secret, permission, trusted IP). */
        MISCONFIGURED
    }

    /** Stands for "no answer of WeCom's": the call was not made or its reply was lost. */
    public static final int NO_ERRCODE = 0;

    private static final Duration LEAST_UNTIL_MENDED = Duration.ofMinutes(5);

    private final Kind kind;
    private final int errcode;
    private final @Nullable Duration retryAfter;

    public WeComException(
            Kind kind, int errcode, String message, @Nullable Duration retryAfter, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.errcode = errcode;
        this.retryAfter = retryAfter;
    }

    public Kind kind() {
        return kind;
    }

    /** WeCom's code, or {@link #NO_ERRCODE}. */
    public int errcode() {
        return errcode;
    }

    /** Whether the call may be made again. */
    public boolean retryable() {
        return kind == Kind.RETRYABLE;
    }

    /** How long to wait before trying again, if it is known; else a second. */
    public Duration retryAfter() {
        return retryAfter == null ? Duration.ofSeconds(1) : retryAfter;
    }

    /**
     * How long work is to rest that nobody waits for and that is {@link Kind#MISCONFIGURED}: some minutes where WeCom
     * refuses, for there may be much of it. A corp that is missing in the corps file is no case for that: a new one is
     * there within seconds.
     */
    public Duration untilMended() {
        boolean isRefused = errcode != NO_ERRCODE && retryAfter().compareTo(LEAST_UNTIL_MENDED) < 0;
        return isRefused ? LEAST_UNTIL_MENDED : retryAfter();
    }
}
