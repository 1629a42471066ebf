package scrm.channel.livecode;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

import scrm.channel.ChannelServiceIT;
import scrm.harness.Answer;
import scrm.simulator.server.Fault;

class LiveCodeIT extends ChannelServiceIT {
    private static final Map<String, Object> HELLO = Map.of("text", "你好");

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transactions;

    @Test
    void aCodeThatWeComRefusesFailsWithItsReasonAndAnEditTriesAgain() {
        corp.people().memberJoins("zhang", "张三");
        String path = liveCode(channel("门店"), "nobody", HELLO);

        soon().untilAsserted(() -> assertThat(status(path)).isEqualTo("FAILED"));
        assertThat(get(path).json().at("/failure/errcode").asInt()).isEqualTo(60111);
        assertThat(get(path).json().path("qrCode").isNull()).isTrue();

        Answer edited = put(path, get(path).etag(), edit("收银台", "zhang"));

        assertThat(edited.status()).as(edited.http().body()).isEqualTo(200);
        soon().untilAsserted(() -> assertThat(status(path)).isEqualTo("ACTIVE"));
    }

    @Test
    void aCodeWhoseAnswerWasLostIsFoundAndNotMadeTwice() {
        corp.people().memberJoins("zhang", "张三");
        String channelId = channel("门店");
        WECOM.faults()
                .add(Fault.replyDropped()
                        .on("externalcontact/add_contact_way")
                        .of(corpId())
                        .times(1));

        String path = liveCode(channelId, "zhang", HELLO);

        soon().untilAsserted(() -> assertThat(status(path)).isEqualTo("ACTIVE"));
        assertThat(calls("externalcontact/add_contact_way")).hasSize(1);
        assertThat(get(path).json().path("qrCode").asString()).isNotBlank();
    }

    @Test
    void anEditReachesWeComAndAnArchivedCodeIsTakenDown() {
        corp.people().memberJoins("zhang", "张三");
        corp.people().memberJoins("wang", "王五");
        JsonNode made = activeLiveCode(channel("门店"), "zhang", HELLO);
        String path = "/live-codes/" + made.path("id").asString();

        assertThat(put(path, get(path).etag(), edit("前台", "wang")).status()).isEqualTo(200);

        soon().untilAsserted(() ->
                assertThat(get(path).json().path("sync").asString()).isEqualTo("IN_SYNC"));
        assertThat(calls("externalcontact/update_contact_way"))
                .singleElement()
                .satisfies(call -> assertThat(call.body()).contains("wang").doesNotContain("zhang"));

        assertThat(post(path + "/archive", Map.of()).status()).isEqualTo(200);

        soon().untilAsserted(() ->
                assertThat(calls("externalcontact/del_contact_way")).hasSize(1));
        assertThat(status(path)).isEqualTo("ARCHIVED");
        assertThat(put(path, get(path).etag(), edit("前台", "wang")).status()).isEqualTo(409);
    }

    @Test
    void anArchivedCodeThatWeComWouldNotTakeDownIsTriedAgain() {
        corp.people().memberJoins("zhang", "张三");
        JsonNode made = activeLiveCode(channel("门店"), "zhang", HELLO);
        String path = "/live-codes/" + made.path("id").asString();
        WECOM.faults()
                .add(Fault.errcode(40058)
                        .on("externalcontact/del_contact_way")
                        .of(corpId())
                        .times(1));
        assertThat(post(path + "/archive", Map.of()).status()).isEqualTo(200);
        soon().untilAsserted(() ->
                assertThat(get(path).json().path("sync").asString()).isEqualTo("FAILED"));
        String alarms =
                "/live-codes/alarms?open=true&liveCodeId=" + made.path("id").asString();
        assertThat(get(alarms).json().at("/items/0/reason").asString()).isEqualTo("NOT_SYNCED");

        assertThat(post(path + "/archive", Map.of()).status()).isEqualTo(200);

        soon().untilAsserted(() ->
                assertThat(get(path).json().path("sync").asString()).isEqualTo("IN_SYNC"));
        assertThat(calls("externalcontact/del_contact_way")).hasSize(2);
        assertThat(get(alarms).json().path("items")).isEmpty();
    }

    @Test
    void aCodeOfOneMemberCanBeGivenASecond() {
        corp.people().memberJoins("zhang", "张三");
        corp.people().memberJoins("wang", "王五");
        JsonNode made = activeLiveCode(channel("门店"), "zhang", HELLO);
        String path = "/live-codes/" + made.path("id").asString();

        assertThat(put(path, get(path).etag(), Map.of("name", "前台", "users", List.of("zhang", "wang")))
                        .status())
                .isEqualTo(200);

        soon().untilAsserted(() ->
                assertThat(get(path).json().path("sync").asString()).isEqualTo("IN_SYNC"));
    }

    @Test
    void anEditOnAnOldVersionIsRefused() {
        corp.people().memberJoins("zhang", "张三");
        JsonNode made = activeLiveCode(channel("门店"), "zhang", HELLO);
        String path = "/live-codes/" + made.path("id").asString();

        assertThat(put(path, "\"0\"", edit("前台", "zhang")).status()).isEqualTo(412);
    }

    @Test
    void allThatIsWrongWithAWelcomeIsToldAtOnce() {
        Answer answer = post(
                "/live-codes",
                Map.of(
                        "channelId",
                        channel("门店"),
                        "name",
                        "收银台",
                        "users",
                        List.of("zhang"),
                        "welcome",
                        Map.of(
                                "text",
                                "{memberName} {shop}" + "好".repeat(1400),
                                "attachments",
                                List.of(Map.of("type", "image", "filename", "a.png", "content", "AAAAAAAAAAAA")))));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(errors(answer))
                .containsExactlyInAnyOrder(
                        "welcome.text too_many_bytes",
                        "welcome.text unknown_variable",
                        "welcome.memberNames member_name_missing",
                        "welcome.attachments[0].content media_type");
        assertThat(answer.json().at("/errors/0/detail").asString()).contains("4000");
    }

