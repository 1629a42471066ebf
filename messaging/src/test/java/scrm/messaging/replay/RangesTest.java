package scrm.messaging.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RangesTest {
    private final Ranges two = new Ranges(
            7,
            List.of(
                    new Ranges.Range("t_1.wecom.external-contact", 3, 17, 40),
                    new Ranges.Range("t_1.wecom.app", 0, 0, 5)));

    @Test
    void whatIsWrittenIsReadAgain() {
        assertThat(Ranges.parse(two.toString())).isEqualTo(two);
        assertThat(Ranges.parse(new Ranges(0, List.of()).toString())).isEqualTo(new Ranges(0, List.of()));
    }

    @Test
    void aRangeGoesOnWhereItWasLeftAndGoesAtItsEnd() {
        Ranges halfway = two.after(2, 30);
        assertThat(halfway.found()).isEqualTo(9);
        assertThat(halfway.left()).first().isEqualTo(new Ranges.Range("t_1.wecom.external-contact", 3, 30, 40));
        assertThat(halfway.after(0, 41).left()).containsExactly(new Ranges.Range("t_1.wecom.app", 0, 0, 5));
    }
}
