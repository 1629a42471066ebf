package scrm.gateway.callback;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static scrm.gateway.callback.TestCorps.OFFICIAL;
import static scrm.gateway.callback.TestCorps.OTHER;
import static scrm.gateway.callback.TestCorps.TWIN;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import scrm.events.EventId;
import scrm.events.Topic;
import scrm.events.WeComEvent;
import scrm.messaging.testing.MutableClock;
import scrm.stores.TestStores;
import scrm.wecom.callback.CallbackKeys;
import scrm.wecom.callback.SealedCallback;

/** Callbacks through the real port, into the real Kafka. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "scrm.gateway.callback.body-timeout=600ms",
            "server.tomcat.connection-timeout=1s",
            "SCRM_AUTH_ISSUER=http://127.0.0.1:1",
            "SCRM_AUTH_JWK_SET_URI=http://127.0.0.1:1/jwks"
        })
@ExtendWith(OutputCaptureExtension.class)
class CallbackIntakeIT {
    private static final Map<String, String> STORES = TestStores.settings();

    @TempDir
    private static Path gaps;

    @LocalServerPort
    private int port;

    @Autowired
    private MutableClock clock;

    @Autowired
    private MeterRegistry meters;

    private WeComClient wecom;
    private Published published;

    @TestConfiguration
    static class Clocks {
        @Bean
        MutableClock clock() {
            return MutableClock.at("2025-11-22T08:26:40Z");
        }
    }

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) {
        STORES.forEach((name, value) -> registry.add(name, () -> value));
        registry.add("SCRM_CORPS_FILE", TestCorps::file);
        registry.add("SCRM_CALLBACK_GAP_DIR", () -> gaps.toString());
    }

    @BeforeEach
    void open() {
        clock.set(Instant.parse("2025-11-22T08:26:40Z"));
        wecom = new WeComClient(port);
        published = new Published(STORES.get("SCRM_KAFKA_BOOTSTRAP"), STORES.get("SCRM_TOPIC_PREFIX"));
    }

    @AfterEach
    void close() {
        wecom.close();
        published.close();
    }

    @Test
    void tencentsUrlCheckIsAnsweredBare() {
        clock.set(Instant.ofEpochSecond(1409659600));
        String query =
                "msg_signature=5c45ff5e21c57e6ad56bac8758b79b1d9ac89fd3&timestamp=1409659589&nonce=263014780&echostr="
                        + "P9nAzCzyDtyTWESHep1vC5X9xho/qYX3Zpb4yKa9SKld1DsH3Iyt3tP3zNdtp+4RPcs8TgAE7OaBO+FZXvnaqQ==";

        for (String written : List.of(query, query.replace("+", "%2B").replace("/", "%2F"))) {
            HttpResponse<String> answer = wecom.check("wx5823bf96d3bd56c7", written);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("1616140317555161061");
            assertThat(answer.headers().firstValue("content-type"))
                    .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain"));
        }
    }

    @Test
    void tencentsMessageIsAccepted() {
        clock.set(Instant.ofEpochSecond(1409659813));
        String encrypted =
                "RypEvHKD8QQKFhvQ6QleEB4J58tiPdvo+rtK1I9qca6aM/wvqnLSV5zEPeusUiX5L5X/0lWfrf0QADHHhGd3QczcdCUpj911"
                        + "L3vg3W/sYYvuJTs3TUUkSUXxaccAS0qhxchrRYt66wiSpGLYL42aM6A8dTT+6k4aSknmPj48kzJs8qLjvd4Xgpue06DOdnLxAUHzM6+k"
                        + "DZ+HMZfJYuR+LtwGc2hgf5gsijff0ekUNXZiqATP7PF5mZxZ3Izoun1s4zG4LUMnvw2r+KqCKIw+3IQH03v+BCA9nMELNqbSf6tiWSrX"
                        + "JB3LAVGUcallcrw8V2t9EL4EhzJWrQUax5wLVMNS0+rUPA3k22Ncx4XXZS9o0MBH27Bo6BpNelZpS+/uh9KsNlY6bHCmJU9p8g7m3fVK"
                        + "n28H3KDYA5Pl/T8Z1ptDAVe0lXdQ2YoyyH2uyPIGHBZZIs2pDBS8R07+qN+E7Q==";
        SealedCallback official =
                new SealedCallback("477715d11cdb4164915debcba66cb864d751f3e6", 1409659813, "1372623149", encrypted);

        HttpResponse<String> answer = wecom.post("wx5823bf96d3bd56c7", official);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("success");
        await().untilAsserted(() -> assertThat(published.items()).anySatisfy(item -> {
            assertThat(item.topic()).isEqualTo(Topic.UNRECOGNIZED);
            assertThat(item.key()).isEqualTo("wx5823bf96d3bd56c7");
            assertThat(item.event().occurredAt()).isEqualTo(Instant.ofEpochSecond(1409659813));
        }));
    }

    @Test
    void everyKindReachesItsTopicUnderItsKey() {
        Set<Published.Item> expected = new HashSet<>();
        for (CallbackKeys keys : List.of(OFFICIAL, OTHER)) {
            for (String xml : Xml.samples().values()) {
                SealedCallback sealed = wecom.seal(keys, xml, clock.instant());
                WeComEvent event = WeComClient.CODEC.open(
                        keys,
                        sealed.query(),
                        sealed.requestXml(keys.corpId().value()).getBytes(UTF_8));
                expected.add(new Published.Item(event.topic(), event.key(), event));

                HttpResponse<String> answer = wecom.post(keys.corpId().value(), sealed);
                assertThat(answer.body()).isEqualTo("success");
            }
        }

        assertThat(expected.stream().map(Published.Item::topic).distinct()).hasSize(7);
        await().untilAsserted(() -> assertThat(published.items()).containsAll(expected));
    }

    @Test
    void aContactsEventsHaveTheKeyOfCorpAndContact() {
        wecom.post(OFFICIAL, Xml.contactAdded("wm-key"), clock.instant());

        await().untilAsserted(() ->
                assertThat(published.items()).extracting(Published.Item::key).contains("wx5823bf96d3bd56c7|wm-key"));
    }

    @Test
    void aRetryInsideTheWindowIsAcceptedAndHasTheSameId() {
        String xml = Xml.contactAdded("wm-retry");
        Instant sent = clock.instant();
        SealedCallback sealed = wecom.seal(OFFICIAL, xml, sent);
        assertThat(wecom.post("wx5823bf96d3bd56c7", sealed).body()).isEqualTo("success");
        clock.tick(Duration.ofMinutes(4));

        assertThat(wecom.post("wx5823bf96d3bd56c7", sealed).body()).isEqualTo("success");

        EventId id = EventId.ofCallback(OFFICIAL.corpId(), xml.getBytes(UTF_8));
        await().untilAsserted(() -> assertThat(published.items())
                .filteredOn(item -> item.event().id().equals(id))
                .hasSize(2));
    }

    @Test
    void aReplayAfterFiveMinutesIsRefused() {
        SealedCallback sealed = wecom.seal(OFFICIAL, Xml.contactAdded("wm-replay"), clock.instant());
        clock.tick(Duration.ofSeconds(301));

        assertRefused(wecom.post("wx5823bf96d3bd56c7", sealed), 401, "callback_stale");
        assertRefused(
                wecom.check("wx5823bf96d3bd56c7", WeComClient.query(sealed) + "&echostr=" + plus(sealed.encrypt())),
                401,
                "callback_stale");
    }

    @ParameterizedTest
    @ValueSource(longs = {-300, 300})
    void aClockThatIsFiveMinutesOffIsBorne(long seconds) {
        assertThat(wecom.post(
                                OFFICIAL,
                                Xml.contactAdded("wm-skew"),
                                clock.instant().plusSeconds(seconds))
                        .body())
                .isEqualTo("success");
    }

    @Test
    void aClockThatIsFartherAheadIsNot() {
        assertRefused(
                wecom.post(
                        OFFICIAL, Xml.contactAdded("wm-ahead"), clock.instant().plusSeconds(301)),
                401,
                "callback_stale");
    }

    @Test
    void forgedSignaturesAreRefused() {
        SealedCallback sealed = wecom.seal(OFFICIAL, Xml.contactAdded("wm-forged"), clock.instant());
        String forged = sealed.msgSignature().replace('0', '1').replace('a', 'b');
        String query = WeComClient.query(sealed);
        byte[] body = sealed.requestXml("wx5823bf96d3bd56c7").getBytes(UTF_8);

        assertRefused(
                wecom.post("wx5823bf96d3bd56c7", query.replace(sealed.msgSignature(), forged), body),
                401,
                "callback_signature");
        for (String bad : List.of(
                query.replace(sealed.msgSignature(), forged.substring(1)),
                query.replace(sealed.msgSignature(), ""),
                query.replaceFirst("&nonce=.*", ""),
                query.replaceFirst("&nonce=.*", "&nonce="),
                query.replaceFirst("timestamp=[0-9]*&", ""),
                query.replaceFirst("msg_signature=[0-9a-f]*&", ""),
                query + "&nonce=1",
                query + "&" + query,
                "")) {
            assertRefused(wecom.post("wx5823bf96d3bd56c7", bad, body), 400, "callback_parameters");
        }
        assertThat(rejected("parameters")).isGreaterThanOrEqualTo(9);
        assertThat(rejected("signature")).isGreaterThanOrEqualTo(1);
    }

    @Test
    void aCallbackForAnotherCorpIsRefused() {
        SealedCallback sealed = wecom.seal(OFFICIAL, Xml.contactAdded("wm-other"), clock.instant());

        assertRefused(wecom.post("wwother", sealed), 401, "callback_signature");
        assertRefused(wecom.post("wwtwin", sealed), 401, "callback_receiver");
        assertRefused(
                wecom.post("wx5823bf96d3bd56c7", wecom.seal(TWIN, Xml.contactAdded("wm-twin"), clock.instant())),
                401,
                "callback_receiver");
    }

    @Test
    void aBadEntryDisablesThatCorpAlone() {
        SealedCallback sealed = wecom.seal(OTHER, Xml.contactAdded("wm-1"), clock.instant());

        for (String unknown : List.of("wwbroken", "wwnobody", "x".repeat(65))) {
            assertThat(wecom.post(unknown, sealed).statusCode()).isEqualTo(404);
        }
        assertThat(wecom.post("wwother", sealed).statusCode()).isEqualTo(200);
    }

    @Test
    void hostileBodiesAreRefusedWithoutMuchWork() throws IOException {
        SealedCallback sealed = wecom.seal(OFFICIAL, Xml.contactAdded("wm-hostile"), clock.instant());
        String query = WeComClient.query(sealed);
        byte[] nested = "<a>".repeat(9_500).getBytes(US_ASCII);
        byte[] xxe = "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><xml><Encrypt>&x;</Encrypt></xml>"
                .getBytes(US_ASCII);

        assertRefused(wecom.post("wx5823bf96d3bd56c7", query, nested), 400, "callback_envelope");
        assertRefused(wecom.post("wx5823bf96d3bd56c7", query, xxe), 400, "callback_envelope");
        assertRefused(wecom.post("wx5823bf96d3bd56c7", query, new byte[0]), 400, "callback_envelope");
        assertRefused(
                wecom.post(OFFICIAL, "<!DOCTYPE xml [<!ENTITY a 'aaaa'>]><xml>&a;</xml>", clock.instant()),
                400,
                "callback_content");
        assertRefused(wecom.post(OFFICIAL, "<a>".repeat(9_000), clock.instant()), 400, "callback_content");
        assertThat(wecom.post("wx5823bf96d3bd56c7", query, new byte[64 * 1024 + 1])
                        .statusCode())
                .isEqualTo(413);
        assertThat(wecom.post("wx5823bf96d3bd56c7", query, new byte[10_000_000]).statusCode())
                .isEqualTo(413);
        assertRefused(
                wecom.post("wx5823bf96d3bd56c7", query, gzip(new byte[10_000_000]), "Content-Encoding", "gzip"),
                415,
                "callback_encoding");
    }

    @Test
    void aBodyWithoutAnnouncedLengthIsCutOffAtTheLimit() throws IOException {
        SealedCallback sealed = wecom.seal(OFFICIAL, Xml.contactAdded("wm-chunks"), clock.instant());
        String chunk = "1000\r\n" + "x".repeat(4096) + "\r\n";

        assertThat(raw(sealed, "Transfer-Encoding: chunked", chunk.repeat(40) + "0\r\n\r\n", Duration.ZERO))
                .startsWith("HTTP/1.1 413");
        byte[] body = sealed.requestXml("wx5823bf96d3bd56c7").getBytes(UTF_8);
        assertThat(raw(
                        sealed,
                        "Transfer-Encoding: chunked",
                        Integer.toHexString(body.length) + "\r\n" + new String(body, UTF_8) + "\r\n0\r\n\r\n",
                        Duration.ZERO))
                .startsWith("HTTP/1.1 200")
                .endsWith("success");
    }

    @Test
    void aSlowBodyIsRefused() throws IOException {
        SealedCallback sealed = wecom.seal(OFFICIAL, Xml.contactAdded("wm-slow"), clock.instant());

        assertThat(raw(sealed, "Content-Length: 1000", "x".repeat(20), Duration.ofMillis(100)))
                .startsWith("HTTP/1.1 408");
        assertThat(raw(sealed, "Content-Length: 1000", "x", Duration.ZERO)).startsWith("HTTP/1.1 408");
    }

    @Test
    void aBodyThatIsSaidToBeAFormIsTakenAsItIs() {
        SealedCallback sealed = wecom.seal(OFFICIAL, Xml.contactAdded("wm-form"), clock.instant());

        assertThat(wecom.post(
                                "wx5823bf96d3bd56c7",
                                WeComClient.query(sealed),
                                sealed.requestXml("wx5823bf96d3bd56c7").getBytes(UTF_8),
                                "Content-Type",
                                "application/x-www-form-urlencoded")
                        .body())
                .isEqualTo("success");
    }

    @Test
    void acceptedCallbacksAreTimedByTypeAndWay() {
        wecom.post(OFFICIAL, Xml.contactAdded("wm-metric"), clock.instant());

        Timer timer = meters.get("scrm.callback.accepted")
                .tags("type", "ExternalContactAdded", "way", "kafka")
                .timer();
        assertThat(timer.count()).isPositive();
    }

    @Test
    void noSecretIsInAnyAnswerOrLog(CapturedOutput log) {
        SealedCallback sealed = wecom.seal(OFFICIAL, "<xml><UserID>zhangsan-canary", clock.instant());
        HttpResponse<String> answer = wecom.post("wx5823bf96d3bd56c7", sealed);
        wecom.post("wwother", sealed);
        wecom.post("wwtwin", sealed);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).doesNotContain("zhangsan-canary");
        assertThat(log.getAll())
                .contains("A signed callback for wx5823bf96d3bd56c7 was refused: CONTENT")
                .doesNotContain("zhangsan-canary", sealed.encrypt(), sealed.msgSignature())
                .doesNotContain(TestCorps.SECRETS);
    }

    private static void assertRefused(HttpResponse<String> answer, int status, String reason) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("content-type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
        assertThat(answer.body())
                .contains("\"reason\":\"" + reason + "\"", "\"traceId\":\"")
                .doesNotContain(TestCorps.SECRETS);
    }

    private double rejected(String reason) {
        return meters.get("scrm.callback.rejected")
                .tag("reason", reason)
                .counter()
                .count();
    }

    private static String plus(String base64) {
        return base64.replace("+", "%2B");
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(compressed)) {
            out.write(bytes);
        }
        return compressed.toByteArray();
    }

    /**
     * Sends a body byte by byte if there is a pause, as a whole if not, and reads what comes until the server closes.
     */
    private String raw(SealedCallback sealed, String header, String body, Duration pause) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(10_000);
            String head = "POST /wecom/callback/wx5823bf96d3bd56c7?" + WeComClient.query(sealed)
                    + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n" + header + "\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(US_ASCII));
            if (pause.isZero()) {
                socket.getOutputStream().write(body.getBytes(US_ASCII));
            } else {
                AtomicInteger sent = new AtomicInteger();
                await().pollInterval(pause).until(() -> {
                    socket.getOutputStream().write(body.charAt(sent.get()));
                    return sent.incrementAndGet() == body.length()
                            || socket.getInputStream().available() > 0;
                });
            }
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }
}
