package scrm.channel.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import scrm.channel.ChannelServiceIT;
import scrm.events.ConversionEvent.OrderPlaced;
import scrm.events.ConversionEvent.OrderRefunded;
import scrm.harness.Answer;
import scrm.simulator.Friendship;

class ReturnIT extends ChannelServiceIT {
    private static final Map<String, Object> HELLO = Map.of("text", "你好");

    private String shop;
    private String state;
    private LocalDate today;

    @BeforeEach
    void openShop() {
        corp.people().memberJoins("zhang", "张三");
        shop = channel("门店");
        state = activeLiveCode(shop, "zhang", HELLO).path("state").asString();
        today = LocalDate.ofInstant(WECOM.clock().instant(), ZoneId.of("Asia/Shanghai"));
    }

    @Test
    void costsStandAgainstWhatTheContactsBought() {
        Friendship li = scans();
        Friendship wang = scans();
        Friendship foreign = corp.people().memberAdds("zhang", "路人");
        cost(shop, "FIXED", 10_000, today, today);
        cost(shop, "PER_ADD", 300, today.minusDays(30), today.plusDays(30));
        cost(shop, "FIXED", 99_999, today.minusDays(9), today.minusDays(1));
        order("o1", li, 15_000, now());
        order("o2", li, 4_000, now());
        order("o3", wang, 1_000, now().plus(Duration.ofDays(8)));
        order("o4", foreign, 70_000, now());
        order("o5", li, 70_000, now().minus(Duration.ofHours(1)));
        refund("o2", "r1", 1_500, 201);

        JsonNode report = report(shop, 7);

        assertThat(report.path("adds").asLong()).isEqualTo(2);
        assertThat(report.path("bought").asLong()).isEqualTo(1);
        assertThat(report.path("orders").asLong()).isEqualTo(2);
        assertThat(report.path("sales").asLong()).isEqualTo(19_000);
        assertThat(report.path("refunds").asLong()).isEqualTo(1_500);
        assertThat(report.path("revenue").asLong()).isEqualTo(17_500);
        assertThat(report.path("cost").asLong()).isEqualTo(10_600);
        assertThat(report.path("profit").asLong()).isEqualTo(6_900);
        assertThat(report.path("costPerAcquisition").asLong()).isEqualTo(5_300);
        assertThat(report.path("returnOnSpend").decimalValue()).isEqualByComparingTo("1.6509");
        // A longer window takes the later order in.
        assertThat(report(shop, 10).path("sales").asLong()).isEqualTo(20_000);
        assertThat(report(shop, 10).path("bought").asLong()).isEqualTo(2);
        // Of another currency there is nothing.
        JsonNode dollars = get(query(shop, 7) + "&currency=USD").json().path("total");
        assertThat(dollars.path("sales").asLong()).isZero();
        assertThat(dollars.path("cost").asLong()).isZero();
        assertThat(dollars.has("returnOnSpend")).isFalse();
    }

    @Test
    void aChannelCountsWhatStandsBelowIt() {
        String platform = channel("平台");
        put("/channels/" + shop, get("/channels/" + shop).etag(), Map.of("name", "门店", "parentId", platform));
        cost(shop, "FIXED", 500, today, today);
        cost(platform, "PER_ADD", 100, today, today);
        order("p1", scans(), 2_000, now());

        assertThat(report(platform, 30).path("cost").asLong()).isEqualTo(600);
        assertThat(report(platform, 30).path("sales").asLong()).isEqualTo(2_000);
        // What stands above is not charged below.
        assertThat(report(shop, 30).path("cost").asLong()).isEqualTo(500);
    }

