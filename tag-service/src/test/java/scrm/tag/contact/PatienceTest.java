package scrm.tag.contact;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PatienceTest {
    private final Patience patience = new Patience(Duration.ofHours(1));

    @Test
    void itLooksLessAndLessOftenAndForTheLastTimeWhenItHasBeenLongEnough() {
        Instant now = Instant.EPOCH;
        List<Duration> waits = new ArrayList<>();
        Optional<Duration> next = patience.next(Instant.EPOCH, now);
        while (next.isPresent()) {
            waits.add(next.get());
            now = now.plus(next.get());
            next = patience.next(Instant.EPOCH, now);
        }
        assertThat(waits)
                .containsExactly(
                        Duration.ofSeconds(3),
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(330),
                        Duration.ofSeconds(3_237));
    }

    @Test
    void whatWasHeldUpIsLookedAtAgainUntilItHasBeenLongEnough() {
        assertThat(patience.next(Instant.EPOCH, Instant.EPOCH.plusSeconds(1_800)))
                .contains(Duration.ofMinutes(30));
        assertThat(patience.next(Instant.EPOCH, Instant.EPOCH.plusSeconds(3_600)))
                .isEmpty();
        assertThat(patience.next(Instant.EPOCH, Instant.EPOCH.minusSeconds(1))).contains(Duration.ofSeconds(3));
    }
}
