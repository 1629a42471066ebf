package scrm.gateway.routing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import scrm.rest.testing.TestTokens;
import scrm.stores.TestStores;

/** A gateway with two services behind it and two that are away. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "scrm.gateway.routing.response-timeout=700ms",
            "scrm.rest.max-body-size=1MB",
            "scrm.gateway.limit.clients.limited.reads.per-second=0.01",
            "scrm.gateway.limit.clients.limited.reads.burst=10",
            "scrm.gateway.limit.corps.wwnoisy.reads.per-second=0.01",
            "scrm.gateway.limit.corps.wwnoisy.reads.burst=20"
        })
public abstract class RoutedIT {
    protected static final StubService TAG = new StubService();
    protected static final StubService CHANNEL = new StubService();
    protected static final String BEARER = TestTokens.bearer(
            "ww1", "tags:read tags:write groups:read sop:read channels:read channels:write audit:read ops:read");

    private static final String CORP = """
            - corpId: %s
              name: Test
              timezone: Asia/Shanghai
              agentId: 1000002
              secret: app-secret
              callbackToken: token
              callbackAesKey: abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG
            """;

    private static final Map<String, String> STORES = TestStores.settings();
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();

    @TempDir
    private static Path files;

    @LocalServerPort
    private int port;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) throws IOException {
        STORES.forEach((name, value) -> registry.add(name, () -> value));
        TestTokens.settings().forEach((name, value) -> registry.add(name, () -> value));
        Path corps = Files.writeString(
                files.resolve("corps.yaml"),
                Stream.of("ww1", "wwlimit", "wwlimit2", "wwother", "wwquiet", "wwnoisy", "wwspelt")
                        .map(CORP::formatted)
                        .collect(Collectors.joining()));
        registry.add("SCRM_CORPS_FILE", corps::toString);
        registry.add("SCRM_CALLBACK_GAP_DIR", files::toString);
        registry.add("SCRM_TAG_SERVICE_URL", TAG::url);
        registry.add("SCRM_CHANNEL_SERVICE_URL", CHANNEL::url);
        registry.add("SCRM_GROUP_SERVICE_URL", RoutedIT::nobody);
        registry.add("SCRM_SOP_SERVICE_URL", RoutedIT::nobody);
    }

    private static String nobody() {
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return "http://127.0.0.1:" + closed.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @BeforeEach
    void answerPlainly() {
        for (StubService service : new StubService[] {TAG, CHANNEL}) {
            service.answers(exchange -> {
                exchange.getResponseHeaders().set("Content-Type", "application/json");
                StubService.reply(exchange, 200, "{}");
            });
        }
    }

    protected final HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }

    protected final HttpRequest.Builder allowed(String path) {
        return request(path).header("Authorization", BEARER);
    }

    protected static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return CLIENT.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    protected static JsonNode json(HttpResponse<String> answer) {
        return new JsonMapper().readTree(answer.body());
    }

    protected static String code(HttpResponse<String> answer) {
        return json(answer).path("code").asString("");
    }
}
