package scrm.channel.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class StretchTest {
    private static final Instant MARCH = Instant.parse("2026-03-01T00:00:00Z");
    private static final Instant DECEMBER = Instant.parse("2026-12-01T00:00:00Z");

    @Test
    void aZoneThatNeverChangesItsClocksHasOneStretch() {
        assertThat(Stretch.between(MARCH, DECEMBER, ZoneId.of("Asia/Shanghai")))
                .containsExactly(new Stretch(MARCH, DECEMBER, 8 * 3600));
        assertThat(Stretch.between(MARCH, DECEMBER, ZoneId.of("UTC"))).containsExactly(new Stretch(MARCH, DECEMBER, 0));
    }

    @Test
    void everyChangeOfTheClocksBeginsAStretch() {
        Instant summer = Instant.parse("2026-03-29T01:00:00Z");
        Instant winter = Instant.parse("2026-10-25T01:00:00Z");

        assertThat(Stretch.between(MARCH, DECEMBER, ZoneId.of("Europe/Berlin")))
                .containsExactly(
                        new Stretch(MARCH, summer, 3600),
                        new Stretch(summer, winter, 7200),
                        new Stretch(winter, DECEMBER, 3600));
        assertThat(Stretch.between(summer, winter, ZoneId.of("Europe/Berlin")))
                .containsExactly(new Stretch(summer, winter, 7200));
    }

    @Test
    void noTimeHasNoStretch() {
        assertThat(Stretch.between(MARCH, MARCH, ZoneId.of("Europe/Berlin"))).isEmpty();
    }
}
