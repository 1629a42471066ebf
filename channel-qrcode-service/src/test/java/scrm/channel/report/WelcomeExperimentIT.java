package scrm.channel.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

import scrm.channel.ChannelServiceIT;
import scrm.channel.script.WelcomeArms;
import scrm.channel.script.WelcomeContent;
import scrm.channel.script.WelcomeScript;
import scrm.channel.script.WelcomeText;
import scrm.events.AttributionEvent.WelcomeSettled;
import scrm.events.ExternalUserId;
import scrm.events.UserId;
import scrm.harness.Answer;
import scrm.messaging.testing.QueryPlans;
import scrm.simulator.Friendship;
import scrm.simulator.server.Fault;

class WelcomeExperimentIT extends ChannelServiceIT {
    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private JdbcClient client;

    private JsonNode code;
    private String path;

    @BeforeEach
    void openCode() {
        corp.people().memberJoins("zhang", "张三");
        code = activeLiveCode(
                channel("门店"),
                "zhang",
                Map.of(
                        "arms",
                        List.of(Map.of("weight", 50, "text", "甲"), Map.of("weight", 50, "text", "乙")),
                        "variants",
                        List.of(Map.of(
                                "name",
                                "他人",
                                "users",
                                List.of("li"),
                                "arms",
                                List.of(Map.of("weight", 1, "text", "丙"), Map.of("weight", 1, "text", "丁"))))));
        path = "/live-codes/" + code.path("id").asString();
    }

    @Test
    void whatBecameOfEachArmIsCountedByContacts() {
        Map<String, List<Friendship>> arms = contacts(3);
        Friendship soon = arms.get("A").get(0);
        Friendship late = arms.get("A").get(1);
        Friendship other = arms.get("B").get(0);
        Friendship buyer = arms.get("B").get(1);
        // One who comes again after leaving is still one contact, and is lost once.
        WECOM.clock().advance(Duration.ofHours(1));
        loses(soon);
        corp.people().contactScansAgain(code.path("state").asString(), soon.externalUserId());
        order("o1-" + corpId(), buyer);
        order("o2-" + corpId(), buyer);
        WECOM.clock().advance(Duration.ofDays(2));
        loses(late);
        loses(other);

        JsonNode now = experiment(1);
        assertThat(figures(now, 0)).isEqualTo("3 assigned, 3 sent, 1 d: 1 of 3, 7 d: 0 of 0, 0 of 3 bought");
        assertThat(figures(now, 1)).isEqualTo("3 assigned, 3 sent, 1 d: 0 of 3, 7 d: 0 of 0, 1 of 3 bought");
        assertThat(now.path("verdict").asString()).isEqualTo("TOO_EARLY");
        assertThat(now.path("running").asBoolean()).isTrue();

        WECOM.clock().advance(Duration.ofDays(6));
        JsonNode later = experiment(30);
        assertThat(figures(later, 0)).isEqualTo("3 assigned, 3 sent, 1 d: 1 of 3, 7 d: 2 of 3, 0 of 0 bought");
        assertThat(figures(later, 1)).isEqualTo("3 assigned, 3 sent, 1 d: 0 of 3, 7 d: 1 of 3, 0 of 0 bought");
        JsonNode comparison = later.at("/comparisons/0");
        assertThat(comparison.path("measure").asString()).isEqualTo("RETAINED_7_DAYS");
        assertThat(comparison.at("/differences/0/arm").asString()).isEqualTo("A");
        assertThat(comparison.at("/differences/0/than").asString()).isEqualTo("B");
        assertThat(comparison.at("/differences/0/difference").decimalValue()).isEqualByComparingTo("-0.3333");
    }

    @Test
    void aContactCountsOnceHoweverLongTheExperimentGoesOn() {
        Friendship first = contacts(1).get("A").getFirst();
        WECOM.clock().advance(Duration.ofDays(20));
        loses(first);
        corp.people().contactScansAgain(code.path("state").asString(), first.externalUserId());
        soon().untilAsserted(() -> assertThat(published(WelcomeSettled.class)).hasSize(3));
        WECOM.clock().advance(Duration.ofDays(20));
        corp.people().contactScans(code.path("state").asString(), "小赵");
        soon().untilAsserted(() -> assertThat(published(WelcomeSettled.class)).hasSize(4));

        JsonNode arms = experiment(30).path("arms");

        assertThat(arms.at("/0/assigned").asInt() + arms.at("/1/assigned").asInt())
                .isEqualTo(3);
        assertThat(arms.at("/0/retention/1/lost").asInt()).isZero();
        assertThat(arms.at("/0/retention/1/due").asInt()
                        + arms.at("/1/retention/1/due").asInt())
                .isEqualTo(2);
    }

