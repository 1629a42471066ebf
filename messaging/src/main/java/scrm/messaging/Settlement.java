package scrm.messaging;

import java.time.Duration;

/**
 * How work went. The effect runs in the settling transaction, under the fence: if the lease was lost to another worker
 * it does not run at all.
 */
public sealed interface Settlement {
    /** What the settling transaction does besides. */
    Runnable effect();

    /** Done. */
    record Done(Runnable effect) implements Settlement {}

    /** Try again after a while. */
    record Retry(String reason, Duration after, Runnable effect) implements Settlement {}

    /** Nobody knows whether it went through; ask again after a while by {@link WorkHandler#resolve}. */
    record Unknown(String reason, Duration askAfter, Runnable effect) implements Settlement {}

    /** It will never go. */
    record Rejected(String reason, Runnable effect) implements Settlement {}

    static Settlement done(Runnable effect) {
        return new Done(effect);
    }

    static Settlement done() {
        return new Done(() -> {});
    }

    static Settlement retry(String reason, Duration after) {
        return new Retry(reason, after, () -> {});
    }

    static Settlement retry(String reason, Duration after, Runnable effect) {
        return new Retry(reason, after, effect);
    }

    static Settlement unknown(String reason, Duration askAfter) {
        return new Unknown(reason, askAfter, () -> {});
    }

    static Settlement unknown(String reason, Duration askAfter, Runnable effect) {
        return new Unknown(reason, askAfter, effect);
    }

    static Settlement rejected(String reason, Runnable effect) {
        return new Rejected(reason, effect);
    }
}
