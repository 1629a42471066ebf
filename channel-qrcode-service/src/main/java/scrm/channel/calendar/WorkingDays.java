package scrm.channel.calendar;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.Map;
import java.util.Optional;

/**
 * Some days of a corp.
 *
 * @param zone the corp's time zone
 * @param holidays those of the days that are not what their weekday says
 */
public record WorkingDays(ZoneId zone, Map<LocalDate, Holiday> holidays) {
    public WorkingDays {
        holidays = Map.copyOf(holidays);
    }

    /** The date on the wall. */
    public LocalDate date(Instant at) {
        return at.atZone(zone).toLocalDate();
    }

    /** Which weekday's work begins on this date; empty if none does. */
    public Optional<DayOfWeek> weekday(LocalDate date) {
        Holiday holiday = holidays.get(date);
        return holiday == null ? Optional.of(date.getDayOfWeek()) : Optional.ofNullable(holiday.worksAs());
    }

    /**
     * When the clock on the wall shows this: the first time if it is set back over it, the moment of the leap if it is
     * set forward over it. So what is later on the wall is never earlier in time.
     */
    public Instant instant(LocalDate date, LocalTime time) {
        LocalDateTime onTheWall = date.atTime(time);
        ZoneOffsetTransition transition = zone.getRules().getTransition(onTheWall);
        return transition != null && transition.isGap()
                ? transition.getInstant()
                : onTheWall.atZone(zone).toInstant();
    }

    /** When the next date begins. */
    public Instant midnightAfter(Instant at) {
        return instant(date(at).plusDays(1), LocalTime.MIDNIGHT);
    }
}
