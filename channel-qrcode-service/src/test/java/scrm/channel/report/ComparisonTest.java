package scrm.channel.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

import scrm.channel.report.Comparison.Verdict;
import scrm.rest.Share;
import scrm.rest.Share.Interval;

class ComparisonTest {
    @Test
    void theIntervalIsNewcombes() {
        // Newcombe 1998, table II, method 10: 56/70 - 48/80 lies in 0.0524 .. 0.3339, 9/10 - 3/10 in 0.1705 .. 0.8090.
        near(new Share(70, 56).above(new Share(80, 48), 1.959964), 0.0524, 0.3339);
        near(new Share(10, 9).above(new Share(10, 3), 1.959964), 0.1705, 0.8090);
        near(new Share(10, 10).above(new Share(10, 0), 1.959964), 0.6075, 1.0);
    }

    @Test
    void itIsTooEarlyWhileAnArmHasFewContacts() {
        assertThat(of(0, 0, 0, 0).verdict()).isEqualTo(Verdict.TOO_EARLY);
        assertThat(of(0, 0, 0, 0).differences()).isEmpty();
        assertThat(of(99, 99, 5_000, 0).verdict()).isEqualTo(Verdict.TOO_EARLY);
        assertThat(of(99, 99, 5_000, 0).differences()).hasSize(1);
        assertThat(of(100, 100, 100, 0).verdict()).isEqualTo(Verdict.BETTER);
    }

    @Test
    void anArmIsBetterWhenTheIntervalExcludesZero() {
        Comparison comparison = of(1_000, 700, 1_000, 760);

        assertThat(comparison.verdict()).isEqualTo(Verdict.BETTER);
        assertThat(comparison.better()).isEqualTo("B");
        assertThat(comparison.differences()).singleElement().satisfies(difference -> {
            assertThat(difference.arm()).isEqualTo("A");
            assertThat(difference.than()).isEqualTo("B");
            assertThat(difference.value()).isEqualTo(-0.06, within(1e-9));
            assertThat(difference.interval().high()).isNegative();
        });
        assertThat(of(1_000, 760, 1_000, 700).better()).isEqualTo("A");
    }

    @Test
    void thereIsNoDifferenceOnceFivePointsAreRuledOut() {
        assertThat(of(500, 350, 500, 350).verdict()).isEqualTo(Verdict.TOO_EARLY);
        assertThat(of(2_000, 1_400, 2_000, 1_410).verdict()).isEqualTo(Verdict.NO_DIFFERENCE);
        assertThat(of(2_000, 1_400, 2_000, 1_410).better()).isNull();
        // Nobody was lost anywhere.
        assertThat(of(1_000, 1_000, 1_000, 1_000).verdict()).isEqualTo(Verdict.NO_DIFFERENCE);
    }

    @Test
    void theBestOfManyMustBeatEachOther() {
        assertThat(of(1_000, 700, 1_000, 760, 1_000, 755).verdict()).isEqualTo(Verdict.TOO_EARLY);
        assertThat(of(1_000, 700, 1_000, 760, 1_000, 690).better()).isEqualTo("B");
        // Two arms at 95 % would do with less than three need.
        assertThat(of(1_000, 700, 1_000, 742).better()).isEqualTo("B");
        assertThat(of(1_000, 700, 1_000, 742, 1_000, 700).better()).isNull();
    }

    @Test
    void likeArmsAreCalledDifferentInAtMostFiveOfAHundredExperiments() {
        Random random = new Random(20261123);
        int experiments = 4_000;
        for (int arms : new int[] {2, 5}) {
            long wrong = 0;
            for (int i = 0; i < experiments; i++) {
                Share[] shares = new Share[arms];
                for (int arm = 0; arm < arms; arm++) {
                    shares[arm] = new Share(
                            400, random.ints(400, 0, 100).filter(n -> n < 80).count());
                }
                if (Comparison.of(List.of(shares)).verdict() == Verdict.BETTER) {
                    wrong++;
                }
            }
            // 200, and what three standard deviations add.
            assertThat(wrong).as("%d arms", arms).isLessThan(242);
        }
    }

    private static Comparison of(long... sharesAndHits) {
        Share[] shares = new Share[sharesAndHits.length / 2];
        Arrays.setAll(shares, i -> new Share(sharesAndHits[2 * i], sharesAndHits[2 * i + 1]));
        return Comparison.of(List.of(shares));
    }

    private static void near(Interval interval, double low, double high) {
        assertThat(interval.low()).isEqualTo(low, within(0.0001));
        assertThat(interval.high()).isEqualTo(high, within(0.0001));
    }
}
