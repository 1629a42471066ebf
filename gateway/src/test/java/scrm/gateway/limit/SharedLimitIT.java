package scrm.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;

import scrm.stores.StoreServer;
import scrm.stores.Stores;
import scrm.stores.StoresPlan;
import scrm.wecom.redis.RedisIfThere;

/** Two gateways over one Redis, which dies, hangs and forgets. Tokens drip so slowly that only the bursts count. */
class SharedLimitIT {
    private static final Budget SLOW = new Budget(0.001, 40);
    private static final Budget WIDE = new Budget(1000, 100_000);

    @TempDir
    private static Path folder;

    private static Stores stores;
    private static LettuceConnectionFactory connections;

    /** Apart from the real one, so that a second gateway's bucket is told when the test says so. */
    private final AtomicLong nanos = new AtomicLong();

    private final String corp = "ww" + UUID.randomUUID();
    private RequestLimits one;
    private RequestLimits two;

    @BeforeAll
    static void start() throws IOException {
        stores = Stores.of(new StoresPlan(
                Files.createDirectories(folder.resolve("stores")), StoresPlan.Database.MARIADB, false, false));
        redis().start();
        connections = new LettuceConnectionFactory(
                new RedisStandaloneConfiguration("127.0.0.1", redis().port()),
                LettuceClientConfiguration.builder()
                        .commandTimeout(Duration.ofMillis(300))
                        .build());
        connections.afterPropertiesSet();
        connections.start();
    }

    @AfterAll
    static void stop() {
        connections.destroy();
        redis().stop();
    }

    private static StoreServer redis() {
        return stores.redis();
    }

    @BeforeEach
    void gateways() {
        one = gateway();
        two = gateway();
    }

    private RequestLimits gateway() {
        LimitProperties properties =
                new LimitProperties(SLOW, SLOW, WIDE, WIDE, Map.of(), Map.of(), 2, Duration.ofMillis(100));
        return new RequestLimits(
                properties,
                new RedisBudgets(new RedisIfThere(new StringRedisTemplate(connections), "test:")),
                nanos::get);
    }

    private long passed(RequestLimits gateway, int requests) {
        return IntStream.range(0, requests)
                .filter(_ -> gateway.take(corp, "crm", false).getLast().passes())
                .count();
    }

    private long left(RequestLimits gateway) {
        nanos.addAndGet(Duration.ofMillis(100).toNanos());
        return gateway.take(corp, "crm", false).getFirst().left();
    }

    @Test
    void whatOneGatewayLetPassIsMissingAtTheOther() {
        assertThat(passed(one, 10)).isEqualTo(10);
        await().untilAsserted(() -> assertThat(left(one)).isBetween(10L, 30L));
        await().untilAsserted(() -> assertThat(left(two)).isLessThan(30));

        await().untilAsserted(() -> {
            assertThat(left(one)).isZero();
            assertThat(left(two)).isZero();
        });
        assertThat(passed(one, 5) + passed(two, 5)).isZero();
    }

    @Test
    void withoutRedisEachGatewayKeepsToItsPart() {
        redis().kill();
        try {
            assertThat(passed(one, 100)).isEqualTo(20);
            assertThat(passed(two, 100)).isEqualTo(20);
        } finally {
            redis().start();
        }
    }

    @Test
    void aRedisThatHangsHoldsNobodyUp() {
        left(one);
        redis().suspend();
        try {
            long start = System.nanoTime();
            for (int i = 0; i < 50; i++) {
                left(one);
            }
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(300));
        } finally {
            redis().resume();
        }
    }

    @Test
    void aRedisThatForgotGivesOneBurstMoreAndNotAnError() {
        await().untilAsserted(() -> assertThat(left(one)).isZero());
        stores.emptyRedis();
        await().untilAsserted(() -> assertThat(left(one)).isPositive());
        assertThat(passed(one, 100)).isLessThanOrEqualTo(40);
    }
}
