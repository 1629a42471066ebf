package scrm.sop.festival;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.time.temporal.TemporalAdjusters;

/**
 * Days that many in China keep, each once in every year from 2020 to 2100; the names are those of the API. Days late in
 * the lunar year, such as the 8th of its last month, are not among them: some years have two, some none.
 */
public enum Festival {
    NEW_YEAR("元旦"),
    SPRING_EVE("除夕"),
    SPRING("春节"),
    LANTERN("元宵"),
    VALENTINE("情人节"),
    WOMEN("妇女节"),
    QINGMING("清明"),
    LABOUR("劳动节"),
    MOTHERS("母亲节"),
    CHILDREN("儿童节"),
    FATHERS("父亲节"),
    DRAGON_BOAT("端午"),
    QIXI("七夕"),
    TEACHERS("教师节"),
    MID_AUTUMN("中秋"),
    NATIONAL("国庆"),
    DOUBLE_NINTH("重阳"),
    SINGLES("双十一"),
    WINTER_SOLSTICE("冬至"),
    CHRISTMAS("圣诞节");

    private final String chineseName;

    Festival(String chineseName) {
        this.chineseName = chineseName;
    }

    /** As people call it. */
    public String chineseName() {
        return chineseName;
    }

    /**
     * Its day in a year from 2020 to 2100.
     *
     * @throws DateTimeException if it goes by the moon and that year's months are not known
     */
    public LocalDate in(int year) {
        return switch (this) {
            case NEW_YEAR -> LocalDate.of(year, Month.JANUARY, 1);
            case SPRING_EVE -> new LunarDay(1, 1).in(year).minusDays(1);
            case SPRING -> new LunarDay(1, 1).in(year);
            case LANTERN -> new LunarDay(1, 15).in(year);
            case VALENTINE -> LocalDate.of(year, Month.FEBRUARY, 14);
            case WOMEN -> LocalDate.of(year, Month.MARCH, 8);
            case QINGMING -> LocalDate.of(year, Month.APRIL, solarTerm(year, 4.81));
            case LABOUR -> LocalDate.of(year, Month.MAY, 1);
            case MOTHERS -> sunday(year, Month.MAY, 2);
            case CHILDREN -> LocalDate.of(year, Month.JUNE, 1);
            case FATHERS -> sunday(year, Month.JUNE, 3);
            case DRAGON_BOAT -> new LunarDay(5, 5).in(year);
            case QIXI -> new LunarDay(7, 7).in(year);
            case TEACHERS -> LocalDate.of(year, Month.SEPTEMBER, 10);
            case MID_AUTUMN -> new LunarDay(8, 15).in(year);
            case NATIONAL -> LocalDate.of(year, Month.OCTOBER, 1);
            case DOUBLE_NINTH -> new LunarDay(9, 9).in(year);
            case SINGLES -> LocalDate.of(year, Month.NOVEMBER, 11);
            // The rule below misses one year of the century: the sun was there just before midnight.
            case WINTER_SOLSTICE -> LocalDate.of(year, Month.DECEMBER, year == 2021 ? 21 : solarTerm(year, 21.94));
            case CHRISTMAS -> LocalDate.of(year, Month.DECEMBER, 25);
        };
    }

    private static LocalDate sunday(int year, Month month, int which) {
        return LocalDate.of(year, month, 1).with(TemporalAdjusters.dayOfWeekInMonth(which, DayOfWeek.SUNDAY));
    }

    /** The usual rule for the day of a solar term after February, for the years 2000 to 2100. */
    private static int solarTerm(int year, double constant) {
        int since = year - 2000;
        int leapDays = year == 2100 ? 24 : since / 4;
        return (int) (since * 0.2422 + constant) - leapDays;
    }
}
