package scrm.channel.referral;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

import scrm.channel.ChannelServiceIT;
import scrm.harness.Answer;
import scrm.rest.testing.WebhookReceiver;
import scrm.simulator.Friendship;

/** What tests of referral campaigns begin with: a channel, two members, and a company that takes webhooks. */
public abstract class ReferralServiceIT extends ChannelServiceIT {
    protected static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    protected WebhookReceiver receiver;
    protected String channelId;

    @BeforeEach
    void openShop() {
        receiver = new WebhookReceiver();
        corp.people().memberJoins("zhang", "张三");
        corp.people().memberJoins("li", "李四");
        corp.people().memberJoins("wang", "王五");
        channelId = channel("门店");
    }

    @AfterEach
    void closeShop() {
        receiver.close();
    }

    /** A campaign of the members li and wang that is on, of two levels, where an invitee must stay a day. */
    protected final Map<String, Object> campaign(Map<String, Object> others) {
        Map<String, Object> campaign = new HashMap<>();
        campaign.put("channelId", channelId);
        campaign.put("name", "老带新");
        campaign.put("startsAt", WECOM.clock().instant().minus(Duration.ofHours(1)));
        campaign.put("endsAt", WECOM.clock().instant().plus(Duration.ofDays(30)));
        campaign.put("users", List.of("li", "wang"));
        campaign.put("maxDepth", 2);
        campaign.put("stayDays", 1);
        campaign.put("tiers", List.of(tier(1, 10)));
        campaign.put("webhook", Map.of("url", receiver.url(), "secret", SECRET));
        campaign.putAll(others);
        return campaign;
    }

    protected static Map<String, Object> tier(int invitees, int stock) {
        return Map.of("invitees", invitees, "reward", "奖品" + invitees, "stock", stock);
    }

    /** Makes a campaign; returns its path. */
    protected final String open(Map<String, Object> others) {
        Answer answer = post("/referral-campaigns", campaign(others));
        assertThat(answer.status()).as(answer.http().body()).isEqualTo(201);
        return "/referral-campaigns/" + answer.json().path("id").asString();
    }

    /** A contact of zhang's who was there before. */
    protected final String customer(String name) {
        return corp.people().memberAdds("zhang", name).externalUserId();
    }

    /** Has a contact take part; returns the state of their code once it can be scanned. */
    protected final String joins(String campaign, String externalUserId) {
        Answer answer = post(campaign + "/participants", Map.of("externalUserId", externalUserId));
        assertThat(answer.status()).as(answer.http().body()).isEqualTo(202);
        soon().untilAsserted(() -> assertThat(participant(campaign, externalUserId)
                        .at("/participant/codeStatus")
                        .asString())
                .isEqualTo("ACTIVE"));
        return answer.json().path("state").asString();
    }

    protected final JsonNode participant(String campaign, String externalUserId) {
        return get(campaign + "/participants/" + externalUserId).json();
    }

    /** Somebody new comes by a code, and is taken down. */
    protected final Friendship brings(String campaign, String state, String name) {
        Friendship added = corp.people().contactScans(state, name);
        soon().untilAsserted(() ->
                assertThat(invitation(campaign, added).isMissingNode()).isFalse());
        return added;
    }

    protected final JsonNode invitation(String campaign, Friendship invitee) {
        return invitation(campaign, invitee.externalUserId());
    }

    protected final JsonNode invitation(String campaign, String invitee) {
        for (JsonNode invitation : items(campaign + "/invitations?limit=200")) {
            if (invitation.path("invitee").asString().equals(invitee)) {
                return invitation;
            }
        }
        return MissingNode.getInstance();
    }

    protected final void becomes(String status, String campaign, Friendship invitee) {
        soon().untilAsserted(() -> assertThat(
                        invitation(campaign, invitee).path("status").asString())
                .isEqualTo(status));
    }

    protected final List<JsonNode> items(String path) {
        List<JsonNode> items = new ArrayList<>();
        get(path).json().path("items").forEach(items::add);
        return items;
    }

    /** What the company was told, of a type. */
    protected final List<WebhookReceiver.Call> told(String type) {
        return receiver.calls().stream()
                .filter(call -> call.type().equals(type))
                .toList();
    }

    protected final int given(String campaign) {
        return get(campaign).json().at("/tiers/0/given").asInt();
    }
}
