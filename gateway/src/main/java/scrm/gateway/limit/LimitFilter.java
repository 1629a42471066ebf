package scrm.gateway.limit;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.web.filter.OncePerRequestFilter;

import scrm.events.CorpId;
import scrm.rest.CorpPath;
import scrm.rest.Problem;
import scrm.rest.ProblemCode;
import scrm.rest.Refusal;
import scrm.rest.access.ApiClient;
import scrm.wecom.Corps;

/**
 * Refuses with 429 and {@code Retry-After} what is past a budget, and tells everybody else what is left of it. It
 * stands behind the token: only who was let in is counted, and under the name that the issuer gave.
 *
 * <p>Source: IETF draft-ietf-httpapi-ratelimit-headers-10 ({@code RateLimit}, {@code RateLimit-Policy}).
 */
final class LimitFilter extends OncePerRequestFilter {
    static final String LIMIT = "RateLimit";
    static final String POLICY = "RateLimit-Policy";

    /** Whose token names nobody: all of them share a budget. */
    private static final String NAMELESS = "?";

    private static final Set<String> READING = Set.of("GET", "HEAD");

    private final RequestLimits limits;
    private final Corps corps;
    private final MeterRegistry meters;

    LimitFilter(RequestLimits limits, Corps corps, MeterRegistry meters) {
        this.limits = limits;
        this.corps = corps;
        this.meters = meters;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<CorpId> corpId = CorpPath.corpId(request);
        String client = ApiClient.of(request.getUserPrincipal()).program();
        if (corpId.isPresent() && request.getUserPrincipal() != null) {
            // A token for all corps could else make up one for each request.
            String corp =
                    corps.find(corpId.get()).map(_ -> corpId.get().value()).orElse("");
            judge(
                    limits.take(corp, client.isEmpty() ? NAMELESS : client, !READING.contains(request.getMethod())),
                    response);
        }
        chain.doFilter(request, response);
    }

    private void judge(List<Standing> standings, HttpServletResponse response) {
        response.setHeader(POLICY, each(standings, LimitFilter::policy));
        response.setHeader(LIMIT, each(standings, LimitFilter::left));
        Standing last = standings.getLast();
        if (!last.passes()) {
            meters.counter("scrm.gateway.limited", "policy", last.policy()).increment();
            throw new Refusal(Problem.of(ProblemCode.TOO_MANY_REQUESTS)
                    .withReason(last.policy().replace('-', '_'))
                    .withRetryAfter(Duration.ofNanos((long) (last.delay() * 1e9))));
        }
    }

    private static String policy(Standing standing) {
        return "\"%s\";q=%d;w=%d"
                .formatted(
                        standing.policy(),
                        standing.budget().burst(),
                        seconds(standing.budget().window()));
    }

    private static String left(Standing standing) {
        return "\"%s\";r=%d;t=%d".formatted(standing.policy(), standing.left(), seconds(standing.full()));
    }

    private static long seconds(double some) {
        return Math.max(1, (long) Math.ceil(some));
    }

    private static String each(List<Standing> standings, Function<Standing, String> as) {
        return standings.stream().map(as).collect(Collectors.joining(", "));
    }
}
