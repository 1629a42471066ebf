package scrm.group.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class PoissonTest {
    @Test
    void isTheSumOfItsTerms() {
        Random random = new Random(7);
        for (int i = 0; i < 2000; i++) {
            double mean = 60 * random.nextDouble();
            int times = random.nextInt(80);
            double sum = 0;
            for (int k = 0; k <= times; k++) {
                double log = -mean + k * Math.log(mean);
                for (int j = 2; j <= k; j++) {
                    log -= Math.log(j);
                }
                sum += Math.exp(log);
            }
            assertThat(Poisson.atMost(times, mean)).isCloseTo(sum, within(1e-9));
            assertThat(Poisson.atLeast(times + 1, mean)).isCloseTo(1 - sum, within(1e-9));
        }
    }

    @Test
    void nothingIsExpectedOfNothing() {
        assertThat(Poisson.atMost(0, 0)).isEqualTo(1);
        assertThat(Poisson.atLeast(0, 0)).isEqualTo(1);
        assertThat(Poisson.atLeast(1, 0)).isZero();
    }

    @Test
    void largeMeansGoOnWhereTheSumEnds() {
        assertThat(Poisson.atMost(660, 701)).isCloseTo(Poisson.atMost(660, 700), within(0.005));
        assertThat(Poisson.atMost(750, 701)).isCloseTo(Poisson.atMost(750, 700), within(0.005));
    }

    @Test
    void twoThatDifferByChanceDoNotDiffer() {
        assertThat(Poisson.differ(10, 10)).isEqualTo(1);
        assertThat(Poisson.differ(3, 9)).isEqualTo(1);
        assertThat(Poisson.differ(14, 10)).isGreaterThan(0.15);
        assertThat(Poisson.differ(30, 10)).isLessThan(0.001);
    }
}
