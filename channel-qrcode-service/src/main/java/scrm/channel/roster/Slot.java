package scrm.channel.roster;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import scrm.channel.calendar.WorkingDays;
import scrm.events.UserId;

/**
 * Who is on at some time of some weekdays.
 *
 * @param weekdays on which it begins
 * @param from when it begins, in whole minutes of the corp's time zone
 * @param until when it ends: on the next day, unless that is after it began
 * @param users 1 to 100 members
 */
record Slot(Set<DayOfWeek> weekdays, LocalTime from, LocalTime until, List<SlotUser> users) {
    private static final long DAY = Duration.ofDays(1).toMinutes();
    private static final long WEEK = 7 * DAY;

    Slot {
        weekdays = Set.copyOf(weekdays);
        users = List.copyOf(users);
    }

    /** One time that it is worked. */
    record Shift(Instant from, Instant until) {
        boolean covers(Instant at) {
            return !at.isBefore(from) && at.isBefore(until);
        }
    }

    /** The shift that begins on this date, whatever weekday that is. */
    Shift on(LocalDate date, WorkingDays days) {
        return new Shift(days.instant(date, from), days.instant(until.isAfter(from) ? date : date.plusDays(1), until));
    }

    Optional<SlotUser> user(UserId userId) {
        return users.stream().filter(user -> user.userId().equals(userId)).findFirst();
    }

    /** Whether both are worked at some time of a week without holidays. */
    boolean overlaps(Slot other) {
        return weekdays.stream()
                .anyMatch(day -> other.weekdays.stream().anyMatch(otherDay -> {
                    long ahead = Math.floorMod(other.minuteOfWeek(otherDay) - minuteOfWeek(day), WEEK);
                    return ahead < minutes() || WEEK - ahead < other.minutes();
                }));
    }

    private long minuteOfWeek(DayOfWeek day) {
        return (day.getValue() - 1) * DAY
                + Duration.between(LocalTime.MIDNIGHT, from).toMinutes();
    }

    private long minutes() {
        long minutes = Duration.between(from, until).toMinutes();
        return minutes > 0 ? minutes : minutes + DAY;
    }
}
