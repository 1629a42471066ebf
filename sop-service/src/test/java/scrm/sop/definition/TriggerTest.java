package scrm.sop.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import scrm.events.TagId;
import scrm.sop.content.MessageContent;
import scrm.sop.definition.Condition.Verdict;
import scrm.sop.definition.PlanDefinition.Choice;
import scrm.sop.festival.Festival;
import scrm.sop.groupmessage.FollowUp;

class TriggerTest {
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @Test
    void aCronTellsItsNextTimes() {
        assertThat(next("0 9 * * 1-5", "2026-11-27T02:00:00Z", SHANGHAI)).isEqualTo("2026-11-30T01:00:00Z");
        assertThat(next("*/15 8-9 * * *", "2026-11-27T01:50:00Z", SHANGHAI)).isEqualTo("2026-11-28T00:00:00Z");
        assertThat(next("30 10 L * *", "2027-02-01T00:00:00Z", SHANGHAI)).isEqualTo("2027-02-28T02:30:00Z");
        assertThat(next("0 0 29 2 *", "2026-11-27T00:00:00Z", SHANGHAI)).isEqualTo("2028-02-28T16:00:00Z");
        assertThat(next("0 12 * * 0", "2026-11-27T00:00:00Z", SHANGHAI)).isEqualTo("2026-11-29T04:00:00Z");
        assertThat(next("0 12 * * 7", "2026-11-27T00:00:00Z", SHANGHAI)).isEqualTo("2026-11-29T04:00:00Z");
    }

    @Test
    void aDayIsOneThatEitherFieldNamesWhereBothDo() {
        assertThat(next("0 12 15 * 1", "2026-12-01T00:00:00Z", SHANGHAI)).isEqualTo("2026-12-07T04:00:00Z");
        assertThat(next("0 12 15 * 1", "2026-12-14T05:00:00Z", SHANGHAI)).isEqualTo("2026-12-15T04:00:00Z");
    }

