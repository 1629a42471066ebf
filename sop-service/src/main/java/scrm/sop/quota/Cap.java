package scrm.sop.quota;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import org.jspecify.annotations.Nullable;

/**
 * So many within each window at most.
 *
 * @param most null: as many as the window has days
 */
record Cap(Window window, @Nullable Integer most) {
    int most(Span span) {
        return most == null ? span.days() : most;
    }

    /** Calendar windows; weeks begin on Monday. */
    enum Window {
        DAY,
        WEEK,
        MONTH;

        /** The one that an instant is in. */
        Span around(Instant at, ZoneId zone) {
            LocalDate day = LocalDate.ofInstant(at, zone);
            LocalDate first = switch (this) {
                case DAY -> day;
                case WEEK -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
                case MONTH -> day.withDayOfMonth(1);
            };
            LocalDate next = switch (this) {
                case DAY -> first.plusDays(1);
                case WEEK -> first.plusWeeks(1);
                case MONTH -> first.plusMonths(1);
            };
            return new Span(
                    first.atStartOfDay(zone).toInstant(),
                    next.atStartOfDay(zone).toInstant(),
                    Math.toIntExact(ChronoUnit.DAYS.between(first, next)));
        }
    }

    /**
     * One window.
     *
     * @param until its first instant that is out of it
     */
    record Span(Instant from, Instant until, int days) {
        boolean holds(Instant at) {
            return !at.isBefore(from) && at.isBefore(until);
        }
    }
}
