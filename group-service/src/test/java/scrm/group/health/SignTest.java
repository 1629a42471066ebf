package scrm.group.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

import scrm.group.activity.GroupDay;
import scrm.group.activity.GroupDay.Moves;
import scrm.group.activity.GroupDay.Ways;
import scrm.group.health.Alert.Cause;
import scrm.group.health.HealthModel.Alarm;
import scrm.group.health.Lives.Life;

class SignTest {
    private static final long SEED = 20261130;
    private static final int LIVES = 1000;

    /** Half of the lives end, half do not; each is looked at every day, as the service does. */
    @Test
    void groupsThatDieAreAlertedBeforeTheirDeathAndHealthyOnesAreNot() {
        Lives lives = new Lives(SEED);
        int warned = 0;
        int early = 0;
        int crying = 0;
        for (int i = 0; i < LIVES; i++) {
            Life dying = lives.dying();
            if (alerted(dying, dying.fading(), dying.dead())) {
                warned++;
            }
            if (alerted(dying, Lives.START, dying.fading())) {
                early++;
            }
            if (alerted(lives.healthy(), Lives.START, Lives.START.plusDays(Lives.LENGTH))) {
                crying++;
            }
        }
        double recall = (double) warned / LIVES;
        double precision = (double) warned / (warned + crying + early);
        System.out.printf(
                "dying groups, seed %d: alerted before death %.3f, alerts that were right %.3f"
                        + " (of %d healthy lives of %d days %d alerted, of %d dying ones %d before they began to)%n",
                SEED, recall, precision, LIVES, Lives.LENGTH, crying, LIVES, early);
        assertThat(recall).isGreaterThan(0.93);
        assertThat(precision).isGreaterThan(0.93);
    }

    private static boolean alerted(Life life, LocalDate from, LocalDate until) {
        return from.datesUntil(until)
                .anyMatch(today -> Cause.DYING.raisedBy(Sign.ofDying(life.on(today), Alarm.STANDARD)));
    }

    @Test
    void aGroupThatIsTooYoungToHaveAUsualWeekShowsNoSigns() {
        LocalDate today = LocalDate.parse("2026-11-20");
        History young = new History(today, today.minusDays(10), 0, new TreeMap<>(), null);

        assertThat(Sign.ofDying(young, Alarm.STANDARD)).isEmpty();
    }

    @Test
    void aGroupThatHasLongBeenSilentShowsNoSignsAnyMore() {
        LocalDate today = LocalDate.parse("2026-11-20");
        History dead = new History(today, today.minusDays(300), 40, new TreeMap<>(), null);

        assertThat(Sign.ofDying(dead, Alarm.STANDARD)).isEmpty();
        assertThat(dead.changesByItself()).isFalse();
    }

    @Test
    void manyWhoQuitAtOnceAreABurstOnThatDayAndTheNext() {
        LocalDate day = LocalDate.parse("2026-11-20");
        TreeMap<LocalDate, GroupDay> days = new TreeMap<>();
        days.put(day, GroupDay.NONE.with(new Moves(0, Ways.NONE, 8, 0, 0, 0, 0, 0)));
        List<Boolean> seen = IntStream.rangeClosed(0, 2)
                .mapToObj(later -> new History(day.plusDays(later), day.minusDays(100), 60, days, null))
                .map(history -> Sign.ofBurst(history, Alarm.STANDARD).isPresent())
                .toList();

        assertThat(seen).containsExactly(true, true, false);
    }
}
