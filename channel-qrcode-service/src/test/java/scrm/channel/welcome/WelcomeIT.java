package scrm.channel.welcome;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
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
import scrm.simulator.Friendship;
import scrm.simulator.server.Fault;

/** What can go wrong with a right that lives 20 s. */
class WelcomeIT extends ChannelServiceIT {
    private static final String SEND = "externalcontact/send_welcome_msg";

    @Test
    void aWelcomeThatComesTooLateIsNotSent() {
        String state = code("你好");

        publish(new ExternalContactAdded(
                EventId.derived("late", corpId()),
                new CorpId(corpId()),
                WECOM.clock().instant().minusSeconds(25),
                new UserId("zhang"),
                new ExternalUserId("wmLate"),
                new State(state),
                new WelcomeCode("CODE-" + corpId())));

        settlesAs("EXPIRED", null);
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
    void aContactWhoWasWelcomedOtherwiseIsLeftAlone() {
        String state = code("你好");
        WECOM.faults().add(Fault.errcode(41051).on(SEND).of(corpId()));

        corp.people().contactScans(state, "小李");

        settlesAs("REFUSED", 41051);
        assertThat(calls(SEND)).hasSize(1);
    }

    @Test
    void aNameThatCannotBeHadIsDoneWithout() {
        String state = code("{contactName}，你好");
        WECOM.faults().add(Fault.errcode(84061).on("externalcontact/get").of(corpId()));

        Friendship added = corp.people().contactScans(state, "小李");

        settlesAs("SENT", null);
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
        corp.people().memberJoins("zhang", "张三");
        return activeLiveCode(channel("门店"), "zhang", Map.of("text", text))
                .path("state")
                .asString();
    }

    private void settlesAs(String outcome, Integer errcode) {
        soon().untilAsserted(() -> assertThat(published(WelcomeSettled.class))
                .singleElement()
                .satisfies(told -> {
                    assertThat(told.outcome()).isEqualTo(outcome);
                    assertThat(told.errcode()).isEqualTo(errcode);
                }));
    }
}
