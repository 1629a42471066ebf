package scrm.rest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import scrm.rest.testing.TestTokens;
import scrm.stores.TestStores;

/** What tests over a real socket share: a running {@link ThingApplication} and a client. */
@SpringBootTest(
        classes = ThingApplication.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {"spring.config.import=classpath:scrm-rest.yaml", "scrm.rest.scope=things"})
public abstract class RestIT {
    protected static final String CORP = "ww1";
    protected static final String THINGS = "/v1/corps/" + CORP + "/things";

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final JsonMapper JSON = new JsonMapper();

    @LocalServerPort
    int port;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) {
        TestTokens.settings().forEach((name, value) -> registry.add(name, () -> value));
        var stores = TestStores.settingsWithoutTopics();
        registry.add("spring.datasource.url", () -> stores.get("SCRM_MYSQL_URL"));
        registry.add("spring.datasource.username", () -> stores.get("SCRM_MYSQL_USER"));
        registry.add("spring.datasource.password", () -> stores.get("SCRM_MYSQL_PASSWORD"));
    }

    /** An answer, read as JSON if it is. */
    public record Answer(HttpResponse<String> http) {
        public int status() {
            return http.statusCode();
        }

        public String header(String name) {
            return http.headers().firstValue(name).orElse("");
        }

        public JsonNode json() {
            return JSON.readTree(http.body());
        }

        public String code() {
            return json().path("code").asString("");
        }

        /** The errors as {@code field code}, sorted. */
        public List<String> errors() {
            return json().path("errors")
                    .valueStream()
                    .map(e ->
                            e.path("field").asString("") + " " + e.path("code").asString(""))
                    .sorted()
                    .toList();
        }
    }

    protected final int port() {
        return port;
    }

    protected final HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }

    /** A request that may do everything. */
    protected final HttpRequest.Builder allowed(String path) {
        return request(path).header("Authorization", TestTokens.bearer(CORP, "things:read things:write"));
    }

    protected final Answer get(String path, String... headers) {
        HttpRequest.Builder request = allowed(path);
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return send(request);
    }

    protected final Answer post(String path, String json, String... headers) {
        HttpRequest.Builder request =
                allowed(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(json));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return send(request);
    }

    protected static Answer send(HttpRequest.Builder request) {
        try {
            return new Answer(CLIENT.send(request.build(), BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
