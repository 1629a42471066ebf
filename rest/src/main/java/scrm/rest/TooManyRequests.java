package scrm.rest;

import java.time.Duration;

/** 429: this client is to slow down. */
public final class TooManyRequests extends ProblemException {
    public TooManyRequests(Duration retryAfter) {
        super(Problem.of(ProblemCode.TOO_MANY_REQUESTS).withRetryAfter(retryAfter));
    }
}
