package scrm.channel;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import scrm.events.CorpId;
import scrm.events.Event;
import scrm.events.Topic;
import scrm.events.WeComEvent;
import scrm.messaging.EventConsumer;
import scrm.messaging.JdbcTime;
import scrm.messaging.Outbox;
import scrm.rest.testing.TestTokens;
import scrm.simulator.Corp;
import scrm.simulator.CorpDefinition;
import scrm.simulator.WeComSimulator;
import scrm.simulator.server.ApiCall;
import scrm.stores.TestStores;
import scrm.wecom.callback.CallbackCodec;
import scrm.wecom.callback.CallbackKeys;
import scrm.wecom.callback.CallbackQuery;

/**
 * The service on real stores beside a simulated WeCom whose clock it shares. A small gateway opens WeCom's signed
 * callbacks and publishes them; each test has a corp of its own.
 */
@SpringBootTest(
        classes = ChannelApplication.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = "management.server.port=0")
@Import(ChannelServiceIT.Beside.class)
public abstract class ChannelServiceIT {
    protected static final WeComSimulator WECOM = WeComSimulator.start();

    private static final byte[] PNG = Base64.getDecoder()
            .decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final JsonMapper JSON = new JsonMapper();
    private static final List<CorpDefinition> CORPS =
            IntStream.rangeClosed(1, 400).mapToObj(ChannelServiceIT::definition).toList();
    private static final Path CORPS_FILE = corpsFile();
    private static int nextCorp;

    @LocalServerPort
    protected int port;

    @Autowired
    private Outbox outbox;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private Published published;

    @Autowired
    private JdbcClient jdbc;

    private HttpServer gateway;

