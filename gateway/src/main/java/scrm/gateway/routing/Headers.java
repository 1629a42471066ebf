package scrm.gateway.routing;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.springframework.http.HttpHeaders;

import scrm.rest.ClientAddress;

/**
 * Which headers pass. Inwards only those that a service reads: what a client makes up about its address, its corp or
 * the way it came ({@code X-Forwarded-*}, {@code X-Corp-Id}, cookies) ends here. A public page is told the address that
 * the connection comes from, by which it counts. Outwards all that do not belong to the connection.
 */
final class Headers {
    private static final List<String> INWARDS = List.of(
            HttpHeaders.AUTHORIZATION,
            HttpHeaders.ACCEPT,
            HttpHeaders.ACCEPT_LANGUAGE,
            HttpHeaders.CONTENT_TYPE,
            HttpHeaders.CONTENT_ENCODING,
            HttpHeaders.IF_MATCH,
            HttpHeaders.IF_NONE_MATCH,
            HttpHeaders.IF_MODIFIED_SINCE,
            HttpHeaders.RANGE,
            HttpHeaders.USER_AGENT,
            // Whether a person asks, or a browser ahead of one.
            "Purpose",
            "Sec-Purpose",
            "Idempotency-Key",
            "traceparent",
            "tracestate");

    private static final Set<String> OF_THE_CONNECTION = Set.of(
            "connection",
            "keep-alive",
            "proxy-authenticate",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "server");

    private Headers() {}

    static HttpHeaders inwards(HttpServletRequest sent) {
        HttpHeaders passed = new HttpHeaders();
        for (String name : INWARDS) {
            List<String> values = Collections.list(sent.getHeaders(name));
            if (!values.isEmpty()) {
                passed.put(name, values);
            }
        }
        if (!sent.getRequestURI().startsWith("/v1/")) {
            passed.set(ClientAddress.HEADER, sent.getRemoteAddr());
        }
        return passed;
    }

    static void outwards(HttpHeaders answered, HttpHeaders passed) {
        answered.forEach((name, values) -> {
            if (!OF_THE_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
                passed.put(name, values);
            }
        });
    }
}
