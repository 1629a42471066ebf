package scrm.channel.roster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import scrm.channel.calendar.Holiday;
import scrm.channel.calendar.WorkingDays;
import scrm.events.UserId;

/**
 * Walks through three weeks of random rosters minute by minute, and compares with a plain reading of the wall clock.
 */
class RosterWalkTest {
    private static final int ROSTERS = 25;
    private static final int DAYS = 21;

    /** Never in a slot and never away. */
    private static final UserId FAITHFUL = new UserId("faithful");

    @ParameterizedTest
    @CsvSource({"Asia/Shanghai, 2026-11-23", "America/New_York, 2026-02-25", "America/New_York, 2026-10-20"})
    void nothingChangesButWhenItWasSaidToAndSomebodyIsAlwaysOn(ZoneId zone, LocalDate first) {
        int changes = 0;
        for (int seed = 0; seed < ROSTERS; seed++) {
            changes += walk(new World(zone, first, new Random(seed)));
        }
        assertThat(changes).isGreaterThan(ROSTERS * DAYS);
    }

    private static int walk(World world) {
        Instant from = world.days.instant(world.first, LocalTime.MIDNIGHT);
        Instant until = world.days.instant(world.first.plusDays(DAYS), LocalTime.MIDNIGHT);
        Duty before = null;
        Instant next = from;
        int changes = 0;
        for (Instant at = from; at.isBefore(until); at = at.plus(Duration.ofMinutes(1))) {
            Situation now = world.at(at);
            Duty duty = world.roster.duty(now, null);
            assertThat(duty.users()).as("%s at %s", world, at).isNotEmpty();
            if (before != null && !duty.users().equals(before.users())) {
                assertThat(at).as("%s changed at %s", world, at).isEqualTo(next);
                changes++;
            }
            if (!at.isBefore(next)) {
                next = world.roster.nextChange(now);
                assertThat(next).isAfter(at).isBeforeOrEqualTo(world.days.midnightAfter(at));
            }
            if (!world.clockIsSet(at)) {
                assertThat(world.roster.slot(at, world.days))
                        .as("%s at %s", world, at)
                        .isEqualTo(world.slotOnTheWall(at));
            }
            before = duty;
        }
        return changes;
    }

    /** A roster, the days that it is for, who is away and who is full. */
    private static final class World {
        private final ZoneId zone;
        private final LocalDate first;
        private final WorkingDays days;
        private final Roster roster;
        private final Map<UserId, Instant> away = new HashMap<>();
        private final Map<LocalDate, Map<UserId, Integer>> adds = new HashMap<>();

        World(ZoneId zone, LocalDate first, Random random) {
            this.zone = zone;
            this.first = first;
            Map<LocalDate, Holiday> holidays = new HashMap<>();
            for (int day = -1; day <= DAYS; day++) {
                LocalDate date = first.plusDays(day);
                switch (random.nextInt(6)) {
                    case 0 -> holidays.put(date, new Holiday(date, null));
                    case 1 -> holidays.put(date, new Holiday(date, DayOfWeek.of(1 + random.nextInt(7))));
                    default -> {}
                }
                adds.put(date, users(random, 3).stream().collect(Collectors.toMap(user -> user, _ -> 5)));
            }
            days = new WorkingDays(zone, holidays);
            roster = new Roster(slots(random), List.of(FAITHFUL));
            for (UserId user : users(random, 4)) {
                Instant leaves = days.instant(first, LocalTime.MIDNIGHT);
                away.put(user, leaves.plus(Duration.ofMinutes(random.nextInt(DAYS * 1440))));
            }
        }

        Situation at(Instant at) {
            Map<UserId, Instant> still = away.entrySet().stream()
                    .filter(one -> one.getValue().isAfter(at))
                    .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
            return new Situation(at, days, adds.getOrDefault(days.date(at), Map.of()), still, roster.users());
        }

        /** Whether the wall clock is ambiguous around this time. */
        boolean clockIsSet(Instant at) {
            return !zone.getRules()
                    .getOffset(at.minus(Duration.ofHours(3)))
                    .equals(zone.getRules().getOffset(at.plus(Duration.ofHours(3))));
        }

        Optional<Slot> slotOnTheWall(Instant at) {
            LocalDateTime wall = LocalDateTime.ofInstant(at, zone);
            LocalTime time = wall.toLocalTime();
            Optional<DayOfWeek> today = days.weekday(wall.toLocalDate());
            Optional<DayOfWeek> yesterday = days.weekday(wall.toLocalDate().minusDays(1));
            return roster.slots().stream()
                    .filter(slot -> today.filter(slot.weekdays()::contains).isPresent()
                            && !time.isBefore(slot.from())
                            && (overnight(slot) || time.isBefore(slot.until())))
                    .findFirst()
                    .or(() -> roster.slots().stream()
                            .filter(slot ->
                                    yesterday.filter(slot.weekdays()::contains).isPresent()
                                            && overnight(slot)
                                            && time.isBefore(slot.until()))
                            .findFirst());
        }

        private static boolean overnight(Slot slot) {
            return !slot.until().isAfter(slot.from());
        }

        private static List<Slot> slots(Random random) {
            List<Slot> slots = new ArrayList<>();
            while (slots.isEmpty() || random.nextInt(8) > 0) {
                Set<DayOfWeek> weekdays = EnumSet.of(DayOfWeek.of(1 + random.nextInt(7)));
                weekdays.add(DayOfWeek.of(1 + random.nextInt(7)));
                Slot slot = new Slot(
                        weekdays,
                        time(random),
                        time(random),
                        users(random, 3).stream()
                                .map(user -> new SlotUser(user, random.nextBoolean() ? 5 : null, 1))
                                .toList());
                if (slots.stream().noneMatch(slot::overlaps)) {
                    slots.add(slot);
                }
            }
            return slots;
        }

        private static LocalTime time(Random random) {
            return LocalTime.ofSecondOfDay(60L * random.nextInt(1440));
        }

        private static List<UserId> users(Random random, int count) {
            return IntStream.range(0, count)
                    .mapToObj(_ -> new UserId("u" + random.nextInt(8)))
                    .distinct()
                    .toList();
        }

        @Override
        public String toString() {
            return roster + " " + days;
        }
    }
}
