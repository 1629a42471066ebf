package scrm.wecom.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static scrm.wecom.callback.Sealing.CODEC;
import static scrm.wecom.callback.Sealing.CORP;
import static scrm.wecom.callback.Sealing.KEYS;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

import scrm.events.CorpId;
import scrm.events.DirectoryEvent.BatchJobCompleted;
import scrm.events.EventId;
import scrm.events.GroupChatEvent.GroupChatMemberAdded;
import scrm.events.WeComEvent;
import scrm.wecom.callback.CallbackRejected.Reason;

/** What weixin-java-cp 4.7.7 does wrong with callbacks, and ours does not. */
class WxJavaTrapsTest {
    private static final String CHAT_UPDATE = """
            <xml><ToUserName>wx5823bf96d3bd56c7</ToUserName><FromUserName>sys</FromUserName>\
            <CreateTime>1763800000</CreateTime><MsgType>event</MsgType><Event>change_external_chat</Event>\
            <ChatId>wr1</ChatId><ChangeType>update</ChangeType><UpdateDetail>%s</UpdateDetail>\
            <MemChangeCnt>2</MemChangeCnt><MemChangeList><Item>a</Item><Item>b</Item></MemChangeList></xml>""";

    /** It parses the body first: 28 KB of nested tags overflow the stack of whoever sends them unsigned. */
    @Test
    void anUnsignedBodyMeetsNoParser() {
        CallbackQuery query = Sealing.seal(KEYS, "<xml/>").query();

        assertThat(catchThrowableOfType(
                                CallbackRejected.class,
                                () -> CODEC.open(
                                        KEYS, query, "<a>".repeat(9_500).getBytes(StandardCharsets.UTF_8)))
                        .reason())
                .isEqualTo(Reason.ENVELOPE);
        String xxe = "<!DOCTYPE xml [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><xml><Encrypt>AAAA</Encrypt>&x;</xml>";
        assertThat(catchThrowableOfType(
                                CallbackRejected.class,
                                () -> CODEC.open(KEYS, query, xxe.getBytes(StandardCharsets.UTF_8)))
                        .reason())
                .isEqualTo(Reason.SIGNATURE);
    }

    /** It does not look at the receiveid. */
    @Test
    void anotherCorpsMessageIsRefused() {
        CallbackKeys other = new CallbackKeys(new CorpId("wwOther"), Sealing.TOKEN, Sealing.AES_KEY);
        SealedCallback sealed = Sealing.seal(other, "<xml/>");

        assertThat(catchThrowableOfType(
                                CallbackRejected.class, () -> CODEC.open(KEYS, sealed.query(), Sealing.body(sealed)))
                        .reason())
                .isEqualTo(Reason.RECEIVER);
    }

    /** An empty nonce puts the callback token into the text of its exception. */
    @Test
    void aRejectionShowsNeitherTokenNorKeyNorContent() {
        SealedCallback sealed = Sealing.seal(KEYS, "<xml><UserID>zhangsan</UserID>");
        List<CallbackRejected> rejections = List.of(
                catchThrowableOfType(
                        CallbackRejected.class,
                        () -> CallbackQuery.parse("msg_signature=" + sealed.msgSignature() + "&timestamp=1&nonce=")),
                catchThrowableOfType(
                        CallbackRejected.class, () -> CODEC.open(KEYS, sealed.query(), Sealing.body(sealed))));

        for (CallbackRejected rejection : rejections) {
            StringWriter printed = new StringWriter();
            rejection.printStackTrace(new PrintWriter(printed, true));
            assertThat(printed.toString()).doesNotContain(Sealing.TOKEN, Sealing.AES_KEY, "zhangsan", sealed.encrypt());
            assertThat(rejection.getStackTrace()).isEmpty();
            assertThat(rejection.getCause()).isNull();
        }
    }

    /** Its dedupe key leaves out UpdateDetail and the corp: of three events in one second one is handled. */
    @Test
    void threeUpdatesOfOneSecondAreThreeEvents() {
        Set<EventId> ids = List.of("add_member", "change_name", "change_owner").stream()
                .map(CHAT_UPDATE::formatted)
                .map(Sealing::open)
                .map(WeComEvent::id)
                .collect(Collectors.toSet());

        assertThat(ids).hasSize(3);
        byte[] xml = CHAT_UPDATE.formatted("add_member").getBytes(StandardCharsets.UTF_8);
        assertThat(EventId.ofCallback(CORP, xml)).isNotEqualTo(EventId.ofCallback(new CorpId("wwOther"), xml));
    }

    /** Its getMemChangeList() is empty for the nested form that WeCom really sends. */
    @Test
    void theNestedMembersAreRead() {
        assertThat(((GroupChatMemberAdded) Sealing.open(CHAT_UPDATE.formatted("add_member")))
                        .change()
                        .members())
                .containsExactly("a", "b");
    }

    /** Its getJobId() is null, for the field is nested. */
    @Test
    void theJobIdOfABatchIsRead() {
        String xml = """
                <xml><FromUserName>lisi</FromUserName><CreateTime>1763800000</CreateTime><MsgType>event</MsgType>\
                <Event>batch_job_result</Event><BatchJob><JobId>job-1</JobId><JobType>sync_user</JobType>\
                <ErrCode>0</ErrCode><ErrMsg/></BatchJob></xml>""";

        assertThat(((BatchJobCompleted) Sealing.open(xml)).jobId()).isEqualTo("job-1");
    }

    /** A rule on the agent throws NumberFormatException for events without one, as contact changes are. */
    @Test
    void anEventOfTheAppWithoutAgentIsRead() {
        String xml = """
                <xml><FromUserName>lisi</FromUserName><CreateTime>1763800000</CreateTime><MsgType>event</MsgType>\
                <Event>enter_agent</Event><AgentID></AgentID></xml>""";

        assertThat(Sealing.open(xml)).hasFieldOrPropertyWithValue("agentId", null);
    }
}
