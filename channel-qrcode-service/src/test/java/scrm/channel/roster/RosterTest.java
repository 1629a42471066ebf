package scrm.channel.roster;

import static java.time.DayOfWeek.FRIDAY;
import static java.time.DayOfWeek.MONDAY;
import static java.time.DayOfWeek.SATURDAY;
import static java.time.DayOfWeek.SUNDAY;
import static org.assertj.core.api.Assertions.assertThat;
import static scrm.channel.roster.RosterFixtures.SHANGHAI;
import static scrm.channel.roster.RosterFixtures.always;
import static scrm.channel.roster.RosterFixtures.at;
import static scrm.channel.roster.RosterFixtures.capped;
import static scrm.channel.roster.RosterFixtures.roster;
import static scrm.channel.roster.RosterFixtures.slot;
import static scrm.channel.roster.RosterFixtures.uncapped;
import static scrm.channel.roster.RosterFixtures.user;
import static scrm.channel.roster.RosterFixtures.weighted;
import static scrm.channel.roster.RosterFixtures.with;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

import scrm.channel.calendar.Holiday;
import scrm.channel.calendar.WorkingDays;
import scrm.events.UserId;

class RosterTest {
    @Test
    void aSlotHoldsFromItsFirstMinuteToBeforeItsLast() {
        Roster roster = roster(List.of(slot(MONDAY, "09:00", "18:00", uncapped("li"))), "spare");

        assertThat(on(at(roster, "2026-11-23T08:59:00+08:00"), roster)).containsExactly("spare");
        assertThat(on(at(roster, "2026-11-23T09:00:00+08:00"), roster)).containsExactly("li");
        assertThat(on(at(roster, "2026-11-23T17:59:59+08:00"), roster)).containsExactly("li");
        assertThat(on(at(roster, "2026-11-23T18:00:00+08:00"), roster)).containsExactly("spare");
        assertThat(on(at(roster, "2026-11-24T10:00:00+08:00"), roster)).containsExactly("spare");
    }

    @Test
    void aSlotThatEndsBeforeItBeginsReachesIntoTheNextDay() {
        Roster roster = roster(List.of(slot(FRIDAY, "22:00", "06:00", uncapped("li"))), "spare");

        assertThat(on(at(roster, "2026-11-27T05:00:00+08:00"), roster)).containsExactly("spare");
        assertThat(on(at(roster, "2026-11-27T22:00:00+08:00"), roster)).containsExactly("li");
        assertThat(on(at(roster, "2026-11-28T05:59:00+08:00"), roster)).containsExactly("li");
        assertThat(on(at(roster, "2026-11-28T06:00:00+08:00"), roster)).containsExactly("spare");
        assertThat(on(at(roster, "2026-11-28T23:00:00+08:00"), roster)).containsExactly("spare");
    }

    @Test
    void onAClosedDayNoSlotBeginsButTheNightBeforeEnds() {
        Roster roster = roster(
                List.of(
                        slot(FRIDAY, "22:00", "06:00", uncapped("night")),
                        slot(SATURDAY, "08:00", "18:00", uncapped("day"))),
                "spare");
        LocalDate saturday = LocalDate.of(2026, 11, 28);
        WorkingDays days = new WorkingDays(SHANGHAI, Map.of(saturday, new Holiday(saturday, null)));

        assertThat(on(in(days, at(roster, "2026-11-28T05:00:00+08:00")), roster))
                .containsExactly("night");
        assertThat(on(in(days, at(roster, "2026-11-28T10:00:00+08:00")), roster))
                .containsExactly("spare");
    }

    @Test
    void aDayThatIsWorkedAsAnotherHasThatOnesSlotsAndTheyComeBeforeTheNightBefore() {
        Roster roster = roster(
                List.of(
                        slot(SATURDAY, "22:00", "10:00", uncapped("night")),
                        slot(MONDAY, "09:00", "18:00", uncapped("monday")),
                        slot(SUNDAY, "11:00", "18:00", uncapped("sunday"))),
                "spare");
        LocalDate sunday = LocalDate.of(2026, 11, 29);
        WorkingDays days = new WorkingDays(SHANGHAI, Map.of(sunday, new Holiday(sunday, MONDAY)));

        assertThat(on(in(days, at(roster, "2026-11-29T08:00:00+08:00")), roster))
                .containsExactly("night");
        assertThat(on(in(days, at(roster, "2026-11-29T09:30:00+08:00")), roster))
                .containsExactly("monday");
        assertThat(on(in(days, at(roster, "2026-11-29T12:00:00+08:00")), roster))
                .containsExactly("monday");
    }

