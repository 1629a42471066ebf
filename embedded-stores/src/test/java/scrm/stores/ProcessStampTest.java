package scrm.stores;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProcessStampTest {
    private final ProcessStamp ourselves = ProcessStamp.of(ProcessHandle.current());

    @Test
    void aLivingProcessIsFoundByItsStamp() {
        assertThat(ProcessStamp.parse(ourselves.toString()))
                .hasValueSatisfying(stamp -> assertThat(stamp.process()).contains(ProcessHandle.current()));
    }

    @Test
    void aLaterProcessWithTheSameIdIsNotTheSame() {
        ProcessStamp earlier =
                new ProcessStamp(ourselves.pid(), ourselves.started().minus(Duration.ofMinutes(1)));

        assertThat(earlier.isAlive()).isFalse();
    }

    @Test
    void whatIsNoStampIsNone() {
        assertThat(ProcessStamp.parse("")).isEmpty();
        assertThat(ProcessStamp.parse("12")).isEmpty();
        assertThat(ProcessStamp.parse("x@y")).isEmpty();
    }
}
