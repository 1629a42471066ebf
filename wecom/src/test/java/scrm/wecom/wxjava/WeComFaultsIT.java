package scrm.wecom.wxjava;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.events.State;
import scrm.events.TagId;
import scrm.events.UserId;
import scrm.events.WelcomeCode;
import scrm.simulator.Corp;
import scrm.simulator.Friendship;
import scrm.simulator.WeComSimulator;
import scrm.simulator.server.ApiCall;
import scrm.simulator.server.Fault;
import scrm.simulator.server.Latency;
import scrm.simulator.server.Limits;
import scrm.wecom.Caller;
import scrm.wecom.ContactWays;
import scrm.wecom.ContactWays.NewContactWay;
import scrm.wecom.CorpTags;
import scrm.wecom.ExternalContacts;
import scrm.wecom.GroupMessages;
import scrm.wecom.WeComException;
import scrm.wecom.WeComException.Kind;
import scrm.wecom.Welcomes;

/** What WeCom does to us, and what its ledger says we did. Rows F9 to F14 and F17 of the promises. */
class WeComFaultsIT {
    private static final String MARK_TAG = "externalcontact/mark_tag";
    private static final String ADD_WAY = "externalcontact/add_contact_way";
    private static final String SEND_WELCOME = "externalcontact/send_welcome_msg";
    private static final UserId ZHANG = new UserId("zhang");

    private final WeComSimulator wecom = WeComSimulator.start();
    private final Corp corp = wecom.corp("ww1");
    private final Client.Settings settings = Client.of(wecom).with("scrm.wecom.quota.concurrency", 300);
    private ExternalUserId contact;
    private TagId tag;
    private Client client;

    @BeforeEach
    void start() {
        corp.people().memberJoins("zhang", "张三");
        wecom.corp("ww2").people().memberJoins("zhang", "张三");
        contact = new ExternalUserId(corp.people().memberAdds("zhang", "小李").externalUserId());
        tag = new TagId(
                corp.people().consoleAddsTags("g", List.of("t")).tagIds().getFirst());
        client = settings.start();
        client.get(ContactWays.class).add(person("ww2"), way("warm"));
        client.get(CorpTags.class).list(person("ww1"));
    }

    @AfterEach
    void stop() {
        client.close();
        wecom.close();
    }

    @Test
    void aBrokenApiIsHardlyCalledAndDoesNotTouchTheOtherCorps() {
        wecom.faults().add(Fault.status(502).of("ww1").on(MARK_TAG));

        Load broken = Load.of(8, 200, n -> mark(Caller.bulk(new CorpId("ww1"))));

        assertThat(broken.failed(Kind.RETRYABLE)).isEqualTo(200);
        // Ten failures open the breaker; what was under way at that moment ends, nothing is added.
        assertThat(calls("ww1", MARK_TAG)).hasSizeLessThan(10 + 8 + 1);
        assertThat(gauge("wecom.breaker.open", "corp", "ww1", "api", MARK_TAG)).isEqualTo(1);
        assertThat(Load.of(8, 50, n -> client.get(CorpTags.class).list(person("ww1")))
                        .succeeded())
                .isEqualTo(50);
    }

    @Test
    void aCorpWhoseApiHangsCostsTheOthersNoTime() throws Exception {
        Duration alone = Load.of(4, 200, n -> tags("ww2")).percentile(0.99);
        wecom.faults().add(Fault.slow(Latency.fixed(Duration.ofSeconds(4))).of("ww1"));

        CompletableFuture<Load> hanging = CompletableFuture.supplyAsync(() -> Load.of(100, 100, n -> tags("ww1")));
        Duration beside = Load.of(4, 200, n -> tags("ww2")).percentile(0.99);

        assertThat(beside).isLessThan(alone.multipliedBy(3).plusMillis(500));
        assertThat(hanging.get().results()).hasSize(100);
    }

    @Test
    void afterWeComBlocksAnApiNobodyCallsItAndTheOthersGoOn() {
        corp.limits(MARK_TAG, new Limits(10, 0, 0, false));
        Client other = settings.start();
        try (other) {
            List<WeComException> refusals = new ArrayList<>();
            for (int n = 0; n < 30; n++) {
                Client one = n % 2 == 0 ? client : other;
                WeComException e =
                        catchThrowableOfType(WeComException.class, () -> mark(one, Caller.bulk(new CorpId("ww1"))));
                if (e != null) {
                    refusals.add(e);
                }
            }

            assertThat(refusals).hasSize(20).allSatisfy(e -> {
                assertThat(e.kind()).isEqualTo(Kind.RETRYABLE);
                assertThat(e.errcode()).isEqualTo(45009);
                assertThat(e.retryAfter()).isBetween(Duration.ofSeconds(50), Duration.ofSeconds(60));
            });
            assertThat(calls("ww1", MARK_TAG))
                    .filteredOn(call -> call.errcode() == 45009)
                    .hasSize(1);
            assertThat(calls("ww1", MARK_TAG)).hasSize(11);
            tags("ww1");
            other.get(ExternalContacts.class).get(person("ww1"), contact);
        }
    }

