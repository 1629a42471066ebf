package scrm.channel.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WorkingDaysTest {
    private static final LocalDate SATURDAY = LocalDate.of(2026, 11, 28);

    @Test
    void aHolidayIsClosedOrWorkedAsAnotherWeekday() {
        WorkingDays days = new WorkingDays(
                ZoneId.of("Asia/Shanghai"),
                Map.of(
                        SATURDAY,
                        new Holiday(SATURDAY, DayOfWeek.MONDAY),
                        SATURDAY.plusDays(2),
                        new Holiday(SATURDAY.plusDays(2), null)));

        assertThat(days.weekday(SATURDAY)).contains(DayOfWeek.MONDAY);
        assertThat(days.weekday(SATURDAY.plusDays(1))).contains(DayOfWeek.SUNDAY);
        assertThat(days.weekday(SATURDAY.plusDays(2))).isEmpty();
    }

    @Test
    void aTimeThatTheClockSkipsIsTheMomentOfTheLeap() {
        WorkingDays newYork = new WorkingDays(ZoneId.of("America/New_York"), Map.of());
        LocalDate spring = LocalDate.of(2026, 3, 8);
        Instant leap = Instant.parse("2026-03-08T07:00:00Z");

        assertThat(newYork.instant(spring, LocalTime.of(1, 59))).isEqualTo(leap.minusSeconds(60));
        assertThat(newYork.instant(spring, LocalTime.of(2, 0))).isEqualTo(leap);
        assertThat(newYork.instant(spring, LocalTime.of(2, 59))).isEqualTo(leap);
        assertThat(newYork.instant(spring, LocalTime.of(3, 0))).isEqualTo(leap);
    }

    @Test
    void aTimeThatTheClockShowsTwiceIsTheFirst() {
        WorkingDays newYork = new WorkingDays(ZoneId.of("America/New_York"), Map.of());

        assertThat(newYork.instant(LocalDate.of(2026, 11, 1), LocalTime.of(1, 30)))
                .isEqualTo(Instant.parse("2026-11-01T05:30:00Z"));
    }

    @Test
    void theNextDateBeginsAtLocalMidnightAlsoAfterADayOf25Hours() {
        WorkingDays newYork = new WorkingDays(ZoneId.of("America/New_York"), Map.of());

        assertThat(newYork.midnightAfter(Instant.parse("2026-11-01T04:00:00Z")))
                .isEqualTo(Instant.parse("2026-11-02T05:00:00Z"));
    }
}
