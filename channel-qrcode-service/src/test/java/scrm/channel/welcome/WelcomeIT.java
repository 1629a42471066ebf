package scrm.channel.welcome;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

import scrm.channel.ChannelServiceIT;
import scrm.events.AttributionEvent.WelcomeSettled;
import scrm.events.CorpId;
import scrm.events.EventId;
import scrm.events.ExternalContactEvent.ExternalContactAdded;
import scrm.events.ExternalUserId;
import scrm.events.State;
import scrm.events.UserId;
import scrm.events.WelcomeCode;
import scrm.harness.Answer;
import scrm.simulator.Friendship;
import scrm.simulator.server.Fault;
import scrm.simulator.server.Latency;

/** What can go wrong with a right that lives 20 s. */
class WelcomeIT extends ChannelServiceIT {
    private static final String SEND = "externalcontact/send_welcome_msg";

    @Autowired
    private JdbcClient jdbc;

    @Test
    void aWelcomeThatComesTooLateIsNotSent() {
        String state = code("你好");

        publish(added(state, Duration.ofSeconds(25)));

        settlesAs("EXPIRED", null, "LATE");
        assertThat(calls(SEND)).isEmpty();
    }

    @Test
    void aWelcomeWaitsForAnotherAppThatIsSending() {
        String state = code("你好");
        WECOM.faults().add(Fault.errcode(41096).on(SEND).of(corpId()).times(2));

        Friendship added = corp.people().contactScans(state, "小李");

        settlesAs("SENT", null);
        assertThat(corp.people().inbox(added.externalUserId())).hasSize(1);
    }

    @Test
    void aWelcomeWhoseAnswerWasLostIsNotRepeated() {
        String state = code("你好");
        WECOM.faults().add(Fault.replyDropped().on(SEND).of(corpId()).times(1));

        Friendship added = corp.people().contactScans(state, "小李");

        settlesAs("UNKNOWN", null);
        assertThat(calls(SEND)).hasSize(1);
        assertThat(corp.people().inbox(added.externalUserId())).hasSize(1);
    }

    @Test
    void aWelcomeOfAProcessThatDiedBeforeItsCallIsSentByAnother() {
        String state = code("你好");
        WECOM.faults().add(Fault.errcode(41096).on(SEND).of(corpId()));
        Friendship added = corp.people().contactScans(state, "小李");
        soon().untilAsserted(() -> assertThat(calls(SEND)).isNotEmpty());

        assertThat(leftBehind(false)).isEqualTo(1);
        WECOM.faults().clear();

        settlesAs("SENT", null);
        assertThat(corp.people().inbox(added.externalUserId())).hasSize(1);
    }

    @Test
    void aWelcomeOfAProcessThatDiedInItsCallIsNotRepeated() {
        String state = code("你好");
        WECOM.faults().add(Fault.errcode(41096).on(SEND).of(corpId()));
        Friendship added = corp.people().contactScans(state, "小李");
        soon().untilAsserted(() -> assertThat(calls(SEND)).isNotEmpty());

        assertThat(leftBehind(true)).isEqualTo(1);
        WECOM.faults().clear();

        settlesAs("UNKNOWN", null);
        assertThat(corp.people().inbox(added.externalUserId())).isEmpty();
    }

    /** As a process leaves a welcome that is killed while it holds it. */
    private int leftBehind(boolean called) {
        return jdbc.sql("""
                        UPDATE work SET state = 'RUNNING', fence = fence + 1,
                                        called_at = IF(:called, UTC_TIMESTAMP(6), NULL),
                                        lease_until = UTC_TIMESTAMP(6) - INTERVAL 1 SECOND
                        WHERE corp_id = :corpId AND kind = 'welcome'
                        """).param("called", called).param("corpId", corpId()).update();
    }

    @Test
    void aContactWhoWasWelcomedOtherwiseIsLeftAlone() {
        String state = code("你好");
        WECOM.faults().add(Fault.errcode(41051).on(SEND).of(corpId()));

        corp.people().contactScans(state, "小李");

        settlesAs("REFUSED", 41051, "ALREADY_IN_CHAT");
        assertThat(calls(SEND)).hasSize(1);
    }

    @Test
    void aCodeThatWeComTakesNoMoreIsToldFromOneThatWeWereTooLateFor() {
        String state = code("你好");
        WECOM.faults().add(Fault.errcode(41050).on(SEND).of(corpId()));

        corp.people().contactScans(state, "小李");

        settlesAs("EXPIRED", 41050, "CODE_INVALID");
    }