    @Test
    void tooManyAtOnceBecomeFewer() {
        corp.limits(MARK_TAG, new Limits(0, 0, 4, false));
        wecom.latency(Latency.fixed(Duration.ofMillis(20)));
        List<ExternalUserId> contacts = new ArrayList<>();
        for (int n = 0; n < 40; n++) {
            contacts.add(new ExternalUserId(
                    corp.people().memberAdds("zhang", "c" + n).externalUserId()));
        }
        // Forty callers may stand in line for one permit: that is the machine's pace, and not what is asked here.
        settings.with("scrm.wecom.quota.concurrency", 16).with("scrm.wecom.quota.max-wait.person", "60s");
        try (Client one = settings.start()) {
            Load load = Load.of(
                    40,
                    400,
                    n -> one.get(CorpTags.class)
                            .mark(person("ww1"), ZHANG, contacts.get(n % 40), List.of(tag), List.of()));

            assertThat(load.succeeded()).isGreaterThan(300);
            assertThat(load.succeeded() + load.failed(Kind.RETRYABLE)).isEqualTo(400);
            assertThat(calls("ww1", MARK_TAG).stream().filter(call -> call.errcode() == 45033))
                    .as("refused with 45033")
                    .hasSizeLessThan(60);
        }
    }

    @Test
    void aStormOfInvalidTokensFetchesOneForAllThreadsAndProcesses() {
        try (Client other = settings.start()) {
            other.get(CorpTags.class).list(person("ww1"));
            int before = calls("ww1", "gettoken").size();
            corp.revokeTokens();

            Load storm = Load.of(
                    200,
                    400,
                    n -> (n % 2 == 0 ? client : other).get(CorpTags.class).list(person("ww1")));

            assertThat(storm.succeeded()).isEqualTo(400);
            assertThat(calls("ww1", "gettoken")).hasSize(before + 1);
        }
    }

    @Test
    void anUntrustedAddressStopsAllCallsAndNamesTheFix() {
        corp.ipTrusted(false);
        int before = wecom.ledger().calls().size();

        Load load = Load.of(1, 50, n -> {
            if (n % 2 == 0) {
                mark(person("ww1"));
            } else {
                tags("ww1");
            }
        });

        assertThat(load.failed(Kind.MISCONFIGURED)).isEqualTo(50);
        assertThat(load.results().getLast().failure())
                .hasMessageContaining("企业可信IP")
                .isInstanceOfSatisfying(
                        WeComException.class, e -> assertThat(e.untilMended()).isEqualTo(Duration.ofMinutes(5)));
        assertThat(wecom.ledger().calls()).hasSize(before + 1);
        assertThat(gauge("wecom.misconfigured", "corp", "ww1", "errcode", "60020"))
                .isEqualTo(1);
        assertThat(client.get(Misconfigurations.class).messages())
                .singleElement()
                .asString()
                .contains("ww1", "60020", "企业可信IP");

        corp.ipTrusted(true);
        settings.clock().move(Duration.ofMinutes(1));
        tags("ww1");
        assertThat(gauge("wecom.misconfigured", "corp", "ww1", "errcode", "60020"))
                .isZero();
        assertThat(client.get(Misconfigurations.class).messages()).isEmpty();
    }

    @Test
    void anApiThatIsNotGrantedStopsAlone() {
        wecom.faults().add(Fault.errcode(48002).of("ww1").on(MARK_TAG));

        Load load = Load.of(1, 20, n -> mark(person("ww1")));

        assertThat(load.failed(Kind.MISCONFIGURED)).isEqualTo(20);
        assertThat(calls("ww1", MARK_TAG)).hasSize(1);
        tags("ww1");
    }

    @Test
    void aWrongSecretIsTriedOnce() {
        Client.Settings wrong =
                Client.of(wecom).with("SCRM_CORPS_FILE", Client.corpsFile(Client.entry("ww1", Client.SECRET)));
        try (Client one = wrong.start()) {
            int before = calls("ww1", "gettoken").size();

            Load load = Load.of(4, 40, n -> one.get(CorpTags.class).list(person("ww1")));

            assertThat(load.failed(Kind.MISCONFIGURED)).isEqualTo(40);
            assertThat(calls("ww1", "gettoken")).hasSize(before + 1);
            assertThat(load.results())
                    .allSatisfy(result -> assertThat(result.failure())
                            .hasMessageContaining("corps file")
                            .hasMessageNotContaining(Client.SECRET));
        }
    }

