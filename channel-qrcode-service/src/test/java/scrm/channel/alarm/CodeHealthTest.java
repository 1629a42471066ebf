package scrm.channel.alarm;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CodeHealthTest {
    private static final Instant NOW = Instant.parse("2026-06-01T04:00:00Z");

    @ParameterizedTest
    @CsvSource({
        // adds in the 28 days up to the last one, hours since then, whether that is too long
        "9, 600, false", // too few to tell
        "10, 335, false", // the usual gap is 67 hours: five of them are 336
        "10, 337, true",
        "280, 23, false", // the usual gap is 2.4 hours, but nobody is told before a day has passed
        "280, 25, true",
        "28, 119, false",
        "28, 121, true",
        "28, 2159, true", // as long as it lasts,
        "28, 2161, false" // but after ninety days it is no news
    })
    void aSilenceIsTooLongWhenItIsFiveUsualGapsAndADay(long adds, long hours, boolean stopped) {
        CodeHealth health = new CodeHealth(adds, NOW.minus(Duration.ofHours(hours)), 0, 0);

        assertThat(health.addsStopped(NOW) != null).isEqualTo(stopped);
    }

    @Test
    void aCodeThatNobodyEverCameByIsNotSilent() {
        CodeHealth health = new CodeHealth(0, null, 0, 0);

        assertThat(health.addsStopped(NOW)).isNull();
        assertThat(health.lossesBurst()).isNull();
        assertThat(health.lookAgainAfter(NOW)).isEqualTo(Duration.ofHours(6));
    }

    @ParameterizedTest
    @CsvSource({"4, 4, false", "5, 10, true", "5, 11, false", "50, 20, true"})
    void lossesAreABurstWhenTheyAreHalfOfAWeeksAddsAndNotJustAFew(long losses, long adds, boolean burst) {
        assertThat(new CodeHealth(adds, NOW, adds, losses).lossesBurst() != null)
                .isEqualTo(burst);
    }

    @Test
    void aCodeThatLosesContactsIsLookedAtEveryHour() {
        assertThat(new CodeHealth(3, NOW, 3, 1).lookAgainAfter(NOW)).isEqualTo(Duration.ofHours(1));
    }
}
