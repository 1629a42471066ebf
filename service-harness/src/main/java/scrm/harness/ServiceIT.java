package scrm.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import scrm.events.Event;
import scrm.messaging.Outbox;
import scrm.rest.testing.TestTokens;
import scrm.simulator.Corp;
import scrm.simulator.WeComSimulator;
import scrm.simulator.server.ApiCall;
import scrm.stores.TestStores;

/**
 * A service on real stores beside a simulated WeCom whose clock it shares. A small gateway opens WeCom's signed
 * callbacks and publishes them; each test has a corp of its own. A service's tests extend it with their
 * {@code @SpringBootTest}, on a random port and with {@code management.server.port=0}.
 */
@Import(ServiceIT.SharedClock.class)
public abstract class ServiceIT {
    protected static final WeComSimulator WECOM = WeComSimulator.start();

    private static final CorpPool CORPS = new CorpPool();
    private static final Path CORPS_FILE = CORPS.file();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final JsonMapper JSON = new JsonMapper();

    private final String scopes;

    @LocalServerPort
    protected int port;

    /** The simulated corp of this test. */
    protected Corp corp;

    @Autowired
    private Outbox outbox;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private ObjectProvider<Published> published;

    private CallbackGateway gateway;

    /** @param scopes of who asks, separated by blanks */
    protected ServiceIT(String scopes) {
        this.scopes = scopes;
    }

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) {
        TestStores.settings().forEach((name, value) -> registry.add(name, () -> value));
        TestTokens.settings().forEach((name, value) -> registry.add(name, () -> value));
        registry.add("SCRM_WECOM_BASE_URL", () -> WECOM.baseUrl().toString());
        registry.add("SCRM_CORPS_FILE", CORPS_FILE::toString);
    }

    /** One time for both, so that a test which moves it moves both. */
    @TestConfiguration
    static class SharedClock {
        @Bean
        Clock clock() {
            return WECOM.clock();
        }
    }

    @BeforeEach
    void open() throws IOException {
        corp = WECOM.corp(CORPS.take());
        gateway = new CallbackGateway(corp.definition(), this::publish);
        corp.sendCallbacksTo(gateway.url());
    }

    @AfterEach
    void close() {
        WECOM.faults().clear();
        corp.sendCallbacksTo(null);
        gateway.close();
    }

    protected final String corpId() {
        return corp.definition().corpId();
    }

    /** Events of this test's corp that the service published; there must be a {@link Published}. */
    protected final <E extends Event> List<E> published(Class<E> type) {
        return published
                .getObject()
                .events()
                .filter(event -> event.corpId().value().equals(corpId()))
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    /** Publishes as another service would. */
    protected final void publish(Event event) {
        transaction.executeWithoutResult(_ -> outbox.append(event));
    }

    /** For what happens behind a test's back. */
    protected static ConditionFactory soon() {
        return Awaitility.await().atMost(Duration.ofSeconds(40)).pollInterval(Duration.ofMillis(50));
    }

    protected final Answer get(String path) {
        return send(request(path).GET());
    }

    protected final Answer post(String path, Object body) {
        return send(request(path)
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .POST(BodyPublishers.ofString(JSON.writeValueAsString(body))));
    }

    protected final Answer postCsv(String path, String file) {
        return send(request(path)
                .setHeader("Content-Type", "text/csv")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .POST(BodyPublishers.ofString(file)));
    }

    protected final Answer put(String path, String etag, Object body) {
        return send(request(path).header("If-Match", etag).PUT(BodyPublishers.ofString(JSON.writeValueAsString(body))));
    }

    protected final Answer delete(String path) {
        return send(request(path).DELETE());
    }

    protected final Answer delete(String path, String etag) {
        return send(request(path).header("If-Match", etag).DELETE());
    }

    /** A request to this test's corp, by somebody who may do everything. */
    protected final HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/corps/" + corpId() + path))
                .header("Authorization", TestTokens.bearer(corpId(), scopes))
                .header("Accept-Language", "en")
                .header("Content-Type", "application/json");
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

    /** All items of a list, read in small pages. */
    protected final List<JsonNode> all(String path) {
        List<JsonNode> items = new ArrayList<>();
        String page = path + (path.contains("?") ? "&" : "?") + "limit=7";
        String cursor = "";
        do {
            JsonNode list = get(page + cursor).json();
            list.path("items").forEach(items::add);
            String next = list.path("next").asString("");
            cursor = next.isEmpty() ? "" : "&cursor=" + next;
        } while (!cursor.isEmpty());
        return items;
    }

    /** Calls of a path that this test's corp made, oldest first. */
    protected final List<ApiCall> calls(String path) {
        return WECOM.ledger().calls(call -> call.path().equals(path) && corpId().equals(call.corpId()));
    }
}
