package scrm.channel.welcome;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import scrm.channel.ChannelServiceIT;
import scrm.events.AttributionEvent.AcquisitionLost;
import scrm.events.AttributionEvent.ContactAttributed;
import scrm.events.AttributionEvent.SourceTag;
import scrm.events.AttributionEvent.WelcomeSettled;
import scrm.harness.Answer;
import scrm.simulator.Friendship;
import scrm.simulator.Received;

/** One scan, from the channel's making to the welcome and the loss. */
class ScanToWelcomeIT extends ChannelServiceIT {
    @Test
    void aScanIsAttributedWelcomedAndTold() {
        corp.people().memberJoins("zhang", "张三");
        String channelId = channel("门店");
        JsonNode liveCode = activeLiveCode(
                channelId,
                "zhang",
                Map.of(
                        "text", "{contactName}，我是{memberName}",
                        "memberNames", Map.of("zhang", "小张"),
                        "attachments", List.of(picture("hello.png"))));
        soon().untilAsserted(
                        () -> assertThat(WECOM.ledger().calls("media/upload")).isNotEmpty());

        Friendship added = corp.people().contactScans(liveCode.path("state").asString(), "小李");

        soon().untilAsserted(() ->
                assertThat(corp.people().inbox(added.externalUserId())).hasSize(1));
        Received welcome = corp.people().inbox(added.externalUserId()).getFirst();
        assertThat(welcome.content().at("/text/content").asString()).isEqualTo("小李，我是小张");
        assertThat(welcome.content().at("/attachments/0/msgtype").asString()).isEqualTo("image");

        soon().untilAsserted(() -> assertThat(published(ContactAttributed.class))
                .singleElement()
                .satisfies(told -> {
                    assertThat(told.externalUserId().value()).isEqualTo(added.externalUserId());
                    assertThat(told.liveCodeId()).isEqualTo(liveCode.path("id").asString());
                    assertThat(told.channelId()).isEqualTo(channelId);
                    assertThat(told.firstTouch()).isTrue();
                    assertThat(told.tags()).containsExactly(new SourceTag("来源", "门店"));
                }));
        soon().untilAsserted(() -> assertThat(published(WelcomeSettled.class))
                .singleElement()
                .satisfies(told -> assertThat(told.outcome()).isEqualTo("SENT")));
        JsonNode attribution = get("/attributions?externalUserId=" + added.externalUserId())
                .json()
                .at("/items/0");
        assertThat(attribution.path("relation").asString()).isEqualTo("ADDED");
        assertThat(attribution.at("/firstTouch/liveCodeId").asString())
                .isEqualTo(liveCode.path("id").asString());

        corp.people().contactDeletes(added.userId(), added.externalUserId());

        soon().untilAsserted(() -> assertThat(published(AcquisitionLost.class))
                .singleElement()
                .satisfies(told -> assertThat(told.channelId()).isEqualTo(channelId)));
        JsonNode funnel =
                get("/channel-reports/funnel?channelId=" + channelId).json().path("funnel");
        assertThat(funnel.path("adds").asInt()).isEqualTo(1);
        assertThat(funnel.path("losses").asInt()).isEqualTo(1);
        assertThat(funnel.path("currentContacts").asInt()).isZero();
        assertThat(funnel.path("welcomesSent").asInt()).isEqualTo(1);
    }

    @Test
    void theWelcomeOfAFriendThenGroupCodeLeadsOnIntoTheGroup() {
        JsonNode group = groupCode();
        JsonNode code = codeThatLeadsOnTo(group);

        Friendship added = corp.people().contactScans(code.path("state").asString(), "小李");

        soon().untilAsserted(() ->
                assertThat(corp.people().inbox(added.externalUserId())).hasSize(1));
        JsonNode link =
                corp.people().inbox(added.externalUserId()).getFirst().content().at("/attachments/0/link");
        assertThat(link.path("url").asString())
                .isEqualTo(group.path("shortLink").asString());
        assertThat(link.path("title").asString()).startsWith("福利群").hasSize(42); // 126 bytes of 128

        assertThat(post("/live-codes/" + group.path("id").asString() + "/pause", Map.of())
                        .status())
                .isEqualTo(200);
        soon().untilAsserted(() -> {
            Friendship later = corp.people().contactScans(code.path("state").asString(), "小王");
            soon().untilAsserted(() ->
                    assertThat(corp.people().inbox(later.externalUserId())).hasSize(1));
            assertThat(corp.people()
                            .inbox(later.externalUserId())
                            .getFirst()
                            .content()
                            .path("attachments"))
                    .isEmpty();
            assertThat(published(WelcomeSettled.class).getLast().reason()).isEqualTo("INVITATION_MISSING");
        });
        assertThat(published(WelcomeSettled.class).getFirst().reason()).isNull();
        assertThat(get("/live-codes/" + code.path("id").asString() + "/welcomes?reason=INVITATION_MISSING")
                        .json()
                        .path("items"))
                .isNotEmpty();
    }

    @Test
    void aGroupCodeToWhichWelcomesLeadOnCannotBeArchived() {
        JsonNode group = groupCode();
        String code = "/live-codes/" + codeThatLeadsOnTo(group).path("id").asString();
        String archive = "/live-codes/" + group.path("id").asString() + "/archive";

        Answer refused = post(archive, Map.of());

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.json().path("reason").asString()).isEqualTo("live_code_invited_to");
        assertThat(refused.json().path("detail").asString()).contains(code.substring("/live-codes/".length()));
        assertThat(post(code + "/archive", Map.of()).status()).isEqualTo(200);
        assertThat(post(archive, Map.of()).status()).isEqualTo(200);
    }

    private JsonNode groupCode() {
        corp.people().memberJoins("zhang", "小张");
        String chatId = corp.people().memberCreatesGroup("zhang", "福利群", List.of());
        return awaited(Map.of(
                "channelId",
                channel("福利"),
                "kind",
                "GROUP",
                "name",
                "福利群".repeat(15),
                "groups",
                Map.of("chatIds", List.of(chatId))));
    }

    private JsonNode codeThatLeadsOnTo(JsonNode group) {
        return awaited(Map.of(
                "channelId",
                group.path("channelId").asString(),
                "kind",
                "FRIEND_THEN_GROUP",
                "name",
                "门店",
                "users",
                List.of("zhang"),
                "welcome",
                Map.of("text", "进群有礼"),
                "invitesTo",
                group.path("id").asLong()));
    }

    private JsonNode awaited(Map<String, Object> request) {
        Answer asked = post("/live-codes", request);
        assertThat(asked.status()).as(asked.http().body()).isEqualTo(202);
        String path = "/live-codes/" + asked.json().path("id").asString();
        soon().untilAsserted(() ->
                assertThat(get(path).json().path("status").asString()).isEqualTo("ACTIVE"));
        return get(path).json();
    }
}
