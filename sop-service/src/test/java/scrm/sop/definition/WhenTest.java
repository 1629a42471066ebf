package scrm.sop.definition;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import scrm.sop.definition.When.After;
import scrm.sop.definition.When.OnDay;
import scrm.sop.definition.When.OnWeekday;

class WhenTest {
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @Test
    void anHourAfterIsAnHourAfter() {
        Instant trigger = Instant.parse("2026-11-22T10:00:07Z");

        assertThat(new After(Duration.ofHours(1)).dueAt(trigger, SHANGHAI)).isEqualTo("2026-11-22T11:00:07Z");
    }

    @Test
    void theNextDayBeginsAtTheCorpsMidnight() {
        // 00:30 on the 23rd in Shanghai, though still the 22nd in UTC.
        Instant trigger = Instant.parse("2026-11-22T16:30:00Z");

        assertThat(new OnDay(1, LocalTime.of(10, 0)).dueAt(trigger, SHANGHAI)).isEqualTo("2026-11-24T02:00:00Z");
    }

    @Test
    void withoutATimeItIsTheTimeOfDayOfTheBeginning() {
        Instant trigger = Instant.parse("2026-11-22T10:00:07Z");

        assertThat(new OnDay(3, null).dueAt(trigger, SHANGHAI)).isEqualTo("2026-11-25T10:00:07Z");
    }

    @Test
    void aDayIsACalendarDayEvenIfTheClocksAreSetBack() {
        Instant trigger = Instant.parse("2026-10-24T10:00:00Z"); // 12:00 in Berlin, the day before

        assertThat(new OnDay(1, null).dueAt(trigger, BERLIN)).isEqualTo("2026-10-25T11:00:00Z");
    }

    @Test
    void aTimeThatTheClocksLeapOverIsDueWhenTheyLeap() {
        Instant trigger = Instant.parse("2026-03-28T09:00:00Z");

        assertThat(new OnDay(1, LocalTime.of(2, 30)).dueAt(trigger, BERLIN)).isEqualTo("2026-03-29T01:00:00Z");
    }

    @Test
    void aTimeThatTheClocksShowTwiceIsDueTheFirstTime() {
        Instant trigger = Instant.parse("2026-10-24T09:00:00Z");

        assertThat(new OnDay(1, LocalTime.of(2, 30)).dueAt(trigger, BERLIN)).isEqualTo("2026-10-25T00:30:00Z");
    }

    @Test
    void aDayThatAPlaceNeverHadIsDueAtTheNextOne() {
        Instant trigger = Instant.parse("2011-12-29T20:00:00Z"); // the 29th in Apia, which had no 30th

        assertThat(new OnDay(1, LocalTime.of(10, 0)).dueAt(trigger, ZoneId.of("Pacific/Apia")))
                .isEqualTo("2011-12-30T10:00:00Z");
    }

    @Test
    void onlyWhatMayPrecedeTheBeginningSaysSo() {
        assertThat(Stream.of(new OnDay(0, LocalTime.of(10, 0)), new OnDay(-1, null), new After(Duration.ofMinutes(-1))))
                .allMatch(When::mayPrecedeTrigger);
        assertThat(Stream.of(new OnDay(0, null), new OnDay(1, LocalTime.MIDNIGHT), new After(Duration.ZERO)))
                .noneMatch(When::mayPrecedeTrigger);
    }

