package scrm.channel.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

import scrm.channel.ChannelServiceIT;
import scrm.events.CorpId;
import scrm.events.EventId;
import scrm.events.ExternalUserId;
import scrm.events.TaggingEvent.ContactErased;
import scrm.events.TaggingEvent.ContactReadmitted;
import scrm.harness.Answer;
import scrm.harness.HeldText;
import scrm.messaging.testing.QueryPlans;
import scrm.simulator.Friendship;

class ErasureIT extends ChannelServiceIT {
    @Autowired
    private JdbcClient client;

    @Test
    void nothingNamesAnErasedContactAndReportsCountAsBefore() {
        corp.people().memberJoins("zhang", "张三");
        String shop = channel("门店");
        String state = activeLiveCode(shop, "zhang", Map.of("text", "你好"))
                .path("state")
                .asString();
        Friendship added = corp.people().contactScans(state, "小李");
        attributed(added);
        assertThat(order(added).status()).isEqualTo(201);
        soon().untilAsserted(() -> assertThat(funnel(shop).path("adds").asInt()).isEqualTo(1));
        JsonNode before = funnel(shop);

        publish(new ContactErased(
                id("erased"), new CorpId(corpId()), WECOM.clock().instant(), contact(added)));

        soon().untilAsserted(() -> assertThat(attributions(added)).isEmpty());
        WECOM.clock().advance(Duration.ofMinutes(4));
        soon().untilAsserted(() ->
                assertThat(HeldText.places(client, added.externalUserId())).isEmpty());
        assertThat(funnel(shop)).isEqualTo(before);

        corp.people().contactDeletes("zhang", added.externalUserId());
        corp.people().contactScansAgain(state, added.externalUserId());
        Friendship other = corp.people().contactScans(state, "别人");
        attributed(other);
        assertThat(attributions(added)).isEmpty();
        Answer refused = order(added);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().at("/errors/0/code").asString()).isEqualTo("contact_erased");
    }

    @Test
    void aContactWhoMayComeInAgainIsAttributedAnew() {
        corp.people().memberJoins("zhang", "张三");
        String state = activeLiveCode(channel("门店"), "zhang", Map.of("text", "你好"))
                .path("state")
                .asString();
        Friendship added = corp.people().contactScans(state, "小李");
        attributed(added);
        CorpId corpId = new CorpId(corpId());
        publish(new ContactErased(id("erased"), corpId, WECOM.clock().instant(), contact(added)));
        soon().untilAsserted(() -> assertThat(attributions(added)).isEmpty());

        publish(new ContactReadmitted(id("readmitted"), corpId, WECOM.clock().instant(), contact(added)));

        soon().untilAsserted(() -> {
            WECOM.clock().advance(Duration.ofSeconds(5));
            corp.people().contactDeletes("zhang", added.externalUserId());
            corp.people().contactScansAgain(state, added.externalUserId());
            attributed(added);
        });
    }

    @Test
    void aContactsDataIsFoundByIndex() {
        for (JdbcContactData.Place place : JdbcContactData.PLACES) {
            // Only the primary key of answers begins with the contact; elsewhere it would mean a scan.
            String scan = place.table().equals("answer") ? "null" : "PRIMARY";
            assertThat(QueryPlans.keys(
                            client, place.sql(), Map.of("other", "erased-1", "corpId", "wwplan", "id", "wm4711")))
                    .as(place.toString())
                    .doesNotContain("null", scan);
        }
    }

    private EventId id(String what) {
        return EventId.derived("erasure-it", corpId(), what);
    }

    private static ExternalUserId contact(Friendship friendship) {
        return new ExternalUserId(friendship.externalUserId());
    }

    private void attributed(Friendship added) {
        soon().untilAsserted(() -> assertThat(attributions(added)).hasSize(1));
    }

    private JsonNode attributions(Friendship added) {
        return get("/attributions?externalUserId=" + added.externalUserId())
                .json()
                .path("items");
    }

    private JsonNode funnel(String channelId) {
        return get("/channel-reports/funnel?channelId=" + channelId).json().path("funnel");
    }

    private Answer order(Friendship added) {
        return post(
                "/conversions",
                Map.of(
                        "orderId",
                        "o-" + WECOM.clock().instant().toEpochMilli(),
                        "externalUserId",
                        added.externalUserId(),
                        "currency",
                        "CNY",
                        "amount",
                        9900,
                        "occurredAt",
                        WECOM.clock().instant().toString()));
    }
}
