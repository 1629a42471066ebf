package scrm.tag.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

import scrm.tag.sync.SyncContacts.Mode;
import scrm.tag.sync.SyncSchedule.Turn;

class SyncScheduleTest {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final Instant START = Instant.parse("2026-11-30T00:00:00Z");

    @Test
    void aFullTurnAWeekTakesThePlaceOfTheDaysIncrementalOne() {
        SyncSchedule schedule = new SyncSchedule(Duration.ofDays(1), Duration.ofDays(7));
        Map<Long, Mode> turns = new HashMap<>();
        for (Instant now = START; now.isBefore(START.plus(Duration.ofDays(28))); now = now.plusSeconds(600)) {
            Turn turn = schedule.at(now, ZONE).orElseThrow();
            assertThat(turns.getOrDefault(turn.number(), turn.mode())).isEqualTo(turn.mode());
            turns.put(turn.number(), turn.mode());
        }
        assertThat(turns.values()).filteredOn(Mode.FULL::equals).hasSize(4);
        assertThat(turns.values()).filteredOn(Mode.INCREMENTAL::equals).hasSizeBetween(24, 25);
    }

    @Test
    void aTurnBeginsAtTwoAtNightByTheCorpsClock() {
        SyncSchedule schedule = new SyncSchedule(Duration.ofDays(1), null);
        Instant two = Instant.parse("2026-11-30T18:00:00Z");
        assertThat(schedule.at(two.minusSeconds(1), ZONE)).isNotEqualTo(schedule.at(two, ZONE));
        assertThat(schedule.at(two.plusSeconds(86_399), ZONE)).isEqualTo(schedule.at(two, ZONE));
    }

    @Test
    void oneOfTheTwoOrNoneMayBeOff() {
        assertThat(new SyncSchedule(null, null).at(START, ZONE)).isEmpty();
        Set<Mode> modes = new HashSet<>();
        for (int day = 0; day < 30; day++) {
            modes.add(new SyncSchedule(null, Duration.ofDays(7))
                    .at(START.plus(Duration.ofDays(day)), ZONE)
                    .orElseThrow()
                    .mode());
        }
        assertThat(modes).containsExactly(Mode.FULL);
    }
}
