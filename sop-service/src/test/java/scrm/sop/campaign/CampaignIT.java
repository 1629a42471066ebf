package scrm.sop.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

import scrm.events.CorpId;
import scrm.events.EventId;
import scrm.events.ExternalUserId;
import scrm.events.TaggingEvent.ContactErased;
import scrm.harness.Answer;
import scrm.harness.HeldText;
import scrm.messaging.JdbcTime;
import scrm.rest.testing.TestTokens;
import scrm.simulator.server.Fault;
import scrm.sop.SopServiceIT;

/** Messages that people compose, from the request to what contacts receive. */
class CampaignIT extends SopServiceIT {
    private static final String ADD = "externalcontact/add_msg_template";
    private static final Map<String, Object> HELLO = Map.of("text", "你好");

    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private JdbcClient client;

    @Autowired
    private Campaigns campaigns;

    @Autowired
    private ExpandCampaign expandCampaign;

    @Autowired
    private TransactionTemplate transaction;

    @BeforeEach
    void members() {
        corp.people().memberJoins("zhang", "张三");
        corp.people().memberJoins("li", "李四");
        corp.people().memberJoins("wang", "王五");
    }

    @Test
    void tenThousandReceiversOfOneSenderAreOneCallOnceASecondPersonApproves() {
        List<String> contacts = contacts("zhang", 10_000);
        String path = "/group-messages/campaigns/" + compose(Map.of("content", HELLO), contacts);
        assertThat(status(path)).isEqualTo("AWAITING_APPROVAL");

        Answer byAuthor = post(path + "/approve", Map.of());
        assertThat(byAuthor.status()).isEqualTo(409);
        assertThat(byAuthor.json().path("reason").asString()).isEqualTo("approver_is_author");
        assertThat(calls(ADD)).isEmpty();
        assertThat(approveAs("somebody-else", path).status()).isEqualTo(200);

        soon().untilAsserted(() -> assertThat(status(path)).isEqualTo("GATHERED"));
        WECOM.clock().advance(Duration.ofSeconds(5));
        soon().untilAsserted(() -> assertThat(calls(ADD)).hasSize(1));
        soon().untilAsserted(() -> assertThat(tally(path)).isEqualTo(Map.of("A GATHERED HANDED_OVER", 10_000L)));
        assertThat(calls(ADD)).hasSize(1);
        assertThat(approveAs("somebody-else", path).status()).isEqualTo(409);
    }

    @Test
    void receiversAreSplitAndSomeAreHeldOutExactlyAsTheirIdsSay() {
        List<String> contacts = contacts("zhang", 300);
        List<Map<String, Object>> variants = List.of(
                Map.of("weight", 2, "content", Map.of("text", "甲")),
                Map.of("weight", 1, "content", Map.of("text", "乙")));
        String id = compose(Map.of("variants", variants, "holdOut", 20), contacts);
        String path = "/group-messages/campaigns/" + id;
        soon().untilAsserted(() -> assertThat(status(path)).isEqualTo("GATHERED"));
        confirmAll(path, "zhang");

        CampaignId campaignId = new CampaignId(Long.parseLong(id));
        Variants split =
                campaigns.find(new CorpId(corpId()), campaignId).orElseThrow().variants();
        for (String contact : contacts) {
            List<String> expected = switch (split.of(campaignId, contact)) {
                case "A" -> List.of("甲");
                case "B" -> List.of("乙");
                default -> List.of();
            };
            assertThat(texts(contact)).isEqualTo(expected);
        }
        assertThat(calls(ADD)).hasSize(2);
        assertThat(contacts.stream().filter(contact -> texts(contact).isEmpty()))
                .hasSizeBetween(30, 90);
    }

