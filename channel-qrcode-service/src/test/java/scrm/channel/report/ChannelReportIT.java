package scrm.channel.report;

import static org.assertj.core.api.Assertions.assertThat;
import static scrm.channel.report.Story.at;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

import scrm.channel.ChannelServiceIT;
import scrm.harness.Answer;

/** A small story of several channels over three days, told to the second; every figure of it is known. */
class ChannelReportIT extends ChannelServiceIT {
    @Autowired
    private JdbcClient jdbc;

    private Story story;
    private LocalDate day;
    private String platform;
    private String campaign;
    private String placement;
    private String shop;
    private String fair;

    @BeforeEach
    void tell() {
        story = new Story(jdbc, corpId());
        day = LocalDate.ofInstant(WECOM.clock().instant(), Story.ZONE).minusDays(45);
        platform = channel("平台");
        campaign = channelBelow(platform, "活动");
        placement = channelBelow(campaign, "广告位");
        shop = channelBelow(platform, "=门店");
        fair = channel("展会");
        contactsCome();
        contactsDoSomething();
        contactsBuy();
        itCosts();
    }

    private void contactsCome() {
        story.scanned(campaign, day, "IOS", 10);
        story.scanned(campaign, day.plusDays(2), "IOS", 7);
        story.scanned(campaign, day.plusDays(3), "IOS", 100);
        story.scanned(placement, day, "IOS", 6);
        story.scanned(shop, day.plusDays(1), "IOS", 4);
        story.scanned(shop, day.plusDays(1), "ANDROID", 1);

        // The first and the last second of the period, and the ones beside them.
        story.added("zhang", "early", campaign, at(day.minusDays(1), "23:59:59"), at(day, "00:00:00"));
        story.added("zhang", "c1", campaign, at(day, "00:00:00"), null);
        Instant last = at(day.plusDays(2), "23:59:59");
        story.added("zhang", "c2", campaign, last, last.plus(Duration.ofHours(12)));
        story.added("zhang", "late", campaign, at(day.plusDays(3), "00:00:00"), null);
        story.added("zhang", "old", campaign, at(day.minusDays(100), "12:00:00"), at(day.plusDays(3), "00:00:00"));

        Instant noon = at(day.plusDays(1), "12:00:00");
        long leaving = story.added("zhang", "c3", placement, noon, noon.plus(Duration.ofDays(7)));
        story.touched(leaving, "ADDED", campaign, noon.plus(Duration.ofDays(8)));
        story.added("li", "c1", placement, at(day.plusDays(1), "10:00:00"), null);

        story.added("zhang", "c4", shop, at(day.plusDays(1), "09:00:00"), null);
        long confirmed = story.added("zhang", "c5", shop, noon, null);
        story.touched(confirmed, "HALF_ADDED", shop, at(day, "00:00:00"));
        story.touched(confirmed, "HALF_ADDED", shop, at(day.plusDays(1), "00:00:00"));
        story.touched(confirmed, "HALF_ADDED", shop, at(day.plusDays(3), "00:00:00"));
        story.added("wang", "c5", null, at(day.plusDays(10), "12:00:00"), null);

        story.added("zhang", "c6", fair, noon, null);
    }

    private void contactsDoSomething() {
        story.joined("c1", campaign, at(day.plusDays(5), "12:00:00"));
        story.joined("c4", shop, at(day.plusDays(1), "08:59:59"));
        story.answered("zhang", "c1", at(day, "01:00:00"));
        story.answered("zhang", "c3", at(day.plusDays(31), "12:00:00"));
    }

