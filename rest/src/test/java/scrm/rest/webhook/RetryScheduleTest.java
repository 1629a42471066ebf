package scrm.rest.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RetryScheduleTest {
    @Test
    void eightAttemptsAreMadeInLittleMoreThanADay() {
        Duration all = IntStream.rangeClosed(1, 7)
                .mapToObj(tries -> RetrySchedule.after(tries).orElseThrow())
                .reduce(Duration.ZERO, Duration::plus);

        assertThat(RetrySchedule.after(1)).contains(Duration.ofSeconds(5));
        assertThat(all).isEqualTo(Duration.ofHours(27).plusMinutes(35).plusSeconds(5));
        assertThat(RetrySchedule.after(8)).isEmpty();
    }
}
