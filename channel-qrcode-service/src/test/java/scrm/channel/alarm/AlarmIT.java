package scrm.channel.alarm;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

import scrm.channel.ChannelServiceIT;
import scrm.channel.livecode.LiveCodeId;
import scrm.events.CorpId;
import scrm.events.CustomerAcquisitionEvent.AcquisitionLinkDeleted;
import scrm.events.CustomerAcquisitionEvent.AcquisitionLinkUnavailable;
import scrm.events.EventId;
import scrm.events.LinkId;
import scrm.harness.Answer;
import scrm.messaging.JdbcTime;
import scrm.simulator.server.Fault;
import scrm.wecom.Caller;
import scrm.wecom.ContactWays;
import scrm.wecom.ContactWays.ConfigId;

class AlarmIT extends ChannelServiceIT {
    private static final Map<String, Object> HELLO = Map.of("text", "你好");

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private ContactWays contactWays;

    @Autowired
    private Alarms alarms;

    @Autowired
    private MeterRegistry meters;

    @BeforeEach
    void memberIsThere() {
        corp.people().memberJoins("zhang", "张三");
    }

    @Test
    void aCodeThatWeComRefusesRaisesAnAlarmThatClosesOnceItIsMade() {
        String path = liveCode(channel("门店"), "nobody", HELLO);
        soon().untilAsserted(() -> assertThat(open()).containsExactly("NOT_CREATED"));
        JsonNode alarm = get("/live-codes/alarms").json().at("/items/0");
        assertThat(alarm.path("detail").asString()).contains("60111");

        assertThat(post("/live-codes/alarms/" + alarm.path("id").asString() + "/acknowledge", Map.of())
                        .json()
                        .path("acknowledgedAt")
                        .isNull())
                .isFalse();
        assertThat(put(path, get(path).etag(), Map.of("name", "前台", "users", List.of("zhang")))
                        .status())
                .isEqualTo(200);

        soon().untilAsserted(() -> assertThat(open()).isEmpty());
        assertThat(get("/live-codes/alarms?open=false").json().path("items")).hasSize(1);
        assertThat(post("/live-codes/alarms/0/acknowledge", Map.of()).status()).isEqualTo(404);
    }

    @Test
    void aCodeThatSomebodyDeletedAtWeComIsFoundByComparingAndTheOthersAreNotAskedFor() {
        JsonNode kept = activeLiveCode(channel("门店"), "zhang", HELLO);
        JsonNode lost = activeLiveCode(channel("展会"), "zhang", HELLO);
        contactWays.delete(
                Caller.person(new CorpId(corpId())),
                new ConfigId(lost.path("configId").asString()));

        Answer begun = post("/live-codes/reconciliation", Map.of());

        assertThat(begun.status()).as(begun.http().body()).isEqualTo(202);
        String job = "/jobs/" + begun.json().path("id").asString();
        soon().untilAsserted(() ->
                assertThat(get(job).json().path("state").asString()).isEqualTo("SUCCEEDED"));
        assertThat(get(job).json().path("failed").asInt()).isEqualTo(1);
        assertThat(open()).containsExactly("GONE_AT_WECOM");
        assertThat(get("/live-codes/alarms").json().at("/items/0/liveCodeId").asString())
                .isEqualTo(lost.path("id").asString());
        assertThat(calls("externalcontact/get_contact_way"))
                .singleElement()
                .satisfies(call -> assertThat(call.body())
                        .doesNotContain(kept.path("configId").asString()));
    }

    @Test
    void aListThatTheCorpMayNotAskForDoesNotHideWhatTheOthersTell() {
        JsonNode lost = activeLiveCode(channel("展会"), "zhang", HELLO);
        activeLink();
        WECOM.faults()
                .add(Fault.errcode(48002)
                        .on("externalcontact/customer_acquisition/list_link")
                        .of(corpId()));
        contactWays.delete(
                Caller.person(new CorpId(corpId())),
                new ConfigId(lost.path("configId").asString()));

        Answer begun = post("/live-codes/reconciliation", Map.of());

        String job = "/jobs/" + begun.json().path("id").asString();
        soon().untilAsserted(() ->
                assertThat(get(job).json().path("state").asString()).isEqualTo("SUCCEEDED"));
        assertThat(open()).containsExactly("GONE_AT_WECOM");
        assertThat(get(job).json().path("failed").asInt()).isEqualTo(2);
    }