    @Test
    void allThatIsWrongWithVariantsAndArmsIsToldAtOnce() {
        Map<String, Object> arm = Map.of("weight", 1, "text", "{shop}");
        String channelId = channel("门店");

        Answer answer = welcome(
                channelId,
                Map.of(
                        "text", "你好",
                        "arms", List.of(arm, Map.of("weight", 1)),
                        "memberNames", Map.of("张 三", "小张"),
                        "variants",
                                List.of(
                                        Map.of("name", "夜间", "text", "{memberName}", "users", List.of("li")),
                                        Map.of("name", "夜间 ", "text", "晚上好"))));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(errors(answer))
                .containsExactlyInAnyOrder(
                        "welcome.arms text_or_arms",
                        "welcome.arms[0].text unknown_variable",
                        "welcome.arms[1].text required",
                        "welcome.memberNames malformed",
                        "welcome.variants[0].memberNames member_name_missing",
                        "welcome.variants[1].name duplicate",
                        "welcome.variants[1].slots condition_missing");

        assertThat(errors(welcome(
                        channelId,
                        Map.of(
                                "arms", List.of(Map.of("weight", 101, "text", "甲")),
                                "variants",
                                        List.of(Map.of(
                                                "name",
                                                " ",
                                                "text",
                                                "晚上好",
                                                "slots",
                                                List.of(Map.of("weekdays", List.of()))))))))
                .containsExactlyInAnyOrder(
                        "welcome.arms too_few",
                        "welcome.arms[0].weight too_large",
                        "welcome.variants[0].name required",
                        "welcome.variants[0].slots[0].weekdays required");
        assertThat(errors(welcome(
                        channelId,
                        Map.of(
                                "text",
                                "你好",
                                "variants",
                                List.of(Map.of("name", "夜间", "slots", List.of(Map.of("from", "24:30"))))))))
                .containsExactly("welcome.variants[0].slots[0].from wrong_format");
        assertThat(ids(get("/live-codes").json())).isEmpty();
    }

    private Answer welcome(String channelId, Map<String, Object> welcome) {
        return post(
                "/live-codes",
                Map.of("channelId", channelId, "name", "收银台", "users", List.of("zhang"), "welcome", welcome));
    }

    @Test
    void codesAreListedByChannelAndPageByPage() {
        corp.people().memberJoins("zhang", "张三");
        String shop = channel("门店");
        String fair = channel("展会");
        List<String> ofShop = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            ofShop.add(liveCode(shop, "zhang", HELLO).substring("/live-codes/".length()));
        }
        liveCode(fair, "zhang", HELLO);

        JsonNode first = get("/live-codes?limit=2&channelId=" + shop).json();
        JsonNode second = get("/live-codes?limit=2&channelId=" + shop + "&cursor="
                        + first.path("next").asString())
                .json();

        assertThat(ids(first)).isEqualTo(ofShop.subList(0, 2));
        assertThat(ids(second)).isEqualTo(ofShop.subList(2, 3));
        assertThat(second.path("next").isNull()).isTrue();
        assertThat(ids(get("/live-codes?name=nothing").json())).isEmpty();
    }

    private String status(String path) {
        return get(path).json().path("status").asString();
    }

    private static Map<String, Object> edit(String name, String userId) {
        Map<String, Object> edit = new HashMap<>();
        edit.put("name", name);
        edit.put("users", List.of(userId));
        edit.put("welcome", HELLO);
        return edit;
    }

    private static List<String> ids(JsonNode slice) {
        List<String> ids = new ArrayList<>();
        slice.path("items").forEach(item -> ids.add(item.path("id").asString()));
        return ids;
    }

    private static List<String> errors(Answer answer) {
        List<String> errors = new ArrayList<>();
        answer.json()
                .path("errors")
                .forEach(error -> errors.add(error.path("field").asString() + " "
                        + error.path("code").asString()));
        return errors;
    }

    @Test
    void whoNamesNoVersionIsNotRefusedBecauseAnotherCameBetween() {
        corp.people().memberJoins("zhang", "张三");
        JsonNode made = activeLiveCode(channel("门店"), "zhang", Map.of("text", "你好"));
        String path = "/live-codes/" + made.path("id").asString();

        for (String act : List.of("/pause", "/resume", "/archive")) {
            Answer answer = whileAnotherEdits(made.path("id").asString(), () -> post(path + act, Map.of()));

            assertThat(answer.status()).as(act + answer.http().body()).isEqualTo(200);
        }
    }

    /** The request comes while the row is changed, and has to wait for that. */
    private Answer whileAnotherEdits(String id, Supplier<Answer> request) {
        return Objects.requireNonNull(transactions.execute(_ -> {
                    jdbc.sql("UPDATE live_code SET version = version + 1 WHERE id = ?")
                            .param(id)
                            .update();
                    CompletableFuture<Answer> answer = CompletableFuture.supplyAsync(request);
                    soon().until(() -> jdbc.sql("""
                                    SELECT COUNT(*) FROM information_schema.innodb_trx
                                    WHERE trx_state = 'LOCK WAIT' AND trx_query LIKE '%live_code%'
                                    """).query(Integer.class).single() > 0);
                    return answer;
                }))
                .join();
    }
}
