package scrm.sop.festival;

import java.time.DateTimeException;
import java.time.LocalDate;

/**
 * A day of the Chinese lunar year, for example 8/15.
 *
 * @param month 1 to 12; a leap month is never meant
 * @param day 1 to 30; in a month of 29 days its last day stands for 30
 */
public record LunarDay(int month, int day) {
    public LunarDay {
        if (month < 1 || month > 12 || day < 1 || day > 30) {
            throw new IllegalArgumentException("no day of the lunar year");
        }
    }

    /**
     * When it is in a lunar year.
     *
     * @param lunarYear the year in which that lunar year begins, 2019 to 2100; its last weeks lie in the next
     * @throws DateTimeException if that year's months are not known
     */
    public LocalDate in(int lunarYear) {
        int last = LunarYears.daysIn(lunarYear, month);
        return LunarYears.firstDay(lunarYear, month).plusDays(Math.min(day, last) - 1L);
    }

    /**
     * The first one on that day or later.
     *
     * @throws DateTimeException if it lies in a lunar year whose months are not known
     */
    public LocalDate next(LocalDate day) {
        // The lunar year that a day lies in begins in the same year or in the one before.
        for (int year = day.getYear() - 1; ; year++) {
            LocalDate found = in(year);
            if (!found.isBefore(day)) {
                return found;
            }
        }
    }
}
