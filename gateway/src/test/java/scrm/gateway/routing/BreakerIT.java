package scrm.gateway.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/** A context of its own: what a breaker remembers must not reach other tests. */
@TestPropertySource(
        properties = {"scrm.gateway.routing.services.channel.concurrent=8", "scrm.gateway.routing.response-timeout=30s"
        })
class BreakerIT extends RoutedIT {
    private static final StubService GROUP = new StubService();
    private static final StubService SOP = new StubService();

    @DynamicPropertySource
    static void theOtherServices(DynamicPropertyRegistry registry) {
        registry.add("scrm.gateway.routing.services.group.url", GROUP::url);
        registry.add("scrm.gateway.routing.services.sop.url", SOP::url);
        registry.add("scrm.gateway.routing.services.sop.response-timeout", () -> "300ms");
    }

    @Autowired
    private MeterRegistry meters;

    private double room(String service) {
        return meters.get("scrm.gateway.service.room")
                .tag("service", service)
                .gauge()
                .value();
    }

    private double refused(String service) {
        return meters.get("scrm.gateway.service.refused")
                .tag("service", service)
                .gauge()
                .value();
    }

    @Test
    void aServiceThatHangsIsRefusedPastItsShareAndTheOthersAnswer() throws Exception {
        CountDownLatch hold = new CountDownLatch(1);
        CHANNEL.answers(exchange -> answerAfter(hold, exchange));
        List<Future<HttpResponse<String>>> held;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            held = Stream.generate(() -> threads.submit(() -> send(allowed("/v1/corps/ww1/channels"))))
                    .limit(8)
                    .toList();
            await().until(() -> CHANNEL.seen.size() == 8);

            HttpResponse<String> refused = send(allowed("/v1/corps/ww1/channels"));
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(code(refused)).isEqualTo("unavailable");
            assertThat(refused.headers().firstValue("Retry-After")).hasValue("1");
            assertThat(CHANNEL.seen).hasSize(8);
            assertThat(room("channel")).isZero();
            assertThat(send(allowed("/v1/corps/ww1/group-chats")).statusCode()).isEqualTo(200);
            hold.countDown();
        }
        for (Future<HttpResponse<String>> answer : held) {
            assertThat(answer.get().statusCode()).isEqualTo(200);
        }
        await().untilAsserted(() -> assertThat(room("channel")).isEqualTo(8));
    }

    @Test
    void aServiceMayHaveATimeOutOfItsOwn() {
        CountDownLatch hold = new CountDownLatch(1);
        SOP.answers(exchange -> answerAfter(hold, exchange));
        long start = System.nanoTime();
        HttpResponse<String> answer = send(allowed("/v1/corps/ww1/plans"));
        hold.countDown();

        assertThat(answer.statusCode()).isEqualTo(504);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(15));
    }

    private static void answerAfter(CountDownLatch hold, HttpExchange exchange) throws IOException {
        try {
            assertThat(hold.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        StubService.reply(exchange, 200, "{}");
    }

    @Test
    void aServiceThatKeepsFailingIsLeftInPeaceAndTheOthersAreNot() {
        TAG.answers(exchange -> exchange.close());
        for (int i = 0; i < 20; i++) {
            assertThat(send(allowed("/v1/corps/ww1/tag-groups").POST(BodyPublishers.ofString("{}")))
                            .statusCode())
                    .isEqualTo(503);
        }
        assertThat(TAG.seen).hasSize(10);
        assertThat(refused("tag")).isEqualTo(1);
        assertThat(send(allowed("/v1/corps/ww1/channels")).statusCode()).isEqualTo(200);
        assertThat(refused("channel")).isZero();
    }
}
