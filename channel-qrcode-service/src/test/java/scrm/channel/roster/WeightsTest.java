package scrm.channel.roster;

import static org.assertj.core.api.Assertions.assertThat;
import static scrm.channel.roster.RosterFixtures.always;
import static scrm.channel.roster.RosterFixtures.at;
import static scrm.channel.roster.RosterFixtures.roster;
import static scrm.channel.roster.RosterFixtures.user;
import static scrm.channel.roster.RosterFixtures.weighted;
import static scrm.channel.roster.RosterFixtures.with;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import scrm.events.UserId;

/** Leads simulated contacts to those who are on, as WeCom might, and looks whether weights are kept. */
class WeightsTest {
    private static final int CONTACTS = 5000;

    /** How WeCom might choose among a code's users. */
    enum Choice {
        IN_TURN,
        AT_RANDOM,
        /** The worst: always the one who has come farthest above the share. */
        SPITEFUL
    }

    @ParameterizedTest
    @EnumSource(Choice.class)
    void sharesConvergeToWeightsAndWeComIsAskedAtMostOnceInAStep(Choice choice) {
        for (int seed = 0; seed < 50; seed++) {
            Random random = new Random(seed);
            List<SlotUser> users = IntStream.range(0, 2 + random.nextInt(8))
                    .mapToObj(i -> weighted("u" + i, 1 + random.nextInt(100)))
                    .toList();
            converges(users, choice, random);
        }
    }

    @Test
    void equalWeightsAreLeftToWeCom() {
        Roster roster = roster(List.of(always(weighted("li", 5), weighted("wang", 5))));
        Situation now = at(roster, "2026-11-23T10:00:00+08:00");
        Round round = roster.duty(now, null).round();

        assertThat(roster.duty(with(now, Map.of(user("li"), 100), Map.of()), round)
                        .users())
                .containsExactly(user("li"), user("wang"));
    }

    @Test
    void nobodyMakesUpForHoursOfNotBeingOn() {
        Roster roster = roster(List.of(always(weighted("li", 1), weighted("wang", 3))));
        Situation now = at(roster, "2026-11-23T10:00:00+08:00");
        Map<UserId, Integer> morning = Map.of(user("li"), 40);
        Round alone = roster.duty(
                        with(now, Map.of(), Map.of(user("wang"), now.at().plusSeconds(60))), null)
                .round();

        Duty together = roster.duty(with(now, morning, Map.of()), alone);

        assertThat(together.users()).containsExactly(user("li"), user("wang"));
        assertThat(roster.duty(with(now, Map.of(user("li"), 45, user("wang"), 5), Map.of()), together.round())
                        .users())
                .containsExactly(user("wang"));
    }

    @ParameterizedTest
    @CsvSource({"2026-11-24T10:00:00+08:00", "2026-11-24T00:00:00+08:00"})
    void anotherDayBeginsAnotherRound(String nextDay) {
        Roster roster = roster(List.of(always(weighted("li", 1), weighted("wang", 3))));
        Situation now = at(roster, "2026-11-23T10:00:00+08:00");
        Round yesterday =
                roster.duty(with(now, Map.of(user("li"), 20), Map.of()), null).round();

        Duty duty = roster.duty(at(roster, nextDay), yesterday);

        assertThat(duty.users()).containsExactly(user("li"), user("wang"));
    }

    private static void converges(List<SlotUser> users, Choice choice, Random random) {
        Roster roster = roster(List.of(always(users.toArray(SlotUser[]::new))));
        Situation empty = at(roster, "2026-11-23T10:00:00+08:00");
        boolean even = users.stream().map(SlotUser::weight).distinct().count() == 1;
        Map<UserId, Integer> adds = new HashMap<>();
        Duty duty = roster.duty(empty, null);
        int asked = 0;
        for (int contact = 1; contact <= CONTACTS; contact++) {
            UserId chosen = choose(duty.users(), users, adds, contact, choice, random);
            int ofUser = adds.merge(chosen, 1, Integer::sum);
            if (roster.turnsWith(chosen, ofUser, contact)) {
                Duty before = duty;
                duty = roster.duty(with(empty, adds, Map.of()), before.round());
                assertThat(duty.users()).isNotEmpty();
                asked += duty.users().equals(before.users()) ? 0 : 1;
            }
            if (!even) {
                assertThat(ahead(chosen, users, adds)).isLessThanOrEqualTo(Roster.STEP + 1);
            }
        }
        assertThat(asked).isLessThanOrEqualTo(CONTACTS / Roster.STEP);
        if (!even) {
            for (SlotUser one : users) {
                assertThat(Math.abs(ahead(one.userId(), users, adds)) / CONTACTS)
                        .as("%s of %s", one, users)
                        .isLessThan(0.02);
            }
        }
    }

    private static UserId choose(
            List<UserId> on,
            List<SlotUser> users,
            Map<UserId, Integer> adds,
            int contact,
            Choice choice,
            Random random) {
        return switch (choice) {
            case IN_TURN -> on.get(contact % on.size());
            case AT_RANDOM -> on.get(random.nextInt(on.size()));
            case SPITEFUL ->
                on.stream()
                        .max((one, other) -> Double.compare(ahead(one, users, adds), ahead(other, users, adds)))
                        .orElseThrow();
        };
    }

    /** How many contacts more than the share. */
    private static double ahead(UserId user, List<SlotUser> users, Map<UserId, Integer> adds) {
        double all = adds.values().stream().mapToInt(Integer::intValue).sum();
        double weights = users.stream().mapToInt(SlotUser::weight).sum();
        int weight = users.stream()
                .filter(one -> one.userId().equals(user))
                .mapToInt(SlotUser::weight)
                .findFirst()
                .orElseThrow();
        return adds.getOrDefault(user, 0) - all * weight / weights;
    }
}
