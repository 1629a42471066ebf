package scrm.rest.job;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

import scrm.messaging.job.Job;

/**
 * How a job stands.
 *
 * @param id begins with the name of its service, by which the gateway finds it
 * @param kind what is done
 * @param state {@code RUNNING}, {@code CANCELLED}, {@code SUCCEEDED} or {@code FAILED}
 * @param total how many items there are, as far as known
 * @param done items done
 * @param failed items that failed
 * @param ratePerSecond items a second while it ran
 * @param etaSeconds absent if nothing can be said
 * @param errors the first items that failed
 * @param createdAt when it was asked for
 */
public record JobView(
        String id,
        String kind,
        Job.State state,
        long total,
        long done,
        long failed,
        double ratePerSecond,
        @Nullable Long etaSeconds,
        List<FailedItem> errors,
        Instant createdAt) {
    public JobView {
        errors = List.copyOf(errors);
    }

    /**
     * An item that failed.
     *
     * @param item as the job's kind names its items
     * @param reason why
     */
    public record FailedItem(String item, String reason) {
        static FailedItem of(Job.Failure failure) {
            return new FailedItem(failure.item(), failure.reason());
        }
    }
}
