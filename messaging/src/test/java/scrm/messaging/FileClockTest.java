package scrm.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileClockTest {
    @TempDir
    Path directory;

    @Test
    void itIsAheadByWhatTheFileSaysAndFollowsItsChanges() throws IOException {
        Path file = directory.resolve("clock");
        FileClock clock = new FileClock(file);
        assertThat(clock.instant()).isCloseTo(Instant.now(), within(5, ChronoUnit.SECONDS));

        Files.writeString(file, "PT72H\n");
        await().atMost(Duration.ofSeconds(5))
                .until(() -> Duration.between(Instant.now(), clock.instant()).toHours() >= 71);

        Files.writeString(file, "");
        assertThat(Duration.between(Instant.now(), clock.instant()).toHours()).isGreaterThanOrEqualTo(71);

        Files.delete(file);
        await().atMost(Duration.ofSeconds(5))
                .until(() -> Duration.between(Instant.now(), clock.instant()).toMinutes() == 0);
    }
}
