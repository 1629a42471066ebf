package scrm.localstack.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Systems of the company's own: they hear by webhook and believe only what is signed as Standard Webhooks has it. */
final class CompanySystems implements AutoCloseable {
    /** Shared with nobody but the demo's own stack. */
    static final String SECRET = "whsec_"
            + Base64.getEncoder()
                    .encodeToString("demo-secret-of-32-bytes-exactly!".getBytes(StandardCharsets.US_ASCII));

    private final HttpServer server;
    private final Map<String, Integer> genuine = new ConcurrentHashMap<>();

    CompanySystems() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::take);
        server.start();
    }

    /** Where a system hears. */
    URI url(String system) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/" + system);
    }

    /** How many messages came to a system with a right signature. */
    int genuine(String system) {
        return genuine.getOrDefault("/" + system, 0);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void take(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        boolean signed = isSigned(exchange, body);
        if (signed) {
            genuine.merge(exchange.getRequestURI().getPath(), 1, Integer::sum);
        }
        exchange.sendResponseHeaders(signed ? 204 : 401, -1);
        exchange.close();
    }

    private static boolean isSigned(HttpExchange exchange, byte[] body) {
        String head = header(exchange, "webhook-id") + "." + header(exchange, "webhook-timestamp") + ".";
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(SECRET.substring("whsec_".length())), "HmacSHA256"));
            mac.update(head.getBytes(StandardCharsets.UTF_8));
            String right = "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
            return MessageDigest.isEqual(
                    right.getBytes(StandardCharsets.US_ASCII),
                    header(exchange, "webhook-signature").getBytes(StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HmacSHA256 is part of every JDK", e);
        }
    }

    private static String header(HttpExchange exchange, String name) {
        String value = exchange.getRequestHeaders().getFirst(name);
        return value == null ? "" : value;
    }
}