    @Test
    void eachContactIsSpokenToByWhoAddedItLastAndWhoHasNobodyIsLeftOut() {
        String both = corp.people().memberAdds("zhang", "两人的").externalUserId();
        String gone = corp.people().memberAdds("zhang", "走了的").externalUserId();
        soon().until(() -> following() == 2);
        WECOM.clock().advance(Duration.ofMinutes(1));
        corp.people().memberAddsExisting("li", both);
        corp.people().contactDeletes("zhang", gone);
        soon().until(() -> following() == 2 && following("li") == 1);

        String path = "/group-messages/campaigns/" + compose(Map.of("content", HELLO), List.of(both, gone));
        soon().untilAsserted(() -> assertThat(status(path)).isEqualTo("GATHERED"));
        confirmAll(path, "li");

        assertThat(texts(both)).containsExactly("你好");
        soon().untilAsserted(
                        () -> assertThat(tally(path)).isEqualTo(Map.of("A GATHERED SENT", 1L, "A NO_SENDER null", 1L)));
        JsonNode sender = get(path + "/senders").json().at("/items/0");
        assertThat(sender.path("userId").asString()).isEqualTo("li");
        assertThat(sender.path("confirmed").asInt()).isEqualTo(1);
    }

    @Test
    void groupChatsGetItFromTheirOwners() {
        List<String> chats = new ArrayList<>();
        for (String owner : List.of("zhang", "zhang", "li")) {
            String contact = corp.people().memberAdds(owner, "群友").externalUserId();
            chats.add(corp.people().memberCreatesGroup(owner, "群", List.of("wang", contact)));
        }
        Map<String, Object> request = Map.of("name", "群群发", "audience", Map.of("chatIds", chats), "content", HELLO);
        String path = "/group-messages/campaigns/"
                + post("/group-messages", request).json().path("id").asString();
        soon().untilAsserted(() -> assertThat(status(path)).isEqualTo("GATHERED"));

        confirmAll(path, "zhang");
        confirmAll(path, "li");

        chats.forEach(chat -> assertThat(texts(chat)).containsExactly("你好"));
        assertThat(calls(ADD)).hasSize(2);
    }

    @Test
    void nothingGoesOutBeforeItsTimeAndNothingAfterItWasCancelled() {
        List<String> contacts = contacts("zhang", 2);
        Map<String, Object> later =
                Map.of("content", HELLO, "sendAt", WECOM.clock().instant().plus(Duration.ofHours(3)));
        String kept = "/group-messages/campaigns/" + compose(later, contacts);
        String cancelled = "/group-messages/campaigns/" + compose(later, contacts);

        assertThat(post(cancelled + "/cancel", Map.of()).status()).isEqualTo(200);
        soon().untilAsserted(() -> assertThat(status(cancelled)).isEqualTo("CANCELLED"));
        WECOM.clock().advance(Duration.ofHours(2));
        assertThat(status(kept)).isEqualTo("SCHEDULED");
        WECOM.clock().advance(Duration.ofHours(1));
        soon().untilAsserted(() -> assertThat(status(kept)).isEqualTo("GATHERED"));

        confirmAll(kept, "zhang");
        contacts.forEach(contact -> assertThat(texts(contact)).hasSize(1));
        assertThat(post(kept + "/cancel", Map.of()).json().path("reason").asString())
                .isEqualTo("group_message_over");
        assertThat(tally(cancelled)).isEqualTo(Map.of("null CANCELLED null", 2L));
        assertThat(post(cancelled + "/test", Map.of("externalUserIds", contacts))
                        .status())
                .isEqualTo(409);
    }

    @Test
    void cancellingStopsWhatIsUnconfirmedAndKeepsWhatWasSent() {
        String ofZhang = contacts("zhang", 1).getFirst();
        String ofLi = contacts("li", 1).getFirst();
        String path = "/group-messages/campaigns/" + compose(Map.of("content", HELLO), List.of(ofZhang, ofLi));
        soon().untilAsserted(() -> assertThat(status(path)).isEqualTo("GATHERED"));
        confirmAll(path, "zhang");

        assertThat(post(path + "/cancel", Map.of()).status()).isEqualTo(200);

        soon().untilAsserted(() -> assertThat(status(path)).isEqualTo("CANCELLED"));
        soon().untilAsserted(() ->
                assertThat(tally(path)).isEqualTo(Map.of("A GATHERED SENT", 1L, "A GATHERED CANCELLED", 1L)));
        assertThat(texts(ofZhang)).hasSize(1);
        assertThat(texts(ofLi)).isEmpty();
    }

