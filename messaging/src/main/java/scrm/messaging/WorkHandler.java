package scrm.messaging;

import java.time.Duration;

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
     * a growing wait, or as {@link Settlement#unknown} if the call may not be repeated: it may have come after it,
     * unless it comes out of {@link BeforeCall}.
     */
    Settlement handle(Work<P> work);

    /**
     * Whether the call may be made again when its reply was lost. If not, work whose lease expired or that was settled
     * {@link Settlement#unknown} comes to {@link #resolve}, never to {@link #handle}.
     */
    default boolean repeatable() {
        return true;
    }

    /** Finds out whether a call that must not be repeated went through, by asking; called only if not repeatable. */
    default Settlement resolve(Work<P> work) {
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

    /** How long a claim lasts; far longer than a call may take. */
    default Duration lease() {
        return Duration.ofSeconds(30);
    }
}
