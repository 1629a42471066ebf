package scrm.channel.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import scrm.channel.channel.ChannelId;
import scrm.events.CorpId;

class ScopeTest {
    private static final Instant FROM = Instant.parse("2026-11-01T16:00:00Z");

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 86_400 * 14 - 1, 86_400 * 14, 86_400 * 14 + 1, 86_400 * 366})
    void itsFortnightsAreItsTimeWithoutGapOrOverlap(long seconds) {
        Scope scope = new Scope(new CorpId("ww1"), Set.of(new ChannelId(1)), FROM, FROM.plusSeconds(seconds));

        List<Scope> parts = scope.fortnights();

        Instant reached = FROM;
        for (Scope part : parts) {
            assertThat(part.from()).isEqualTo(reached);
            assertThat(Duration.between(part.from(), part.until()))
                    .isPositive()
                    .isLessThanOrEqualTo(Duration.ofDays(14));
            assertThat(part.channels()).isEqualTo(scope.channels());
            reached = part.until();
        }
        assertThat(reached).isEqualTo(scope.until());
    }
}
