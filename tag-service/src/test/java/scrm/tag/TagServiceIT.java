package scrm.tag;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import scrm.events.CorpId;
import scrm.messaging.KafkaEventRecords;
import scrm.rest.testing.TestTokens;
import scrm.simulator.Corp;
import scrm.simulator.CorpDefinition;
import scrm.simulator.People;
import scrm.simulator.WeComSimulator;
import scrm.stores.TestStores;

/** What tests of the whole service share: real stores, a simulated WeCom, and a corp of its own for each test. */
@SpringBootTest(classes = TagServiceApplication.class, webEnvironment = WebEnvironment.RANDOM_PORT)
public abstract class TagServiceIT {
    protected static final WeComSimulator WECOM = WeComSimulator.start();

    private static final int CORPS = 60;
    private static final AtomicInteger TAKEN = new AtomicInteger();
    private static final Map<String, String> STORES = TestStores.settings();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final JsonMapper JSON = new JsonMapper();

    protected CorpId corpId;
    protected Corp corp;
    protected People people;
    protected CallbackGateway gateway;

    @LocalServerPort
    protected int port;

    @Autowired
    private KafkaEventRecords records;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) {
        STORES.forEach((name, value) -> registry.add(name, () -> value));
        TestTokens.settings().forEach((name, value) -> registry.add(name, () -> value));
        registry.add("SCRM_WECOM_BASE_URL", WECOM::baseUrl);
        registry.add("SCRM_CORPS_FILE", () -> corpsFile().toString());
        registry.add("management.server.port", () -> 0);
    }

    private static Path corpsFile() {
        try {
            List<String> lines = new ArrayList<>();
            for (int i = 0; i < CORPS; i++) {
                CorpDefinition corp = CallbackGateway.corp("wwcorp" + i);
                lines.add("- corpId: " + corp.corpId());
                lines.add("  name: Test");
                lines.add("  timezone: Asia/Shanghai");
                lines.add("  agentId: " + corp.agentId());
                lines.add("  secret: \"" + corp.secret() + "\"");
                lines.add("  callbackToken: \"" + corp.callbackToken() + "\"");
                lines.add("  callbackAesKey: \"" + corp.callbackAesKey() + "\"");
            }
            Path file = Files.createTempFile("corps", ".yaml");
            file.toFile().deleteOnExit();
            return Files.write(file, lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @BeforeEach
    void takeCorp() {
        if (gateway == null) {
            gateway = new CallbackGateway(records, STORES.get("SCRM_KAFKA_BOOTSTRAP"));
        }
        corpId = new CorpId("wwcorp" + TAKEN.getAndIncrement());
        corp = WECOM.corp(CallbackGateway.corp(corpId.value()));
        corp.sendCallbacksTo(gateway.url(corpId.value()));
        people = corp.people();
        people.memberJoins("zhang", "张三");
        people.memberJoins("li", "李四");
    }

    protected static ConditionFactory soon() {
        return await().atMost(Duration.ofSeconds(40)).pollInterval(Duration.ofMillis(100));
    }

    /** An answer, read as JSON. */
    public record Answer(int status, JsonNode json) {}

    protected Answer get(String path) {
        return send(request(path).GET());
    }

    protected Answer post(String path, String json) {
        return send(request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(json)));
    }

    protected Answer delete(String path) {
        return send(request(path).DELETE());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port + "/v1/corps/" + corpId.value() + "/" + path))
                .header("Authorization", TestTokens.bearer(corpId.value(), "tags:read tags:write"));
    }

    private static Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = CLIENT.send(request.build(), BodyHandlers.ofString());
            return new Answer(response.statusCode(), JSON.readTree(response.body()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** All pages of a list. */
    protected List<JsonNode> all(String path) {
        List<JsonNode> items = new ArrayList<>();
        String cursor = "";
        while (true) {
            JsonNode page = get(path + (path.contains("?") ? "&" : "?") + "limit=7" + cursor)
                    .json();
            page.path("items").forEach(items::add);
            if (page.path("next").asString("").isEmpty()) {
                return items;
            }
            cursor = "&cursor=" + page.path("next").asString();
        }
    }

    /** How often WeCom was called for this corp. */
    protected long calls(String path) {
        return WECOM.ledger().calls(path).stream()
                .filter(call -> corpId.value().equals(call.corpId()))
                .count();
    }
}
