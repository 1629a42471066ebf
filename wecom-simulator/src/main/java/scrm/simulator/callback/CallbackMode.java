package scrm.simulator.callback;

import java.time.Duration;

/**
 * How callbacks misbehave. {@link #NORMAL}: each is sent once, in order, many under way at once.
 *
 * @param copies each callback is sent 1 to this many times (1: once)
 * @param shuffle each is delayed by a random part of this span
 * @param dropProbability each is lost with this probability
 * @param burst callbacks are held back for this span, then sent all at once
 * @param staleSignature timestamps are ten minutes old, rightly signed
 * @param foreignReceiveId the ciphertext names another corp
 * @param badSignature the signature is wrong
 * @param seed of all that is random
 */
public record CallbackMode(
        int copies,
        Duration shuffle,
        double dropProbability,
        Duration burst,
        boolean staleSignature,
        boolean foreignReceiveId,
        boolean badSignature,
        long seed) {
    public static final CallbackMode NORMAL =
            new CallbackMode(1, Duration.ZERO, 0, Duration.ZERO, false, false, false, 0);

    /** Each callback one to five times, shuffled within a span. */
    public static CallbackMode repeatedAndShuffled(int copies, Duration within, long seed) {
        return new CallbackMode(copies, within, 0, Duration.ZERO, false, false, false, seed);
    }

    public static CallbackMode dropping(double probability, long seed) {
        return new CallbackMode(1, Duration.ZERO, probability, Duration.ZERO, false, false, false, seed);
    }

    public static CallbackMode bursting(Duration heldFor) {
        return new CallbackMode(1, Duration.ZERO, 0, heldFor, false, false, false, 0);
    }

    public static CallbackMode stale() {
        return new CallbackMode(1, Duration.ZERO, 0, Duration.ZERO, true, false, false, 0);
    }

    public static CallbackMode foreign() {
        return new CallbackMode(1, Duration.ZERO, 0, Duration.ZERO, false, true, false, 0);
    }
}
