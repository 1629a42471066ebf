package scrm.group.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

import scrm.group.charter.Charter;
import scrm.group.lifecycle.Lifecycle.Move;
import scrm.group.lifecycle.LifecycleProperties.Thresholds;
import scrm.messaging.EventJson;

class LifecycleTest {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");
    private static final Thresholds LIMITS = new Thresholds(20, 10, Duration.ofDays(30), Duration.ofDays(60));

    /** A group whose days are drawn by a seed: who comes, who goes, and what people decide about it. */
    private static final class Life {
        private final Random random;
        private final boolean ends;
        private final boolean hasGoal;
        private final List<Integer> joins = new ArrayList<>();
        private final List<Integer> quits = new ArrayList<>();
        private boolean asleep;
        private int members;
        private Instant now = START;
        private Instant lastActiveAt = START;
        private Instant dismissedAt;

        Life(long seed) {
            random = new Random(seed);
            ends = random.nextInt(3) == 0;
            hasGoal = random.nextInt(4) == 0;
        }

        void day() {
            now = now.plus(Duration.ofDays(1));
            asleep = random.nextInt(asleep ? 200 : 80) == 0 ? !asleep : asleep;
            int joined = !asleep && random.nextInt(4) == 0 ? random.nextInt(12) : 0;
            int quit = asleep || random.nextInt(3) > 0 ? 0 : Math.min(members + joined, random.nextInt(8));
            joins.add(joined);
            quits.add(quit);
            members += joined - quit;
            lastActiveAt = joined > 0 ? now : lastActiveAt;
            if (random.nextInt(200) == 0) {
                dismissedAt = now;
            }
        }

        Facts facts() {
            return new Facts(
                    now,
                    LocalDate.ofInstant(now, ZONE),
                    START,
                    dismissedAt,
                    members,
                    members,
                    last(joins, 7),
                    last(quits, 7),
                    last(joins, 30),
                    last(quits, 30),
                    lastActiveAt,
                    200,
                    ends ? LocalDate.of(2027, 1, 31) : null,
                    hasGoal ? Charter.Measure.MEMBERS : null,
                    hasGoal ? 60L : null,
                    members);
        }

        private static int last(List<Integer> days, int count) {
            return days.subList(Math.max(0, days.size() - count), days.size()).stream()
                    .mapToInt(Integer::intValue)
                    .sum();
        }
    }

    @Test
    void noHistoryLeavesTheTableAndEveryMoveHasItsEvidence() {
        EventJson json = new EventJson();
        Set<Phase> reached = EnumSet.of(Phase.PLANNED);
        Set<Cause> causes = EnumSet.noneOf(Cause.class);
        for (long seed = 0; seed < 2_000; seed++) {
            Life life = new Life(seed);
            Lifecycle lifecycle = new Lifecycle(Phase.PLANNED, START, null);
            for (int day = 0; day < 200; day++) {
                life.day();
                Facts facts = life.facts();
                int moves = 0;
                for (Move move = next(lifecycle, facts); move != null; move = next(lifecycle, facts)) {
                    assertThat(LifecycleTable.allows(lifecycle.phase(), move.to(), move.cause()))
                            .as("seed %d day %d: %s by %s to %s", seed, day, lifecycle.phase(), move.cause(), move.to())
                            .isTrue();
                    assertThat(json.readRecord(json.writeRecord(facts), Facts.class))
                            .isEqualTo(facts);
                    lifecycle = new Lifecycle(move.to(), facts.at(), null);
                    reached.add(move.to());
                    causes.add(move.cause());
                    assertThat(++moves).as("seed %d runs in circles", seed).isLessThan(5);
                }
                List<Phase> byHand = LifecycleTable.byHand(lifecycle.phase());
                if (!byHand.isEmpty() && life.random.nextInt(60) == 0) {
                    lifecycle = new Lifecycle(
                            byHand.get(life.random.nextInt(byHand.size())),
                            facts.at(),
                            facts.at().plus(Duration.ofDays(7)));
                }
                if (life.dismissedAt != null) {
                    assertThat(lifecycle.phase()).isEqualTo(Phase.DISMISSED);
                    assertThat(lifecycle.lookAgainAt(facts, ZONE)).isNull();
                } else {
                    assertThat(lifecycle.lookAgainAt(facts, ZONE)).isAfter(facts.at());
                }
            }
        }
        assertThat(reached).containsExactlyInAnyOrder(Phase.values());
        assertThat(causes).containsExactlyInAnyOrderElementsOf(EnumSet.complementOf(EnumSet.of(Cause.BY_HAND)));
    }

    private static Move next(Lifecycle lifecycle, Facts facts) {
        return lifecycle.next(facts, LIMITS).orElse(null);
    }

    @Test
    void whatAPersonDecidedIsHeldButForADissolution() {
        Life life = new Life(1);
        life.day();
        Facts facts = life.facts();
        Lifecycle held = new Lifecycle(Phase.ACTIVE, START, START.plus(Duration.ofDays(7)));
        Facts past = new Facts(
                facts.at(),
                facts.today(),
                START,
                null,
                1,
                1,
                0,
                0,
                0,
                20,
                START.minus(Duration.ofDays(90)),
                200,
                facts.today().minusDays(1),
                null,
                null,
                0);
        assertThat(held.next(past, LIMITS)).isEmpty();
        assertThat(new Lifecycle(Phase.ACTIVE, START, null).next(past, LIMITS))
                .contains(new Move(Phase.CLOSING, Cause.PLANNED_END));
    }

    @Test
    void aGroupIsLookedAtWhenItsLastDayIsOver() {
        Life life = new Life(1);
        Facts facts = new Facts(
                START,
                LocalDate.ofInstant(START, ZONE),
                START,
                null,
                30,
                30,
                0,
                0,
                0,
                0,
                START,
                200,
                LocalDate.of(2026, 11, 1),
                null,
                null,
                0);
        assertThat(new Lifecycle(Phase.ACTIVE, START, null).lookAgainAt(facts, ZONE))
                .isEqualTo(LocalDate.of(2026, 11, 2).atStartOfDay(ZONE).toInstant());
        assertThat(life.facts().isQuiet(LIMITS)).isFalse();
    }

    @Test
    void nothingComesAfterTheEndAndEveryPhaseLeadsThere() {
        assertThat(LifecycleTable.ARCS).noneMatch(arc -> arc.from() == Phase.DISMISSED);
        for (Phase phase : EnumSet.complementOf(EnumSet.of(Phase.DISMISSED))) {
            assertThat(LifecycleTable.allows(phase, Phase.DISMISSED, Cause.DISSOLVED))
                    .as(phase.name())
                    .isTrue();
            assertThat(LifecycleTable.byHand(phase)).doesNotContain(Phase.DISMISSED, Phase.PLANNED);
        }
    }

    /** With {@code -Dscrm.pictures=write} it is drawn anew. */
    @Test
    void theCommittedPictureIsTheTable() throws IOException {
        Path file = Path.of(System.getProperty("scrm.root", ".."), "group-service", "lifecycle.md");
        String picture = """
                # The life of a group

                Drawn from `LifecycleTable` by `LifecycleTest`; there are no other ways.

                ```mermaid
                %s```
                """.formatted(LifecycleTable.mermaid());
        if (System.getProperty("scrm.pictures", "").equals("write")) {
            Files.writeString(file, picture);
        }
        assertThat(file).content().isEqualTo(picture);
    }
}
