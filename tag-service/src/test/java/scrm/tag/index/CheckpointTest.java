package scrm.tag.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

import scrm.tag.index.Checkpoint.Range;
import scrm.tag.index.Checkpoint.Source;

class CheckpointTest {
    private static final Source SOURCE = new Source("topic", 24, ZoneOffset.UTC);
    private static final Map<Integer, Range> RANGES = Map.of(0, new Range(100, 200), 1, new Range(0, 50));

    @Test
    void eachPartitionBeginsWithTheNewestThatHasIt() {
        Checkpoint both = checkpoint(1, Map.of(0, 110L, 1, 10L));
        Checkpoint newer = checkpoint(2, Map.of(0, 150L));

        assertThat(Checkpoint.best(List.of(both, newer), SOURCE, RANGES))
                .isEqualTo(Map.of(both, Set.of(1), newer, Set.of(0)));
    }

    @Test
    void ofTwoBetweenWhichNothingHappenedTheLaterOneIsTaken() {
        Checkpoint first = checkpoint(1, Map.of(0, 150L, 1, 10L));
        Checkpoint second = checkpoint(2, Map.of(0, 150L, 1, 20L));

        assertThat(Checkpoint.best(List.of(first, second), SOURCE, RANGES)).isEqualTo(Map.of(second, Set.of(0, 1)));
        assertThat(Checkpoint.best(List.of(second, first), SOURCE, RANGES)).isEqualTo(Map.of(second, Set.of(0, 1)));
    }

    @Test
    void oneWhoseEventsWereDeletedOrHaveNotHappenedIsOfNoUse() {
        Checkpoint early = checkpoint(1, Map.of(0, 99L));
        Checkpoint late = checkpoint(2, Map.of(0, 201L, 1, 50L));

        assertThat(Checkpoint.best(List.of(early, late), SOURCE, RANGES)).isEqualTo(Map.of(late, Set.of(1)));
        assertThat(Checkpoint.best(List.of(checkpoint(3, Map.of(0, 100L))), SOURCE, RANGES))
                .hasSize(1);
        assertThat(Checkpoint.best(List.of(checkpoint(3, Map.of(0, 200L))), SOURCE, RANGES))
                .hasSize(1);
    }

    @Test
    void oneOfAnotherTopicOrZoneOrNumberOfPartitionsIsOfNoUse() {
        for (Source other : List.of(
                new Source("another", 24, ZoneOffset.UTC),
                new Source("topic", 48, ZoneOffset.UTC),
                new Source("topic", 24, ZoneId.of("Asia/Shanghai")))) {
            Checkpoint checkpoint = new Checkpoint(1, other, Map.of(0, 150L), Instant.EPOCH);

            assertThat(Checkpoint.best(List.of(checkpoint), SOURCE, RANGES)).isEmpty();
        }
    }

    private static Checkpoint checkpoint(long id, Map<Integer, Long> offsets) {
        return new Checkpoint(id, SOURCE, offsets, Instant.EPOCH);
    }
}
