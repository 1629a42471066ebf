package scrm.sop.groupmessage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

import scrm.events.CorpId;
import scrm.events.UserId;
import scrm.harness.Answer;
import scrm.simulator.server.Fault;
import scrm.sop.SopServiceIT;
import scrm.sop.content.ChatType;
import scrm.sop.content.MessageContent;

/** What happens between the call and the member's tap. */
class ConfirmationIT extends SopServiceIT {
    private static final String ADD = "externalcontact/add_msg_template";
    private static final String REMIND = "externalcontact/remind_groupmsg_send";
    private static final String CANCEL = "externalcontact/cancel_groupmsg_send";

    @Autowired
    private GatherGroupMessage gatherGroupMessage;

    @Autowired
    private TransactionTemplate transaction;

    @BeforeEach
    void members() {
        corp.people().memberJoins("zhang", "张三");
        corp.people().memberJoins("li", "李四");
        corp.people().memberJoins("wang", "王五");
    }

    @Test
    void aMessageToGroupChatsGoesOutByTheirOwner() {
        List<String> chats = groups("zhang", 3);

        String id = gather("zhang", ChatType.GROUP, FollowUp.NONE, chats);
        String msgid = handedOver(id);
        soon().ignoreExceptions().until(() -> corp.people().memberConfirmsSend(msgid, "zhang") == 3);
        settle(id);

        assertThat(calls(ADD)).hasSize(1);
        for (String chat : chats) {
            assertThat(corp.people().inbox(chat)).hasSize(1);
        }
        assertThat(all("/group-messages/" + id + "/results"))
                .allSatisfy(result -> {
                    assertThat(result.path("delivery").asString()).isEqualTo("SENT");
                    assertThat(result.path("externalUserId").isNull()).isTrue();
                })
                .extracting(result -> result.path("chatId").asString())
                .containsExactlyInAnyOrderElementsOf(chats);
    }

    @Test
    void aMessageToGroupChatsWhoseAnswerWasLostIsFoundAndNotRepeated() {
        WECOM.faults().add(Fault.replyDropped().on(ADD).of(corpId()).times(1));

        String id = gather("zhang", ChatType.GROUP, FollowUp.NONE, groups("zhang", 2));
        soon().untilAsserted(() -> assertThat(status(id)).isEqualTo("UNKNOWN"));
        WECOM.clock().advance(Duration.ofSeconds(15));

        String msgid = handedOver(id);
        soon().ignoreExceptions().until(() -> corp.people().memberConfirmsSend(msgid, "zhang") == 2);
        settle(id);
        assertThat(calls(ADD)).hasSize(1);
    }

    @Test
    void moreThanOneCallTakesGoOutInSeveral() {
        List<String> chats = new ArrayList<>();
        for (int i = 0; i < ChatType.GROUP.maxReceivers() + 1; i++) {
            chats.add("wr-nobody-" + i);
        }

        Map<String, GroupMessageId> gathered = gathered("zhang", ChatType.GROUP, FollowUp.NONE, chats);

        assertThat(gathered.values().stream().distinct()).hasSize(2);
    }

    @Test
    void whoDoesNotConfirmIsRemindedAsOftenAsWasMeant() {
        FollowUp twice = new FollowUp(List.of(Duration.ofHours(1), Duration.ofHours(4)), null, null);
        String id = gather("zhang", ChatType.SINGLE, twice, contacts("zhang", 1));
        handedOver(id);

        WECOM.clock().advance(Duration.ofHours(1));
        soon().untilAsserted(() -> assertThat(calls(REMIND)).hasSize(1));
        WECOM.clock().advance(Duration.ofHours(3));
        soon().untilAsserted(() -> assertThat(calls(REMIND)).hasSize(2));

        soon().untilAsserted(() -> assertThat(reminders(id))
                .extracting(reminder -> reminder.path("status").asString())
                .containsExactly("SENT", "SENT"));
    }

