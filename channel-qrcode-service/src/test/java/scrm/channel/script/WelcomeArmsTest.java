package scrm.channel.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import scrm.channel.script.WelcomeArms.Arm;
import scrm.events.ExternalUserId;

class WelcomeArmsTest {
    private static final int CONTACTS = 100_000;

    /** As WeCom's look: alike but for a few characters. */
    private static final List<ExternalUserId> IDS = IntStream.range(0, CONTACTS)
            .mapToObj(number -> new ExternalUserId("wmqfasd1e19278asdas%06d".formatted(number)))
            .toList();

    /** What chi-square exceeds by chance once in 1,000, for 1 to 4 degrees of freedom. */
    private static final double[] CHI_SQUARE = {10.828, 13.816, 16.266, 18.467};

    @Test
    void contactsAreSplitByWeightAsIfByChance() {
        for (int[] weights :
                new int[][] {{1, 1}, {50, 50}, {10, 90}, {1, 100}, {1, 1, 1}, {5, 3, 2, 7}, {1, 2, 3, 4, 5}}) {
            for (long code = 1; code <= 5; code++) {
                double chiSquare = chiSquare(counts(weights, Long.toString(code), null), weights);

                assertThat(chiSquare)
                        .as("%s of code %d", Arrays.toString(weights), code)
                        .isLessThan(CHI_SQUARE[weights.length - 2]);
            }
        }
    }

    @Test
    void theSplitIsNotMoreEvenThanChance() {
        // Ids one after another would come out exactly even under a careless hash.
        double sum = 0;
        for (long code = 1; code <= 100; code++) {
            sum += chiSquare(counts(new int[] {1, 1}, Long.toString(code), null, 2_000), new int[] {1, 1}, 2_000);
        }
        // The mean of chi-square with one degree of freedom is 1; that of 100 strays by 0.14.
        assertThat(sum / 100).isBetween(0.5, 1.5);
    }

    @Test
    void aContactHearsTheSameArmWheneverItComes() {
        WelcomeArms arms = arms(1, 1, 1);
        WelcomeArms edited = new WelcomeArms(arms.arms(), 9);
        String code = "3";

        for (int i = 0; i < 1_000; i++) {
            assertThat(edited.arm(code, "夜间", contact(i))).isEqualTo(arms.arm(code, "夜间", contact(i)));
        }
        // Pinned, for the arms of contacts must outlive releases.
        assertThat(IntStream.rangeClosed(1, 12)
                        .mapToObj(i -> arms.arm(code, "夜间", contact(i)))
                        .collect(Collectors.joining()))
                .isEqualTo("BBBCBCBCBBAA");
    }

    @Test
    void experimentsOfOneContactAreIndependent() {
        WelcomeArms arms = arms(1, 1);
        long[] together = new long[4];
        for (int i = 0; i < CONTACTS; i++) {
            String base = arms.arm("1", null, contact(i));
            String night = arms.arm("1", "夜间", contact(i));
            together[("A".equals(base) ? 0 : 2) + ("A".equals(night) ? 0 : 1)]++;
        }

        assertThat(chiSquare(together, new int[] {1, 1, 1, 1})).isLessThan(CHI_SQUARE[2]);
    }

    @Test
    void oneWordingIsNoExperiment() {
        assertThat(arms(1).arm("1", null, contact(1))).isNull();
    }

    private static long[] counts(int[] weights, String code, @Nullable String variant) {
        return counts(weights, code, variant, CONTACTS);
    }

    private static long[] counts(int[] weights, String code, @Nullable String variant, int contacts) {
        WelcomeArms arms = arms(weights);
        long[] counts = new long[weights.length];
        for (int i = 0; i < contacts; i++) {
            counts[Objects.requireNonNull(arms.arm(code, variant, contact(i))).charAt(0) - 'A']++;
        }
        return counts;
    }

    private static double chiSquare(long[] counts, int[] weights) {
        return chiSquare(counts, weights, CONTACTS);
    }

    private static double chiSquare(long[] counts, int[] weights, int contacts) {
        int all = 0;
        for (int weight : weights) {
            all += weight;
        }
        double sum = 0;
        for (int i = 0; i < counts.length; i++) {
            double expected = (double) contacts * weights[i] / all;
            sum += (counts[i] - expected) * (counts[i] - expected) / expected;
        }
        return sum;
    }

    private static WelcomeArms arms(int... weights) {
        List<Arm> arms = new ArrayList<>();
        for (int weight : weights) {
            arms.add(new Arm(weight, new WelcomeContent(new WelcomeText("你好" + arms.size()), Map.of(), List.of())));
        }
        return new WelcomeArms(arms, 1);
    }

    private static ExternalUserId contact(int number) {
        return IDS.get(number);
    }
}
