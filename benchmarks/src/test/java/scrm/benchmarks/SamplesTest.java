package scrm.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SamplesTest {
    @Test
    void aRatioIsTakenWithinEachRound() {
        Samples samples = new Samples("/s");
        double[][] rounds = {{10, 20}, {30, 30}, {5, 20}};
        for (double[] round : rounds) {
            samples.add("ours", round[0]);
            samples.add("theirs", round[1]);
        }

        Result result = samples.beside("rate", "ours", "theirs");

        assertThat(result.value()).isEqualTo(10);
        assertThat(result.ratio()).isEqualTo(0.5);
        assertThat(result.p10()).isEqualTo(0.25);
        assertThat(result.p90()).isEqualTo(1);
        assertThat(result.beside()).isEqualTo("theirs: 20.00 /s");
    }

    @Test
    void aPercentileIsTheNearestRank() {
        assertThat(Samples.percentile(List.of(3.0, 1.0, 2.0), 50)).isEqualTo(2);
        assertThat(Samples.percentile(List.of(1.0), 10)).isEqualTo(1);
        assertThat(Samples.percentile(List.of(), 50)).isNaN();
    }
}
