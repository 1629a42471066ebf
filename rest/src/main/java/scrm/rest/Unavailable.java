package scrm.rest;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** 503: something that we depend on is away for now; nothing was done. */
public final class Unavailable extends ProblemException {
    public Unavailable(Duration retryAfter, @Nullable Throwable cause) {
        super(Problem.of(ProblemCode.UNAVAILABLE).withRetryAfter(retryAfter), cause);
    }
}
