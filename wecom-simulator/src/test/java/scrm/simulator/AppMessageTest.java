package scrm.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class AppMessageTest extends SimulatorTest {
    @Test
    void messagesReachMembersAndNameTheInvalid() {
        JsonNode sent = api.post("message/send", text("zhang|Nobody"));

        assertThat(sent.path("invaliduser").asString()).isEqualTo("nobody");
        assertThat(people.inbox("zhang"))
                .singleElement()
                .satisfies(received -> assertThat(
                                received.content().at("/text/content").asString())
                        .isEqualTo("hi"));
        assertThat(api.errcode("message/send", text("Nobody"))).isEqualTo(81013);
        assertThat(api.errcode("message/send", "{\"agentid\":1,\"msgtype\":\"text\"}"))
                .isEqualTo(40056);
        assertThat(api.errcode(
                        "message/recall", "{\"msgid\":\"" + sent.path("msgid").asString() + "\"}"))
                .isZero();
    }

    @Test
    void beyondThirtyAMinuteNothingArrives() {
        for (int i = 0; i < 70; i++) {
            assertThat(api.errcode("message/send", text("zhang"))).isZero();
        }
        assertThat(people.inbox("zhang")).hasSize(30);
    }

    @Test
    void aClickedCardIsUpdatedOnce() {
        JsonNode sent = api.post(
                "message/send",
                "{\"touser\":\"zhang\",\"agentid\":1000002,\"msgtype\":\"template_card\",\"template_card\":"
                        + "{\"card_type\":\"vote_interaction\",\"task_id\":\"t1\"}}");

        people.memberClicksCard(sent.path("msgid").asString(), "zhang", "submit", Map.of("q", List.of("o1", "o2")));

        String xml = corp.callbacks().getLast().xml();
        assertThat(xml)
                .contains("<FromUserName><![CDATA[zhang]]></FromUserName>")
                .contains("<QuestionKey><![CDATA[q]]></QuestionKey><OptionIds><OptionId><![CDATA[o1]]></OptionId>");
        String code = xml.replaceFirst(".*<ResponseCode><!\\[CDATA\\[(.*?)]].*", "$1");
        String update = "{\"response_code\":\"" + code + "\",\"button\":{\"replace_name\":\"done\"}}";
        assertThat(api.errcode("message/update_template_card", update)).isZero();
        assertThat(api.errcode("message/update_template_card", update)).isEqualTo(40035);
    }

    private static String text(String toUser) {
        return "{\"touser\":\"" + toUser
                + "\",\"agentid\":\"1000002\",\"msgtype\":\"text\",\"text\":{\"content\":\"hi\"}}";
    }
}
