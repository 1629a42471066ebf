package scrm.wecom.wxjava;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import scrm.events.CorpId;
import scrm.simulator.WeComSimulator;
import scrm.simulator.server.Latency;
import scrm.simulator.server.Limits;
import scrm.wecom.Caller;
import scrm.wecom.CorpTags;
import scrm.wecom.WeComException;
import scrm.wecom.WeComException.Kind;

/** Quota as several processes share it through Redis. */
class QuotaIT {
    private static final String LIST = "externalcontact/get_corp_tag_list";
    private static final CorpId CORP = new CorpId("ww1");

    private final WeComSimulator wecom = WeComSimulator.start();
    private final Client.Settings settings = Client.of(wecom)
            .with("scrm.wecom.quota.apis.[" + LIST + "].per-minute", 600)
            .with("scrm.wecom.quota.minute-burst", 0.9)
            // What is shared is under test: a Redis that a busy machine holds up for a moment must not pass for gone.
            .with("spring.data.redis.timeout", "20s");
    private Client one;
    private Client two;

    @BeforeEach
    void start() {
        one = settings.start();
        two = settings.start();
        wecom.corp("ww1").limits(LIST, new Limits(600, 0, 5, true));
    }

    @AfterEach
    void stop() {
        one.close();
        two.close();
        wecom.close();
    }

    @Test
    void whatBulkMayNotUseIsThereForPeople() {
        Load bulk = Load.of(4, 600, n -> list(n, Caller.bulk(CORP)));
        Load people = Load.of(2, 60, n -> list(n, Caller.person(CORP)));

        assertThat(bulk.succeeded()).isBetween(300L, 360L);
        assertThat(bulk.succeeded() + bulk.failed(Kind.RETRYABLE)).isEqualTo(600);
        assertThat(bulk.results().stream()
                        .filter(result -> result.failure() != null)
                        .map(result -> result.failure().retryAfter()))
                .allSatisfy(wait -> assertThat(wait).isBetween(Duration.ofMillis(100), Duration.ofMinutes(1)));
        assertThat(people.succeeded()).isEqualTo(60);
        assertThat(wecom.ledger().calls(call -> call.errcode() == 45009)).isEmpty();
    }

    @Test
    void processesTogetherKeepToTheCallsAtOnceAndPeopleHardlyWait() throws Exception {
        wecom.latency(Latency.fixed(Duration.ofMillis(40)));
        Load.of(1, 4, n -> list(n, Caller.person(CORP)));

        CompletableFuture<Load> bulk =
                CompletableFuture.supplyAsync(() -> Load.of(30, 300, n -> list(n, Caller.bulk(CORP))));
        Load people = Load.of(1, 15, n -> list(n, Caller.person(CORP)));

        assertThat(people.succeeded()).isEqualTo(15);
        assertThat(people.percentile(0.5)).isLessThan(Duration.ofSeconds(1));
        assertThat(bulk.get().succeeded()).isPositive();
        assertThat(wecom.ledger().calls(call -> call.errcode() == 45033)).isEmpty();
    }

    @Test
    void aCallThatGetsNoTurnNamesTheApiAndWhenToComeBack() {
        Load.of(4, 600, n -> list(n, Caller.sync(CORP)));

        WeComException refusal = Load.of(1, 1, n -> list(n, Caller.sync(CORP)))
                .results()
                .getFirst()
                .failure();

        assertThat(refusal).hasMessageContaining(LIST).hasMessageContaining("quota");
        assertThat(refusal.errcode()).isEqualTo(WeComException.NO_ERRCODE);
        assertThat(one.count("wecom.quota.wait", "api", LIST, "outcome", "paced"))
                .isPositive();
    }

    private void list(int n, Caller caller) {
        (n % 2 == 0 ? one : two).get(CorpTags.class).list(caller);
    }
}