    @Test
    void aLinkThatWeComSaysIsDeletedRaisesAnAlarm() {
        String path = activeLink();

        publish(new AcquisitionLinkDeleted(
                EventId.derived("deleted", corpId()),
                new CorpId(corpId()),
                WECOM.clock().instant(),
                new LinkId(get(path).json().path("configId").asString())));

        soon().untilAsserted(() -> assertThat(open()).containsExactly("GONE_AT_WECOM"));
        assertThat(post(path + "/archive", Map.of()).status()).isEqualTo(200);
        assertThat(open()).isEmpty();
    }

    @Test
    void aLinkThatWeComListsAgainIsNoLongerGone() {
        String path = activeLink();
        LinkId link = new LinkId(get(path).json().path("configId").asString());
        Instant now = WECOM.clock().instant();
        publish(new AcquisitionLinkDeleted(EventId.derived("deleted", corpId()), new CorpId(corpId()), now, link));
        soon().untilAsserted(() -> assertThat(open()).containsExactly("GONE_AT_WECOM"));

        reconcile();

        assertThat(open()).isEmpty();
    }

    @Test
    void aLinkThatNobodyCanUseStaysAnAlarmThoughWeComListsIt() {
        String path = activeLink();
        LinkId link = new LinkId(get(path).json().path("configId").asString());
        Instant now = WECOM.clock().instant();
        publish(new AcquisitionLinkUnavailable(
                EventId.derived("unavailable", corpId()), new CorpId(corpId()), now, link));
        soon().untilAsserted(() -> assertThat(open()).containsExactly("GONE_AT_WECOM"));

        reconcile();

        assertThat(open()).containsExactly("GONE_AT_WECOM");
    }

    @Test
    void anAlarmIsCountedWhenItIsRaisedAndNotWhenItIsToldAgain() {
        JsonNode code = activeLiveCode(channel("门店"), "zhang", HELLO);
        LiveCodeId id = new LiveCodeId(code.path("id").asLong());
        double before = raised();

        for (String detail : List.of("nobody", "nobody", "still nobody")) {
            set(id, detail);
        }
        assertThat(raised()).isEqualTo(before + 1);
        assertThat(get("/live-codes/alarms").json().at("/items/0/detail").asString())
                .isEqualTo("still nobody");

        set(id, null);
        set(id, "nobody");
        assertThat(raised()).isEqualTo(before + 2);
    }

    private void set(LiveCodeId id, @Nullable String detail) {
        alarms.set(
                new CorpId(corpId()),
                id,
                Reason.GROUPS_FULL,
                detail,
                WECOM.clock().instant());
    }

    private double raised() {
        return meters.counter("scrm.alarms", "reason", "GROUPS_FULL").count();
    }

    private void reconcile() {
        Answer begun = post("/live-codes/reconciliation", Map.of());
        String job = "/jobs/" + begun.json().path("id").asString();
        soon().untilAsserted(() ->
                assertThat(get(job).json().path("state").asString()).isEqualTo("SUCCEEDED"));
    }

    @Test
    void aCodeThatPeopleUsedToComeByAndNowLeaveInNumbersIsSeen() {
        JsonNode code = activeLiveCode(channel("门店"), "zhang", HELLO);
        String path = "/live-codes/" + code.path("id").asString();
        Instant now = WECOM.clock().instant();
        for (int i = 0; i < 20; i++) {
            Instant lostAt = i < 6 ? now.minus(Duration.ofHours(2)) : null;
            acquired(code, "wm" + i, now.minus(Duration.ofDays(20)).plus(Duration.ofHours(i)), lostAt);
        }

        // Any change of the code has it looked at.
        assertThat(put(path, get(path).etag(), Map.of("name", "前台", "users", List.of("zhang")))
                        .status())
                .isEqualTo(200);
        soon().untilAsserted(() -> assertThat(open()).containsExactlyInAnyOrder("ADDS_STOPPED", "LOSSES_BURST"));

        for (int i = 20; i < 40; i++) {
            acquired(code, "wm" + i, now.minus(Duration.ofMinutes(i)), null);
        }
        assertThat(put(path, get(path).etag(), Map.of("name", "门口", "users", List.of("zhang")))
                        .status())
                .isEqualTo(200);

        soon().untilAsserted(() -> assertThat(open()).isEmpty());
    }

