package scrm.messaging.job;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

import scrm.events.CorpId;

/**
 * Long work and how far it is.
 *
 * @param id a UUID
 * @param corpId the corp that it is for
 * @param kind which {@link JobHandler} does it
 * @param state how it stands
 * @param total how many items there are, as far as known
 * @param done items done
 * @param failed items that failed; they are not tried again by this job
 * @param ratePerSecond items a second while it ran, waits for quota included
 * @param etaSeconds how long the rest takes at that rate; absent if it does not run or nothing can be said yet
 * @param errors the first {@value Jobs#ERRORS_KEPT} failed items
 * @param createdAt when it was asked for
 */
public record Job(
        String id,
        CorpId corpId,
        String kind,
        State state,
        long total,
        long done,
        long failed,
        double ratePerSecond,
        @Nullable Long etaSeconds,
        List<Failure> errors,
        Instant createdAt) {
    public Job {
        errors = List.copyOf(errors);
    }

    /** How a job stands. */
    public enum State {
        /** It runs, or waits for its turn. */
        RUNNING,
        /** Somebody stopped it; it can be resumed where it stood. */
        CANCELLED,
        /** It has been through all of its items. */
        SUCCEEDED,
        /** It could not go on; it can be resumed where it stood. */
        FAILED
    }

    /**
     * An item that failed.
     *
     * @param item names it
     * @param reason why, for people; without personal data
     */
    public record Failure(String item, String reason) {}
}