    private void contactsBuy() {
        order("o1", "c1", "CNY", 15_000, at(day, "12:00:00"));
        refund("o1", "r1", 1_000);
        refund("o1", "r2", 500);
        order("o2", "c1", "CNY", 20_000, at(day.plusDays(2), "00:00:00"));
        order("o3", "c4", "CNY", 700, at(day.plusDays(31), "08:59:59"));
        order("o4", "c4", "CNY", 80_000, at(day.plusDays(31), "09:00:00"));
        order("o5", "c4", "USD", 5_000, at(day.plusDays(1), "09:00:00"));
        // Wang added the contact without a code in between: the order is the shop's all the same.
        order("o6", "c5", "CNY", 100_200, at(day.plusDays(11), "12:00:00"));
        order("o7", "c6", "CNY", 9_999, at(day.plusDays(2), "12:00:00"));
        order("o8", "stranger", "CNY", 70_000, at(day.plusDays(1), "12:00:00"));
    }

    private void itCosts() {
        cost(platform, "FIXED", "CNY", 30_000, day.minusDays(1), day.plusDays(4));
        cost(campaign, "PER_ADD", "CNY", 250, day.plusDays(1), day.plusDays(10));
        cost(campaign, "PER_CLICK", "CNY", 3, day, day);
        cost(shop, "FIXED", "CNY", 100, day.plusDays(2), day.plusDays(4));
        cost(shop, "FIXED", "USD", 1_000, day, day);
        cost(campaign, "FIXED", "CNY", 44_444, day.plusDays(3), day.plusDays(3));
    }

    @Test
    void everyFigureOfAChannelIsThatOfItselfAndAllBelowIt() {
        JsonNode report = get(query("channelId=" + platform + "&children=true")).json();

        assertThat(figures(report.path("total")))
                .isEqualTo("28 scans, 2 half-adds, 6 adds, 1 losses, 5/6 5/6 4/6 retained, 2 joined, 1 answered,"
                        + " 4 bought 4 orders, 135900 - 1500 = 134400, cost 15831 = 2639 each, profit 118569, 8.4897");
        assertThat(report.path("children").findValuesAsString("channelName")).containsExactly("活动", "=门店");
        assertThat(figures(report.path("children").path(0)))
                .isEqualTo("23 scans, 0 half-adds, 4 adds, 1 losses, 3/4 3/4 2/4 retained, 2 joined, 1 answered,"
                        + " 2 bought 2 orders, 35000 - 1500 = 33500, cost 798 = 200 each, profit 32702, 41.9799");
        assertThat(figures(report.path("children").path(1)))
                .isEqualTo("5 scans, 2 half-adds, 2 adds, 0 losses, 2/2 2/2 2/2 retained, 0 joined, 0 answered,"
                        + " 2 bought 2 orders, 100900 - 0 = 100900, cost 33 = 17 each, profit 100867, 3057.5758");
        assertThat(get(query("channelId=" + platform)).json().has("children")).isFalse();
    }

    @Test
    void allChannelsTogetherAreOneReport() {
        JsonNode report = get(query("children=true")).json();

        assertThat(report.path("total").has("channelId")).isFalse();
        assertThat(figures(report.path("total")))
                .isEqualTo("28 scans, 2 half-adds, 7 adds, 1 losses, 6/7 6/7 5/7 retained, 2 joined, 1 answered,"
                        + " 5 bought 5 orders, 145899 - 1500 = 144399, cost 15831 = 2262 each, profit 128568, 9.1213");
        assertThat(report.path("children").findValuesAsString("channelId")).containsExactly(platform, fair);
    }

    @Test
    void theWindowAndTheCurrencyChooseWhatCounts() {
        JsonNode oneDay =
                get(query("channelId=" + platform + "&windowDays=1")).json().path("total");
        assertThat(oneDay.path("joinedGroup").asLong()).isZero();
        assertThat(oneDay.path("sales").asLong()).isEqualTo(35_000);

        JsonNode longer =
                get(query("channelId=" + platform + "&windowDays=31")).json().path("total");
        assertThat(longer.path("answered").asLong()).isEqualTo(2);
        assertThat(longer.path("sales").asLong()).isEqualTo(215_900);
        assertThat(longer.path("bought").asLong()).isEqualTo(4);

        JsonNode dollars =
                get(query("channelId=" + platform + "&currency=USD")).json().path("total");
        assertThat(figures(dollars)).endsWith("5000 - 0 = 5000, cost 1000 = 167 each, profit 4000, 5.0");
    }