    @Test
    void whoHasConfirmedIsNotReminded() {
        FollowUp once = new FollowUp(List.of(Duration.ofHours(1)), Duration.ofHours(2), new UserId("li"));
        String id = gather("zhang", ChatType.SINGLE, once, contacts("zhang", 1));
        String msgid = handedOver(id);
        soon().ignoreExceptions().until(() -> corp.people().memberConfirmsSend(msgid, "zhang") == 1);

        WECOM.clock().advance(Duration.ofHours(2));

        soon().untilAsserted(() -> assertThat(reminders(id))
                .extracting(reminder -> reminder.path("status").asString())
                .containsExactly("DROPPED", "DROPPED"));
        assertThat(calls(REMIND)).isEmpty();
        assertThat(corp.people().inbox("li")).isEmpty();
    }

    @Test
    void aFourthReminderWithinADayIsRefusedBeforeWeComDoes() {
        String id = gather("zhang", ChatType.SINGLE, FollowUp.NONE, contacts("zhang", 1));
        handedOver(id);
        for (int i = 1; i <= 3; i++) {
            assertThat(post("/group-messages/" + id + "/remind", Map.of()).status())
                    .isEqualTo(200);
            int reminded = i;
            soon().untilAsserted(() -> assertThat(calls(REMIND)).hasSize(reminded));
        }

        Answer fourth = post("/group-messages/" + id + "/remind", Map.of());

        assertThat(fourth.status()).isEqualTo(409);
        assertThat(fourth.json().path("reason").asString()).isEqualTo("reminded_enough");
        WECOM.clock().advance(Duration.ofHours(25));
        assertThat(post("/group-messages/" + id + "/remind", Map.of()).status()).isEqualTo(200);
        soon().untilAsserted(() -> assertThat(calls(REMIND)).hasSize(4));
    }

    @Test
    void theSupervisorIsToldOnceWhenNobodyConfirms() {
        FollowUp escalate = new FollowUp(List.of(), Duration.ofHours(8), new UserId("li"));
        String id = gather("zhang", ChatType.SINGLE, escalate, contacts("zhang", 2));
        handedOver(id);

        WECOM.clock().advance(Duration.ofHours(8));

        soon().untilAsserted(() -> assertThat(corp.people().inbox("li")).hasSize(1));
        assertThat(corp.people().inbox("li").getFirst().content().toString()).contains("zhang", "等待确认", "8 小时", "你好");
        WECOM.clock().advance(Duration.ofDays(1));
        soon().untilAsserted(() -> assertThat(reminders(id))
                .extracting(reminder -> reminder.path("status").asString())
                .containsExactly("SENT"));
        assertThat(corp.people().inbox("li")).hasSize(1);
    }

    @Test
    void whatIsCancelledBeforeItIsConfirmedReachesNobody() {
        List<String> contacts = contacts("zhang", 2);
        String id = gather("zhang", ChatType.SINGLE, FollowUp.NONE, contacts);
        handedOver(id);
        WECOM.clock().advance(Duration.ofSeconds(5));

        assertThat(post("/group-messages/" + id + "/cancel", Map.of()).status()).isEqualTo(200);

        soon().untilAsserted(() -> assertThat(status(id)).isEqualTo("CANCELLED"));
        assertThat(all("/group-messages/" + id + "/results"))
                .extracting(result -> result.path("delivery").asString())
                .containsExactly("CANCELLED", "CANCELLED");
        assertThat(calls(CANCEL)).hasSize(1);
        assertThat(post("/group-messages/" + id + "/cancel", Map.of()).status()).isEqualTo(200);
        assertThat(post("/group-messages/" + id + "/remind", Map.of()).status()).isEqualTo(409);
    }

    @Test
    void whatWasConfirmedBeforeItWasCancelledStaysSent() {
        List<String> contacts = contacts("zhang", 2);
        String id = gather("zhang", ChatType.SINGLE, FollowUp.NONE, contacts);
        String msgid = handedOver(id);
        soon().ignoreExceptions().until(() -> corp.people().memberConfirmsSend(msgid, "zhang") == 2);

        Answer cancelled = post("/group-messages/" + id + "/cancel", Map.of());

        assertThat(cancelled.status()).isIn(200, 409);
        settle(id);
        assertThat(all("/group-messages/" + id + "/results"))
                .extracting(result -> result.path("delivery").asString())
                .containsExactly("SENT", "SENT");
    }