    @Test
    void anotherAppThatSendsForAsLongAsTheCodeLivesIsToldAsSuch() {
        String state = code("你好");
        // The answer comes when the window is over.
        WECOM.faults()
                .add(new Fault(
                        corpId(),
                        SEND,
                        0,
                        1,
                        0,
                        null,
                        41096,
                        Latency.fixed(Duration.ofSeconds(4)),
                        false,
                        false,
                        false));

        publish(added(state, Duration.ofSeconds(16)));

        settlesAs("EXPIRED", 41096, "ANOTHER_APP_SENDING");
        assertThat(calls(SEND)).hasSize(1);
    }

    @Test
    void aWelcomeWithoutItsPictureIsSentAndSaysSo() {
        WECOM.faults().add(Fault.errcode(40006).on("media/upload").of(corpId()));
        String state = code(Map.of("text", "你好", "attachments", List.of(picture("a.png"))));

        Friendship added = corp.people().contactScans(state, "小李");

        settlesAs("SENT", null, "MEDIA_MISSING");
        assertThat(corp.people()
                        .inbox(added.externalUserId())
                        .getFirst()
                        .content()
                        .has("attachments"))
                .isFalse();
    }

    @Test
    void aWelcomeWhosePictureCannotBeLookedUpForAMomentIsSentALittleLater() {
        String state = code(Map.of("text", "你好", "attachments", List.of(picture("b.png"))));
        soon().untilAsserted(() -> assertThat(calls("media/upload")).hasSize(1));
        jdbc.sql("RENAME TABLE media_content TO media_content_away").update();
        Friendship added;
        try {
            added = corp.people().contactScans(state, "小李");
            soon().untilAsserted(() -> assertThat(welcomeTries()).isPositive());
            assertThat(calls(SEND)).isEmpty();
        } finally {
            jdbc.sql("RENAME TABLE media_content_away TO media_content").update();
        }

        settlesAs("SENT", null);
        assertThat(corp.people().inbox(added.externalUserId())).hasSize(1);
    }

    private int welcomeTries() {
        return jdbc.sql("SELECT COALESCE(MAX(attempt), 0) FROM work WHERE corp_id = ? AND kind = 'welcome'")
                .param(corpId())
                .query(Integer.class)
                .single();
    }

    @Test
    void aWelcomeThatIsAllPicturesIsNotSentWithoutThem() {
        WECOM.faults().add(Fault.errcode(40006).on("media/upload").of(corpId()));
        String state = code(Map.of("attachments", List.of(picture("a.png"))));

        publish(added(state, Duration.ofSeconds(16)));

        settlesAs("EXPIRED", null, "MEDIA_MISSING");
        assertThat(calls(SEND)).isEmpty();
    }

    @Test
    void outcomesAreListedAndNarrowed() {
        corp.people().memberJoins("zhang", "张三");
        JsonNode made = activeLiveCode(channel("门店"), "zhang", Map.of("text", "{contactName}，你好"));
        String state = made.path("state").asString();
        String welcomes = "/live-codes/" + made.path("id").asString() + "/welcomes";
        Friendship sent = corp.people().contactScans(state, "小李");
        publish(added(state, Duration.ofSeconds(25)));
        soon().untilAsserted(() -> assertThat(published(WelcomeSettled.class)).hasSize(2));
        Instant between = WECOM.clock().instant();
        WECOM.clock().advance(Duration.ofSeconds(2));
        corp.people().consoleSetsWelcome("zhang", true);
        corp.people().contactScans(state, "小王");
        soon().untilAsserted(() -> assertThat(published(WelcomeSettled.class)).hasSize(3));

        JsonNode all = get(welcomes).json().path("items");
        assertThat(all)
                .extracting(welcome -> welcome.path("outcome").asString())
                .containsExactlyInAnyOrder("SENT", "EXPIRED", "NO_CODE");
        assertThat(get(welcomes + "?outcome=SENT").json().path("items"))
                .singleElement()
                .satisfies(welcome -> {
                    assertThat(welcome.path("externalUserId").asString()).isEqualTo(sent.externalUserId());
                    assertThat(welcome.path("userId").asString()).isEqualTo("zhang");
                    assertThat(welcome.path("reason").isNull()).isTrue();
                    assertThat(welcome.path("settledAt").isNull()).isFalse();
                });
        assertThat(get(welcomes + "?reason=LATE").json().path("items"))
                .extracting(welcome -> welcome.path("externalUserId").asString())
                .containsExactly("wmLate");
        assertThat(get(welcomes + "?after=" + between).json().path("items"))
                .extracting(welcome -> welcome.path("outcome").asString())
                .containsExactly("NO_CODE");
        JsonNode first = get(welcomes + "?limit=2").json();
        JsonNode second = get(welcomes + "?limit=2&cursor=" + first.path("next").asString())
                .json();
        assertThat(first.path("items")).hasSize(2);
        assertThat(second.path("items")).singleElement().isEqualTo(all.get(2));
        assertThat(get(welcomes + "?outcome=LOST").status()).isEqualTo(400);
        assertThat(get("/live-codes/999999999/welcomes").status()).isEqualTo(404);
    }