    @Test
    void aCorpWithoutChannelsHasAReportOfNothing() {
        story.jdbc()
                .sql("DELETE FROM channel WHERE corp_id = ?")
                .param(corpId())
                .update();

        assertThat(figures(get(query("children=true")).json().path("total")))
                .startsWith("0 scans, 0 half-adds, 0 adds");
    }

    @Test
    void aLongPeriodIsTheSumOfItsParts() {
        LocalDate first =
                LocalDate.ofInstant(WECOM.clock().instant(), Story.ZONE).minusDays(70);
        String radio = channel("电台");
        for (int day : new int[] {-1, 0, 13, 14, 27, 28, 40, 41}) {
            Instant midnight = at(first.plusDays(day), "00:00:00");
            long attribution = story.added("zhang", "p" + day, radio, midnight, midnight.plus(Duration.ofDays(14)));
            story.joined("p" + day, radio, midnight.plusSeconds(60));
            story.answered("zhang", "p" + day, midnight.plusSeconds(60));
            story.touched(attribution, "HALF_ADDED", radio, midnight.minusSeconds(1));
        }

        JsonNode total = get("/channel-reports?channelId=%s&from=%s&until=%s"
                        .formatted(radio, first, first.plusDays(40)))
                .json()
                .path("total");

        assertThat(figures(total))
                .startsWith("0 scans, 6 half-adds, 6 adds, 4 losses, 6/6 6/6 0/6 retained, 6 joined, 6 answered");
    }

    @Test
    void aTableHasTheSameFiguresAsTheAnswerInJson() {
        String path = query("channelId=" + platform + "&children=true");
        JsonNode json = get(path).json();
        Answer answer = send(request(path).setHeader("Accept", "text/csv"));

        assertThat(answer.header("Content-Type")).isEqualToIgnoringCase("text/csv;charset=UTF-8");
        assertThat(answer.http().body()).startsWith("\uFEFFchannelId,channelName,scans,");
        List<NamedCsvRecord> rows = table(answer);
        assertThat(rows).hasSize(3);
        isTheSame(rows.get(0), json.path("total"));
        isTheSame(rows.get(1), json.path("children").path(0));
        assertThat(rows.get(2).getField("channelName")).isEqualTo("'=门店");
        assertThat(rows.get(2).getField("cost")).isEqualTo("33");
        assertThat(table(send(request(query("channelId=" + fair + "&currency=JPY"))
                                .setHeader("Accept", "text/csv")))
                        .getFirst()
                        .getField("returnOnSpend"))
                .isEmpty();
    }

    private static List<NamedCsvRecord> table(Answer answer) {
        return CsvReader.builder().ofNamedCsvRecord(answer.http().body().substring(1)).stream()
                .toList();
    }

    private static void isTheSame(NamedCsvRecord row, JsonNode line) {
        Map<String, String> values = new HashMap<>();
        line.propertyStream()
                .forEach(value -> values.put(value.getKey(), value.getValue().asString()));
        assertThat(row.getFieldsAsMap()).isEqualTo(values);
    }

