package scrm.rest.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ReceiverTurnsTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final EndpointId SLOW = new EndpointId(1);
    private static final EndpointId OTHER = new EndpointId(2);

    private final ReceiverTurns turns = new ReceiverTurns();

    @Test
    void aReceiverThatLetsCallsWaitLeavesPlacesToTheOthers() {
        for (int i = 0; i < ReceiverTurns.AT_ONCE; i++) {
            assertThat(turns.take(SLOW, 1, NOW)).isEmpty();
        }

        assertThat(turns.take(SLOW, 1, NOW)).contains(Duration.ofSeconds(1));
        assertThat(turns.take(SLOW, 7, NOW)).contains(Duration.ofSeconds(7));
        assertThat(turns.take(SLOW, 9_999, NOW)).contains(Duration.ofMinutes(5));
        assertThat(turns.take(OTHER, 1, NOW)).isEmpty();

        turns.giveBack(SLOW, true, NOW);
        assertThat(turns.take(SLOW, 1, NOW)).isEmpty();
    }

    @Test
    void aReceiverThatDoesNotAnswerRestsUntilItDoes() {
        assertThat(turns.take(SLOW, 1, NOW)).isEmpty();
        turns.giveBack(SLOW, false, NOW);

        assertThat(turns.take(SLOW, 2, NOW.plusSeconds(10)))
                .contains(ReceiverTurns.REST.minusSeconds(10).plusSeconds(2));
        assertThat(turns.take(OTHER, 1, NOW)).isEmpty();

        Instant rested = NOW.plus(ReceiverTurns.REST);
        assertThat(turns.take(SLOW, 1, rested)).isEmpty();
        turns.giveBack(SLOW, true, rested);
        assertThat(turns.take(SLOW, 1, rested)).isEmpty();
    }
}
