package scrm.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

import scrm.events.Event;
import scrm.events.Topic;
import scrm.harness.Answer;
import scrm.harness.Published;
import scrm.harness.ServiceIT;
import scrm.messaging.Inbox;
import scrm.messaging.JdbcTime;

/** The service as a whole, for somebody who may do everything with it, and what most of its tests begin with. */
@SpringBootTest(
        classes = ChannelApplication.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "management.server.port=0",
            "SCRM_PUBLIC_URL=https://scrm.example",
            "SCRM_WEBHOOK_DEVELOPMENT_ADDRESSES=127.0.0.1"
        })
@Import(ChannelServiceIT.Beside.class)
public abstract class ChannelServiceIT extends ServiceIT {
    private static final byte[] PNG = Base64.getDecoder()
            .decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    @Autowired
    private Inbox inbox;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private JdbcClient jdbc;

    protected ChannelServiceIT() {
        super("channels:read channels:write");
    }

    @TestConfiguration
    static class Beside {
        @Bean
        Published published() {
            return new Published(Topic.ATTRIBUTION, Topic.SOP);
        }
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

    /** Whether a consumer has a claim on the event. */
    protected final boolean claimed(String consumer, Event event) {
        return !Boolean.TRUE.equals(transaction.execute(undone -> {
            undone.setRollbackOnly();
            return inbox.claim(consumer, event.id());
        }));
    }

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
}
