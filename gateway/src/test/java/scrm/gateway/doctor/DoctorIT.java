package scrm.gateway.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.data.redis.core.RedisCallback;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import scrm.events.Topic;
import scrm.gateway.doctor.Finding.Status;
import scrm.gateway.routing.StubService;
import scrm.rest.testing.TestTokens;
import scrm.simulator.CorpDefinition;
import scrm.simulator.WeComSimulator;
import scrm.simulator.server.Fault;
import scrm.stores.Ports;
import scrm.stores.TestStores;
import scrm.stores.Topics;
import scrm.wecom.Corps;
import scrm.wecom.callback.CallbackCodec;

/** A sound system, and one mistake at a time in it, on real stores and a simulated WeCom. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.DEFINED_PORT,
        properties = {"management.server.port=0", "scrm.gateway.doctor.counts=0s"})
class DoctorIT {
    private static final WeComSimulator WECOM = WeComSimulator.start();
    private static final StubService SERVICE = new StubService();
    private static final Map<String, String> STORES = TestStores.settings();
    private static final int PORT = Ports.free();
    private static final String FOLLOW_USERS = "externalcontact/get_follow_user_list";
    private static final CorpDefinition GOOD = CorpDefinition.of("wwgood");
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @TempDir
    private static Path files;

    @Autowired
    private List<Check> sound;

    @Autowired
    private Corps corps;

    @Autowired
    private CallbackCodec codec;

    @Autowired
    private KafkaAdmin kafka;

    @Autowired
    private StringRedisTemplate redis;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) throws IOException {
        STORES.forEach((name, value) -> registry.add(name, () -> value));
        TestTokens.settings().forEach((name, value) -> registry.add(name, () -> value));
        SERVICE.answers(exchange -> StubService.reply(exchange, 401, "{\"code\":\"token_missing\"}"));
        WECOM.corp(GOOD);
        Path corpsFile = write(entry(GOOD));
        registry.add("SCRM_CORPS_FILE", corpsFile::toString);
        registry.add("SCRM_CALLBACK_GAP_DIR", files::toString);
        registry.add("SCRM_WECOM_BASE_URL", () -> WECOM.baseUrl().toString());
        registry.add("SCRM_GATEWAY_PORT", () -> PORT);
        registry.add("SCRM_PUBLIC_URL", DoctorIT::address);
        for (String service : List.of("TAG", "GROUP", "SOP", "CHANNEL")) {
            registry.add("SCRM_" + service + "_SERVICE_URL", SERVICE::url);
        }
    }

    private static String address() {
        return "http://127.0.0.1:" + PORT;
    }

    private static Path write(String... entries) throws IOException {
        return Files.writeString(files.resolve("corps.yaml"), String.join("", entries));
    }

    private static String entry(CorpDefinition corp) {
        return entry(corp, corp.callbackAesKey());
    }

    private static String entry(CorpDefinition corp, String aesKey) {
        return """
                - corpId: %s
                  name: %s
                  timezone: Asia/Shanghai
                  agentId: %d
                  secret: "%s"
                  callbackToken: "%s"
                  callbackAesKey: "%s"
                """.formatted(corp.corpId(), corp.name(), corp.agentId(), corp.secret(), corp.callbackToken(), aesKey);
    }

    @AfterEach
    void mend() throws IOException {
        WECOM.faults().clear();
        served(entry(GOOD));
        redis("noeviction");
    }

    private void served(String... entries) throws IOException {
        write(entries);
        await().atMost(Duration.ofSeconds(10))
                .until(() -> corps.all().size() + corps.complaints().size() == entries.length);
    }

    private void redis(String policy) {
        RedisCallback<Boolean> set = connection -> {
            connection.serverCommands().setConfig("maxmemory-policy", policy);
            return true;
        };
        redis.execute(set);
    }

    /** What fails when these take the place of the sound checks of their kind: names, and corps where it is one's. */
    private List<String> failing(Check... mistaken) {
        List<Check> checks = new ArrayList<>(sound);
        for (Check check : mistaken) {
            checks.replaceAll(other -> other.getClass() == check.getClass() ? check : other);
        }
        return new Doctor(checks, Duration.ZERO)
                .examine().stream()
                        .filter(finding -> finding.status() == Status.FAIL)
                        .map(finding -> finding.corpId() == null
                                ? finding.check()
                                : finding.check() + " of " + finding.corpId())
                        .toList();
    }

    private static JdbcClient mysql(String url, String... variables) {
        String separator = url.contains("?") ? "&" : "?";
        List<String> all = Stream.concat(
                        Stream.of("transaction_isolation='READ-COMMITTED'", "time_zone='+00:00'"),
                        Arrays.stream(variables))
                .toList();
        return JdbcClient.create(new DriverManagerDataSource(
                // The driver reads a plus as a blank.
                url + separator + "sessionVariables=" + String.join(",", all).replace("+", "%2B"),
                STORES.get("SCRM_MYSQL_USER"),
                STORES.get("SCRM_MYSQL_PASSWORD")));
    }

    private static JdbcCheck session(String variable) {
        return new JdbcCheck(mysql(STORES.get("SCRM_MYSQL_URL"), variable), Clock.systemUTC());
    }

    private CallbackCheck callbacks(String publicUrl) {
        return new CallbackCheck(corps, codec, Clock.systemUTC(), new Http(), publicUrl);
    }

    @Test
    void inASoundSystemNothingFails() {
        assertThat(failing()).isEmpty();
    }

    @Test
    void aWrongSecretIsNamed() throws IOException {
        CorpDefinition corp = CorpDefinition.of("wwsecret");
        WECOM.corp(corp);
        served(entry(GOOD), entry(corp.withSecret("mistyped")));
        assertThat(failing()).containsExactly("token of wwsecret");
    }

    @Test
    void anAddressThatWeComDoesNotTrustIsNamed() throws IOException {
        CorpDefinition corp = CorpDefinition.of("wwaddress");
        WECOM.corp(corp);
        WECOM.faults().add(Fault.errcode(60020).of("wwaddress"));
        served(entry(GOOD), entry(corp));
        assertThat(failing()).containsExactly("trusted-ip of wwaddress");
    }

    @Test
    void aMissingPermissionIsNamed() throws IOException {
        CorpDefinition corp = CorpDefinition.of("wwpermission");
        WECOM.corp(corp);
        WECOM.faults().add(Fault.errcode(48002).of("wwpermission").on(FOLLOW_USERS));
        served(entry(GOOD), entry(corp));
        assertThat(failing()).containsExactly("permissions of wwpermission");
    }

    @Test
    void anAesKeyOfAnotherLengthIsNamed() throws IOException {
        CorpDefinition corp = CorpDefinition.of("wwaes");
        served(entry(GOOD), entry(corp, corp.callbackAesKey().substring(1)));
        assertThat(failing()).containsExactly("callback-aes-key");
    }

    @Test
    void aPublicAddressThatLeadsElsewhereIsNamed() {
        StubService elsewhere = new StubService();
        assertThat(failing(callbacks(elsewhere.url()))).containsExactly("callback-url of wwgood");
        elsewhere.stop();
        assertThat(failing(callbacks(elsewhere.url()))).containsExactly("callback-url of wwgood");
    }

    @Test
    void aPublicAddressWithoutTlsIsNamed() throws IOException {
        served();
        assertThat(failing(callbacks("http://scrm.example"))).containsExactly("public-url");
        assertThat(failing(callbacks(""))).containsExactly("public-url");
    }

    @Test
    void aClockThatIsOffIsNamed() {
        Clock fast = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(10));
        assertThat(failing(
                        new ClockCheck(fast, new Http(), WECOM.baseUrl()),
                        new JdbcCheck(mysql(STORES.get("SCRM_MYSQL_URL")), fast)))
                .containsExactly("clock-wecom", "clock-mysql");
    }

    @Test
    void aMissingTopicIsNamed() {
        String prefix = STORES.get("SCRM_TOPIC_PREFIX") + "doctor.";
        Topics topics = new Topics(STORES.get("SCRM_KAFKA_BOOTSTRAP"));
        topics.create(prefix, 1);
        topics.delete(prefix + Topic.SOP.deadLetterTopicName());
        KafkaCheck check = new KafkaCheck(kafka.getConfigurationProperties(), prefix);
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(failing(check)).containsExactly("kafka-topics"));
        assertThat(check.look())
                .filteredOn(finding -> finding.status() == Status.WARN)
                .extracting(Finding::check)
                .containsExactly("kafka-partitions", "kafka-replicas");
        topics.delete(prefix);
    }

    @Test
    void aLenientModeOfMySqlIsNamed() {
        // By itself the driver makes its connections strict.
        String url = STORES.get("SCRM_MYSQL_URL");
        JdbcClient lenient = mysql(
                url + (url.contains("?") ? "&" : "?") + "jdbcCompliantTruncation=false",
                "sql_mode='NO_ENGINE_SUBSTITUTION'");
        assertThat(failing(new JdbcCheck(lenient, Clock.systemUTC()))).containsExactly("mysql-mode");
    }

    @Test
    void aDatabaseInAnotherCharsetIsNamed() {
        String url = TestStores.settingsWithoutTopics().get("SCRM_MYSQL_URL");
        JdbcClient client = mysql(url);
        String database = client.sql("SELECT DATABASE()").query(String.class).single();
        client.sql("ALTER DATABASE `" + database + "` CHARACTER SET latin1").update();
        assertThat(failing(new JdbcCheck(client, Clock.systemUTC()))).containsExactly("mysql-charset");
    }

    @Test
    void anotherIsolationIsNamed() {
        assertThat(failing(session("transaction_isolation='REPEATABLE-READ'"))).containsExactly("mysql-isolation");
    }

    @Test
    void aLocalTimeZoneIsNamed() {
        assertThat(failing(session("time_zone='+08:00'"))).containsExactly("mysql-timezone");
    }

    @Test
    void aRedisThatForgetsByItselfIsNamed() {
        redis("allkeys-lru");
        assertThat(failing()).containsExactly("redis-policy");
    }

    @Test
    void anIssuerWithoutKeysAndAServiceThatIsAwayAreNamed() {
        URI keys = URI.create(SERVICE.url());
        URI nobody = URI.create("http://127.0.0.1:" + Ports.free());
        URI there = URI.create(SERVICE.url());
        assertThat(failing(new AddressCheck(new Http(), keys, Map.of("tag", there))))
                .containsExactly("auth-keys");
        assertThat(failing(new AddressCheck(new Http(), nobody, Map.of("tag", there))))
                .containsExactly("auth-keys");
        AddressCheck check = new AddressCheck(new Http(), URI.create(jwks()), Map.of("tag", nobody, "sop", there));
        assertThat(failing(check)).containsExactly("services");
        assertThat(check.look().getLast().seen()).isEqualTo("tag: ConnectException");
    }

    private static String jwks() {
        return TestTokens.settings().get("SCRM_AUTH_JWK_SET_URI");
    }

    @Test
    void whateverCannotBeAskedIsNamedWithoutSayingHow() {
        KafkaCheck away = new KafkaCheck(Map.of("bootstrap.servers", "127.0.0.1:" + Ports.free()), "");
        JdbcCheck gone = new JdbcCheck(
                JdbcClient.create(new DriverManagerDataSource("jdbc:mysql://127.0.0.1:1/x", "u", "secret-password")),
                Clock.systemUTC());
        assertThat(failing(away, gone)).containsExactly("kafka", "mysql");
        assertThat(new Doctor(List.of(gone), Duration.ZERO).examine().getFirst().seen())
                .doesNotContain("secret");
    }

    @Test
    void theReportNamesTheFixInTheLanguageThatIsAskedForAndNoSecret() throws IOException {
        CorpDefinition corp = CorpDefinition.of("wwreport");
        WECOM.corp(corp);
        served(entry(GOOD), entry(corp.withSecret("mistypedsecret")));
        JsonNode report = json(ask("*", "ops:read", "en"));
        assertThat(report.path("status").asString()).isEqualTo("fail");
        JsonNode token = report.path("checks")
                .valueStream()
                .filter(line -> line.path("corpId").asString("").equals("wwreport"))
                .findFirst()
                .orElseThrow();
        assertThat(token.path("name").asString()).isEqualTo("token");
        assertThat(token.path("seen").asString()).isEqualTo("errcode 40001");
        assertThat(token.path("fix").asString()).contains("wwreport", "corps file", "app's Secret");
        String chinese = ask("*", "ops:read", "zh-CN").body();
        assertThat(chinese)
                .contains("企业文件")
                .doesNotContain("mistypedsecret", GOOD.secret(), GOOD.callbackToken(), GOOD.callbackAesKey());
    }

    @Test
    void whatWasFoundCountsForAWhile() {
        AtomicInteger looks = new AtomicInteger();
        Check counted = new Check() {
            @Override
            public String name() {
                return "counted";
            }

            @Override
            public List<Finding> look() {
                looks.incrementAndGet();
                return List.of(Finding.ok(name(), "there"));
            }
        };
        Doctor doctor = new Doctor(List.of(counted), Duration.ofHours(1));
        assertThat(doctor.examine()).isEqualTo(doctor.examine());
        assertThat(looks).hasValue(1);
    }

    @Test
    void onlyWhoOperatesAllCorpsMayAsk() {
        assertThat(ask("wwgood", "ops:read", "en").statusCode()).isEqualTo(403);
        assertThat(ask("*", "ops:write tags:read", "en").statusCode()).isEqualTo(403);
        assertThat(ask("*", "ops:read", "en").statusCode()).isEqualTo(200);
    }

    private static HttpResponse<String> ask(String corp, String scope, String language) {
        try {
            return CLIENT.send(
                    HttpRequest.newBuilder(URI.create(address() + "/v1/doctor"))
                            .header("Authorization", TestTokens.bearer(corp, scope))
                            .header("Accept-Language", language)
                            .build(),
                    BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError("no answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return new JsonMapper().readTree(answer.body());
    }
}
