package scrm.messaging;

import java.time.Duration;
import java.time.Instant;

/**
 * Does one kind of work; a bean of this type is all that it takes.
 *
 * @param <P> the payload's type
 */
public interface WorkHandler<P extends Record> {
    /** The kind that it does. */
    String kind();

    /** The payload's type. */
    Class<P> payloadType();

    /**
     * Calls the outside, in no transaction, and says how it went. An exception counts as {@link Settlement#retry} with
     * a growing wait, or as {@link Settlement#unknown} if it came after {@link Call#begin}.
     */
    Settlement handle(Work<P> work);

    /**
     * Whether the call may be made again when its reply was lost. If not, {@link #handle} begins the {@link Call} right
     * before it makes it, and work that was left by a crash after that or was settled {@link Settlement#unknown} comes
     * to {@link #resolve}, never to {@link #handle}.
     */
    default boolean repeatable() {
        return true;
    }

    /**
     * Finds out whether a call that must not be repeated went through, by asking; called only if not repeatable.
     *
     * @param calledAt when the call began, by the service's clock
     */
    default Settlement resolve(Work<P> work, Instant calledAt) {
        return Settlement.unknown("nothing can be asked", Duration.ofHours(1));
    }

    /**
     * Whether somebody waits for each piece. Of other work that is due, more is claimed at once, but each time only
     * after a moment's rest.
     */
    default boolean urgent() {
        return false;
    }

    /** How many pieces of it run at once in one process. */
    default int concurrency() {
        return 4;
    }

    /**
     * How long a claim lasts: far longer than a call may take. If the call must not be repeated, it is how long a claim
     * lasts until the call begins, and nothing that comes before may take half of it.
     */
    default Duration lease() {
        return Duration.ofSeconds(30);
    }

    /**
     * For how long a claim is prolonged while the work runs; zero: it is not. Work that may take long is taken over
     * soon after its process died, if its lease is short and prolonged; what has hung for so long is taken over as
     * well.
     */
    default Duration prolongedFor() {
        return Duration.ZERO;
    }
}