    @Test
    void contactsAreFollowedByTheWeekInWhichTheyCame() {
        LocalDate monday = LocalDate.ofInstant(WECOM.clock().instant(), Story.ZONE)
                .with(DayOfWeek.MONDAY)
                .minusWeeks(6);
        String blog = channel("博客");
        String post = channelBelow(blog, "文章");
        story.added("zhang", "w1", blog, at(monday, "00:00:00"), null);
        Instant sunday = at(monday.plusDays(6), "23:59:59");
        story.added("zhang", "w2", post, sunday, sunday.plus(Duration.ofDays(7)));
        story.added("zhang", "w0", blog, at(monday.minusDays(1), "23:59:59"), null);
        Instant next = at(monday.plusDays(7), "00:00:00");
        story.added("zhang", "w3", blog, next, next.plus(Duration.ofDays(28)).minusSeconds(1));
        story.added("zhang", "w4", fair, next, null);

        String path = "/channel-reports/cohorts?channelId=%s&from=%s&until=%s"
                .formatted(blog, monday.plusDays(2), monday.plusDays(8));
        JsonNode weeks = get(path).json().path("weeks");

        assertThat(weeks).hasSize(2);
        assertThat(weeks.path(0).path("from").asString()).isEqualTo(monday.toString());
        assertThat(weeks.path(0).path("until").asString())
                .isEqualTo(monday.plusDays(6).toString());
        assertThat(weeks.path(0).path("week").asString()).matches("\\d{4}-W\\d{2}");
        assertThat(cohort(weeks.path(0))).isEqualTo("2: 2 1 1 null null");
        assertThat(cohort(weeks.path(1))).isEqualTo("1: 1 1 0 null null");
        assertThat(cohort(get(path.replace("channelId=" + blog + "&", ""))
                        .json()
                        .path("weeks")
                        .path(1)))
                .startsWith("2: 2 2 1");

        List<NamedCsvRecord> rows = table(send(request(path).setHeader("Accept", "text/csv")));
        assertThat(rows).hasSize(2);
        assertThat(rows.getFirst().getField("retainedAfter4Weeks")).isEqualTo("1");
        assertThat(rows.getFirst().getField("retainedAfter8Weeks")).isEmpty();
    }

    private static String cohort(JsonNode week) {
        return week.path("size").asLong() + ": "
                + String.join(
                        " ",
                        List.of(
                                week.get("retainedAfter1Week").toString(),
                                week.get("retainedAfter2Weeks").toString(),
                                week.get("retainedAfter4Weeks").toString(),
                                week.get("retainedAfter8Weeks").toString(),
                                week.get("retainedAfter12Weeks").toString()));
    }

    @Test
    void everyFigureIsDefinedInTheLanguageOfTheReader() {
        JsonNode report = get(query("channelId=" + platform)).json().path("total");
        Answer english = get("/channel-reports/definitions");
        Answer chinese = send(request("/channel-reports/definitions").setHeader("Accept-Language", "zh-CN"));

        assertThat(english.header("Content-Language")).isEqualTo("en");
        assertThat(chinese.header("Content-Language")).isEqualTo("zh-CN");
        report.propertyNames()
                .forEach(name -> assertThat(english.json().path(name).asString())
                        .as(name)
                        .isNotBlank());
        assertThat(english.json().path("answered").asString()).contains("customer_start_chat");
        assertThat(chinese.json().path("adds").asString()).contains("好友关系");
    }

