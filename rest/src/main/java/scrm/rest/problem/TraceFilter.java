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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Gives each request a trace (W3C Trace Context): the caller's, or a new one, and within it a span of its own. It
 * stands in the log context as {@code traceId} and {@code spanId}, the keys that {@code messaging} and Micrometer use
 * as well, in problems as {@code traceId}, and is shown to everything behind as if the caller had sent it, so that a
 * tracer, the outbox and calls to other services go on with the same one.
 */
public final class TraceFilter extends OncePerRequestFilter {
    public static final String TRACEPARENT = "traceparent";

    private static final Pattern WELL_FORMED =
            Pattern.compile("(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-([0-9a-f]{2})(-.*)?");

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String span = hex(8);
        String trace = next(request.getHeader(TRACEPARENT), span);
        request.setAttribute(TRACEPARENT, trace);
        try (var _ = MDC.putCloseable("traceId", idOf(trace));
                var _ = MDC.putCloseable("spanId", span)) {
            chain.doFilter(new Traced(request, trace), response);
        }
    }

    /** The trace of a request; a new one for a request that came by no filter. */
    public static String traceId(HttpServletRequest request) {
        Object trace = request.getAttribute(TRACEPARENT);
        return trace instanceof String known ? idOf(known) : hex(16);
    }

    private static String next(@Nullable String sent, String span) {
        Matcher known = WELL_FORMED.matcher(sent == null ? "" : sent);
        return known.matches()
                ? "00-" + known.group(1) + "-" + span + "-" + known.group(2)
                : "00-" + hex(16) + "-" + span + "-01";
    }

    private static String idOf(String traceparent) {
        return traceparent.substring(3, 35);
    }

    private static String hex(int size) {
        byte[] bytes = new byte[size];
        ThreadLocalRandom.current().nextBytes(bytes);
        bytes[0] |= 1; // never all zeros, which the standard forbids
        return HexFormat.of().formatHex(bytes);
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
