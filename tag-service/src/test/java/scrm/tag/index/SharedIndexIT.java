package scrm.tag.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

import scrm.events.CorpId;
import scrm.events.EventId;
import scrm.events.ExternalUserId;
import scrm.events.TaggingEvent.ExternalContactTagged;
import scrm.events.UserId;
import scrm.harness.Answer;
import scrm.messaging.Outbox;
import scrm.tag.TagServiceApplication;
import scrm.tag.TagServiceIT;

/** Two processes hold the contacts together; each answers for all of them, and one alone when the other is killed. */
class SharedIndexIT extends TagServiceIT {
    private static final Map<String, ?> EVERYBODY = Map.of("none", List.of(Map.of("channelId", "none")));
    private static final int CONTACTS = 200;

    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private Outbox outbox;

    @Autowired
    private Environment environment;

    @Autowired
    private KafkaIndexGroup group;

    @Autowired
    private ContactIndex index;

    @Test
    void twoInstancesAnswerTogetherAndOneAloneWhenTheOtherIsKilled() throws IOException {
        for (int i = 0; i < CONTACTS; i++) {
            write("wm" + i);
        }
        soon().untilAsserted(() -> assertThat(count(port)).isEqualTo(CONTACTS));
        long alone = index.corp(new CorpId(corpId())).size();
        assertThat(alone).isEqualTo(CONTACTS);
        String segment = post("/segments", Map.of("name", "all", "definition", EVERYBODY))
                .json()
                .path("id")
                .asString();

        Process other = launch();
        try {
            soon().atMost(Duration.ofMinutes(3))
                    .until(() -> group.holders(true).byUrl().size() == 2);
            // While contacts change hands there is no answer, or a right one.
            patiently().until(() -> rightOrLoading(port));
            assertThat(index.corp(new CorpId(corpId())).size()).isBetween(1L, CONTACTS - 1L);
            int others = group.holders(true).byUrl().keySet().stream()
                    .filter(url -> !url.equals(group.url()))
                    .findFirst()
                    .orElseThrow()
                    .getPort();
            patiently().until(() -> rightOrLoading(others));
            patiently().untilAsserted(() -> {
                List<String> members = members(port, segment);
                assertThat(members).hasSize(CONTACTS).doesNotHaveDuplicates();
                assertThat(members(others, segment)).isEqualTo(members);
            });

            for (int i = 0; i < 50; i++) {
                write("wmnew" + i);
            }
            patiently().untilAsserted(() -> assertThat(count(others)).isEqualTo(CONTACTS + 50));
            patiently().untilAsserted(() -> assertThat(count(port)).isEqualTo(CONTACTS + 50));

            other.destroyForcibly();
            patiently().until(() -> {
                Answer answer = preview(port);
                assertThat(answer.status()).isIn(200, 503);
                if (answer.status() == 503) {
                    assertThat(answer.json().path("reason").asString()).isEqualTo("segments_loading");
                    assertThat(Integer.parseInt(answer.header("Retry-After"))).isPositive();
                    return false;
                }
                assertThat(answer.json().path("count").asLong()).isEqualTo(CONTACTS + 50);
                return !group.holders(true).byUrl().keySet().stream().anyMatch(url -> url.getPort() == others);
            });
            assertThat(index.corp(new CorpId(corpId())).size()).isEqualTo(CONTACTS + 50);
        } finally {
            other.destroyForcibly();
        }
    }

    @Test
    void anotherInstanceIsToldNothingWithoutATokenForTheCorp() {
        String body = "{\"condition\":{\"lost\":true},\"extent\":{\"today\":\"2026-01-01\",\"counted\":true,"
                + "\"from\":0,\"limit\":1}}";
        HttpRequest.Builder foreign = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port + "/v1/corps/wwforeign/segments/parts"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        assertThat(send(foreign.copy()).status()).isEqualTo(401);
        assertThat(send(foreign.copy()
                                .header(
                                        "Authorization",
                                        request("")
                                                .build()
                                                .headers()
                                                .firstValue("Authorization")
                                                .orElseThrow()))
                        .status())
                .isEqualTo(403);
    }

    /** A process has to start, and a broker to answer that others use as well. */
    private static ConditionFactory patiently() {
        return soon().atMost(Duration.ofMinutes(3)).ignoreException(IndexLoadingException.class);
    }

    private boolean rightOrLoading(int at) {
        Answer answer = preview(at);
        assertThat(answer.status()).isIn(200, 503);
        if (answer.status() == 200) {
            assertThat(answer.json().path("count").asLong()).isEqualTo(CONTACTS);
        }
        return answer.status() == 200;
    }

    private long count(int at) {
        return preview(at).json().path("count").asLong(-1);
    }

    private Answer preview(int at) {
        return send(at(
                at,
                request("/segments/preview?limit=1")
                        .POST(HttpRequest.BodyPublishers.ofString(
                                "{\"definition\":{\"none\":[{\"channelId\":\"none\"}]}}"))));
    }

    private List<String> members(int at, String segment) {
        List<String> all = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = send(at(
                            at,
                            request("/segments/" + segment + "/members?limit=17" + cursor)
                                    .GET()))
                    .json();
            page.path("items")
                    .forEach(member -> all.add(member.path("externalUserId").asString()));
            String next = page.path("next").asString("");
            cursor = next.isEmpty() ? "" : "&cursor=" + next;
        } while (!cursor.isEmpty());
        return all;
    }

    private HttpRequest.Builder at(int other, HttpRequest.Builder request) {
        URI uri = request.build().uri();
        return request.uri(URI.create(uri.toString().replace(":" + port + "/", ":" + other + "/")));
    }

    private void write(String contact) {
        transaction.executeWithoutResult(_ -> {
            jdbc.update("INSERT INTO external_contact (corp_id, external_userid) VALUES (?, ?)", corpId(), contact);
            outbox.append(new ExternalContactTagged(
                    EventId.derived("test", UUID.randomUUID().toString()),
                    new CorpId(corpId()),
                    Instant.EPOCH,
                    new UserId("zhang"),
                    new ExternalUserId(contact),
                    List.of(),
                    List.of(),
                    "TEST"));
        });
    }

    /** The same service as a process of its own, on the same stores. */
    private Process launch() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx384m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                TagServiceApplication.class.getName(),
                "--server.port=0",
                "--management.server.port=0");
        for (String name : List.of(
                "SCRM_MYSQL_URL",
                "SCRM_MYSQL_USER",
                "SCRM_MYSQL_PASSWORD",
                "SCRM_KAFKA_BOOTSTRAP",
                "SCRM_REDIS_URL",
                "SCRM_TOPIC_PREFIX",
                "SCRM_REDIS_PREFIX",
                "SCRM_PUBLIC_URL",
                "SCRM_AUTH_ISSUER",
                "SCRM_AUTH_JWK_SET_URI",
                "SCRM_AUTH_AUDIENCE",
                "SCRM_WECOM_BASE_URL",
                "SCRM_CORPS_FILE")) {
            builder.environment().put(name, environment.getRequiredProperty(name));
        }
        return builder.redirectErrorStream(true)
                .redirectOutput(new File("target", "shared-index.log"))
                .start();
    }
}
