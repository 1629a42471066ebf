package scrm.messaging.job;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

import scrm.events.CorpId;

/**
 * Does one kind of job, a slice at a time; a bean of this type is all that it takes. Slices of a job follow one
 * another, in whichever process has time. A slice whose process died is done again from the same checkpoint.
 *
 * @param <P> the parameters' type
 */
public interface JobHandler<P extends Record> {
    /** The kind that it does, at most 64 characters. */
    String kind();

    /** The parameters' type. */
    Class<P> parametersType();

    /**
     * Does the next slice, in no transaction, within a few seconds. An exception makes it try again after a growing
     * wait, and the job fail after some tries.
     */
    Slice next(Position<P> position);

    /**
     * Where a job stands.
     *
     * @param jobId the job
     * @param corpId the corp that it is for
     * @param parameters what was asked for
     * @param checkpoint what the slice before said; empty at the start
     */
    record Position<P extends Record>(String jobId, CorpId corpId, P parameters, String checkpoint) {}

    /**
     * What a slice did.
     *
     * @param checkpoint where the next slice begins, in the handler's own words
     * @param last whether there is no next slice
     * @param done how many items it did
     * @param failures the items that failed
     * @param total how many items the job has in all, if that is known better now
     * @param effect runs in the transaction that records the slice, and only if the slice counts
     * @param pause how long the next slice waits at least
     */
    record Slice(
            String checkpoint,
            boolean last,
            long done,
            List<Job.Failure> failures,
            @Nullable Long total,
            Runnable effect,
            Duration pause) {
        public Slice {
            failures = List.copyOf(failures);
        }

        /** A slice with another behind it. */
        public static Slice upTo(String checkpoint, long done, List<Job.Failure> failures) {
            return new Slice(checkpoint, false, done, failures, null, () -> {}, Duration.ZERO);
        }

        /** The last slice. */
        public static Slice last(long done, List<Job.Failure> failures) {
            return new Slice("", true, done, failures, null, () -> {}, Duration.ZERO);
        }

        /** The same with a total. */
        public Slice ofTotal(long items) {
            return new Slice(checkpoint, last, done, failures, items, effect, pause);
        }

        /** The same with a rest before the next slice, for whoever waits for others. */
        public Slice resting(Duration rest) {
            return new Slice(checkpoint, last, done, failures, total, effect, rest);
        }

        /** The same with an effect. */
        public Slice with(Runnable what) {
            return new Slice(checkpoint, last, done, failures, total, what, pause);
        }
    }
}