    /** The simulated corp of this test. */
    protected Corp corp;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) {
        TestStores.settings().forEach((name, value) -> registry.add(name, () -> value));
        TestTokens.settings().forEach((name, value) -> registry.add(name, () -> value));
        registry.add("SCRM_WECOM_BASE_URL", () -> WECOM.baseUrl().toString());
        registry.add("SCRM_CORPS_FILE", CORPS_FILE::toString);
        registry.add("SCRM_PUBLIC_URL", () -> "https://scrm.example");
        registry.add("SCRM_WEBHOOK_DEVELOPMENT_ADDRESSES", () -> "127.0.0.1");
    }

    @TestConfiguration
    static class Beside {
        /** One time for both, so that a test which moves it moves both. */
        @Bean
        Clock clock() {
            return WECOM.clock();
        }

        @Bean
        Published published() {
            return new Published();
        }
    }

    /** What the service has told the others. */
    static class Published implements EventConsumer {
        private final List<Event> events = new CopyOnWriteArrayList<>();

        @Override
        public String name() {
            return "test";
        }

        @Override
        public Set<Topic> topics() {
            return Set.of(Topic.ATTRIBUTION);
        }

        @Override
        public void on(Event event) {
            events.add(event);
        }
    }

    @BeforeEach
    void open() throws IOException {
        corp = WECOM.corp(CORPS.get(nextCorp++ % CORPS.size()));
        gateway = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        gateway.setExecutor(task -> Thread.ofVirtual().start(task));
        gateway.createContext("/", this::accept);
        gateway.start();
        corp.sendCallbacksTo(
                URI.create("http://127.0.0.1:" + gateway.getAddress().getPort() + "/wecom/callback/" + corpId()));
    }

    @AfterEach
    void close() {
        WECOM.faults().clear();
        corp.sendCallbacksTo(null);
        gateway.stop(0);
    }

    protected final String corpId() {
        return corp.definition().corpId();
    }

    protected final <E extends Event> List<E> published(Class<E> type) {
        return published.events.stream()
                .filter(event -> event.corpId().value().equals(corpId()))
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    /** Publishes as another service would. */
    protected final void publish(Event event) {
        transaction.executeWithoutResult(_ -> outbox.append(event));
    }

    protected static ConditionFactory soon() {
        return Awaitility.await().atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(50));
    }

    // REST

    /** An answer. */
    protected record Answer(HttpResponse<String> http) {
        public int status() {
            return http.statusCode();
        }

        public JsonNode json() {
            return JSON.readTree(http.body());
        }

        public String header(String name) {
            return http.headers().firstValue(name).orElseThrow();
        }

        public String etag() {
            return http.headers().firstValue("ETag").orElseThrow();
        }
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
                .header("Authorization", TestTokens.bearer(corpId(), "channels:read channels:write"))
                .header("Accept-Language", "en")
                .header("Content-Type", "application/json");
    }

    protected static Answer send(HttpRequest.Builder request) {
        try {
            return new Answer(CLIENT.send(request.build(), BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    // What most tests begin with

    /** Makes a channel whose contacts get the tag 来源/its name; returns its id. */
    protected final String channel(String name) {
        Answer answer =
                post("/channels", Map.of("name", name, "tags", List.of(Map.of("groupName", "来源", "tagName", name))));
        assertThat(answer.status()).as(answer.http().body()).isEqualTo(201);
        return answer.json().path("id").asString();
    }

    /** Makes a live code of a member who is there, with a welcome, and waits until it can be scanned. */
    protected final JsonNode activeLiveCode(String channelId, String userId, Map<String, Object> welcome) {
        String path = liveCode(channelId, userId, welcome);
        soon().untilAsserted(() ->
                assertThat(get(path).json().path("status").asString()).isEqualTo("ACTIVE"));
        return get(path).json();
    }

    /** Asks for a live code; returns its path. */
    protected final String liveCode(String channelId, String userId, Map<String, Object> welcome) {
        Answer answer = post(
                "/live-codes",
                Map.of("channelId", channelId, "name", "收银台", "users", List.of(userId), "welcome", welcome));
        assertThat(answer.status()).as(answer.http().body()).isEqualTo(202);
        assertThat(answer.json().path("status").asString()).isEqualTo("CREATING");
        return "/live-codes/" + answer.json().path("id").asString();
    }

    /** A picture of its own for each name: bytes are kept once. */
    protected static Map<String, Object> picture(String filename) {
        byte[] name = filename.getBytes(StandardCharsets.UTF_8);
        byte[] bytes = Arrays.copyOf(PNG, PNG.length + name.length);
        System.arraycopy(name, 0, bytes, PNG.length, name.length);
        return Map.of("type", "image", "filename", filename, "content", bytes);
    }

    /** Calls of a path that this test's corp made. */
    protected final List<ApiCall> calls(String path) {
        return WECOM.ledger().calls(call -> call.path().equals(path) && corpId().equals(call.corpId()));
    }

    /**
     * Moves the clock once nothing of this test's corp is done or due, so that what waits does not wait from then on.
     */
    protected final void later(Duration by) {
        soon().untilAsserted(() -> assertThat(jdbc.sql("""
                                SELECT work_key FROM work
                                WHERE corp_id = :corpId
                                  AND (state IN ('RUNNING', 'ASKING')
                                       OR (state IN ('READY', 'UNKNOWN') AND due_at <= :now))
                                """)
                        .param("corpId", corpId())
                        .param("now", JdbcTime.of(WECOM.clock().instant()))
                        .query(String.class)
                        .list())
                .isEmpty());
        WECOM.clock().advance(by);
    }

    // Callbacks

    private void accept(HttpExchange exchange) throws IOException {
        try (exchange) {
            CorpDefinition its = corp.definition();
            WeComEvent event = new CallbackCodec()
                    .open(
                            new CallbackKeys(new CorpId(its.corpId()), its.callbackToken(), its.callbackAesKey()),
                            CallbackQuery.parse(exchange.getRequestURI().getRawQuery()),
                            exchange.getRequestBody().readAllBytes());
            publish(event);
            exchange.sendResponseHeaders(200, -1);
        }
    }

    private static Path corpsFile() {
        StringBuilder yaml = new StringBuilder();
        for (CorpDefinition its : CORPS) {
            yaml.append("""
                    - corpId: %s
                      name: %s
                      timezone: Asia/Shanghai
                      agentId: %d
                      secret: "%s"
                      callbackToken: "%s"
                      callbackAesKey: "%s"
                    """.formatted(
                    its.corpId(), its.name(), its.agentId(), its.secret(), its.callbackToken(), its.callbackAesKey()));
        }
        try {
            Path file = Files.createTempFile("corps", ".yaml");
            file.toFile().deleteOnExit();
            return Files.writeString(file, yaml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Keys as WeCom makes them: letters and digits only. */
    private static CorpDefinition definition(int number) {
        CorpDefinition derived = CorpDefinition.of("ww" + number);
        return derived.withCallback(
                derived.callbackToken(), derived.callbackAesKey().replaceAll("[^A-Za-z0-9]", "x"));
    }
}
