package scrm.group.member;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

import scrm.group.member.Spell.Quit;

class MemberHistoryTest {
    private static final JoinDetail BY_QR = new JoinDetail(3, null, null);

    @Test
    void aStayBeginsAndEnds() {
        MemberHistory history = MemberHistory.NONE.joined(at(10), true).quit(left(20));

        assertThat(history.spells()).containsExactly(Spell.told(at(10), left(20)));
        assertThat(history.open()).isFalse();
    }

    @Test
    void aQuitThatComesFirstWaitsForItsJoining() {
        assertThat(MemberHistory.NONE.quit(left(20)).joined(at(10), false))
                .isEqualTo(MemberHistory.NONE.joined(at(10), false).quit(left(20)));
    }

    @Test
    void aReadingTellsHowTheMemberCameIn() {
        MemberHistory history = MemberHistory.NONE.joined(at(10), true).present(at(11), BY_QR, at(30));

        assertThat(history.spells()).singleElement().satisfies(spell -> {
            assertThat(spell.joinedAt()).isEqualTo(at(10));
            assertThat(spell.detail()).isEqualTo(BY_QR);
        });
    }

    @Test
    void aReadingThatDoesNotShowTheMemberEndsTheStayUntilACallbackTellsWhenAndHow() {
        MemberHistory gone = MemberHistory.NONE.joined(at(10), true).absent(at(100));
        assertThat(gone.spells()).containsExactly(Spell.told(at(10), Quit.inferred(at(100))));

        assertThat(gone.quit(removed(90)).spells()).containsExactly(Spell.told(at(10), removed(90)));
    }

    @Test
    void aReadingThatLagsBehindAJoiningOrAQuitIsNotBelieved() {
        MemberHistory joined = MemberHistory.NONE.joined(at(10), true);
        assertThat(joined.absent(at(12))).isEqualTo(joined);
        assertThat(joined.tooSoon(false, at(12), at(12))).isTrue();

        MemberHistory quit = joined.quit(left(20));
        assertThat(quit.present(at(10), BY_QR, at(21))).isEqualTo(quit);
        assertThat(quit.tooSoon(true, at(10), at(21))).isTrue();
    }

    @Test
    void aLaterJoinTimeThanOursTellsOfAQuitThatWeMissed() {
        MemberHistory history = MemberHistory.NONE.joined(at(10), true).present(at(50), BY_QR, at(90));

        assertThat(history.spells())
                .containsExactly(Spell.told(at(10), Quit.inferred(at(50))), Spell.read(at(50), BY_QR));
    }

    @Test
    void whoComesBackWithinTheSameSecondIsIn() {
        MemberHistory history =
                MemberHistory.NONE.joined(at(10), true).quit(left(10)).joined(at(10), true);

        assertThat(history.spells()).hasSize(2);
        assertThat(history.open()).isTrue();
    }

    @Test
    void theEndOfTheGroupEndsTheStayAndALateCallbackOnlyTellsMore() {
        MemberHistory ended = MemberHistory.NONE.joined(at(10), true).ended(at(60));
        assertThat(ended.spells()).containsExactly(Spell.told(at(10), Quit.inferred(at(60))));

        assertThat(ended.quit(left(40)).spells()).containsExactly(Spell.told(at(10), left(40)));
    }

    /** F15: the order and number of callbacks does not matter, nor do readings in between. */
    @Test
    void anyOrderOfCallbacksWithReadingsInBetweenGivesTheHistoryThatHappened() {
        for (long seed = 0; seed < 20_000; seed++) {
            Random random = new Random(seed);
            List<Fact> facts = life(random);
            List<Fact> arrivals = new ArrayList<>();
            facts.forEach(fact -> arrivals.addAll(Collections.nCopies(1 + random.nextInt(5), fact)));
            Collections.shuffle(arrivals, random);

            MemberHistory history = MemberHistory.NONE;
            for (Fact fact : arrivals) {
                history = fact.applyTo(history);
                if (random.nextInt(4) == 0) {
                    history = reading(history, facts);
                }
            }
            history = reading(history, facts);

            assertThat(told(history)).as("seed %d", seed).isEqualTo(told(inOrder(facts)));
        }
    }

    private static MemberHistory inOrder(List<Fact> facts) {
        MemberHistory history = MemberHistory.NONE;
        for (Fact fact : facts) {
            history = fact.joined() ? history.joined(fact.at(), true) : history.quit(fact.quit());
        }
        return history;
    }

    /** A reading after all that happened. */
    private static MemberHistory reading(MemberHistory history, List<Fact> facts) {
        Fact last = facts.getLast();
        Instant readAt = at(100_000);
        return last.joined() ? history.present(last.at(), BY_QR, readAt) : history.absent(readAt);
    }

    /** Joins and quits in turn, each in a second of its own. */
    private static List<Fact> life(Random random) {
        List<Fact> facts = new ArrayList<>();
        int second = 0;
        int length = 1 + random.nextInt(8);
        for (int i = 0; i < length; i++) {
            second += 3 + random.nextInt(500);
            facts.add(new Fact(i % 2 == 0, at(second), random.nextInt(2)));
        }
        return facts;
    }

    private record Fact(boolean joined, Instant at, int scene) {
        Quit quit() {
            return new Quit(at, true, scene);
        }

        MemberHistory applyTo(MemberHistory history) {
            return joined ? history.joined(at, false) : history.quit(quit());
        }
    }

    private static List<String> told(MemberHistory history) {
        return history.spells().stream()
                .map(spell -> spell.joinedAt() + " - " + Objects.toString(spell.quit()))
                .toList();
    }

    private static Instant at(long second) {
        return Instant.ofEpochSecond(1_790_000_000L + second);
    }

    private static Quit left(long second) {
        return new Quit(at(second), true, 0);
    }

    private static Quit removed(long second) {
        return new Quit(at(second), true, 1);
    }
}