    @Test
    void whatStillCollectsIsCancelledWithoutACall() {
        String id = gather("zhang", ChatType.SINGLE, FollowUp.NONE, contacts("zhang", 1));

        assertThat(post("/group-messages/" + id + "/cancel", Map.of()).status()).isEqualTo(200);

        assertThat(status(id)).isEqualTo("CANCELLED");
        WECOM.clock().advance(Duration.ofMinutes(1));
        assertThat(post("/group-messages/" + id + "/cancel", Map.of()).status()).isEqualTo(200);
        assertThat(calls(ADD)).isEmpty();
    }

    @Test
    void whoConfirmsTheLargestPartComesFirst() {
        String zhang = gather("zhang", ChatType.SINGLE, FollowUp.NONE, contacts("zhang", 1));
        String li = gather("li", ChatType.SINGLE, FollowUp.NONE, contacts("li", 1));
        handedOver(zhang);
        String msgid = handedOver(li);
        WECOM.clock().advance(Duration.ofHours(2));
        soon().ignoreExceptions().until(() -> corp.people().memberConfirmsSend(msgid, "li") == 1);
        settle(li);
        LocalDate today =
                LocalDate.ofInstant(WECOM.clock().instant().minus(Duration.ofHours(2)), ZoneId.of("Asia/Shanghai"));

        JsonNode ranking = get("/group-messages/confirmations?from=" + today + "&until=" + today.plusDays(1))
                .json();

        assertThat(ranking).hasSize(2);
        assertThat(ranking.at("/0/userId").asString()).isEqualTo("li");
        assertThat(ranking.at("/0/confirmed").asInt()).isEqualTo(1);
        assertThat(ranking.at("/0/share").asDouble()).isEqualTo(1.0);
        assertThat(ranking.at("/0/medianHours").asDouble()).isBetween(1.9, 2.2);
        assertThat(ranking.at("/1/userId").asString()).isEqualTo("zhang");
        assertThat(ranking.at("/1/confirmed").asInt()).isZero();
        assertThat(ranking.at("/1/medianHours").isNull()).isTrue();
        assertThat(get("/group-messages/confirmations?from=" + today + "&until=" + today.plusDays(92))
                        .status())
                .isEqualTo(400);
    }

    private String gather(String sender, ChatType chatType, FollowUp followUp, List<String> receivers) {
        return gathered(sender, chatType, followUp, receivers)
                .get(receivers.getFirst())
                .toString();
    }

    private Map<String, GroupMessageId> gathered(
            String sender, ChatType chatType, FollowUp followUp, List<String> receivers) {
        Draft draft = new Draft(new UserId(sender), chatType, new MessageContent("你好", List.of()), followUp);
        return transaction.execute(_ -> gatherGroupMessage.gather(
                new CorpId(corpId()), "confirmation-it:" + sender + ":" + chatType, draft, receivers));
    }

    /** Waits until WeCom has the message. */
    private String handedOver(String id) {
        WECOM.clock().advance(GatherGroupMessage.COLLECTS_FOR);
        soon().untilAsserted(() -> assertThat(status(id)).isEqualTo("CREATED"));
        return message(id).path("msgid").asString();
    }

    private void settle(String id) {
        WECOM.clock().advance(Duration.ofMinutes(16));
        soon().untilAsserted(() -> assertThat(status(id)).isEqualTo("SETTLED"));
    }

    private JsonNode message(String id) {
        return get("/group-messages/" + id).json().path("groupMessage");
    }

    private String status(String id) {
        return message(id).path("status").asString();
    }

    private List<JsonNode> reminders(String id) {
        List<JsonNode> reminders = new ArrayList<>();
        get("/group-messages/" + id + "/reminders").json().forEach(reminders::add);
        return reminders;
    }

    private List<String> contacts(String userId, int count) {
        List<String> contacts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            contacts.add(corp.people().memberAdds(userId, "客户" + i).externalUserId());
        }
        return contacts;
    }

    private List<String> groups(String owner, int count) {
        List<String> chats = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String contact = corp.people().memberAdds(owner, "群友" + i).externalUserId();
            chats.add(corp.people().memberCreatesGroup(owner, "群" + i, List.of("wang", contact)));
        }
        return chats;
    }
}
