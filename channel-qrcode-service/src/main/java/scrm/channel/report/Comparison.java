package scrm.channel.report;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

import scrm.channel.script.WelcomeArms;
import scrm.rest.Share;

/**
 * Arms set against one another. The rule of the verdict:
 *
 * <ol>
 *   <li>{@code TOO_EARLY} while an arm has fewer than {@value #LEAST} contacts who can be judged.
 *   <li>{@code BETTER} if one arm's share is above that of each other arm for certain: its interval excludes 0.
 *   <li>{@code NO_DIFFERENCE} if every interval lies within 5 points of 0, so that what difference there may be does
 *       not matter.
 *   <li>Else {@code TOO_EARLY}: more contacts will tell.
 * </ol>
 *
 * The intervals hold all at once in 95 of 100 experiments: with more than two arms each is the wider, by Bonferroni's
 * correction for the number of pairs.
 *
 * @param better the arm that is better; null unless the verdict is {@code BETTER}
 * @param differences of each arm from each later one; empty until all have contacts who can be judged
 */
record Comparison(Verdict verdict, @Nullable String better, List<Difference> differences) {
    static final int LEAST = 100;
    static final double MARGIN = 0.05;

    /** Quantiles of the normal distribution for 2 to 5 arms: 1 - 0.05 / (2 · pairs). */
    private static final double[] Z = {1.959964, 2.393980, 2.638257, 2.807034};

    Comparison {
        differences = List.copyOf(differences);
    }

    enum Verdict {
        TOO_EARLY,
        BETTER,
        NO_DIFFERENCE
    }

    /** By how much an arm's share is above another's, and where the true difference lies. */
    record Difference(String arm, String than, double value, Share.Interval interval) {
        boolean favours(String one) {
            return arm.equals(one) ? interval.low() > 0 : interval.high() < 0;
        }

        boolean concerns(String one) {
            return arm.equals(one) || than.equals(one);
        }

        boolean isSmall() {
            return interval.low() > -MARGIN && interval.high() < MARGIN;
        }
    }

    /** @param shares 2 to 5, of the arms in their order */
    static Comparison of(List<Share> shares) {
        if (shares.stream().anyMatch(share -> share.of() == 0)) {
            return new Comparison(Verdict.TOO_EARLY, null, List.of());
        }
        List<Difference> differences = differences(shares);
        if (shares.stream().anyMatch(share -> share.of() < LEAST)) {
            return new Comparison(Verdict.TOO_EARLY, null, differences);
        }
        for (int i = 0; i < shares.size(); i++) {
            String arm = WelcomeArms.name(i);
            if (differences.stream().filter(one -> one.concerns(arm)).allMatch(one -> one.favours(arm))) {
                return new Comparison(Verdict.BETTER, arm, differences);
            }
        }
        boolean small = differences.stream().allMatch(Difference::isSmall);
        return new Comparison(small ? Verdict.NO_DIFFERENCE : Verdict.TOO_EARLY, null, differences);
    }

    private static List<Difference> differences(List<Share> shares) {
        double z = Z[shares.size() - 2];
        List<Difference> differences = new ArrayList<>();
        for (int i = 0; i < shares.size(); i++) {
            for (int j = i + 1; j < shares.size(); j++) {
                Share one = shares.get(i);
                Share other = shares.get(j);
                differences.add(new Difference(
                        WelcomeArms.name(i), WelcomeArms.name(j), one.value() - other.value(), one.above(other, z)));
            }
        }
        return differences;
    }
}