    @Test
    void anOrderCountsOnceForTheLatestRelation() {
        corp.people().memberJoins("li", "李四");
        String fair = channel("展会");
        String second = activeLiveCode(fair, "li", HELLO).path("state").asString();
        Friendship added = scans();
        WECOM.clock().advance(Duration.ofMinutes(5));
        corp.people().contactScansAgain(second, added.externalUserId());
        attributedTo(fair, 1);
        order("once", added, 5_000, now());

        assertThat(report(shop, 30).path("sales").asLong()).isZero();
        assertThat(report(fair, 30).path("sales").asLong()).isEqualTo(5_000);
    }

    @Test
    void aRelationOfNoChannelTakesNoOrderFromTheChannelThatBroughtTheContact() {
        corp.people().memberJoins("li", "李四");
        Friendship added = scans();
        WECOM.clock().advance(Duration.ofMinutes(5));
        corp.people().memberAddsExisting("li", added.externalUserId());
        soon().untilAsserted(() -> assertThat(get("/attributions?externalUserId=" + added.externalUserId())
                        .json()
                        .path("items"))
                .hasSize(2));
        order("kept", added, 5_000, now());

        assertThat(report(shop, 30).path("sales").asLong()).isEqualTo(5_000);
    }

    @Test
    void whoStayedIsCountedAmongThoseWhoCouldHaveLeft() {
        Friendship leaving = scans();
        scans();
        assertThat(retention("1Day")).isEqualTo("0 of 0");

        WECOM.clock().advance(Duration.ofHours(12));
        corp.people().contactDeletes("zhang", leaving.externalUserId());
        soon().untilAsserted(() -> assertThat(get("/channel-reports/funnel?channelId=" + shop)
                        .json()
                        .at("/funnel/losses")
                        .asLong())
                .isEqualTo(1));
        WECOM.clock().advance(Duration.ofHours(13));

        assertThat(retention("1Day")).isEqualTo("1 of 2");
        assertThat(retention("7Days")).isEqualTo("0 of 0");
        WECOM.clock().advance(Duration.ofDays(7));
        assertThat(retention("7Days")).isEqualTo("1 of 2");
    }

    private String retention(String after) {
        JsonNode report = report(shop, 7);
        return report.path("retainedAfter" + after).asLong() + " of "
                + report.path("dueAfter" + after).asLong();
    }

    @Test
    void ordersAndRefundsAreTakenOnceAndWithinReason() {
        Friendship li = scans();
        order("d1", li, 1_000, now());

        assertThat(orderAnswer("d1", li.externalUserId(), 1_000, "CNY", now())).isEqualTo(409);
        assertThat(orderAnswer("d2", li.externalUserId(), 0, "CNY", now())).isEqualTo(400);
        assertThat(orderAnswer("d2", li.externalUserId(), -5, "CNY", now())).isEqualTo(400);
        assertThat(orderAnswer("d2", li.externalUserId(), 1_000, "YUAN", now())).isEqualTo(400);
        for (String id : List.of("2026/001", "..", "a b", "订单", "")) {
            assertThat(orderAnswer(id, li.externalUserId(), 1_000, "CNY", now()))
                    .as(id)
                    .isEqualTo(400);
        }
        assertThat(orderAnswer("d2", li.externalUserId(), 1_000, "CNY", Instant.parse("+10000-01-01T00:00:00Z")))
                .isEqualTo(400);
        refund("d1", "r1", 600, 201);
        refund("d1", "r1", 600, 409);
        refund("d1", "r2", 401, 400);
        refund("d1", "r2", 400, 201);
        refund("unknown", "r1", 1, 404);
        assertThat(get("/conversions/d1").json().path("refunded").asLong()).isEqualTo(1_000);
        assertThat(get("/conversions?externalUserId=" + li.externalUserId())
                        .json()
                        .path("items"))
                .hasSize(1);
        soon().untilAsserted(() -> {
            assertThat(published(OrderPlaced.class))
                    .singleElement()
                    .satisfies(order -> assertThat(order.amount()).isEqualTo(1_000));
            assertThat(published(OrderRefunded.class))
                    .extracting(OrderRefunded::amount)
                    .containsExactly(600L, 400L);
        });
    }