    @Test
    void whoeverIsFullOrAwayIsLeftOutAndWhenAllAreTheSparesTakeOver() {
        Roster roster = roster(List.of(always(capped("li", 3), uncapped("wang"))), "spare");
        Situation now = at(roster, "2026-11-23T10:00:00+08:00");
        Map<UserId, Instant> away = Map.of(user("wang"), now.at().plusSeconds(60));

        assertThat(on(with(now, Map.of(user("li"), 2), Map.of()), roster)).containsExactly("li", "wang");
        assertThat(on(with(now, Map.of(user("li"), 3), Map.of()), roster)).containsExactly("wang");
        assertThat(on(with(now, Map.of(), away), roster)).containsExactly("li");
        assertThat(on(with(now, Map.of(user("li"), 3), away), roster)).containsExactly("spare");
    }

    @Test
    void aMemberWhoIsBackIsOnFromThatMoment() {
        Roster roster = roster(List.of(always(uncapped("li"))), "spare");
        Situation now = at(roster, "2026-11-23T10:00:00+08:00");

        assertThat(on(with(now, Map.of(), Map.of(user("li"), now.at())), roster))
                .containsExactly("li");
    }

    @Test
    void aSpareWhoReachedACapInTheSlotIsNoSpareBeyondIt() {
        Roster roster = roster(List.of(always(capped("li", 3))), "li", "wang");
        Situation now = at(roster, "2026-11-23T10:00:00+08:00");

        assertThat(on(with(now, Map.of(user("li"), 3), Map.of()), roster)).containsExactly("wang");
    }

    @Test
    void withoutAnybodyThereIsNobodyOn() {
        Roster roster = roster(List.of(always(capped("li", 3))));
        Situation now = at(roster, "2026-11-23T10:00:00+08:00");

        Duty duty = roster.duty(with(now, Map.of(user("li"), 3), Map.of()), null);

        assertThat(duty.basis()).isEqualTo(Duty.Basis.NOBODY);
        assertThat(duty.users()).isEmpty();
    }

    @Test
    void whoeverIsNoLongerAUserOfTheCodeIsNeverOn() {
        Roster roster = roster(List.of(always(uncapped("li"), uncapped("wang"))), "spare");
        Situation now = at(roster, "2026-11-23T10:00:00+08:00");
        Situation without = new Situation(now.at(), now.days(), Map.of(), Map.of(), Set.of(user("wang")));

        assertThat(on(without, roster)).containsExactly("wang");
    }

    @Test
    void timeMayChangeItAtTheNextEdgeOrReturnOrMidnight() {
        Roster roster = roster(List.of(slot(MONDAY, "09:00", "18:00", uncapped("li"))), "spare");
        Situation morning = at(roster, "2026-11-23T10:00:00+08:00");
        Instant back = Instant.parse("2026-11-23T16:00:00+08:00");

        assertThat(roster.nextChange(at(roster, "2026-11-23T08:00:00+08:00"))).isEqualTo("2026-11-23T01:00:00Z");
        assertThat(roster.nextChange(morning)).isEqualTo("2026-11-23T10:00:00Z");
        assertThat(roster.nextChange(with(morning, Map.of(), Map.of(user("li"), back))))
                .isEqualTo(back);
        assertThat(roster.nextChange(at(roster, "2026-11-23T18:00:00+08:00"))).isEqualTo("2026-11-23T16:00:00Z");
    }

    @Test
    void onlyTheContactThatFillsACapOrEndsAStepTurnsIt() {
        Roster even = roster(List.of(always(capped("li", 3), uncapped("wang"))));
        Roster weighted = roster(List.of(always(weighted("li", 1), weighted("wang", 3))));

        assertThat(even.turnsWith(user("li"), 2, 10)).isFalse();
        assertThat(even.turnsWith(user("li"), 3, 11)).isTrue();
        assertThat(even.turnsWith(user("wang"), 3, 11)).isFalse();
        assertThat(weighted.turnsWith(user("li"), 4, 9)).isFalse();
        assertThat(weighted.turnsWith(user("li"), 5, 10)).isTrue();
    }

    private static Situation in(WorkingDays days, Situation situation) {
        return new Situation(situation.at(), days, situation.adds(), situation.away(), situation.allowed());
    }

    private static List<String> on(Situation now, Roster roster) {
        return roster.duty(now, null).users().stream().map(UserId::value).toList();
    }
}
