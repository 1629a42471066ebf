package scrm.wecom.wxjava;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/** Answers what a test tells it to, where the simulator would be too good. */
final class StubWeCom implements AutoCloseable {
    private static final int DRIPPING = -1;

    private final HttpServer server;
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final Map<String, Function<Call, Reply>> replies = new ConcurrentHashMap<>();
    private final AtomicInteger tokens = new AtomicInteger();

    StubWeCom() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 500);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/cgi-bin/", this::handle);
        server.start();
        on(
                "gettoken",
                call -> Reply.json(
                        "\"access_token\":\"token-%d\",\"expires_in\":7200".formatted(tokens.incrementAndGet())));
    }

    String baseUrl() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** What to answer from now on; without it, that all is well. */
    StubWeCom on(String path, Function<Call, Reply> reply) {
        replies.put(path, reply);
        return this;
    }

    List<Call> calls(String path) {
        return calls.stream().filter(call -> call.path.equals(path)).toList();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            Call call = new Call(
                    exchange.getRequestURI().getPath().substring("/cgi-bin/".length()),
                    Objects.requireNonNullElse(exchange.getRequestURI().getQuery(), ""),
                    body);
            calls.add(call);
            Reply reply = replies.getOrDefault(call.path, c -> Reply.json("")).apply(call);
            if (reply.status == 0) {
                // Closing without an answer is what a lost reply looks like.
                return;
            }
            if (reply.status == DRIPPING) {
                drip(exchange);
                return;
            }
            byte[] bytes = reply.body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(reply.status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    /** A byte now and then, until the client has had enough. */
    private static void drip(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        while (true) {
            exchange.getResponseBody().write(' ');
            exchange.getResponseBody().flush();
            LockSupport.parkNanos(50_000_000);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }

    record Call(String path, String query, String body) {
        String token() {
            return query.replaceAll(".*access_token=([^&]*).*", "$1");
        }
    }

    record Reply(int status, String body) {
        /** Errcode 0 and these fields. */
        static Reply json(String fields) {
            return new Reply(200, "{\"errcode\":0,\"errmsg\":\"ok\"" + (fields.isEmpty() ? "" : "," + fields) + "}");
        }

        static Reply errcode(int errcode) {
            return new Reply(200, "{\"errcode\":" + errcode + ",\"errmsg\":\"from ip: 10.1.2.3, see https://...\"}");
        }

        /** One that never ends. */
        static Reply dripping() {
            return new Reply(DRIPPING, "");
        }

        /** None. */
        static Reply lost() {
            return new Reply(0, "");
        }
    }
}
