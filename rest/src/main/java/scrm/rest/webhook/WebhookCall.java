package scrm.rest.webhook;

import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * One call of an endpoint, signed as Standard Webhooks 1.0.0 says. The receiver is not trusted: it is called only where
 * {@link Destinations} lets it, follows no redirects, gets no cookies and no second connection out of a pool, and has
 * {@link #LONGEST} for all of its answer. Of that answer only the status counts: its head is bounded, its body is not
 * read, and the connection is cut.
 */
final class WebhookCall implements AutoCloseable {
    /** From the first byte to the status, however slowly bytes trickle in. */
    static final Duration LONGEST = Duration.ofSeconds(15);

    private static final Timeout CONNECT = Timeout.ofSeconds(5);
    private static final Timeout SILENCE = Timeout.ofSeconds(10);
    private static final int MOST_AT_ONCE = 64;
    private static final int MOST_HEADERS = 100;
    private static final int LONGEST_LINE = 8192;

    private final Destinations destinations;
    private final Duration longest;
    private final CloseableHttpClient client;
    private final ScheduledExecutorService deadlines = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("webhook-deadlines").daemon().factory());

    WebhookCall(Destinations destinations) {
        this(destinations, LONGEST);
    }

    WebhookCall(Destinations destinations, Duration longest) {
        this.destinations = destinations;
        this.longest = longest;
        this.client = client(destinations);
    }

    /** Makes the call at this time. */
    Delivery.Attempt post(Endpoint endpoint, Delivery delivery, Instant at) {
        long began = System.nanoTime();
        if (destinations.problem(endpoint.url()).isPresent()) {
            return attempt(at, began, null, Delivery.Failure.ADDRESS_REFUSED);
        }
        HttpPost post = new HttpPost(endpoint.url());
        post.setHeader("webhook-id", delivery.messageId());
        post.setHeader("webhook-timestamp", Long.toString(at.getEpochSecond()));
        post.setHeader("webhook-signature", endpoint.secret().sign(delivery.messageId(), at, delivery.body()));
        post.setEntity(
                new ByteArrayEntity(delivery.body().getBytes(StandardCharsets.UTF_8), ContentType.APPLICATION_JSON));
        Future<?> deadline = deadlines.schedule(post::abort, longest.toMillis(), TimeUnit.MILLISECONDS);
        try {
            int status = client.executeOpen(HttpHost.create(endpoint.url()), post, null)
                    .getCode();
            return attempt(at, began, status, null);
        } catch (IOException e) {
            return attempt(at, began, null, post.isAborted() ? Delivery.Failure.TIMEOUT : failure(e));
        } finally {
            deadline.cancel(false);
            // Cuts the connection; closing the answer would read what is left of it, were it endless.
            post.abort();
        }
    }

    private static Delivery.Attempt attempt(
            Instant at, long began, @Nullable Integer status, Delivery.@Nullable Failure failure) {
        return new Delivery.Attempt(at, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began), status, failure);
    }

    private static Delivery.Failure failure(IOException e) {
        return switch (e) {
            case Destinations.Refused _ -> Delivery.Failure.ADDRESS_REFUSED;
            case UnknownHostException _ -> Delivery.Failure.HOST_UNKNOWN;
            case SocketTimeoutException _ -> Delivery.Failure.TIMEOUT;
            case SSLException _ -> Delivery.Failure.TLS;
            default -> Delivery.Failure.CONNECTION;
        };
    }

    private static CloseableHttpClient client(Destinations destinations) {
        return HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(new CheckedAddresses(destinations))
                        .setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
                                .http1Config(Http1Config.custom()
                                        .setMaxHeaderCount(MOST_HEADERS)
                                        .setMaxLineLength(LONGEST_LINE)
                                        .build())
                                .build())
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(CONNECT)
                                .setSocketTimeout(SILENCE)
                                .build())
                        .setMaxConnPerRoute(MOST_AT_ONCE)
                        .setMaxConnTotal(MOST_AT_ONCE)
                        .build())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setResponseTimeout(SILENCE)
                        .setProtocolUpgradeEnabled(false)
                        .build())
                .setUserAgent("scrm-webhook/1")
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableContentCompression()
                .disableAuthCaching()
                .build();
    }

    @Override
    public void close() throws IOException {
        deadlines.shutdownNow();
        client.close();
    }

    /** Connections go to what was looked at, and to nothing else. */
    private record CheckedAddresses(Destinations destinations) implements DnsResolver {
        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            return destinations.addresses(host);
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }
    }
}
