package scrm.sop.festival;

import java.time.DateTimeException;
import java.time.LocalDate;

/**
 * How long the months of each lunar year are, as almanacs publish them. A table, because reckoning the moon is not good
 * enough: ICU's calendar has the Spring Festival of 2027 and of 2030 one day off.
 */
final class LunarYears {
    static final int FIRST = 2019;
    static final int LAST = 2100;

    private static final LocalDate FIRST_DAY = LocalDate.of(2019, 2, 5);

    /**
     * For each year 17 bits in the usual form: bit 16 is set if the leap month has 30 days and not 29, bits 15 to 4
     * likewise for the months 1 to 12, and the lowest four hold which month is followed by a leap month; 0: none.
     */
    private static final int[] YEARS = {
        0x0a930, // 2019
        0x07954, 0x06aa0, 0x0ad50, 0x05b52, 0x04b60, 0x0a6e6, 0x0a4e0, 0x0d260, 0x0ea65, 0x0d530, // 2020
        0x05aa0, 0x076a3, 0x096d0, 0x04afb, 0x04ad0, 0x0a4d0, 0x1d0b6, 0x0d250, 0x0d520, 0x0dd45, // 2030
        0x0b5a0, 0x056d0, 0x055b2, 0x049b0, 0x0a577, 0x0a4b0, 0x0aa50, 0x1b255, 0x06d20, 0x0ada0, // 2040
        0x14b63, 0x09370, 0x049f8, 0x04970, 0x064b0, 0x168a6, 0x0ea50, 0x06b20, 0x1a6c4, 0x0aae0, // 2050
        0x092e0, 0x0d2e3, 0x0c960, 0x0d557, 0x0d4a0, 0x0da50, 0x05d55, 0x056a0, 0x0a6d0, 0x055d4, // 2060
        0x052d0, 0x0a9b8, 0x0a950, 0x0b4a0, 0x0b6a6, 0x0ad50, 0x055a0, 0x0aba4, 0x0a5b0, 0x052b0, // 2070
        0x0b273, 0x06930, 0x07337, 0x06aa0, 0x0ad50, 0x14b55, 0x04b60, 0x0a570, 0x054e4, 0x0d160, // 2080
        0x0e968, 0x0d520, 0x0daa0, 0x16aa6, 0x056d0, 0x04ae0, 0x0a9d4, 0x0a2d0, 0x0d150, 0x0f252, // 2090
        0x0d520, // 2100
    };

    private LunarYears() {}

    /** The first day of a month that is no leap month. */
    static LocalDate firstDay(int year, int month) {
        int bits = bits(year);
        int days = 0;
        for (int before = 1; before < month; before++) {
            days += monthDays(bits, before) + (leapMonth(bits) == before ? leapDays(bits) : 0);
        }
        return newYear(year).plusDays(days);
    }

    static int daysIn(int year, int month) {
        return monthDays(bits(year), month);
    }

    private static LocalDate newYear(int year) {
        int days = 0;
        for (int before = FIRST; before < year; before++) {
            days += yearDays(bits(before));
        }
        return FIRST_DAY.plusDays(days);
    }

    private static int yearDays(int bits) {
        int days = leapMonth(bits) == 0 ? 0 : leapDays(bits);
        for (int month = 1; month <= 12; month++) {
            days += monthDays(bits, month);
        }
        return days;
    }

    private static int bits(int year) {
        if (year < FIRST || year > LAST) {
            throw new DateTimeException("the lunar year " + year + " is not known");
        }
        return YEARS[year - FIRST];
    }

    private static int monthDays(int bits, int month) {
        return (bits & 0x10000 >> month) == 0 ? 29 : 30;
    }

    private static int leapMonth(int bits) {
        return bits & 0xF;
    }

    private static int leapDays(int bits) {
        return (bits & 0x10000) == 0 ? 29 : 30;
    }
}