    @Test
    void itIsTriedOutOnAFewWithEveryVariant() {
        List<String> contacts = contacts("zhang", 3);
        List<Map<String, Object>> variants =
                List.of(Map.of("content", Map.of("text", "甲")), Map.of("content", Map.of("text", "乙")));
        Map<String, Object> later =
                Map.of("variants", variants, "sendAt", WECOM.clock().instant().plus(Duration.ofDays(1)));
        String path = "/group-messages/campaigns/" + compose(later, contacts);
        String tester = contacts.getFirst();

        assertThat(post(path + "/test", Map.of("externalUserIds", List.of(tester)))
                        .status())
                .isEqualTo(204);
        Answer unknown = post(path + "/test", Map.of("externalUserIds", List.of("wm-nobody")));

        assertThat(unknown.status()).isEqualTo(400);
        assertThat(unknown.json().at("/errors/0/code").asString()).isEqualTo("no_sender");
        WECOM.clock().advance(Duration.ofSeconds(5));
        soon().untilAsserted(() -> assertThat(calls(ADD)).hasSize(2));
        confirmEvery("zhang", 2);
        assertThat(texts(tester)).containsExactlyInAnyOrder("甲", "乙");
        assertThat(status(path)).isEqualTo("SCHEDULED");
    }

    @Test
    void aStretchThatIsDoneAgainChangesNothing() {
        List<String> contacts = contacts("zhang", 5);
        String id = compose(Map.of("content", HELLO), contacts);
        String path = "/group-messages/campaigns/" + id;
        soon().untilAsserted(() -> assertThat(status(path)).isEqualTo("GATHERED"));
        Campaign campaign = campaigns
                .find(new CorpId(corpId()), new CampaignId(Long.parseLong(id)))
                .orElseThrow();
        Campaign asItWas = new Campaign(
                campaign.id(),
                campaign.corpId(),
                campaign.name(),
                campaign.chatType(),
                campaign.audience(),
                campaign.size(),
                campaign.variants(),
                campaign.followUp(),
                Campaign.Status.GATHERING,
                campaign.sendAt(),
                campaign.author(),
                campaign.approver(),
                campaign.approvedAt(),
                campaign.pageCursor(),
                campaign.createdAt());

        transaction.executeWithoutResult(_ -> expandCampaign.gather(asItWas));

        assertThat(get("/group-messages?sender=zhang").json().path("items")).hasSize(1);
        confirmAll(path, "zhang");
        contacts.forEach(contact -> assertThat(texts(contact)).hasSize(1));
    }

    @Test
    void aCallWhoseAnswerWasLostIsFoundAndNotRepeated() {
        WECOM.faults().add(Fault.replyDropped().on(ADD).of(corpId()).times(1));
        List<String> contacts = contacts("zhang", 3);
        String path = "/group-messages/campaigns/" + compose(Map.of("content", HELLO), contacts);
        soon().untilAsserted(() -> assertThat(status(path)).isEqualTo("GATHERED"));
        WECOM.clock().advance(Duration.ofSeconds(5));
        soon().untilAsserted(() -> assertThat(tally(path)).isEqualTo(Map.of("A GATHERED UNKNOWN", 3L)));
        WECOM.clock().advance(Duration.ofSeconds(15));

        confirmAll(path, "zhang");

        contacts.forEach(contact -> assertThat(texts(contact)).hasSize(1));
        assertThat(calls(ADD)).hasSize(1);
    }

    @Test
    void allThatIsWrongWithAMessageIsToldAtOnce() {
        Answer answer = post(
                "/group-messages",
                Map.of(
                        "name", "错",
                        "audience", Map.of("externalUserIds", List.of("wm1"), "segmentId", "1"),
                        "content", Map.of("text", "好".repeat(1334)),
                        "variants", List.of(Map.of("content", HELLO), Map.of("content", Map.of())),
                        "sendAt", WECOM.clock().instant().minus(Duration.ofHours(1)),
                        "followUp", Map.of("remindAfter", List.of("PT1S"), "supervisor", "li")));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(errors(answer))
                .containsExactlyInAnyOrder(
                        "audience audience_ambiguous",
                        "content content_or_variants",
                        "content.text too_many_bytes",
                        "variants[1].content.text required",
                        "followUp.remindAfter[0] out_of_range",
                        "followUp.escalateAfter required",
                        "sendAt past");
        Answer empty = post(
                "/group-messages",
                Map.of("name", "空", "audience", Map.of("externalUserIds", List.of()), "content", HELLO));
        assertThat(empty.status()).isEqualTo(400);
        assertThat(get("/group-messages/campaigns").json().path("items")).isEmpty();
    }