    @Test
    void aQuestionThatCannotBeAnsweredIsToldWhichPartOfIt() {
        assertThat(wrong("from=2026-11-02&until=2026-11-01")).isEqualTo("until ends_before_start");
        assertThat(wrong("from=2025-01-01&until=2026-01-02")).isEqualTo("until too_many_days");
        assertThat(wrong("from=1999-12-31&until=2026-01-02")).isEqualTo("from out_of_range");
        assertThat(wrong("from=2026-11-01&until=%2B999999999-12-31")).isEqualTo("until out_of_range");
        assertThat(wrong("from=2026-13-01&until=2026-01-02")).isEqualTo("from wrong_format");
        assertThat(wrong("until=2026-01-02")).isEqualTo("from required");
        String days = "from=2026-11-01&until=2026-11-02";
        assertThat(wrong(days + "&windowDays=0")).isEqualTo("windowDays out_of_range");
        assertThat(wrong(days + "&windowDays=366")).isEqualTo("windowDays out_of_range");
        assertThat(wrong(days + "&windowDays=-7")).isEqualTo("windowDays out_of_range");
        assertThat(wrong(days + "&windowDays=week")).isEqualTo("windowDays wrong_type");
        assertThat(wrong(days + "&currency=RMB")).isEqualTo("currency wrong_format");
        assertThat(wrong(days + "&channelId=shop")).isEqualTo("channelId wrong_type");
        assertThat(wrong(days + "&children=maybe")).isEqualTo("children wrong_format");
        assertThat(get("/channel-reports?channelId=999999999&" + days).status()).isEqualTo(404);
        assertThat(get("/channel-reports/cohorts?channelId=999999999&" + days).status())
                .isEqualTo(404);
        assertThat(get("/channel-reports/cohorts?from=2026-11-02&until=2026-11-01")
                        .json()
                        .at("/errors/0/field")
                        .asString())
                .isEqualTo("until");
        Answer table =
                send(request("/channel-reports?" + days + "&windowDays=0").setHeader("Accept", "text/csv"));
        assertThat(table.header("Content-Type")).startsWith("application/problem+json");
        assertThat(send(request("/channel-reports/definitions").setHeader("Accept", "text/csv"))
                        .status())
                .isEqualTo(406);
    }

    private String wrong(String parameters) {
        Answer answer = get("/channel-reports?" + parameters);
        assertThat(answer.status()).as(parameters).isEqualTo(400);
        JsonNode error = answer.json().at("/errors/0");
        return error.path("field").asString() + " " + error.path("code").asString();
    }

    private static String figures(JsonNode line) {
        return "%s scans, %s half-adds, %s adds, %s losses, %s/%s %s/%s %s/%s retained, %s joined, %s answered,"
                        .formatted(all(
                                line,
                                "scans",
                                "halfAdds",
                                "adds",
                                "losses",
                                "retainedAfter1Day",
                                "dueAfter1Day",
                                "retainedAfter7Days",
                                "dueAfter7Days",
                                "retainedAfter30Days",
                                "dueAfter30Days",
                                "joinedGroup",
                                "answered"))
                + " %s bought %s orders, %s - %s = %s, cost %s = %s each, profit %s, %s"
                        .formatted(all(
                                line,
                                "bought",
                                "orders",
                                "sales",
                                "refunds",
                                "revenue",
                                "cost",
                                "costPerAcquisition",
                                "profit",
                                "returnOnSpend"));
    }

    private static Object[] all(JsonNode line, String... names) {
        return List.of(names).stream().map(name -> line.path(name).asString()).toArray();
    }

    private String query(String parameters) {
        return "/channel-reports?%s&from=%s&until=%s".formatted(parameters, day, day.plusDays(2));
    }

    private String channelBelow(String parent, String name) {
        Answer answer = post("/channels", Map.of("name", name, "parentId", parent));
        assertThat(answer.status()).as(answer.http().body()).isEqualTo(201);
        return answer.json().path("id").asString();
    }

    private void order(String orderId, String contact, String currency, long amount, Instant at) {
        Map<String, Object> order = Map.of(
                "orderId", orderId,
                "externalUserId", contact,
                "currency", currency,
                "amount", amount,
                "occurredAt", at.toString());
        assertThat(post("/conversions", order).status()).isEqualTo(201);
    }

    private void refund(String orderId, String refundId, long amount) {
        Map<String, Object> refund = Map.of(
                "refundId",
                refundId,
                "amount",
                amount,
                "occurredAt",
                WECOM.clock().instant().toString());
        assertThat(post("/conversions/" + orderId + "/refunds", refund).status())
                .isEqualTo(201);
    }

    private void cost(String channelId, String kind, String currency, long amount, LocalDate from, LocalDate until) {
        Map<String, Object> cost = Map.of(
                "channelId", channelId,
                "kind", kind,
                "currency", currency,
                "amount", amount,
                "from", from.toString(),
                "until", until.toString());
        assertThat(post("/costs", cost).status()).isEqualTo(201);
    }
}
