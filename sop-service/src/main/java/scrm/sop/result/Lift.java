package scrm.sop.result;

import java.util.List;
import org.jspecify.annotations.Nullable;

import scrm.rest.Share;
import scrm.sop.result.Results.Compared;

/**
 * What a plan came to beside those who would have been in it and were held out by chance: it tells what the plan
 * caused.
 *
 * @param enrolled enrolments whose window is over
 * @param converted those in whose window the contact bought
 * @param heldOut contacts who were held out whose window is over
 * @param heldOutConverted those of them in whose window the contact bought
 * @param difference how much larger the share of those who bought is among the enrolled
 * @param low where the true difference begins, in 95 of 100 cases
 * @param high where it ends
 */
record Lift(
        long enrolled,
        long converted,
        long heldOut,
        long heldOutConverted,
        double difference,
        double low,
        double high) {
    private static final double NINETY_FIVE_PERCENT = 1.96;

    /** @return null if one of the two sides is empty */
    static @Nullable Lift of(List<Compared> compared) {
        Share enrolled = share(compared, false);
        Share heldOut = share(compared, true);
        if (enrolled.of() == 0 || heldOut.of() == 0) {
            return null;
        }
        Share.Interval interval = enrolled.above(heldOut, NINETY_FIVE_PERCENT);
        return new Lift(
                enrolled.of(),
                enrolled.hits(),
                heldOut.of(),
                heldOut.hits(),
                enrolled.value() - heldOut.value(),
                interval.low(),
                interval.high());
    }

    private static Share share(List<Compared> compared, boolean heldOut) {
        return new Share(sum(compared, heldOut, "ENROLLED"), sum(compared, heldOut, "BOUGHT"));
    }

    private static long sum(List<Compared> compared, boolean heldOut, String outcome) {
        return compared.stream()
                .filter(one -> one.heldOut() == heldOut && one.outcome().equals(outcome))
                .mapToLong(Compared::judged)
                .sum();
    }
}