    @Test
    void aGroupCodeThatNobodyComesIntoAGroupByAnyMoreIsSeen() {
        String path = activeGroupCode();
        JsonNode code = get(path).json();
        Instant now = WECOM.clock().instant();
        for (int i = 0; i < 20; i++) {
            joined(code, "wm" + i, now.minus(Duration.ofDays(20)).plus(Duration.ofHours(i)));
        }

        renamed(path, "福利群一");
        soon().untilAsserted(() -> assertThat(open()).containsExactly("ADDS_STOPPED"));

        joined(code, "wm20", now.minus(Duration.ofMinutes(1)));
        renamed(path, "福利群二");
        soon().untilAsserted(() -> assertThat(open()).isEmpty());
    }

    private String activeGroupCode() {
        String chatId = corp.people().memberCreatesGroup("zhang", "福利群", List.of());
        Answer asked = post(
                "/live-codes",
                Map.of(
                        "channelId",
                        channel("福利"),
                        "kind",
                        "GROUP",
                        "name",
                        "福利群",
                        "groups",
                        Map.of("chatIds", List.of(chatId))));
        String path = "/live-codes/" + asked.json().path("id").asString();
        soon().untilAsserted(() ->
                assertThat(get(path).json().path("status").asString()).isEqualTo("ACTIVE"));
        return path;
    }

    /** Any change of the code has it looked at. */
    private void renamed(String path, String name) {
        soon().untilAsserted(() -> {
            Answer before = get(path);
            Answer edited = put(
                    path,
                    before.etag(),
                    Map.of("name", name, "groups", before.json().path("groups")));
            assertThat(edited.status()).as(edited.http().body()).isEqualTo(200);
        });
    }

    private void joined(JsonNode code, String contact, Instant at) {
        jdbc.sql("""
                        INSERT INTO group_join (corp_id, chat_id, external_userid, live_code_id, channel_id,
                                                joined_at, recorded_at)
                        VALUES (:corpId, :chat, :contact, :code, :channel, :at, :at)
                        """)
                .param("corpId", corpId())
                .param("chat", code.at("/openGroups/0").asString())
                .param("contact", contact)
                .param("code", code.path("id").asString())
                .param("channel", code.path("channelId").asString())
                .param("at", JdbcTime.of(at))
                .update();
    }

    private void acquired(JsonNode code, String contact, Instant at, @Nullable Instant lostAt) {
        jdbc.sql("""
                        INSERT INTO attribution (corp_id, userid, external_userid, relation, first_at,
                                                 first_live_code_id, first_channel_id, lost_at, created_at, updated_at)
                        VALUES (:corpId, 'zhang', :contact, 'ADDED', :at, :code, :channel, :lostAt, :at, :at)
                        """)
                .param("corpId", corpId())
                .param("contact", contact)
                .param("at", JdbcTime.of(at))
                .param("code", code.path("id").asString())
                .param("channel", code.path("channelId").asString())
                .param("lostAt", JdbcTime.ofNullable(lostAt))
                .update();
    }

    /** Of an acquisition link. */
    private String activeLink() {
        Answer asked = post(
                "/live-codes",
                Map.of(
                        "channelId",
                        channel("官网"),
                        "kind",
                        "ACQUISITION_LINK",
                        "name",
                        "官网",
                        "users",
                        List.of("zhang")));
        String path = "/live-codes/" + asked.json().path("id").asString();
        soon().untilAsserted(() ->
                assertThat(get(path).json().path("status").asString()).isEqualTo("ACTIVE"));
        return path;
    }

    private List<String> open() {
        List<String> reasons = new ArrayList<>();
        get("/live-codes/alarms?open=true")
                .json()
                .path("items")
                .forEach(alarm -> reasons.add(alarm.path("reason").asString()));
        return reasons;
    }
}