    @Test
    void whatFailedInPartSaysWhichPart() {
        ExternalUserId stranger = new ExternalUserId("wmStranger");

        GroupMessages.Created created = client.get(GroupMessages.class)
                .addToContacts(
                        person("ww1"), ZHANG, List.of(contact, stranger), new GroupMessages.Content("hi", List.of()));

        assertThat(created.failList()).containsExactly("wmStranger");
    }

    @Test
    void aLostReplyIsInDoubtAndNeverRepeated() {
        wecom.faults().add(Fault.replyDropped().on(ADD_WAY).of("ww1").withProbability(0.05, 42));
        ContactWays ways = client.get(ContactWays.class);

        Load load = Load.of(4, 400, n -> ways.add(person("ww1"), way("s" + n)));

        List<ApiCall> made = calls("ww1", ADD_WAY);
        assertThat(load.succeeded() + load.failed(Kind.IN_DOUBT)).isEqualTo(400);
        assertThat(load.failed(Kind.IN_DOUBT)).isBetween(5L, 50L);
        assertThat(made).hasSize(400).allMatch(ApiCall::executed);
        assertThat(made).extracting(ApiCall::body).doesNotHaveDuplicates();
    }

    @Test
    void whatWaitedBeyondItsLastMomentIsNotSent() throws Exception {
        client.get(ContactWays.class).add(person("ww1"), way("w"));
        Client narrow = settings.with("scrm.wecom.quota.concurrency", 1).start();
        try (narrow) {
            wecom.faults().add(Fault.slow(Latency.fixed(Duration.ofSeconds(1))).on(SEND_WELCOME));
            CompletableFuture<Void> first = CompletableFuture.runAsync(() -> welcome(narrow, "小王", Instant.MAX));
            await().until(() -> narrow.count("wecom.quota.wait", "api", SEND_WELCOME, "outcome", "granted") == 1);

            WeComException waited = catchThrowableOfType(
                    WeComException.class,
                    () -> welcome(narrow, "小赵", settings.clock().instant().plusMillis(200)));
            first.get();

            assertThat(waited.kind()).isEqualTo(Kind.RETRYABLE);
            assertThat(waited).hasMessageContaining("last moment");
            assertThat(calls("ww1", SEND_WELCOME)).hasSize(1);
        }
    }

    @Test
    void aWelcomeIsRefusedWhenItIsLateOrSaidAlready() {
        client.get(ContactWays.class).add(person("ww1"), way("w"));
        Friendship added = corp.people().contactScans("w", "小王");
        Friendship late = corp.people().contactScans("w", "小赵");
        Caller caller = Caller.welcome(new CorpId("ww1"), Instant.MAX);
        Welcomes welcomes = client.get(Welcomes.class);

        welcomes.send(caller, new WelcomeCode(added.welcomeCode()), "hello", List.of());
        WeComException twice = catchThrowableOfType(
                WeComException.class,
                () -> welcomes.send(caller, new WelcomeCode(added.welcomeCode()), "hello", List.of()));
        wecom.clock().advance(Duration.ofSeconds(21));
        WeComException expired = catchThrowableOfType(
                WeComException.class,
                () -> welcomes.send(caller, new WelcomeCode(late.welcomeCode()), "hello", List.of()));

        assertThat(twice.kind()).isEqualTo(Kind.REFUSED);
        assertThat(twice.errcode()).isEqualTo(41051);
        assertThat(expired.kind()).isEqualTo(Kind.REFUSED);
        assertThat(expired.errcode()).isEqualTo(41050);
    }

    private void welcome(Client by, String name, Instant notAfter) {
        Friendship added = corp.people().contactScans("w", name);
        by.get(Welcomes.class)
                .send(
                        Caller.welcome(new CorpId("ww1"), notAfter),
                        new WelcomeCode(added.welcomeCode()),
                        "hello",
                        List.of());
    }

    private void mark(Caller caller) {
        mark(client, caller);
    }

    private void mark(Client by, Caller caller) {
        by.get(CorpTags.class).mark(caller, ZHANG, contact, List.of(tag), List.of());
    }

    private void tags(String corpId) {
        client.get(CorpTags.class).list(person(corpId));
    }

    private List<ApiCall> calls(String corpId, String path) {
        return wecom.ledger().calls(call -> corpId.equals(call.corpId()) && path.equals(call.path()));
    }

    private double gauge(String name, String... tags) {
        Gauge gauge = client.get(MeterRegistry.class).find(name).tags(tags).gauge();
        return gauge == null ? -1 : gauge.value();
    }

    private static Caller person(String corpId) {
        return Caller.person(new CorpId(corpId));
    }

    private static NewContactWay way(String state) {
        return new NewContactWay("shop", true, new State(state), List.of(ZHANG));
    }
}
