package scrm.sop.result;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

import scrm.rest.Share;
import scrm.sop.result.Results.Compared;

/**
 * What a plan came to beside those who would have been in it and were held out by chance: it tells what the plan
 * caused. Where it held out several shares in its life, those of each are compared among themselves, and the
 * differences are weighed by how many there were: of all together, more of the held out would be from when the share
 * was large.
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

    /** Those from when one share was held out. */
    private record Sides(Share enrolled, Share heldOut) {
        static Sides of(List<Compared> compared) {
            return new Sides(share(compared, false), share(compared, true));
        }

        boolean bothThere() {
            return enrolled.of() > 0 && heldOut.of() > 0;
        }

        double all() {
            return (double) enrolled.of() + heldOut.of();
        }

        double difference() {
            return enrolled.value() - heldOut.value();
        }

        Share.Interval interval() {
            return enrolled.above(heldOut, NINETY_FIVE_PERCENT);
        }

        Sides plus(Sides other) {
            return new Sides(enrolled.plus(other.enrolled), heldOut.plus(other.heldOut));
        }
    }

    /** @return null if there is nobody on one of the two sides */
    static @Nullable Lift of(List<Compared> compared) {
        Collection<List<Compared>> shares = compared.stream()
                .collect(Collectors.groupingBy(Compared::holdOut))
                .values();
        List<Sides> strata =
                shares.stream().map(Sides::of).filter(Sides::bothThere).toList();
        return strata.isEmpty() ? null : weighed(strata);
    }

    private static Lift weighed(List<Sides> strata) {
        Sides all = strata.stream().reduce(Sides::plus).orElseThrow();
        double difference = 0;
        double below = 0;
        double above = 0;
        for (Sides each : strata) {
            double weight = each.all() / all.all();
            difference += weight * each.difference();
            // Independent of one another, so the squares of their distances add up.
            below = Math.hypot(
                    below, weight * (each.difference() - each.interval().low()));
            above = Math.hypot(above, weight * (each.interval().high() - each.difference()));
        }
        return new Lift(
                all.enrolled().of(),
                all.enrolled().hits(),
                all.heldOut().of(),
                all.heldOut().hits(),
                difference,
                difference - below,
                difference + above);
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