    @Test
    void eachVersionHasResultsOfItsOwn() {
        contacts(1);
        WECOM.faults()
                .add(Fault.errcode(41051).on("externalcontact/send_welcome_msg").of(corpId()));
        Answer edited = put(
                path,
                get(path).etag(),
                Map.of(
                        "name",
                        "收银台",
                        "users",
                        List.of("zhang"),
                        "welcome",
                        Map.of("arms", List.of(Map.of("weight", 50, "text", "甲"), Map.of("weight", 50, "text", "戊")))));
        assertThat(edited.status()).as(edited.http().body()).isEqualTo(200);
        long before = published(WelcomeSettled.class).size();
        corp.people().contactScans(code.path("state").asString(), "小李");
        soon().untilAsserted(() -> assertThat(published(WelcomeSettled.class)).hasSize((int) before + 1));

        JsonNode all = get(path + "/welcome-experiments").json().path("items");
        assertThat(all).hasSize(3);
        JsonNode newest = all.get(0);
        assertThat(newest.path("version").asInt())
                .isEqualTo(edited.json().path("version").asInt());
        assertThat(newest.path("running").asBoolean()).isTrue();
        assertThat(newest.at("/arms/1/text").asString()).isEqualTo("戊");
        assertThat(newest.at("/arms/0/assigned").asInt()
                        + newest.at("/arms/1/assigned").asInt())
                .isEqualTo(1);
        assertThat(newest.at("/arms/0/sent").asInt() + newest.at("/arms/1/sent").asInt())
                .isZero();
        JsonNode variant = all.get(1);
        assertThat(variant.path("variant").asString()).isEqualTo("他人");
        assertThat(variant.path("running").asBoolean()).isFalse();
        assertThat(variant.at("/arms/0/assigned").asInt()).isZero();
        JsonNode first = all.get(2);
        assertThat(first.has("variant")).isFalse();
        assertThat(first.path("version").asInt()).isEqualTo(1);
        assertThat(first.path("running").asBoolean()).isFalse();
        assertThat(first.at("/arms/1/text").asString()).isEqualTo("乙");
        assertThat(figures(first, 0)).startsWith("1 assigned, 1 sent");
        assertThat(figures(first, 1)).startsWith("1 assigned, 1 sent");

        JsonNode page = get(path + "/welcome-experiments?limit=2").json();
        assertThat(get(path + "/welcome-experiments?limit=2&cursor="
                                + page.path("next").asString())
                        .json()
                        .path("items"))
                .singleElement()
                .isEqualTo(first);
        assertThat(get(path + "/welcome-experiments?windowDays=0").status()).isEqualTo(400);
        assertThat(get("/live-codes/999999999/welcome-experiments").status()).isEqualTo(404);
    }

    @Test
    void aCopyTriesAnewWithContactsOfItsOwn() {
        Answer edited = put(
                path,
                get(path).etag(),
                Map.of(
                        "name",
                        "收银台",
                        "users",
                        List.of("zhang"),
                        "welcome",
                        Map.of("arms", List.of(Map.of("weight", 50, "text", "甲"), Map.of("weight", 50, "text", "戊")))));
        assertThat(edited.status()).as(edited.http().body()).isEqualTo(200);

        String copied = "/live-codes/"
                + post(path + "/copy", Map.of("name", "二号店")).json().path("id").asString();
        soon().until(() -> get(copied).json().path("status").asString().equals("ACTIVE"));
        corp.people().contactScans(get(copied).json().path("state").asString(), "小李");
        soon().untilAsserted(() -> assertThat(published(WelcomeSettled.class)).hasSize(1));

        assertThat(get(copied + "/welcome-experiments").json().path("items"))
                .singleElement()
                .satisfies(experiment -> {
                    assertThat(experiment.path("version").asInt()).isEqualTo(1);
                    assertThat(experiment.path("running").asBoolean()).isTrue();
                    assertThat(experiment.at("/arms/0/assigned").asInt()
                                    + experiment.at("/arms/1/assigned").asInt())
                            .isEqualTo(1);
                });
    }

