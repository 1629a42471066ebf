package scrm.gateway.callback;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static scrm.gateway.callback.TestCorps.OFFICIAL;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import scrm.events.EventId;
import scrm.stores.Databases;
import scrm.stores.Stores;
import scrm.stores.StoresPlan;
import scrm.stores.StoresPlan.Database;
import scrm.stores.Topics;

/** Callbacks while stores are away; the stores are this test's own. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "SCRM_AUTH_ISSUER=http://127.0.0.1:1",
            "SCRM_AUTH_JWK_SET_URI=http://127.0.0.1:1/jwks",
            "spring.lifecycle.timeout-per-shutdown-phase=5s"
        })
@DirtiesContext
class CallbackOutageIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private static Path home;

    private static Stores stores;

    @LocalServerPort
    private int port;

    @Autowired
    private Clock clock;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private MeterRegistry meters;

    @Autowired
    private CallbackGapWorker gapWorker;

    private WeComClient wecom;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) {
        stores = Stores.of(new StoresPlan(home.resolve("stores"), Database.MARIADB, false, false))
                .start();
        new Databases(stores.addresses()).create(List.of("scrm_gateway"));
        new Topics(stores.addresses().kafkaBootstrap()).create("", 3);
        stores.addresses().settings("scrm_gateway").forEach((name, value) -> registry.add(name, () -> value));
        registry.add("SCRM_CORPS_FILE", TestCorps::file);
        registry.add("SCRM_CALLBACK_GAP_DIR", () -> home.resolve("gaps").toString());
    }

    @AfterAll
    static void stop() {
        stores.close();
    }

    @BeforeEach
    void open() {
        wecom = new WeComClient(port);
    }

    @AfterEach
    void allIsWell() {
        stores.mysql().start();
        stores.kafka().start();
        // Until both breakers have found out.
        await().atMost(PATIENCE).until(() -> {
            double before = count("kafka");
            send("wm-well");
            return count("kafka") > before;
        });
        wecom.close();
    }

    @Test
    void withoutKafkaCallbacksAreAcceptedByMySqlAndDrainedLater() throws Exception {
        stores.kafka().kill();
        double before = count("inbox");

        Set<EventId> ids = sendMany("wm-killed", 300);

        assertThat(count("inbox") - before).isEqualTo(300);
        stores.kafka().start();
        assertPublished(ids);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(jdbc.sql("SELECT COUNT(*) FROM outbox")
                                .query(Long.class)
                                .single())
                        .isZero());
    }

    @Test
    void aKafkaThatHangsHoldsNobodyUp() throws Exception {
        sendMany("wm-before", 20);
        stores.kafka().suspend();
        try {
            Set<EventId> ids = sendMany("wm-first", 50);
            List<Long> millis = new ArrayList<>();
            int threads = Thread.activeCount();
            for (int i = 0; i < 200; i++) {
                long start = System.nanoTime();
                ids.add(send("wm-hung-" + i));
                millis.add((System.nanoTime() - start) / 1_000_000);
            }
            millis.sort(Long::compare);

            assertThat(millis.get(180)).as("p90 of %s", millis).isLessThan(1_000);
            assertThat(millis.getLast()).as("slowest of %s", millis).isLessThan(5_000);
            assertThat(Thread.activeCount()).isLessThan(threads + 20);
            stores.kafka().resume();
            assertPublished(ids);
        } finally {
            stores.kafka().resume();
        }
    }

    @Test
    void withoutMySqlCallbacksAreAcceptedByKafka() throws Exception {
        stores.mysql().kill();
        double before = count("kafka");

        Set<EventId> ids = sendMany("wm-no-mysql", 100);

        assertThat(count("kafka") - before).isEqualTo(100);
        assertPublished(ids);
    }

    @Test
    void withoutBothNothingIsAcknowledgedAndTheGapIsRepaired() throws Exception {
        stores.kafka().kill();
        stores.mysql().kill();
        Set<EventId> ids = new HashSet<>();
        List<Future<HttpResponse<String>>> answers = new ArrayList<>();
        long start = System.nanoTime();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 40; i++) {
                String xml = Xml.contactAdded("wm-gap-" + i);
                ids.add(EventId.ofCallback(OFFICIAL.corpId(), xml.getBytes(UTF_8)));
                answers.add(threads.submit(() -> wecom.post(OFFICIAL, xml, clock.instant())));
            }
        }
        Duration took = Duration.ofNanos(System.nanoTime() - start);

        for (Future<HttpResponse<String>> answer : answers) {
            assertThat(answer.get().statusCode()).isEqualTo(503);
            assertThat(answer.get().headers().firstValue("retry-after")).isPresent();
            assertThat(answer.get().body()).contains("\"code\":\"unavailable\"").doesNotContain("wm-gap");
        }
        assertThat(took).isLessThan(Duration.ofSeconds(5));
        assertThat(meters.get("scrm.callback.gaps")
                        .tag("state", "noted")
                        .counter()
                        .count())
                .isGreaterThanOrEqualTo(40);

        stores.mysql().start();
        stores.kafka().start();
        await().atMost(PATIENCE).untilAsserted(() -> {
            gapWorker.runOnce();
            assertThat(jdbc.sql("SELECT event_id FROM callback_gap WHERE event_key LIKE '%wm-gap-%'")
                            .query(String.class)
                            .list())
                    .containsExactlyInAnyOrderElementsOf(
                            ids.stream().map(EventId::value).toList());
        });
        assertPublished(ids);
    }

    private Set<EventId> sendMany(String contact, int count) throws Exception {
        Set<EventId> ids = new HashSet<>();
        List<Future<EventId>> sent = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(16)) {
            for (int i = 0; i < count; i++) {
                String name = contact + "-" + i;
                sent.add(threads.submit(() -> send(name)));
            }
        }
        for (Future<EventId> one : sent) {
            ids.add(one.get());
        }
        return ids;
    }

    /** Sends one that must be accepted. */
    private EventId send(String contact) {
        String xml = Xml.contactAdded(contact);
        HttpResponse<String> answer = wecom.post(OFFICIAL, xml, clock.instant());
        assertThat(answer.body()).isEqualTo("success");
        return EventId.ofCallback(OFFICIAL.corpId(), xml.getBytes(UTF_8));
    }

    private static void assertPublished(Set<EventId> ids) throws IOException {
        try (Published published = new Published(stores.addresses().kafkaBootstrap(), "")) {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(published.ids()).containsAll(ids));
        }
    }

    private double count(String way) {
        return meters.find("scrm.callback.accepted").tag("way", way).timers().stream()
                .mapToDouble(timer -> timer.count())
                .sum();
    }
}