    @Test
    void theThirtiethOfFebruaryNeverComes() {
        assertThat(new Trigger.InRhythm("0 0 30 2 *").next(Instant.parse("2026-11-27T00:00:00Z"), SHANGHAI))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "* * * *",
                "60 * * * *",
                "* 24 * * *",
                "* * 0 * *",
                "* * * 13 *",
                "* * * * 8",
                "a * * * *",
                "5-1 * * * *",
                "*/0 * * * *",
                "1,,2 * * * *",
                "1/2/3 * * * *",
                "* * * * * *",
                "* * L-1 * *"
            })
    void whatIsNoCronIsRefused(String expression) {
        assertThatThrownBy(() -> Cron.parse(expression)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aTimeThatTheClocksLeapOverFiresWhenTheyLeapAndOneThatTheyShowTwiceFiresOnce() {
        assertThat(next("30 2 * * *", "2026-03-28T12:00:00Z", BERLIN)).isEqualTo("2026-03-29T01:00:00Z");
        assertThat(next("30 2 * * *", "2026-10-24T12:00:00Z", BERLIN)).isEqualTo("2026-10-25T00:30:00Z");
        assertThat(next("30 2 * * *", "2026-10-25T00:30:00Z", BERLIN)).isEqualTo("2026-10-26T01:30:00Z");
    }

    /** The clocks of the place, looked at minute by minute, are the truth. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Asia/Shanghai",
                "Europe/Berlin",
                "America/New_York",
                "Australia/Lord_Howe",
                "Pacific/Apia",
                "Asia/Kathmandu",
                "Africa/Casablanca",
                "America/St_Johns",
                "Asia/Tehran",
                "Pacific/Chatham",
                "UTC"
            })
    void aCronFiresAtTheMinutesThatItNames(String zoneId) {
        ZoneId zone = ZoneId.of(zoneId);
        Random random = new Random(20261130);
        for (int i = 0; i < 60; i++) {
            Instant from = Instant.parse("2024-01-01T00:00:00Z").plus(random.nextInt(1100), ChronoUnit.DAYS);
            int minute = random.nextInt(60);
            int hour = random.nextInt(24);
            int day = 1 + random.nextInt(7);
            String cron = minute + " " + hour + " * * " + day;

            Predicate<LocalDateTime> named = time ->
                    time.getDayOfWeek().getValue() == day && time.toLocalTime().equals(LocalTime.of(hour, minute));
            assertThat(next(cron, from.toString(), zone))
                    .as("%s after %s", cron, from)
                    .isEqualTo(walk(from, named, zone));
        }
    }

    /** The first minute later at which the clocks have come to a named minute that they had not come to before. */
    private static Instant walk(Instant from, Predicate<LocalDateTime> named, ZoneId zone) {
        Instant minute = from.minus(3, ChronoUnit.DAYS).truncatedTo(ChronoUnit.MINUTES);
        LocalDateTime reached = LocalDateTime.ofInstant(minute, zone);
        while (true) {
            minute = minute.plusSeconds(60);
            LocalDateTime shown = LocalDateTime.ofInstant(minute, zone);
            boolean comes = false;
            while (reached.isBefore(shown)) {
                reached = reached.plusMinutes(1);
                comes |= named.test(reached);
            }
            if (comes && minute.isAfter(from)) {
                return minute;
            }
        }
    }

    @Test
    void everySoManyDaysIsCountedFromItsDate() {
        Trigger.EveryDays every = new Trigger.EveryDays(3, LocalDate.of(2026, 11, 1), LocalTime.of(9, 0));

        List<Instant> times = new ArrayList<>();
        Instant at = Instant.parse("2026-10-01T00:00:00Z");
        for (int i = 0; i < 3; i++) {
            at = every.next(at, SHANGHAI).orElseThrow();
            times.add(at);
        }

        assertThat(times)
                .containsExactly(
                        Instant.parse("2026-11-01T01:00:00Z"),
                        Instant.parse("2026-11-04T01:00:00Z"),
                        Instant.parse("2026-11-07T01:00:00Z"));
        assertThat(every.next(Instant.parse("2036-11-07T01:00:00Z"), SHANGHAI)).isPresent();
    }

    @Test
    void aWeekHasTheDaysThatAreNamed() {
        Trigger.Weekly weekly = new Trigger.Weekly(Set.of(DayOfWeek.MONDAY, DayOfWeek.THURSDAY), LocalTime.of(9, 0));

        Instant monday =
                weekly.next(Instant.parse("2026-11-27T00:00:00Z"), SHANGHAI).orElseThrow();

        assertThat(monday).isEqualTo("2026-11-30T01:00:00Z");
        assertThat(weekly.next(monday, SHANGHAI)).contains(Instant.parse("2026-12-03T01:00:00Z"));
    }

    @Test
    void aFestivalComesEveryYearByTheMoon() {
        Trigger.OnFestival spring = new Trigger.OnFestival(Festival.SPRING, 1, LocalTime.of(20, 0));

        Instant eve =
                spring.next(Instant.parse("2026-11-27T00:00:00Z"), SHANGHAI).orElseThrow();

        assertThat(eve).isEqualTo("2027-02-05T12:00:00Z");
        assertThat(spring.next(eve, SHANGHAI)).contains(Instant.parse("2028-01-25T12:00:00Z"));
        assertThat(spring.next(eve.minusSeconds(1), SHANGHAI)).contains(eve);
    }

    @Test
    void aDateComesOnce() {
        Trigger.OnDate date = new Trigger.OnDate(LocalDate.of(2026, 12, 24), LocalTime.of(18, 0));

        assertThat(date.next(Instant.parse("2026-11-27T00:00:00Z"), SHANGHAI))
                .contains(Instant.parse("2026-12-24T10:00:00Z"));
        assertThat(date.next(Instant.parse("2026-12-24T10:00:00Z"), SHANGHAI)).isEmpty();
    }

    @Test
    void plansThatTagEachOthersContactsAreALoop() {
        PlanDefinition first = tagging("a", "b");
        PlanDefinition second = tagging("b", "c");
        PlanDefinition third = tagging("c", "a");

        assertThat(PlanLoop.leadsBack(first, List.of(second))).isFalse();
        assertThat(PlanLoop.leadsBack(first, List.of(second, third))).isTrue();
        assertThat(PlanLoop.leadsBack(tagging("a", "a"), List.of())).isTrue();
    }

    private static PlanDefinition tagging(String waitsFor, String sets) {
        Action action = new Action.ChangeTags(List.of(new TagId(sets)), List.of());
        return new PlanDefinition(
                Target.Kind.CONTACT,
                List.of(),
                new Trigger.Tagged(new TagId(waitsFor)),
                false,
                List.of(new PlanDefinition.Step("1", new When.After(Duration.ZERO), List.of(), action, List.of())),
                Misfire.RUN,
                List.of(),
                5,
                null,
                0);
    }

    @Test
    void theFirstWayIsTakenWhoseConditionsHold() {
        Condition old = new Condition.HasTag(new TagId("old"));
        Condition fresh = new Condition.HasTag(new TagId("new"));
        Action say = new Action.Say(new MessageContent("hello", List.of()), FollowUp.NONE);
        PlanDefinition.Step step = new PlanDefinition.Step(
                "1",
                new When.After(Duration.ZERO),
                List.of(old),
                say,
                List.of(new PlanDefinition.Way(List.of(fresh), say)));

        assertThat(step.choose(holdsFor(old))).isEqualTo(new Choice(Verdict.HOLDS, 0));
        assertThat(step.choose(holdsFor(fresh))).isEqualTo(new Choice(Verdict.HOLDS, 1));
        assertThat(step.choose(_ -> Verdict.FAILS).verdict()).isEqualTo(Verdict.FAILS);
        assertThat(step.choose(condition -> condition.equals(old) ? Verdict.GONE : Verdict.HOLDS)
                        .verdict())
                .isEqualTo(Verdict.GONE);
    }

    private static Function<Condition, Verdict> holdsFor(Condition held) {
        return condition -> condition.equals(held) ? Verdict.HOLDS : Verdict.FAILS;
    }

    private static Instant next(String cron, String after, ZoneId zone) {
        return new Trigger.InRhythm(cron).next(Instant.parse(after), zone).orElseThrow();
    }
}
