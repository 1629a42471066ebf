package scrm.rest.problem;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Gives each request a trace (W3C Trace Context): the caller's, or a new one. It stands in the log context as
 * {@code traceparent} and {@code traceId}, in problems as {@code traceId}, and is shown to everything behind as if the
 * caller had sent it, so that a tracer, the outbox and calls to other services go on with the same one.
 */
public final class TraceFilter extends OncePerRequestFilter {
    public static final String TRACEPARENT = "traceparent";
    public static final String TRACE_ID = "traceId";

    private static final Pattern WELL_FORMED =
            Pattern.compile("00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String sent = request.getHeader(TRACEPARENT);
        String trace = sent != null && WELL_FORMED.matcher(sent).matches() ? sent : begin();
        request.setAttribute(TRACEPARENT, trace);
        try (var _ = MDC.putCloseable(TRACEPARENT, trace);
                var _ = MDC.putCloseable(TRACE_ID, idOf(trace))) {
            chain.doFilter(new Traced(request, trace), response);
        }
    }

    /** The trace of a request; a new one for a request that came by no filter. */
    public static String traceId(HttpServletRequest request) {
        Object trace = request.getAttribute(TRACEPARENT);
        return idOf(trace instanceof String known ? known : begin());
    }

    private static String idOf(String traceparent) {
        return traceparent.substring(3, 35);
    }

    private static String begin() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        HexFormat hex = HexFormat.of();
        long nonZero = random.nextLong() | 1;
        return "00-" + hex.toHexDigits(random.nextLong()) + hex.toHexDigits(nonZero) + "-" + hex.toHexDigits(nonZero)
                + "-01";
    }

    private static final class Traced extends HttpServletRequestWrapper {
        private final String trace;

        Traced(HttpServletRequest request, String trace) {
            super(request);
            this.trace = trace;
        }

        @Override
        public @Nullable String getHeader(String name) {
            return TRACEPARENT.equalsIgnoreCase(name) ? trace : super.getHeader(name);
        }

        @Override
        public Enumeration<String> getHeaders(String name) {
            return TRACEPARENT.equalsIgnoreCase(name)
                    ? Collections.enumeration(List.of(trace))
                    : super.getHeaders(name);
        }

        @Override
        public Enumeration<String> getHeaderNames() {
            List<String> names = Collections.list(super.getHeaderNames());
            if (names.stream().noneMatch(TRACEPARENT::equalsIgnoreCase)) {
                names.add(TRACEPARENT);
            }
            return Collections.enumeration(names);
        }
    }
}