    @Test
    void theResultsAreAFileForASpreadsheet() {
        String contact = contacts("zhang", 1).getFirst();
        String path = "/group-messages/campaigns/" + compose(Map.of("content", HELLO), List.of(contact));
        soon().untilAsserted(() -> assertThat(status(path)).isEqualTo("GATHERED"));
        confirmAll(path, "zhang");

        String file = send(request(path + "/receivers")
                        .setHeader("Accept", "text/csv")
                        .GET())
                .http()
                .body();

        assertThat(file.lines().toList().getFirst()).contains("receiver,state,variant,sender");
        assertThat(file.lines().toList().getLast()).startsWith(contact + ",GATHERED,A,zhang,");
    }

    @Test
    void nothingNamesAnErasedContact() {
        List<String> contacts = contacts("zhang", 2);
        String erased = contacts.getFirst();
        String sent = "/group-messages/campaigns/" + compose(Map.of("content", HELLO), contacts);
        soon().untilAsserted(() -> assertThat(status(sent)).isEqualTo("GATHERED"));
        confirmAll(sent, "zhang");
        compose(Map.of("content", HELLO, "sendAt", WECOM.clock().instant().plus(Duration.ofDays(1))), contacts);

        publish(new ContactErased(
                EventId.derived("campaign-it", corpId()),
                new CorpId(corpId()),
                WECOM.clock().instant(),
                new ExternalUserId(erased)));

        soon().untilAsserted(() -> {
            WECOM.clock().advance(Duration.ofMinutes(4));
            assertThat(HeldText.places(client, erased)).isEmpty();
        });
        assertThat(tally(sent)).isEqualTo(Map.of("A GATHERED SENT", 2L));
    }

    @Test
    void whoHasHadEnoughTodayIsLeftOut() {
        put("/quotas/settings", "\"0\"", Map.of("contacts", List.of(Map.of("window", "DAY", "most", 1))));
        List<String> contacts = contacts("zhang", 3);
        String first = "/group-messages/campaigns/" + compose(Map.of("content", HELLO), contacts.subList(0, 1));
        soon().untilAsserted(() -> assertThat(status(first)).isEqualTo("GATHERED"));

        String id = compose(Map.of("content", HELLO), contacts);
        soon().untilAsserted(() ->
                assertThat(status("/group-messages/campaigns/" + id)).isEqualTo("GATHERED"));

        assertThat(client.sql("""
                        SELECT receiver FROM message_campaign_receiver
                        WHERE campaign_id = :id AND state = 'OVER_QUOTA'
                        """).param("id", id).query(String.class).list()).containsExactly(contacts.getFirst());
    }

    @Test
    void whoseQuotaOthersCountAtThisMomentHoldsUpNobodyElse() {
        String contended = contacts("li", 1).getFirst();
        String other = contacts("zhang", 1).getFirst();
        // Whichever number is taken for the next message, it is another's already.
        for (int n : List.of(Integer.MIN_VALUE, Integer.MAX_VALUE)) {
            jdbc.update(
                    """
                    INSERT INTO quota_use (corp_id, receiver_kind, receiver, n, state, at, claim)
                    VALUES (?, 'CONTACT', ?, ?, 'SENT', ?, 0)
                    """,
                    corpId(),
                    contended,
                    n,
                    JdbcTime.of(WECOM.clock().instant().minus(Duration.ofDays(40))));
        }

        String path = "/group-messages/campaigns/" + compose(Map.of("content", HELLO), List.of(contended, other));

        soon().untilAsserted(() -> assertThat(states())
                .containsEntry(other, "GATHERED")
                .extractingByKey(contended)
                .isIn("ASSIGNED", "AWAITED"));
        assertThat(status(path)).isEqualTo("GATHERING");
        jdbc.update("DELETE FROM quota_use WHERE corp_id = ? AND receiver = ?", corpId(), contended);
        WECOM.clock().advance(Duration.ofSeconds(20));
        soon().untilAsserted(() -> assertThat(status(path)).isEqualTo("GATHERED"));
        assertThat(states()).containsEntry(contended, "GATHERED");
    }

