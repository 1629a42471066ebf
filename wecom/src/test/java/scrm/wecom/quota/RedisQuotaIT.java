package scrm.wecom.quota;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;

import scrm.events.CorpId;
import scrm.stores.TestStores;
import scrm.wecom.Lane;
import scrm.wecom.quota.Answer.Verdict;
import scrm.wecom.quota.Meter.Knowledge;
import scrm.wecom.redis.RedisIfThere;

/** What Redis believes of what a process says, and what it knows better. */
class RedisQuotaIT {
    private static final CorpId CORP = new CorpId("ww1");
    private static final String API = "externalcontact/get";
    private static final long SECOND = 1_000_000;
    /** 30 calls a minute, half of them at once: 4 s for each. */
    private static final Limits LIMITS =
            new Limits(Pace.of(30, 0.5, Duration.ofMinutes(1)), Pace.of(1_000_000, 0.5, Duration.ofHours(1)), 5);

    private static final Knowledge NOTHING = new Knowledge(0, 0, 0, "", Map.of());

    private final String prefix = "test:" + UUID.randomUUID() + ":";
    private LettuceConnectionFactory connections;
    private StringRedisTemplate template;
    private RedisQuota quota;

    @BeforeEach
    void connect() {
        URI url = URI.create(TestStores.settingsWithoutTopics().get("SCRM_REDIS_URL"));
        connections = new LettuceConnectionFactory(url.getHost(), url.getPort());
        connections.afterPropertiesSet();
        connections.start();
        template = new StringRedisTemplate(connections);
        quota = new RedisQuota(new RedisIfThere(template, prefix), Duration.ofSeconds(30));
    }

    @AfterEach
    void disconnect() {
        connections.destroy();
    }

    @Test
    void theWayToRedisIsNotAddedToWhatItKnows() {
        Answer first = ask("one", NOTHING);
        Answer second =
                ask("two", new Knowledge(first.minuteLag() + 3 * SECOND, first.hourLag(), 0, first.memory(), Map.of()));

        assertThat(first.minuteLag()).isEqualTo(4 * SECOND);
        assertThat(second.minuteLag()).isLessThanOrEqualTo(8 * SECOND);
        assertThat(second.memory()).isEqualTo(first.memory());
    }

    @Test
    void aPermitThatWasGivenBackMeanwhileStaysGivenBack() {
        Answer first = ask("one", NOTHING);
        Map<String, Long> asItWas = Map.of("one", 30 * SECOND);
        quota.release(CORP, API, "one");
        ask("two", new Knowledge(0, 0, 0, first.memory(), asItWas));

        assertThat(permits()).isEqualTo(1);
    }

    @Test
    void aRedisThatForgotIsToldByEachProcess() {
        Answer known = ask("one", NOTHING);
        forget();

        Answer little = ask("two", new Knowledge(6 * SECOND, 0, 0, known.memory(), Map.of()));
        Answer much = ask("three", new Knowledge(20 * SECOND, 0, 0, known.memory(), Map.of("one", 9 * SECOND)));

        assertThat(little.memory()).isNotEqualTo(known.memory());
        assertThat(little.minuteLag()).isEqualTo(10 * SECOND);
        assertThat(much.memory()).isEqualTo(little.memory());
        assertThat(much.minuteLag()).isEqualTo(24 * SECOND);
        assertThat(permits()).isEqualTo(3);
    }

    @Test
    void aRedisThatForgotABlockIsToldOfIt() {
        Answer known = ask("one", NOTHING);
        quota.block(CORP, API, Duration.ofSeconds(40));
        forget();

        Answer told = ask("two", new Knowledge(0, 0, 30 * SECOND, known.memory(), Map.of()));
        Answer other = ask("three", NOTHING);

        assertThat(told.verdict()).isEqualTo(Verdict.BLOCKED);
        assertThat(other.verdict()).isEqualTo(Verdict.BLOCKED);
        assertThat(other.blockedMicros()).isBetween(25 * SECOND, 30 * SECOND);
    }

    private Answer ask(String permit, Knowledge known) {
        return quota.acquire(CORP, API, Lane.PERSON, LIMITS, permit, known).orElseThrow();
    }

    private void forget() {
        template.delete(template.keys(prefix + "*"));
    }

    private Long permits() {
        return template.opsForZSet().zCard(prefix + "wecom:permits:{" + CORP + ":" + API + "}");
    }
}