    /** The clocks of the place, looked at minute by minute, are the truth. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Asia/Shanghai",
                "Europe/Berlin",
                "America/New_York",
                "America/Sao_Paulo",
                "Australia/Lord_Howe",
                "Pacific/Apia",
                "Asia/Kathmandu",
                "Africa/Casablanca",
                "America/St_Johns",
                "Asia/Tehran",
                "Pacific/Chatham",
                "UTC"
            })
    void itIsDueAtTheFirstMinuteAtWhichTheClocksShowItOrMore(String zoneId) {
        ZoneId zone = ZoneId.of(zoneId);
        Random random = new Random(20261122);
        List<Instant> around = transitions(zone);
        for (int i = 0; i < 400; i++) {
            Instant trigger = around.get(random.nextInt(around.size())).minusSeconds(60L * random.nextInt(4 * 24 * 60));
            OnDay when = new OnDay(1 + random.nextInt(4), LocalTime.of(random.nextInt(24), random.nextInt(60)));

            assertThat(when.dueAt(trigger, zone))
                    .as("%s after %s", when, trigger)
                    .isEqualTo(walk(trigger, when, zone));
        }
    }

    @Test
    void aWeekdayIsTheNextOneAtItsTime() {
        When monday = new OnWeekday(DayOfWeek.MONDAY, LocalTime.of(9, 0));

        assertThat(monday.dueAt(Instant.parse("2026-11-27T00:00:00Z"), SHANGHAI))
                .isEqualTo("2026-11-30T01:00:00Z");
        assertThat(monday.dueAt(Instant.parse("2026-11-30T01:00:00Z"), SHANGHAI))
                .isEqualTo("2026-12-07T01:00:00Z");
        assertThat(monday.dueAt(Instant.parse("2026-11-30T00:59:00Z"), SHANGHAI))
                .isEqualTo("2026-11-30T01:00:00Z");
    }

    /** As many specifications as are asked for: {@code -Dscrm.when.specs=1000000}. */
    @Test
    void aWeekdayIsDueAtTheFirstMinuteAtWhichTheClocksComeToIt() {
        int specs = Integer.getInteger("scrm.when.specs", 3000);
        Random random = new Random(20261130);
        List<ZoneId> zones = Stream.of("Asia/Shanghai", "Europe/Berlin", "Australia/Lord_Howe", "Pacific/Apia", "UTC")
                .map(ZoneId::of)
                .toList();
        for (int i = 0; i < specs; i++) {
            ZoneId zone = zones.get(random.nextInt(zones.size()));
            List<Instant> around = transitions(zone);
            Instant from = around.get(random.nextInt(around.size())).minusSeconds(60L * random.nextInt(8 * 24 * 60));
            OnWeekday when = new OnWeekday(
                    DayOfWeek.of(1 + random.nextInt(7)), LocalTime.of(random.nextInt(24), random.nextInt(60)));

            assertThat(when.dueAt(from, zone)).as("%s after %s", when, from).isEqualTo(walk(from, when, zone));
        }
    }

    private static Instant walk(Instant from, OnWeekday when, ZoneId zone) {
        Instant minute = from.minus(Duration.ofDays(2));
        LocalDateTime reached = LocalDateTime.ofInstant(minute, zone);
        while (true) {
            minute = minute.plusSeconds(60);
            LocalDateTime shown = LocalDateTime.ofInstant(minute, zone);
            boolean comes = false;
            while (reached.isBefore(shown)) {
                reached = reached.plusMinutes(1);
                comes |= reached.getDayOfWeek() == when.weekday()
                        && reached.toLocalTime().equals(when.at());
            }
            if (comes && minute.isAfter(from)) {
                return minute;
            }
        }
    }

    /** Where the clocks of a place leap, and a leap day and a turn of the year. */
    private static List<Instant> transitions(ZoneId zone) {
        Stream<Instant> leaps = Stream.iterate(
                        zone.getRules().nextTransition(Instant.parse("2011-01-01T00:00:00Z")),
                        transition -> transition != null,
                        transition -> zone.getRules().nextTransition(transition.getInstant()))
                .limit(12)
                .map(transition -> transition.getInstant());
        return Stream.concat(
                        leaps, Stream.of(Instant.parse("2024-03-01T00:00:00Z"), Instant.parse("2026-01-01T00:00:00Z")))
                .toList();
    }

    private static Instant walk(Instant trigger, OnDay when, ZoneId zone) {
        LocalDateTime wanted = LocalDateTime.ofInstant(trigger, zone)
                .toLocalDate()
                .plusDays(when.day())
                .atTime(when.at());
        // No place is more than 14 h before UTC, and the walk begins well before.
        Instant minute = wanted.toInstant(ZoneOffset.ofHours(18));
        while (LocalDateTime.ofInstant(minute, zone).isBefore(wanted)) {
            minute = minute.plusSeconds(60);
        }
        return minute;
    }
}
