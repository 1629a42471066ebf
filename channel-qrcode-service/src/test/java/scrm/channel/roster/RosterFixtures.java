package scrm.channel.roster;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import scrm.channel.calendar.WorkingDays;
import scrm.events.UserId;

/** Rosters and what they are read in, as tests write them. */
final class RosterFixtures {
    static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

    private RosterFixtures() {}

    static UserId user(String value) {
        return new UserId(value);
    }

    static SlotUser uncapped(String userId) {
        return new SlotUser(user(userId), null, 1);
    }

    static SlotUser capped(String userId, int dailyCap) {
        return new SlotUser(user(userId), dailyCap, 1);
    }

    static SlotUser weighted(String userId, int weight) {
        return new SlotUser(user(userId), null, weight);
    }

    static Slot slot(DayOfWeek weekday, String from, String until, SlotUser... users) {
        return new Slot(Set.of(weekday), LocalTime.parse(from), LocalTime.parse(until), List.of(users));
    }

    static Slot always(SlotUser... users) {
        return new Slot(EnumSet.allOf(DayOfWeek.class), LocalTime.MIDNIGHT, LocalTime.MIDNIGHT, List.of(users));
    }

    static Roster roster(List<Slot> slots, String... spares) {
        return new Roster(slots, Arrays.stream(spares).map(UserId::new).toList());
    }

    /** Anybody of the roster is allowed, nobody is away, nothing came. */
    static Situation at(Roster roster, String instant) {
        return new Situation(
                Instant.parse(instant), new WorkingDays(SHANGHAI, Map.of()), Map.of(), Map.of(), roster.users());
    }

    static Situation with(Situation situation, Map<UserId, Integer> adds, Map<UserId, Instant> away) {
        return new Situation(situation.at(), situation.days(), adds, away, situation.allowed());
    }
}
