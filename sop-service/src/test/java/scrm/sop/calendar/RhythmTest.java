package scrm.sop.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

import scrm.sop.calendar.Rhythm.Gap;

class RhythmTest {
    private static final LocalDate FIRST = day(1);
    private static final LocalDate LAST = day(10);

    @Test
    void everyDayWithoutAnEntryBreaksADailyPromise() {
        assertThat(new Rhythm(1).gaps(days(1, 2, 4, 7, 8, 9, 10), FIRST, LAST)).containsExactly(gap(3, 3), gap(5, 6));
    }

    @Test
    void aWeeklyPromiseIsBrokenBySevenDaysOfSilence() {
        Rhythm weekly = new Rhythm(7);

        assertThat(weekly.gaps(days(1, 8, 15), FIRST, LAST)).isEmpty();
        assertThat(weekly.gaps(days(1, 9), FIRST, LAST)).containsExactly(gap(2, 8), gap(10, 10));
    }

    @Test
    void aSilenceThatBeginsBeforeTheRangeCountsWhole() {
        assertThat(new Rhythm(7).gaps(days(3, 9, 16), FIRST, LAST))
                .as("six days before the third at most")
                .containsExactly(gap(1, 2));
        assertThat(new Rhythm(7).gaps(days(-2, 3, 9, 16), FIRST, LAST)).isEmpty();
    }

    @Test
    void anEmptyCalendarIsOneGap() {
        assertThat(new Rhythm(3).gaps(List.of(), FIRST, LAST)).containsExactly(gap(1, 10));
    }

    private static Gap gap(int from, int until) {
        return new Gap(day(from), day(until));
    }

    private static List<LocalDate> days(int... days) {
        return IntStream.of(days).mapToObj(RhythmTest::day).toList();
    }

    private static LocalDate day(int day) {
        return LocalDate.of(2026, 11, 30).plusDays(day);
    }
}