    @Test
    void costsAreRefusedWithTheFieldThatIsWrong() {
        assertThat(costAnswer(Map.of("amount", -1)).json().at("/errors/0/field").asString())
                .isEqualTo("amount");
        assertThat(costAnswer(Map.of("currency", "RMB"))
                        .json()
                        .at("/errors/0/field")
                        .asString())
                .isEqualTo("currency");
        assertThat(costAnswer(Map.of("channelId", 999_999_999))
                        .json()
                        .at("/errors/0/field")
                        .asString())
                .isEqualTo("channelId");
        assertThat(costAnswer(Map.of("until", today.minusDays(1).toString()))
                        .json()
                        .at("/errors/0/field")
                        .asString())
                .isEqualTo("until");
        assertThat(costAnswer(Collections.singletonMap("kind", null))
                        .json()
                        .at("/errors/0/field")
                        .asString())
                .isEqualTo("kind");
        assertThat(get("/costs").json().path("items")).isEmpty();
    }

    @Test
    void aCostCanBeTakenBack() {
        String id = cost(shop, "FIXED", 500, today, today);

        assertThat(get("/costs/" + id).json().path("amount").asLong()).isEqualTo(500);
        assertThat(delete("/costs/" + id).status()).isEqualTo(204);
        assertThat(delete("/costs/" + id).status()).isEqualTo(404);
        assertThat(report(shop, 7).path("cost").asLong()).isZero();
    }

    private Friendship scans() {
        long before = report(shop, 30).path("adds").asLong();
        Friendship added = corp.people().contactScans(state, "小李");
        attributedTo(shop, before + 1);
        return added;
    }

    private void attributedTo(String channelId, long adds) {
        soon().untilAsserted(() ->
                assertThat(report(channelId, 30).path("adds").asLong()).isEqualTo(adds));
    }

    private static Instant now() {
        return WECOM.clock().instant();
    }

    private String query(String channelId, int windowDays) {
        return "/channel-reports?channelId=%s&from=%s&until=%s&windowDays=%d"
                .formatted(channelId, today, today.plusDays(1), windowDays);
    }

    private JsonNode report(String channelId, int windowDays) {
        return get(query(channelId, windowDays)).json().path("total");
    }

    private String cost(String channelId, String kind, long amount, LocalDate from, LocalDate until) {
        Answer answer = costAnswer(Map.of(
                "channelId",
                channelId,
                "kind",
                kind,
                "amount",
                amount,
                "from",
                from.toString(),
                "until",
                until.toString()));
        assertThat(answer.status()).as(answer.http().body()).isEqualTo(201);
        return answer.json().path("id").asString();
    }

    private Answer costAnswer(Map<String, Object> changes) {
        Map<String, Object> body = new HashMap<>(Map.of(
                "channelId",
                shop,
                "kind",
                "FIXED",
                "currency",
                "CNY",
                "amount",
                100,
                "from",
                today.toString(),
                "until",
                today.toString()));
        body.putAll(changes);
        return post("/costs", body);
    }

    private void order(String orderId, Friendship buyer, long amount, Instant at) {
        assertThat(orderAnswer(orderId, buyer.externalUserId(), amount, "CNY", at))
                .isEqualTo(201);
    }

    private int orderAnswer(String orderId, String externalUserId, long amount, String currency, Instant at) {
        return post(
                        "/conversions",
                        Map.of(
                                "orderId", orderId,
                                "externalUserId", externalUserId,
                                "amount", amount,
                                "currency", currency,
                                "occurredAt", at.toString()))
                .status();
    }

    private void refund(String orderId, String refundId, long amount, int status) {
        Answer answer = post(
                "/conversions/" + orderId + "/refunds",
                Map.of("refundId", refundId, "amount", amount, "occurredAt", now().toString()));
        assertThat(answer.status()).as(answer.http().body()).isEqualTo(status);
    }
}
