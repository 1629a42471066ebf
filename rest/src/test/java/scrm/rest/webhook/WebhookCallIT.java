package scrm.rest.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import scrm.events.CorpId;

/** Calls of receivers that mean no good, on raw sockets. */
class WebhookCallIT {
    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");
    private static final Instant AT = Instant.parse("2026-11-23T00:00:00Z");
    private static final Duration LONGEST = Duration.ofSeconds(2);

    private final AtomicInteger connections = new AtomicInteger();
    private ServerSocket server;
    private volatile Answer answer = _ -> {};

    @FunctionalInterface
    private interface Answer {
        void write(OutputStream out) throws IOException;
    }

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 50, LOOPBACK);
        Thread.ofVirtual().start(() -> {
            while (!server.isClosed()) {
                try {
                    Socket socket = server.accept();
                    connections.incrementAndGet();
                    Thread.ofVirtual().start(() -> serve(socket));
                } catch (IOException e) {
                    return; // closed
                }
            }
        });
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    private void serve(Socket socket) {
        try (socket;
                InputStream in = socket.getInputStream()) {
            if (in.read(new byte[8192]) > 0) {
                answer.write(socket.getOutputStream());
            }
        } catch (IOException e) {
            // the caller hung up, as it should
        }
    }

    @Test
    void whatIsNot2xxIsAnAnswerButNotTaken() throws IOException {
        answer = out -> text(out, "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n");

        Delivery.Attempt attempt = call(loopback());

        assertThat(attempt.status()).isEqualTo(503);
        assertThat(attempt.isTaken()).isFalse();
    }

    @Test
    void redirectsAreNotFollowed() throws IOException {
        answer = out -> text(
                out,
                "HTTP/1.1 307 Temporary Redirect\r\nLocation: " + loopback() + "again\r\nContent-Length: 0\r\n\r\n");

        Delivery.Attempt attempt = call(loopback());

        assertThat(attempt.status()).isEqualTo(307);
        assertThat(attempt.isTaken()).isFalse();
        assertThat(connections).hasValue(1);
    }

    @Test
    @Timeout(20)
    void anEndlessBodyIsNotRead() throws IOException {
        answer = out -> {
            text(out, "HTTP/1.1 200 OK\r\nContent-Length: 9000000000\r\n\r\n");
            byte[] block = new byte[65_536];
            while (true) {
                out.write(block);
            }
        };

        Delivery.Attempt attempt = call(loopback());

        assertThat(attempt.isTaken()).isTrue();
        assertThat(attempt.millis()).isLessThan(LONGEST.toMillis());
    }

    @Test
    @Timeout(20)
    void anAnswerThatTricklesInIsGivenUp() throws IOException {
        answer = out -> {
            text(out, "HTTP/1.1 200 OK\r\nX-Long: ");
            while (true) {
                text(out, "a");
                try {
                    Thread.sleep(Duration.ofMillis(50)); // it is the receiver that is slow
                } catch (InterruptedException e) {
                    return;
                }
            }
        };

        Delivery.Attempt attempt = call(loopback());

        assertThat(attempt.failure()).isEqualTo(Delivery.Failure.TIMEOUT);
        assertThat(attempt.millis()).isBetween(LONGEST.toMillis() - 100, 10_000L);
    }

    @Test
    @Timeout(20)
    void aHeadWithoutEndIsGivenUp() throws IOException {
        answer = out -> {
            text(out, "HTTP/1.1 200 OK\r\n");
            while (true) {
                text(out, "X-More: more\r\n".repeat(100));
            }
        };

        Delivery.Attempt attempt = call(loopback());

        assertThat(attempt.status()).isNull();
        assertThat(attempt.failure()).isEqualTo(Delivery.Failure.CONNECTION);
    }

    @Test
    void aHostThatHangsUpIsAFailedConnection() throws IOException {
        assertThat(call(loopback()).failure()).isEqualTo(Delivery.Failure.CONNECTION);
    }

    @Test
    void aNameThatStandsForAnInnerAddressByNowIsNotCalled() throws IOException {
        // Public when it was written down, this host when it is called.
        Destinations rebound = new Destinations(Set.of(), _ -> new InetAddress[] {LOOPBACK});
        URI url = URI.create("https://rebound.test:" + server.getLocalPort() + "/");

        assertThat(rebound.problem(url)).isEmpty();
        assertThat(call(rebound, url).failure()).isEqualTo(Delivery.Failure.ADDRESS_REFUSED);
        assertThat(connections).hasValue(0);
    }

    @Test
    void anAddressThatWasAllowedOnceIsNotCalledWithoutTheSetting() throws IOException {
        Destinations production = new Destinations(Set.of(), InetAddress::getAllByName);

        assertThat(call(production, loopback()).failure()).isEqualTo(Delivery.Failure.ADDRESS_REFUSED);
        assertThat(connections).hasValue(0);
    }

    @Test
    void aHostThatCannotProveWhoItIsIsNotTold() throws IOException {
        answer = out -> text(out, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");

        Delivery.Attempt attempt = call(URI.create(loopback().toString().replace("http:", "https:")));

        assertThat(attempt.failure()).isEqualTo(Delivery.Failure.TLS);
    }

    private URI loopback() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort() + "/");
    }

    private static Delivery.Attempt call(URI url) throws IOException {
        return call(new Destinations(Set.of(LOOPBACK), InetAddress::getAllByName), url);
    }

    private static Delivery.Attempt call(Destinations destinations, URI url) throws IOException {
        WebhookSecret secret = new WebhookSecret("whsec_" + Base64.getEncoder().encodeToString(new byte[24]));
        try (WebhookCall webhookCall = new WebhookCall(destinations, LONGEST)) {
            return webhookCall.post(new Endpoint(new EndpointId(1), url, secret), delivery(), AT);
        }
    }

    private static Delivery delivery() {
        return new Delivery(
                new DeliveryId(1),
                new CorpId("ww1"),
                new EndpointId(1),
                "msg_1",
                "test",
                "{}",
                Delivery.Status.PENDING,
                0,
                AT,
                AT);
    }

    private static void text(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }
}
