package scrm.sop.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

import scrm.rest.Share;
import scrm.sop.result.Results.Compared;

class LiftTest {
    @Test
    void ofOneShareItIsTheDifferenceWithItsInterval() {
        Lift lift = Objects.requireNonNull(Lift.of(share(20, 80, 40, 20, 2)));

        Share.Interval interval = new Share(80, 40).above(new Share(20, 2), 1.96);
        assertThat(lift.difference()).isCloseTo(0.4, within(1e-12));
        assertThat(lift.low()).isCloseTo(interval.low(), within(1e-12));
        assertThat(lift.high()).isCloseTo(interval.high(), within(1e-12));
    }

    @Test
    void ofSeveralSharesEachIsComparedByItself() {
        List<Compared> compared = new ArrayList<>(share(10, 900, 90, 100, 5));
        compared.addAll(share(50, 100, 60, 100, 50));

        Lift lift = Objects.requireNonNull(Lift.of(compared));

        // All together would say that the plan does harm: 150 of 1000 against 55 of 200.
        assertThat(lift.enrolled()).isEqualTo(1000);
        assertThat(lift.converted()).isEqualTo(150);
        assertThat(lift.heldOut()).isEqualTo(200);
        assertThat(lift.heldOutConverted()).isEqualTo(55);
        assertThat(lift.difference()).isCloseTo(0.05 * 1000 / 1200 + 0.1 * 200 / 1200, within(1e-12));
        Share.Interval first = new Share(900, 90).above(new Share(100, 5), 1.96);
        Share.Interval second = new Share(100, 60).above(new Share(100, 50), 1.96);
        assertThat(lift.low())
                .isCloseTo(
                        lift.difference()
                                - Math.hypot((0.05 - first.low()) * 1000 / 1200, (0.1 - second.low()) * 200 / 1200),
                        within(1e-12));
        assertThat(lift.high()).isGreaterThan(lift.difference());
    }

    @Test
    void whoHadNobodyBesideThemIsNotCompared() {
        List<Compared> compared = new ArrayList<>(share(0, 500, 400, 0, 0));
        assertThat(Lift.of(compared)).isNull();

        compared.addAll(share(20, 80, 40, 20, 2));

        Lift lift = Objects.requireNonNull(Lift.of(compared));
        assertThat(lift.enrolled()).isEqualTo(80);
        assertThat(lift.difference()).isCloseTo(0.4, within(1e-12));
    }

    private static List<Compared> share(int holdOut, long enrolled, long bought, long heldOut, long heldOutBought) {
        return List.of(
                new Compared(holdOut, false, "ENROLLED", enrolled, enrolled),
                new Compared(holdOut, false, "BOUGHT", bought, bought),
                new Compared(holdOut, true, "ENROLLED", heldOut, heldOut),
                new Compared(holdOut, true, "BOUGHT", heldOutBought, heldOutBought));
    }
}