    @Test
    void resultsAreFoundByTheIndexesOfLiveCodesAndContacts() {
        QueryPlans.fill(
                jdbc,
                "welcome",
                "corp_id, userid, external_userid, live_code_id, channel_id, event_id, outcome, experiment_version,"
                        + " arm, occurred_at",
                "'wwarms', 'zhang', CONCAT('wm', n), n % 100, 1, CONCAT('e', n), 'SENT', n % 700, 'A',"
                        + " TIMESTAMPADD(MINUTE, n, '2026-11-10')");
        QueryPlans.fill(
                jdbc,
                "welcome_experiment",
                "corp_id, live_code_id, version, arms, started_at",
                "'wwarms', n % 100, n, '{}', '2026-11-22'");
        QueryPlans.fill(
                jdbc,
                "attribution",
                "corp_id, external_userid, userid, relation, created_at, updated_at",
                "'wwarms', CONCAT('wm', n), 'zhang', 'ADDED', '2026-11-22', '2026-11-22'");
        QueryPlans.fill(
                jdbc,
                "attribution_touch",
                "corp_id, attribution_id, event_id, kind, occurred_at, recorded_at",
                "'wwarms', n + 1000000, CONCAT('e', n), 'ADDED', '2026-11-22', '2026-11-22'");
        QueryPlans.fill(
                jdbc,
                "conversion",
                "corp_id, order_id, external_userid, currency, amount, refunded, occurred_at, created_at",
                "'wwarms', CONCAT('o', n), CONCAT('wm', n), 'CNY', 100, 0, '2026-11-23', '2026-11-23'");
        long experiment = client.sql("SELECT MIN(id) FROM welcome_experiment WHERE corp_id = 'wwarms' AND version = 7")
                .query(Long.class)
                .single();

        assertThat(QueryPlans.keys(
                        client,
                        JdbcArmResults.RESULTS,
                        Map.of(
                                "corpId", "wwarms",
                                "liveCodeId", 7,
                                "experiment", experiment,
                                "from", "2026-11-21",
                                "until", "2026-11-23",
                                "aDayAgo", "2026-11-22",
                                "aWeekAgo", "2026-11-16",
                                "windowAgo", "2026-10-22",
                                "windowDays", 30)))
                .contains("welcome_experiment", "welcome_pair", "attribution_pair", "attribution_touch_event")
                .contains("conversion_contact");
        assertThat(client.sql("EXPLAIN FORMAT=TRADITIONAL " + JdbcArmResults.ENDS)
                        .params(Map.of("corpId", "wwarms", "liveCodeId", 7, "version", 7))
                        .query()
                        .singleRow()
                        .get("Extra"))
                .isEqualTo("Select tables optimized away");
    }

    /** So many contacts of each arm come by the code and are welcomed. */
    private Map<String, List<Friendship>> contacts(int each) {
        corp.people().memberJoins("wang", "王五");
        WelcomeContent any = new WelcomeContent(new WelcomeText("你好"), Map.of(), List.of());
        WelcomeArms.Arm arm = new WelcomeArms.Arm(50, any);
        WelcomeScript script = new WelcomeScript(new WelcomeArms(List.of(arm, arm), 1), List.of());
        String id = code.path("id").asString();
        Map<String, List<Friendship>> arms = Map.of("A", new ArrayList<>(), "B", new ArrayList<>());
        while (arms.values().stream().anyMatch(some -> some.size() < each)) {
            ExternalUserId known =
                    new ExternalUserId(corp.people().memberAdds("wang", "小李").externalUserId());
            String name = script.choose(id, new UserId("zhang"), known, LocalDateTime.MIN)
                    .arm();
            List<Friendship> ofArm = Objects.requireNonNull(arms.get(name));
            if (ofArm.size() < each) {
                ofArm.add(corp.people().contactScansAgain(code.path("state").asString(), known.value()));
            }
        }
        soon().untilAsserted(() -> assertThat(published(WelcomeSettled.class)).hasSize(2 * each));
        arms.values().forEach(some -> some.forEach(added -> relationIs(added, "ADDED")));
        return arms;
    }

    private void loses(Friendship lost) {
        corp.people().contactDeletes("zhang", lost.externalUserId());
        relationIs(lost, "LOST");
    }

    private void relationIs(Friendship friendship, String relation) {
        soon().untilAsserted(() -> assertThat(get("/attributions?externalUserId=" + friendship.externalUserId())
                        .json()
                        .path("items"))
                .filteredOn(one -> one.path("userId").asString().equals("zhang"))
                .singleElement()
                .satisfies(one -> assertThat(one.path("relation").asString()).isEqualTo(relation)));
    }

    private void order(String orderId, Friendship buyer) {
        Answer answer = post(
                "/conversions",
                Map.of(
                        "orderId",
                        orderId,
                        "externalUserId",
                        buyer.externalUserId(),
                        "amount",
                        100,
                        "currency",
                        "CNY",
                        "occurredAt",
                        WECOM.clock().instant().toString()));
        assertThat(answer.status()).as(answer.http().body()).isEqualTo(201);
    }

    /** The experiment with the base welcome. */
    private JsonNode experiment(int windowDays) {
        for (JsonNode experiment : get(path + "/welcome-experiments?windowDays=" + windowDays)
                .json()
                .path("items")) {
            if (!experiment.has("variant")) {
                return experiment;
            }
        }
        throw new AssertionError("the experiment is not listed");
    }

    private static String figures(JsonNode experiment, int arm) {
        JsonNode its = experiment.path("arms").path(arm);
        return "%d assigned, %d sent, 1 d: %s, 7 d: %s, %d of %d bought"
                .formatted(
                        its.path("assigned").asInt(),
                        its.path("sent").asInt(),
                        lost(its.at("/retention/0")),
                        lost(its.at("/retention/1")),
                        its.at("/purchases/buyers").asInt(),
                        its.at("/purchases/due").asInt());
    }

    private static String lost(JsonNode retention) {
        assertThat(retention.path("lost").asInt() + retention.path("retained").asInt())
                .isEqualTo(retention.path("due").asInt());
        return retention.path("lost").asInt() + " of " + retention.path("due").asInt();
    }
}
