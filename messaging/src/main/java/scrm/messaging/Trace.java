package scrm.messaging;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * The W3C trace context of what the current thread does. It lives in the logging context under {@code traceId} and
 * {@code spanId}, the keys that Spring Boot's log pattern and Micrometer Tracing use, so that whoever logs has it, and
 * a tracing agent that sets them is followed. Events carry it in the header {@value #HEADER}, outbox and work rows in a
 * column of that name.
 */
public final class Trace {
    /** The header that carries it, in HTTP and in Kafka. */
    public static final String HEADER = "traceparent";

    /** The logging context's key of the trace id. */
    public static final String TRACE_ID = "traceId";

    /** The logging context's key of the span id. */
    public static final String SPAN_ID = "spanId";

    private static final Pattern TRACEPARENT =
            Pattern.compile("[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}(-.*)?");

    private Trace() {}

    /** The current {@code traceparent}, to be sent along; a new one if there is none. */
    public static String current() {
        String traceId = MDC.get(TRACE_ID);
        String spanId = MDC.get(SPAN_ID);
        return "00-" + (traceId == null ? hex(32) : traceId) + "-" + (spanId == null ? hex(16) : spanId) + "-01";
    }

    /** The current trace id, 32 hex digits, if there is one. */
    public static @Nullable String currentTraceId() {
        return MDC.get(TRACE_ID);
    }

    /**
     * Does something as a step of a trace.
     *
     * @param traceparent where it comes from; if it is missing or malformed, a trace begins here
     */
    public static void within(@Nullable String traceparent, Runnable step) {
        call(traceparent, () -> {
            step.run();
            return traceparent;
        });
    }

    /** As {@link #within}, with a result. */
    public static <T extends @Nullable Object> T call(@Nullable String traceparent, Supplier<T> step) {
        var matcher = traceparent == null ? null : TRACEPARENT.matcher(traceparent);
        String traceId = matcher != null && matcher.matches() ? matcher.group(1) : hex(32);
        String outerTraceId = MDC.get(TRACE_ID);
        String outerSpanId = MDC.get(SPAN_ID);
        MDC.put(TRACE_ID, traceId);
        MDC.put(SPAN_ID, hex(16));
        try {
            return step.get();
        } finally {
            restore(TRACE_ID, outerTraceId);
            restore(SPAN_ID, outerSpanId);
        }
    }

    private static void restore(String key, @Nullable String value) {
        if (value == null) {
            MDC.remove(key);
        } else {
            MDC.put(key, value);
        }
    }

    private static String hex(int digits) {
        byte[] bytes = new byte[digits / 2];
        ThreadLocalRandom.current().nextBytes(bytes);
        bytes[0] |= 1; // never all zeros, which the standard forbids
        return HexFormat.of().formatHex(bytes);
    }
}
