package scrm.messaging.job;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

import scrm.events.CorpId;

/** The jobs of a service. */
public interface Jobs {
    /** How many failed items a job keeps. */
    int ERRORS_KEPT = 100;

    /**
     * Begins a job, in the running transaction.
     *
     * @param total how many items there are, 0 if that is not known yet
     * @throws IllegalStateException if no transaction is active
     */
    Job start(CorpId corpId, String kind, Record parameters, long total);

    /** A job of a corp. */
    Optional<Job> find(CorpId corpId, String id);

    /**
     * A corp's jobs, the latest first.
     *
     * @param after the id of the last job of the page before; absent for the first page
     */
    List<Job> list(CorpId corpId, @Nullable String after, int limit);

    /** Stops a job after the slice that runs now; returns whether it ran. */
    boolean cancel(CorpId corpId, String id);

    /** Lets a cancelled or failed job go on where it stood; returns whether it was one. */
    boolean resume(CorpId corpId, String id);
}
