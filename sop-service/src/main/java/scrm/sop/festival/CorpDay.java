package scrm.sop.festival;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.Month;
import java.time.YearMonth;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A day that a corp keeps beside the festivals.
 *
 * @param name unique in the corp
 * @param year that one alone; null: every year
 * @param month 1 to 12
 * @param day of that month; in a shorter month its last day stands for it
 * @param lunar whether month and day are those of the lunar year
 */
record CorpDay(String name, @Nullable Integer year, int month, int day, boolean lunar) {
    /** When it is in a year; lunar days late in the lunar year may be there twice, or not at all. */
    List<LocalDate> in(int wanted) {
        if (year != null && year != wanted) {
            return List.of();
        }
        if (!lunar) {
            YearMonth solar = YearMonth.of(wanted, Month.of(month));
            return List.of(solar.atDay(Math.min(day, solar.lengthOfMonth())));
        }
        return Stream.of(wanted - 1, wanted)
                .map(new LunarDay(month, day)::in)
                .filter(found -> found.getYear() == wanted)
                .toList();
    }

    /** Whether there is such a day at all. */
    static boolean exists(@Nullable Integer year, int month, int day, boolean lunar) {
        if (lunar) {
            return day <= 30;
        }
        try {
            return LocalDate.of(year == null ? 2024 : year, month, day).getDayOfMonth() == day;
        } catch (DateTimeException e) {
            return false;
        }
    }
}
