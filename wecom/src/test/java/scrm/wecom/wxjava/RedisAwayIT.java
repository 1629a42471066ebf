package scrm.wecom.wxjava;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.RedisClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import scrm.events.CorpId;
import scrm.simulator.WeComSimulator;
import scrm.simulator.server.ApiCall;
import scrm.simulator.server.Limits;
import scrm.stores.StoreServer;
import scrm.stores.Stores;
import scrm.stores.StoresPlan;
import scrm.wecom.Caller;
import scrm.wecom.CorpTags;

/** Redis down, emptied, hung, under two processes that use up a quota together. Row F8 of the promises. */
class RedisAwayIT {
    private static final String LIST = "externalcontact/get_corp_tag_list";
    private static final int PER_MINUTE = 100;
    private static final Caller BULK = Caller.bulk(new CorpId("ww1"));

    @TempDir
    private Path folder;

    private final WeComSimulator wecom = WeComSimulator.start();
    private StoreServer redis;
    private Client one;
    private Client two;

    @BeforeEach
    void start() throws IOException {
        redis = Stores.of(new StoresPlan(
                        Files.createDirectories(folder.resolve("stores")), StoresPlan.Database.MARIADB, false, false))
                .redis();
        redis.start();
        wecom.corp("ww1").limits(LIST, new Limits(PER_MINUTE, 0, 0, true));
        Client.Settings settings = Client.of(wecom)
                .redis("redis://127.0.0.1:" + redis.port())
                .with("scrm.wecom.quota.apis.[" + LIST + "].per-minute", PER_MINUTE)
                .with("scrm.wecom.quota.minute-burst", 0.9);
        one = settings.start();
        two = settings.start();
    }

    @AfterEach
    void stop() {
        one.close();
        two.close();
        redis.stop();
        wecom.close();
    }

    @Test
    void anEmptiedRedisLearnsFromTheProcessesWhatItKnew() {
        Load before = load(200);

        RedisClient client = RedisClient.create("redis://127.0.0.1:" + redis.port());
        client.connect().sync().flushall();
        client.shutdown();
        Load after = load(200);

        assertThat(before.succeeded()).isBetween(50L, 60L);
        assertThat(after.succeeded()).isLessThan(6);
        noBreach();
        assertThat(tokensFetched()).isEqualTo(1);
    }

    @Test
    void withoutRedisEachProcessKeepsToItsShareAndItsToken() {
        load(20);

        redis.kill();
        Load away = load(200);
        redis.start();
        await().until(() -> load(2).results().size() == 2);
        load(200);

        assertThat(away.succeeded()).isBetween(20L, 60L);
        noBreach();
        assertThat(tokensFetched()).isEqualTo(1);
    }

    @Test
    void aRedisThatHangsDelaysOneCallASecond() {
        load(20);

        redis.suspend();
        try {
            Load hung = Load.of(4, 40, calling(one));

            assertThat(hung.succeeded()).isPositive();
            assertThat(hung.percentile(0.5)).isLessThan(Duration.ofSeconds(1));
            assertThat(hung.percentile(1)).isLessThan(Duration.ofSeconds(3));
        } finally {
            redis.resume();
        }
        noBreach();
        assertThat(tokensFetched()).isEqualTo(1);
    }

    @Test
    void aProcessThatStartsWithoutRedisFetchesOneToken() {
        redis.kill();

        Load first = load(40);

        assertThat(first.succeeded()).isPositive();
        assertThat(tokensFetched()).isEqualTo(2);
        noBreach();
    }

    private Load load(int calls) {
        IntConsumer byOne = calling(one);
        IntConsumer byTwo = calling(two);
        return Load.of(4, calls, n -> (n % 2 == 0 ? byOne : byTwo).accept(n));
    }

    private static IntConsumer calling(Client client) {
        return n -> client.get(CorpTags.class).list(BULK);
    }

    private void noBreach() {
        List<ApiCall> refused = wecom.ledger().calls(call -> call.errcode() == 45009);
        assertThat(refused).isEmpty();
    }

    private int tokensFetched() {
        return wecom.ledger().calls("gettoken").size();
    }
}
