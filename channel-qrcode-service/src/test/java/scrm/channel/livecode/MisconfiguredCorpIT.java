package scrm.channel.livecode;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

import scrm.channel.ChannelServiceIT;
import scrm.events.CorpId;
import scrm.harness.Answer;
import scrm.simulator.server.Fault;
import scrm.wecom.Caller;
import scrm.wecom.ContactWays;

/** What becomes of live codes while their corp is not set up as WeCom wants it: they wait, and go on by themselves. */
class MisconfiguredCorpIT extends ChannelServiceIT {
    private static final Map<String, Object> HELLO = Map.of("text", "你好");
    private static final String ADD = "externalcontact/add_contact_way";
    private static final String UPDATE = "externalcontact/update_contact_way";
    private static final String LIST = "externalcontact/list_contact_way";

    /** WeCom is asked once more after it, of whichever code. */
    private static final Duration HOLD = Duration.ofMinutes(2);

    @Autowired
    private ContactWays contactWays;

    @BeforeEach
    void memberIsThere() {
        corp.people().memberJoins("zhang", "张三");
    }

    @ParameterizedTest
    @ValueSource(ints = {60020, 48002})
    void anEditWaitsAndReachesWeComByItselfOnceTheSettingsAreMended(int errcode) {
        String path = "/live-codes/"
                + activeLiveCode(channel("门店"), "zhang", HELLO).path("id").asString();
        WECOM.faults().add(Fault.errcode(errcode).on(UPDATE).of(corpId()));

        edit(path, "前台");

        soon().untilAsserted(() -> waits(path, "ACTIVE", "PENDING", errcode));
        assertThat(alarms()).containsExactly("NOT_SYNCED " + errcode);
        for (int calls = 2; calls < 6; calls++) {
            afterTheHold(UPDATE, calls);
        }
        // An edit meanwhile is asked for at once, but not at WeCom.
        edit(path, "门口");
        soon().untilAsserted(() -> waits(path, "ACTIVE", "PENDING", errcode));
        assertThat(calls(UPDATE)).hasSize(5);
        String etag = get(path).etag();
        afterTheHold(UPDATE, 6);
        assertThat(get(path).etag()).as("what was known is no news").isEqualTo(etag);

        WECOM.faults().clear();
        afterTheHold(UPDATE, 7);

        soon().untilAsserted(() ->
                assertThat(get(path).json().path("sync").asString()).isEqualTo("IN_SYNC"));
        assertThat(get(path).json().path("failure").isNull()).isTrue();
        assertThat(alarms()).isEmpty();
        assertThat(calls(UPDATE).getLast().body()).contains("门口");
    }

    @ParameterizedTest
    @ValueSource(ints = {60020, 48002})
    void aCodeWaitsAndIsMadeOnceByItselfOnceTheSettingsAreMended(int errcode) {
        WECOM.faults().add(Fault.errcode(errcode).on(ADD).of(corpId()));

        String path = liveCode(channel("门店"), "zhang", HELLO);

        soon().untilAsserted(() -> waits(path, "CREATING", "IN_SYNC", errcode));
        assertThat(alarms()).containsExactly("NOT_CREATED " + errcode);
        String etag = get(path).etag();
        for (int calls = 2; calls < 6; calls++) {
            afterTheHold(ADD, calls);
        }
        assertThat(get(path).etag()).as("what was known is no news").isEqualTo(etag);

        WECOM.faults().clear();
        afterTheHold(ADD, 6);

        isMadeOnce(path);
    }

    @Test
    void aCodeWhoseAnswerWasLostIsFoundOnceWeComMayBeAskedAgain() {
        WECOM.faults().add(Fault.replyDropped().on(ADD).of(corpId()).times(1));
        WECOM.faults().add(Fault.errcode(48002).on(LIST).of(corpId()));

        String path = liveCode(channel("门店"), "zhang", HELLO);

        soon().untilAsserted(() -> waits(path, "CREATING", "IN_SYNC", 48002));
        for (int calls = 2; calls < 12; calls++) {
            afterTheHold(LIST, calls);
        }

        WECOM.faults().clear();
        afterTheHold(LIST, 12);

        isMadeOnce(path);
        assertThat(calls(ADD)).hasSize(1);
    }

    @Test
    void aHeldCorpsCodesAskWeComTogetherOnceAHold() {
        WECOM.faults().add(Fault.errcode(60020).on(ADD).of(corpId()));
        String channelId = channel("门店");
        List<String> paths = new ArrayList<>();
        paths.add(liveCode(channelId, "zhang", HELLO));
        soon().untilAsserted(() -> waits(paths.getFirst(), "CREATING", "IN_SYNC", 60020));
        for (int i = 0; i < 20; i++) {
            paths.add(liveCode(channelId, "zhang", HELLO));
        }
        paths.forEach(path -> soon().untilAsserted(() -> waits(path, "CREATING", "IN_SYNC", 60020)));
        assertThat(calls(ADD)).hasSize(1);

        later(HOLD);
        soon().untilAsserted(() -> assertThat(calls(ADD)).hasSizeGreaterThan(1));
        WECOM.faults().clear();
        later(HOLD);

        paths.forEach(path -> soon().untilAsserted(() ->
                assertThat(get(path).json().path("status").asString()).isEqualTo("ACTIVE")));
        // Those that run at once may ask at once.
        assertThat(calls(ADD)).hasSizeBetween(paths.size() + 2, paths.size() + 1 + 4);
        assertThat(contactWaysAtWeCom()).isEqualTo(paths.size());
    }

    private void isMadeOnce(String path) {
        soon().untilAsserted(() ->
                assertThat(get(path).json().path("status").asString()).isEqualTo("ACTIVE"));
        assertThat(get(path).json().path("failure").isNull()).isTrue();
        assertThat(alarms()).isEmpty();
        assertThat(contactWaysAtWeCom()).isEqualTo(1);
    }

    private int contactWaysAtWeCom() {
        Instant now = WECOM.clock().instant();
        return contactWays
                .list(
                        Caller.person(new CorpId(corpId())),
                        now.minus(Duration.ofDays(1)),
                        now.plus(Duration.ofDays(1)),
                        null,
                        1000)
                .items()
                .size();
    }

    private void edit(String path, String name) {
        Answer edited = put(path, get(path).etag(), Map.of("name", name, "users", List.of("zhang"), "welcome", HELLO));
        assertThat(edited.status()).as(edited.http().body()).isEqualTo(200);
        assertThat(edited.json().path("failure").isNull()).isTrue();
    }

    private void waits(String path, String status, String sync, int errcode) {
        var code = get(path).json();
        assertThat(code.at("/failure/errcode").asInt()).isEqualTo(errcode);
        assertThat(code.path("status").asString()).isEqualTo(status);
        assertThat(code.path("sync").asString()).isEqualTo(sync);
    }

    private void afterTheHold(String api, int calls) {
        later(HOLD);
        soon().untilAsserted(() -> assertThat(calls(api)).hasSize(calls));
    }

    /** Reasons of open alarms, each with the errcode that its detail names. */
    private List<String> alarms() {
        List<String> alarms = new ArrayList<>();
        get("/live-codes/alarms?open=true")
                .json()
                .path("items")
                .forEach(alarm -> alarms.add(alarm.path("reason").asString()
                        + alarm.path("detail").asString().replaceAll(".*errcode (\\d+)[^0-9].*", " $1")));
        return alarms;
    }
}
