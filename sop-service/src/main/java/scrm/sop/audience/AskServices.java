package scrm.sop.audience;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.stereotype.Service;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClient.RequestHeadersSpec.ConvertibleClientHttpResponse;
import org.springframework.web.client.RestClientException;

import scrm.messaging.Trace;
import scrm.rest.Unavailable;

/**
 * Asks other services over REST, as any client would: with a token, within a corp, and with the trace of what asks.
 * What only reads is tried twice. A service that is away or fails is {@link Unavailable}; after a run of failures it is
 * not asked for a while.
 */
@Service
class AskServices {
    private static final Logger log = LoggerFactory.getLogger(AskServices.class);
    private static final Duration REST = Duration.ofSeconds(5);
    private static final CircuitBreakerConfig BREAKER = CircuitBreakerConfig.custom()
            .slidingWindowSize(20)
            .minimumNumberOfCalls(10)
            .failureRateThreshold(50)
            .waitDurationInOpenState(REST)
            .permittedNumberOfCallsInHalfOpenState(3)
            .build();

    private final RestClient client;
    private final TokenFile token;
    private final Map<Peer, URI> urls;
    private final Map<Peer, CircuitBreaker> breakers = new EnumMap<>(Peer.class);

    AskServices(ServicesProperties properties, MeterRegistry meters) {
        JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory(HttpClient.newBuilder()
                .connectTimeout(properties.connectTimeout())
                .version(HttpClient.Version.HTTP_1_1)
                .build());
        requests.setReadTimeout(properties.readTimeout());
        this.client = RestClient.builder().requestFactory(requests).build();
        this.token = new TokenFile(properties.tokenFile());
        this.urls = Map.of(Peer.TAG, properties.tagUrl(), Peer.GROUP, properties.groupUrl());
        for (Peer peer : Peer.values()) {
            CircuitBreaker breaker = CircuitBreaker.of(peer.name(), BREAKER);
            breakers.put(peer, breaker);
            Gauge.builder("scrm.services.refused", breaker, b -> b.getState() == CircuitBreaker.State.CLOSED ? 0 : 1)
                    .description("1 while the service is not asked because it failed too often")
                    .tag("service", peer.name())
                    .register(meters);
        }
    }

    /** Who is asked. */
    enum Peer {
        TAG,
        GROUP
    }

    /** It understood and would not; asking again is of no use. */
    static final class RefusedException extends RuntimeException {
        final int status;

        RefusedException(int status) {
            super("the service answered " + status);
            this.status = status;
        }
    }

    /** It was there and failed. */
    private static final class FailedException extends RuntimeException {
        FailedException(int status) {
            super("the service answered " + status);
        }
    }

    /**
     * Reads.
     *
     * @param path with variables in braces
     * @return empty if there is no such thing
     * @throws RefusedException if it will not answer this
     * @throws Unavailable if it cannot be asked now
     */
    <T> Optional<T> get(Peer peer, Class<T> answer, String path, Object... variables) {
        return guarded(peer, () -> twice(() -> once(peer, HttpMethod.GET, null, answer, path, variables)));
    }

    /** As {@link #get}, with what is asked in a body. */
    <T> Optional<T> ask(Peer peer, Object body, Class<T> answer, String path, Object... variables) {
        return guarded(peer, () -> twice(() -> once(peer, HttpMethod.POST, body, answer, path, variables)));
    }

    /** Has something made, once. */
    <T> Optional<T> make(Peer peer, Class<T> answer, String path, Object... variables) {
        return guarded(peer, () -> once(peer, HttpMethod.POST, null, answer, path, variables));
    }

    private <T> Optional<T> guarded(Peer peer, Supplier<Optional<T>> call) {
        CircuitBreaker breaker = Objects.requireNonNull(breakers.get(peer));
        if (!breaker.tryAcquirePermission()) {
            throw new Unavailable(REST, null);
        }
        long start = System.nanoTime();
        try {
            Optional<T> answer = call.get();
            breaker.onSuccess(System.nanoTime() - start, TimeUnit.NANOSECONDS);
            return answer;
        } catch (RestClientException | FailedException e) {
            // No answer, or one that is none: a proxy's page, half a body.
            breaker.onError(System.nanoTime() - start, TimeUnit.NANOSECONDS, e);
            throw new Unavailable(REST, e);
        } catch (RuntimeException e) {
            breaker.releasePermission();
            throw e;
        }
    }

    private static <T> Optional<T> twice(Supplier<Optional<T>> call) {
        try {
            return call.get();
        } catch (ResourceAccessException | FailedException e) {
            return call.get();
        }
    }

    private <T> Optional<T> once(
            Peer peer, HttpMethod method, @Nullable Object body, Class<T> answer, String path, Object... variables) {
        String bearer = token.read().orElseThrow(() -> new Unavailable(REST, null));
        RestClient.RequestBodySpec request = client.method(method)
                .uri(urls.get(peer) + path, variables)
                .header(HttpHeaders.AUTHORIZATION, "Bearer " + bearer)
                .header(Trace.HEADER, Trace.current())
                .accept(MediaType.APPLICATION_JSON);
        if (body != null) {
            request.contentType(MediaType.APPLICATION_JSON).body(body);
        }
        return Objects.requireNonNull(request.exchange((_, response) -> read(peer, response, answer)));
    }

    private static <T> Optional<T> read(Peer peer, ConvertibleClientHttpResponse response, Class<T> answer)
            throws IOException {
        HttpStatusCode status = response.getStatusCode();
        if (status.is2xxSuccessful()) {
            return Optional.ofNullable(response.bodyTo(answer));
        }
        return switch (status.value()) {
            case 404 -> Optional.empty();
            case 401, 403 -> {
                log.error("{} does not accept the token of SCRM_SERVICE_TOKEN_FILE: {}", peer, status.value());
                throw new Unavailable(REST, null);
            }
            case 408, 425, 429 -> throw new FailedException(status.value());
            default -> {
                if (status.is5xxServerError()) {
                    throw new FailedException(status.value());
                }
                throw new RefusedException(status.value());
            }
        };
    }
}