    private Map<String, String> states() {
        Map<String, String> states = new HashMap<>();
        jdbc.query(
                "SELECT receiver, state FROM message_campaign_receiver WHERE corp_id = ?",
                row -> {
                    states.put(row.getString("receiver"), row.getString("state"));
                },
                corpId());
        return states;
    }

    // What people and clients do

    private String compose(Map<String, Object> what, List<String> contacts) {
        Map<String, Object> request = new HashMap<>(what);
        request.put("name", "群发");
        request.put("audience", Map.of("externalUserIds", contacts));
        Answer answer = post("/group-messages", request);
        assertThat(answer.status()).as(answer.http().body()).isEqualTo(201);
        return answer.json().path("id").asString();
    }

    private Answer approveAs(String subject, String path) {
        String token = TestTokens.sign(TestTokens.claims(corpId(), "sop:read sop:write")
                .subject(subject)
                .build());
        return send(request(path + "/approve")
                .setHeader("Authorization", "Bearer " + token)
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .POST(BodyPublishers.ofString("{}")));
    }

    /** Contacts that a member added; so many at once that neither callbacks nor the clock are waited for. */
    private List<String> contacts(String userId, int count) {
        corp.sendCallbacksTo(null);
        List<String> contacts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            contacts.add(corp.people().memberAdds(userId, "客户" + i).externalUserId());
        }
        jdbc.batchUpdate("""
                INSERT INTO follow_relation (corp_id, external_userid, userid, following, changed_at)
                VALUES (?, ?, ?, TRUE, ?)
                """, contacts, 1000, (statement, contact) -> {
            statement.setString(1, corpId());
            statement.setString(2, contact);
            statement.setString(3, userId);
            statement.setObject(4, JdbcTime.of(WECOM.clock().instant()));
        });
        return contacts;
    }

    /** The member confirms all its messages of a campaign once WeCom has dispatched them. */
    private void confirmAll(String path, String userId) {
        String id = path.substring(path.lastIndexOf('/') + 1);
        int messages = client.sql("""
                        SELECT COUNT(*) FROM message_campaign_message c JOIN group_message m ON m.id = c.group_message_id
                        WHERE c.campaign_id = :id AND m.sender = :sender
                        """)
                .param("id", id)
                .param("sender", userId)
                .query(Integer.class)
                .single();
        WECOM.clock().advance(Duration.ofSeconds(5));
        confirmEvery(userId, messages);
        WECOM.clock().advance(Duration.ofMinutes(16));
        soon().untilAsserted(() -> assertThat(get("/group-messages?status=SETTLED&sender=" + userId)
                        .json()
                        .path("items"))
                .hasSizeGreaterThanOrEqualTo(messages));
    }

    private void confirmEvery(String userId, int messages) {
        soon().untilAsserted(() -> assertThat(get("/group-messages?status=CREATED&sender=" + userId)
                        .json()
                        .path("items"))
                .hasSize(messages));
        get("/group-messages?status=CREATED&sender=" + userId)
                .json()
                .path("items")
                .forEach(message -> soon().ignoreExceptions()
                        .until(() -> corp.people()
                                        .memberConfirmsSend(
                                                message.path("msgid").asString(), userId)
                                > 0));
    }

    private String status(String path) {
        return get(path).json().at("/campaign/status").asString();
    }

    private Map<String, Long> tally(String path) {
        Map<String, Long> tally = new HashMap<>();
        get(path)
                .json()
                .path("receivers")
                .forEach(line -> tally.put(
                        line.path("variant").asString("null") + " "
                                + line.path("state").asString() + " "
                                + line.path("delivery").asString("null"),
                        line.path("receivers").asLong()));
        return tally;
    }

    private List<String> texts(String receiver) {
        return corp.people().inbox(receiver).stream()
                .map(received -> received.content().at("/text/content").asString())
                .toList();
    }

    private int following() {
        return following("%");
    }

    private int following(String userId) {
        return client.sql(
                        "SELECT COUNT(*) FROM follow_relation WHERE corp_id = :corpId AND following AND userid LIKE :id")
                .param("corpId", corpId())
                .param("id", userId)
                .query(Integer.class)
                .single();
    }

    private static List<String> errors(Answer answer) {
        List<String> errors = new ArrayList<>();
        answer.json()
                .path("errors")
                .forEach(error -> errors.add(error.path("field").asString() + " "
                        + error.path("code").asString()));
        return errors;
    }
}
