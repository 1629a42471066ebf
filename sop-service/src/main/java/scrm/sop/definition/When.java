package scrm.sop.definition;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import org.jspecify.annotations.Nullable;

/** When a step comes due, counted from what began the enrolment or from the step before. */
public sealed interface When {
    /**
     * @param from when that was from which is counted
     * @param zone of the corp
     */
    Instant dueAt(Instant from, ZoneId zone);

    /** Whether it would be due before that from which is counted, for somebody. */
    boolean mayPrecedeTrigger();

    /** A while after. */
    record After(Duration duration) implements When {
        @Override
        public Instant dueAt(Instant from, ZoneId zone) {
            return from.plus(duration);
        }

        @Override
        public boolean mayPrecedeTrigger() {
            return duration.isNegative();
        }
    }

    /**
     * Some days later by the corp's calendar, day 0 being the day from which is counted. It is due when the corp's
     * clocks first show that date and time ({@link WallClock#first}).
     *
     * @param day 0 to 3650
     * @param at by the corp's clocks; null: at the time of day from which is counted
     */
    record OnDay(int day, @Nullable LocalTime at) implements When {
        @Override
        public Instant dueAt(Instant from, ZoneId zone) {
            LocalDateTime began = LocalDateTime.ofInstant(from, zone);
            LocalDate date = began.toLocalDate().plusDays(day);
            return WallClock.first(date.atTime(at == null ? began.toLocalTime() : at), zone);
        }

        @Override
        public boolean mayPrecedeTrigger() {
            return day < 0 || (day == 0 && at != null);
        }
    }

    /**
     * The next time at which it is that day of the week and that time.
     *
     * @param weekday by the corp's calendar
     * @param at by the corp's clocks
     */
    record OnWeekday(DayOfWeek weekday, LocalTime at) implements When {
        @Override
        public Instant dueAt(Instant from, ZoneId zone) {
            LocalDate date = LocalDate.ofInstant(from, zone).with(TemporalAdjusters.previousOrSame(weekday));
            Instant due = WallClock.first(date.atTime(at), zone);
            while (!due.isAfter(from)) {
                date = date.plusWeeks(1);
                due = WallClock.first(date.atTime(at), zone);
            }
            return due;
        }

        @Override
        public boolean mayPrecedeTrigger() {
            return false;
        }
    }

    /**
     * As another says, but counted from the time at which the step before is due.
     *
     * @param when how long after that
     */
    record AfterPrevious(When when) implements When {
        @Override
        public Instant dueAt(Instant from, ZoneId zone) {
            return when.dueAt(from, zone);
        }

        @Override
        public boolean mayPrecedeTrigger() {
            return when.mayPrecedeTrigger();
        }
    }
}
