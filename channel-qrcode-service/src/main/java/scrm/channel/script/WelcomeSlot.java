package scrm.channel.script;

import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Set;

/**
 * Hours of the week by the clock on the wall. A slot that ends at or before its beginning lasts past midnight and
 * belongs to the day on which it began; one that ends when it begins lasts 24 hours. When clocks are set back, an hour
 * comes twice and a slot holds both times.
 *
 * @param weekdays on which it begins
 * @param from when it begins
 * @param until when it is over
 */
public record WelcomeSlot(Set<DayOfWeek> weekdays, LocalTime from, LocalTime until) {
    public WelcomeSlot {
        weekdays = Set.copyOf(weekdays);
    }

    boolean holds(LocalDateTime local) {
        LocalTime time = local.toLocalTime();
        boolean begun = weekdays.contains(local.getDayOfWeek()) && !time.isBefore(from);
        if (from.isBefore(until)) {
            return begun && time.isBefore(until);
        }
        return begun || (weekdays.contains(local.getDayOfWeek().minus(1)) && time.isBefore(until));
    }
}
