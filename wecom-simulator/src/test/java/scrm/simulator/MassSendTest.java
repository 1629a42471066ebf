package scrm.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class MassSendTest extends SimulatorTest {
    private static final String ADD = "externalcontact/add_msg_template";

    @Test
    void nothingArrivesUntilTheMemberConfirms() {
        String a = aContact("zhang", "a");
        String msgid = send("zhang", a);
        assertThat(api.errcode("externalcontact/get_groupmsg_task", msgidBody(msgid)))
                .isEqualTo(41063);
        simulator.clock().advance(Duration.ofSeconds(3));
        assertThat(task(msgid).path("status").asInt()).isZero();
        assertThat(result(msgid, "zhang").path("status").asInt()).isZero();
        assertThat(people.inbox(a)).isEmpty();

        assertThat(people.memberConfirmsSend(msgid, "zhang")).isEqualTo(1);

        assertThat(task(msgid).path("status").asInt()).isEqualTo(2);
        assertThat(result(msgid, "zhang").path("status").asInt()).isEqualTo(1);
        assertThat(people.inbox(a)).extracting(Received::id).containsExactly(msgid);
    }

    @Test
    void aSendWithoutSenderGoesToWhoChattedLast() {
        String a = aContact("zhang", "a");
        people.memberAddsExisting("li", a);
        people.contactChats("zhang", a, "hi");

        String msgid = api.post(ADD, "{\"external_userid\":[\"" + a + "\"],\"text\":{\"content\":\"x\"}}")
                .path("msgid")
                .asString();
        simulator.clock().advance(Duration.ofSeconds(3));

        assertThat(task(msgid).path("userid").asString()).isEqualTo("zhang");
    }

    @Test
    void strangersAreInTheFailList() {
        String a = aContact("zhang", "a");
        JsonNode made = api.post(
                ADD,
                "{\"sender\":\"zhang\",\"external_userid\":[\"" + a + "\",\"wmNobody\"],\"text\":{\"content\":\"x\"}}");

        assertThat(made.path("fail_list").toString()).isEqualTo("[\"wmNobody\"]");
        assertThat(api.errcode(ADD, "{\"external_userid\":[\"wmNobody\"],\"text\":{\"content\":\"x\"}}"))
                .isEqualTo(41048);
    }

    @Test
    void tagFiltersChoose() {
        String a = aContact("zhang", "a");
        aContact("zhang", "b");
        String gold = people.consoleAddsTags("level", List.of("gold")).tagIds().getFirst();
        people.memberMarksTags("zhang", a, List.of(gold), List.of());

        String msgid = api.post(
                        ADD,
                        "{\"tag_filter\":{\"group_list\":[{\"tag_list\":[\"" + gold
                                + "\"]}]},\"text\":{\"content\":\"x\"}}")
                .path("msgid")
                .asString();

        assertThat(people.memberConfirmsSend(msgid, "zhang")).isEqualTo(1);
        assertThat(people.inbox(a)).hasSize(1);
    }

    @Test
    void aReceiverGetsNoMoreThanTheMonthHasDays() {
        String a = aContact("zhang", "a");
        int sent = 0;
        for (int i = 0; i < 40; i++) {
            sent += people.memberConfirmsSend(send("zhang", a), "zhang");
        }
        String last = send("zhang", a);
        people.memberConfirmsSend(last, "zhang");
        simulator.clock().advance(Duration.ofSeconds(3));

        assertThat(sent).isBetween(28, 31);
        assertThat(result(last, "zhang").path("status").asInt()).isEqualTo(3);
    }

    @Test
    void whoRemovedTheMemberGetsNothing() {
        String a = aContact("zhang", "a");
        String msgid = send("zhang", a);
        people.contactDeletes("zhang", a);
        people.memberConfirmsSend(msgid, "zhang");
        simulator.clock().advance(Duration.ofSeconds(3));

        assertThat(result(msgid, "zhang").path("status").asInt()).isEqualTo(2);
    }

    @Test
    void groupsAreReachedThroughTheirOwner() {
        String chatId = people.memberCreatesGroup("zhang", "g", List.of());
        String msgid = api.post(
                        ADD,
                        "{\"chat_type\":\"group\",\"sender\":\"zhang\",\"chat_id_list\":[\"" + chatId
                                + "\"],\"text\":{\"content\":\"x\"}}")
                .path("msgid")
                .asString();
        people.memberConfirmsSend(msgid, "zhang");
        simulator.clock().advance(Duration.ofSeconds(3));

        assertThat(result(msgid, "zhang").path("chat_id").asString()).isEqualTo(chatId);
        assertThat(people.inbox(chatId)).hasSize(1);
        assertThat(api.errcode(ADD, "{\"chat_type\":\"group\",\"text\":{\"content\":\"x\"}}"))
                .isEqualTo(40058);
    }

    @Test
    void sendsAreFoundAgainByTime() {
        String a = aContact("zhang", "a");
        String msgid = send("zhang", a);
        long now = simulator.clock().instant().getEpochSecond();

        JsonNode listed = api.post(
                "externalcontact/get_groupmsg_list_v2",
                "{\"chat_type\":\"single\",\"start_time\":" + (now - 60) + ",\"end_time\":" + (now + 60) + "}");

        assertThat(listed.at("/group_msg_list/0/msgid").asString()).isEqualTo(msgid);
        assertThat(listed.at("/group_msg_list/0/text/content").asString()).isEqualTo("x");
    }

    @Test
    void remindersAndCancellationHaveTheirLimits() {
        String msgid = send("zhang", aContact("zhang", "a"));
        String remind = "externalcontact/remind_groupmsg_send";
        for (int i = 0; i < 3; i++) {
            assertThat(api.errcode(remind, msgidBody(msgid))).isZero();
        }
        assertThat(api.errcode(remind, msgidBody(msgid))).isEqualTo(41094);
        assertThat(api.errcode("externalcontact/cancel_groupmsg_send", msgidBody(msgid)))
                .isZero();
        assertThat(api.errcode("externalcontact/cancel_groupmsg_send", msgidBody(msgid)))
                .isEqualTo(41093);
    }

    @Test
    void attachmentsMustBeThere() {
        String a = aContact("zhang", "a");
        String mediaId = api.upload("media/upload", "type=image", new byte[100])
                .path("media_id")
                .asString();

        assertThat(api.errcode(ADD, withImage(a, mediaId))).isZero();
        assertThat(api.errcode(ADD, withImage(a, "invented"))).isEqualTo(40007);
        simulator.clock().advance(Duration.ofDays(3));
        api.refresh();
        assertThat(api.errcode(ADD, withImage(a, mediaId))).isEqualTo(40007);
        assertThat(api.upload("media/upload", "type=image", new byte[5])
                        .path("errcode")
                        .asInt())
                .isEqualTo(40006);
    }

    private String send(String sender, String contact) {
        return api.post(
                        ADD,
                        "{\"sender\":\"" + sender + "\",\"external_userid\":[\"" + contact
                                + "\"],\"text\":{\"content\":\"x\"}}")
                .path("msgid")
                .asString();
    }

    private static String withImage(String contact, String mediaId) {
        return "{\"sender\":\"zhang\",\"external_userid\":[\"" + contact
                + "\"],\"attachments\":[{\"msgtype\":\"image\",\"image\":{\"media_id\":\"" + mediaId + "\"}}]}";
    }

    private JsonNode task(String msgid) {
        return api.post("externalcontact/get_groupmsg_task", msgidBody(msgid)).at("/task_list/0");
    }

    private JsonNode result(String msgid, String userId) {
        return api.post(
                        "externalcontact/get_groupmsg_send_result",
                        "{\"msgid\":\"" + msgid + "\",\"userid\":\"" + userId + "\"}")
                .at("/send_list/0");
    }

    private static String msgidBody(String msgid) {
        return "{\"msgid\":\"" + msgid + "\"}";
    }
}
