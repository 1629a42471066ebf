package scrm.channel.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpanTest {
    private static final Instant FROM = Instant.parse("2026-11-01T16:00:00Z");

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 86_400 * 14 - 1, 86_400 * 14, 86_400 * 14 + 1, 86_400 * 366})
    void itsPartsAreItsTimeWithoutGapOrOverlap(long seconds) {
        Span span = new Span(FROM, FROM.plusSeconds(seconds));

        List<Span> parts = span.parts(Duration.ofDays(14));

        Instant reached = FROM;
        for (Span part : parts) {
            assertThat(part.from()).isEqualTo(reached);
            assertThat(Duration.between(part.from(), part.until()))
                    .isPositive()
                    .isLessThanOrEqualTo(Duration.ofDays(14));
            reached = part.until();
        }
        assertThat(reached).isEqualTo(span.until());
    }

    @Test
    void aSpanHasBothMoments() {
        assertThat(Span.of(FROM, FROM)).isEqualTo(new Span(FROM, FROM.plusNanos(1_000)));
    }
}
