package scrm.simulator.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class WindowTest {
    private static final long START = 1_800_000_000_000L; // a full hour

    @Test
    void aFixedWindowStartsAfreshOnTheFullMinute() {
        Window window = new Window(Duration.ofMinutes(1), 2, false);
        assertThat(take(window, START + 58_000)).isTrue();
        assertThat(take(window, START + 59_000)).isTrue();
        assertThat(take(window, START + 60_000)).isTrue();
        assertThat(take(window, START + 61_000)).isTrue();
        assertThat(take(window, START + 62_000)).isFalse();
    }

    @Test
    void aSlidingWindowForgetsOnlyWhatIsAMinuteOld() {
        Window window = new Window(Duration.ofMinutes(1), 2, true);
        assertThat(take(window, START + 30_000)).isTrue();
        assertThat(take(window, START + 59_000)).isTrue();
        assertThat(take(window, START + 90_000)).isTrue();
        assertThat(take(window, START + 91_000)).isFalse();
    }

    @Test
    void aBlockLastsAsLongAsTheWindowAndCallsInItDoNotProlongIt() {
        Window window = new Window(Duration.ofHours(1), 1, false);
        assertThat(take(window, START)).isTrue();
        assertThat(take(window, START + 1000)).isFalse();
        assertThat(take(window, START + 3_600_000)).isFalse();
        assertThat(take(window, START + 3_601_000)).isTrue();
    }

    @Test
    void aGapEmptiesTheWindow() {
        Window window = new Window(Duration.ofMinutes(1), 1, true);
        assertThat(take(window, START)).isTrue();
        assertThat(take(window, START + 500_000)).isTrue();
    }

    private static boolean take(Window window, long now) {
        if (window.admits(now)) {
            window.count(now);
            return true;
        }
        return false;
    }
}
