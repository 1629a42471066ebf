package scrm.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.MDC;

class TraceTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

    @Test
    void aStepKeepsTheTraceAndHasASpanOfItsOwn() {
        Trace.within("00-" + TRACE + "-00f067aa0ba902b7-01", () -> {
            assertThat(Trace.currentTraceId()).isEqualTo(TRACE);
            assertThat(Trace.current()).matches("00-" + TRACE + "-[0-9a-f]{16}-01");
            assertThat(MDC.get("spanId")).isNotEqualTo("00f067aa0ba902b7");
        });
        assertThat(Trace.currentTraceId()).isNull();
    }

    @Test
    void afterAnInnerStepTheOuterOneGoesOn() {
        Trace.within(null, () -> {
            String outer = Trace.current();
            Trace.within("00-" + TRACE + "-00f067aa0ba902b7-01", () -> {});
            assertThat(Trace.current()).isEqualTo(outer);
        });
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "garbage",
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                "00-" + TRACE + "-0000000000000000-01",
                "00-" + TRACE + "-00F067AA0BA902B7-01",
                "00-" + TRACE + "\nforged-00f067aa0ba902b7-01"
            })
    void whatIsNoTraceparentBeginsATrace(String traceparent) {
        Trace.within(
                traceparent,
                () -> assertThat(Trace.currentTraceId()).matches("[0-9a-f]{32}").isNotEqualTo(TRACE));
    }
}