    @Test
    void aNameThatCannotBeHadIsDoneWithout() {
        String state = code("{contactName}，你好");
        WECOM.faults().add(Fault.errcode(84061).on("externalcontact/get").of(corpId()));

        Friendship added = corp.people().contactScans(state, "小李");

        settlesAs("SENT", null, "CONTACT_NAME_MISSING");
        assertThat(corp.people()
                        .inbox(added.externalUserId())
                        .getFirst()
                        .content()
                        .at("/text/content")
                        .asString())
                .isEqualTo("朋友，你好");
    }

    @Test
    void aTextWithoutNamesCostsOneCall() {
        String state = code("你好");
        int before = WECOM.ledger()
                .calls(call -> corpId().equals(call.corpId()) && !call.path().equals("gettoken"))
                .size();

        corp.people().contactScans(state, "小李");

        settlesAs("SENT", null);
        assertThat(WECOM.ledger()
                        .calls(call ->
                                corpId().equals(call.corpId()) && !call.path().equals("gettoken")))
                .hasSize(before + 1);
    }

    @Test
    void aHalfAddedContactIsWelcomedOnceThoughTwoCallbacksCome() {
        String state = code("你好");

        Friendship half = corp.people().contactHalfAdds(state, "小李");
        settlesAs("SENT", null);
        corp.people().memberConfirms(half.userId(), half.externalUserId());

        soon().untilAsserted(() -> assertThat(get("/attributions?externalUserId=" + half.externalUserId())
                        .json()
                        .at("/items/0/relation")
                        .asString())
                .isEqualTo("ADDED"));
        assertThat(corp.people().inbox(half.externalUserId())).hasSize(1);
        assertThat(published(WelcomeSettled.class)).hasSize(1);
    }

    @Test
    void aContactWhomWeComGivesNoCodeForIsWrittenDown() {
        String state = code("你好");
        corp.people().consoleSetsWelcome("zhang", true);

        corp.people().contactScans(state, "小李");

        settlesAs("NO_CODE", null);
        assertThat(calls(SEND)).isEmpty();
    }

    @Test
    void anEditedWelcomeIsSaidToTheNextContact() {
        corp.people().memberJoins("zhang", "张三");
        JsonNode made = activeLiveCode(channel("门店"), "zhang", Map.of("text", "旧"));
        String path = "/live-codes/" + made.path("id").asString();
        corp.people().contactScans(made.path("state").asString(), "小王");
        settlesAs("SENT", null);

        Answer edited = put(
                path,
                get(path).etag(),
                Map.of("name", "收银台", "users", List.of("zhang"), "welcome", Map.of("text", "新")));
        assertThat(edited.status()).isEqualTo(200);
        Friendship added = corp.people().contactScans(made.path("state").asString(), "小李");

        soon().untilAsserted(() -> assertThat(corp.people().inbox(added.externalUserId()))
                .singleElement()
                .satisfies(got ->
                        assertThat(got.content().at("/text/content").asString()).isEqualTo("新")));
    }

    private String code(String text) {
        return code(Map.of("text", text));
    }

    private String code(Map<String, Object> welcome) {
        corp.people().memberJoins("zhang", "张三");
        return activeLiveCode(channel("门店"), "zhang", welcome).path("state").asString();
    }

    /** A callback that took so long. */
    private ExternalContactAdded added(String state, Duration ago) {
        return new ExternalContactAdded(
                EventId.derived("late", corpId()),
                new CorpId(corpId()),
                WECOM.clock().instant().minus(ago),
                new UserId("zhang"),
                new ExternalUserId("wmLate"),
                new State(state),
                new WelcomeCode("CODE-" + corpId()));
    }

    private void settlesAs(String outcome, @Nullable Integer errcode) {
        settlesAs(outcome, errcode, null);
    }

    private void settlesAs(String outcome, @Nullable Integer errcode, @Nullable String reason) {
        soon().untilAsserted(() -> assertThat(published(WelcomeSettled.class))
                .singleElement()
                .satisfies(told -> {
                    assertThat(told.outcome()).isEqualTo(outcome);
                    assertThat(told.errcode()).isEqualTo(errcode);
                    assertThat(told.reason()).isEqualTo(reason);
                }));
    }
}
