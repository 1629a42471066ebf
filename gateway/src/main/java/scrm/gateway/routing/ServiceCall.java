package scrm.gateway.routing;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.catalina.connector.ClientAbortException;
import org.apache.coyote.BadRequestException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.gateway.server.mvc.handler.ProxyExchange;
import org.springframework.http.HttpMethod;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

import scrm.rest.Problem;
import scrm.rest.ProblemCode;
import scrm.rest.Refusal;
import scrm.rest.Unavailable;
import scrm.rest.problem.BodyTooLargeException;

/**
 * Passes requests on to one service. What only reads is tried twice. A service that is away is 503 with
 * {@code Retry-After}, one that does not answer in time 504, for then the request may have been done; after a run of
 * such failures the service is not asked for a while (circuit breaker). So many requests may be with it at once and no
 * more (bulkhead): a service that has become slow is 503 for those who come next, and takes neither threads nor
 * connections of the others. What a service answers itself, 5xx included, is passed on and counts as an answer.
 */
final class ServiceCall {
    private static final Set<HttpMethod> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD);
    private static final Duration REST = Duration.ofSeconds(5);
    private static final CircuitBreakerConfig BREAKER = CircuitBreakerConfig.custom()
            .slidingWindowSize(20)
            .minimumNumberOfCalls(10)
            .failureRateThreshold(50)
            .waitDurationInOpenState(REST)
            .permittedNumberOfCallsInHalfOpenState(3)
            .build();

    private static final Duration SOON = Duration.ofSeconds(1);

    private final ProxyExchange exchange;
    private final CircuitBreaker breaker;
    private final Bulkhead bulkhead;

    ServiceCall(String service, ProxyExchange exchange, int concurrent, MeterRegistry meters) {
        this.exchange = exchange;
        breaker = CircuitBreaker.of(service, BREAKER);
        bulkhead = Bulkhead.of(
                service,
                BulkheadConfig.custom()
                        .maxConcurrentCalls(concurrent)
                        .maxWaitDuration(Duration.ZERO)
                        .build());
        Gauge.builder("scrm.gateway.service.refused", breaker, b -> b.getState() == CircuitBreaker.State.CLOSED ? 0 : 1)
                .description("1 while the service is not asked because it failed too often")
                .tag("service", service)
                .register(meters);
        Gauge.builder("scrm.gateway.service.room", bulkhead, b -> b.getMetrics().getAvailableConcurrentCalls())
                .description("how many more requests may be with the service at once; 0: those who come are refused")
                .tag("service", service)
                .register(meters);
    }

    /** The answer; until it is written the request counts as one that is with the service. */
    ServerResponse pass(ServerRequest request, Route route) {
        if (!bulkhead.tryAcquirePermission()) {
            throw new Unavailable(SOON, null);
        }
        ServerResponse answer = null;
        try {
            answer = unlessItFails(request, route);
            return new HeldAnswer(answer, bulkhead::onComplete);
        } finally {
            if (answer == null) {
                bulkhead.onComplete();
            }
        }
    }

    private ServerResponse unlessItFails(ServerRequest request, Route route) {
        if (!breaker.tryAcquirePermission()) {
            throw new Unavailable(REST, null);
        }
        long start = System.nanoTime();
        try {
            ServerResponse response = READING.contains(request.method()) ? twice(request, route) : once(request, route);
            breaker.onSuccess(System.nanoTime() - start, TimeUnit.NANOSECONDS);
            return response;
        } catch (UncheckedIOException e) {
            IOException cause = Objects.requireNonNull(e.getCause());
            if (isTheClients(cause)) {
                breaker.releasePermission();
                throw e;
            }
            breaker.onError(System.nanoTime() - start, TimeUnit.NANOSECONDS, cause);
            throw refusal(cause);
        } catch (RuntimeException e) {
            breaker.releasePermission();
            throw e;
        }
    }

    private ServerResponse twice(ServerRequest request, Route route) {
        try {
            return once(request, route);
        } catch (UncheckedIOException e) {
            if (isTooSlow(e.getCause())) {
                throw e; // and asking again would make it slower
            }
            return once(request, route);
        }
    }

    private ServerResponse once(ServerRequest request, Route route) {
        return exchange.exchange(exchange.request(request)
                .uri(target(request, route))
                .headers(Headers.inwards(request.servletRequest()))
                .responseConsumer((answer, response) -> Headers.outwards(answer.getHeaders(), response.headers()))
                .build());
    }

    /** Path and query as they came: neither decoded nor put together anew. */
    private static URI target(ServerRequest request, Route route) {
        if (route.path() != null) {
            return URI.create(route.url() + route.path());
        }
        String query = request.servletRequest().getQueryString();
        String path = request.servletRequest().getRequestURI();
        return URI.create(route.url() + path + (query == null ? "" : "?" + query));
    }

    /** Whether it was the client's body that could not be read: the service has no part in it. */
    private static boolean isTheClients(IOException e) {
        return e instanceof ClientAbortException
                || e instanceof BadRequestException
                || e instanceof BodyTooLargeException;
    }

    private static boolean isTooSlow(@Nullable Throwable e) {
        return e instanceof SocketTimeoutException && !(e instanceof ConnectTimeoutException);
    }

    private static RuntimeException refusal(IOException e) {
        return isTooSlow(e) ? new Refusal(Problem.of(ProblemCode.GATEWAY_TIMEOUT)) : new Unavailable(REST, e);
    }
}
