package scrm.localstack.faults;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;

/** Listens on an address of this machine and counts who calls. */
final class WebhookTrap implements AutoCloseable {
    private final HttpServer server;
    private final AtomicInteger calls = new AtomicInteger();

    private WebhookTrap(String address, int status, String location) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral(address), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", exchange -> {
            try (exchange) {
                calls.incrementAndGet();
                exchange.getResponseHeaders().set("Location", location);
                exchange.sendResponseHeaders(status, -1);
            }
        });
        server.start();
    }

    /** Answers that all is well. */
    static WebhookTrap on(String address) {
        return new WebhookTrap(address, 204, "/");
    }

    /** Sends whoever calls on to another URL, body and all. */
    static WebhookTrap redirecting(String address, URI to) {
        return new WebhookTrap(address, 307, to.toString());
    }

    int port() {
        return server.getAddress().getPort();
    }

    URI url() {
        return URI.create("http://" + server.getAddress().getHostString() + ":" + port() + "/");
    }

    int calls() {
        return calls.get();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
