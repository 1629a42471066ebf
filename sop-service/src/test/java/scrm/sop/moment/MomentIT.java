package scrm.sop.moment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

import scrm.harness.Answer;
import scrm.messaging.testing.QueryPlans;
import scrm.simulator.server.ApiCall;
import scrm.simulator.server.Fault;
import scrm.sop.SopServiceIT;

class MomentIT extends SopServiceIT {
    private static final String ADD = "externalcontact/add_moment_task";

    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private JdbcClient client;

    @Test
    void aMomentIsMadeByOneCallAndWhomWeComDoesNotKnowIsLeftOut() {
        corp.people().memberJoins("zhang", "张三");
        String id = ask(Map.of("content", Map.of("text", "新品上市"), "userIds", List.of("zhang", "gone")));

        made(id);

        assertThat(moment(id).path("momentId").asString()).startsWith("mom");
        assertThat(calls(ADD)).hasSize(1);
        assertThat(states(id)).containsExactly("gone LEFT_OUT", "zhang ASKED");
    }

    @Test
    void aMomentWaitsForItsTime() {
        corp.people().memberJoins("zhang", "张三");
        String id = ask(Map.of(
                "content",
                Map.of("text", "明天见"),
                "askAt",
                WECOM.clock().instant().plus(Duration.ofHours(5)).toString()));

        WECOM.clock().advance(Duration.ofHours(4));
        assertThat(moment(id).path("status").asString()).isEqualTo("WAITING");
        assertThat(calls(ADD)).isEmpty();
        WECOM.clock().advance(Duration.ofHours(1));

        made(id);
    }

    @Test
    void aMomentWhoseAnswerWasLostIsFoundAndNotRepeated() {
        corp.people().memberJoins("zhang", "张三");
        made(ask(Map.of("content", Map.of("text", "在吗"), "userIds", List.of("zhang"))));
        WECOM.faults().add(Fault.replyDropped().on(ADD).of(corpId()).times(1));

        String id = ask(Map.of("content", Map.of("text", "在吗"), "userIds", List.of("zhang")));

        soon().untilAsserted(
                        () -> assertThat(moment(id).path("status").asString()).isEqualTo("UNKNOWN"));
        WECOM.clock().advance(Duration.ofSeconds(15));
        soon().untilAsserted(
                        () -> assertThat(moment(id).path("status").asString()).isEqualTo("MADE"));
        assertThat(calls(ADD)).hasSize(2);
    }

    @Test
    void aMomentThatNeverReachedWeComIsLeftToAPerson() {
        corp.people().memberJoins("zhang", "张三");
        WECOM.faults().add(Fault.connectionReset().on(ADD).of(corpId()).times(1));
        String id = ask(Map.of("content", Map.of("text", "丢了"), "userIds", List.of("zhang")));
        soon().untilAsserted(
                        () -> assertThat(moment(id).path("status").asString()).isEqualTo("UNKNOWN"));

        for (int i = 0; i < 4; i++) {
            WECOM.clock().advance(Duration.ofMinutes(5));
        }
        soon().untilAsserted(
                        () -> assertThat(moment(id).path("reason").asString()).contains("ask a member"));
        assertThat(calls(ADD).stream().filter(ApiCall::executed)).isEmpty();

        assertThat(decide(id, "retry").status()).isEqualTo(202);
        made(id);
    }

    @Test
    void moreThanTenAMinuteWaitAndNoneIsRefused() {
        corp.people().memberJoins("zhang", "张三");
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 13; i++) {
            ids.add(ask(Map.of("content", Map.of("text", "第" + i), "userIds", List.of("zhang"))));
        }

        soon().untilAsserted(() -> assertThat(calls(ADD)).hasSize(10));
        WECOM.clock().advance(Duration.ofSeconds(62));
        soon().untilAsserted(() -> assertThat(calls(ADD)).hasSize(13));
        assertThat(calls(ADD)).allMatch(call -> call.errcode() == 0);
        ids.forEach(this::made);
    }

    @Test
    void picturesAreUploadedForMoments() {
        corp.people().memberJoins("zhang", "张三");
        byte[] png = {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 1, 2, 3};
        Map<String, Object> picture = Map.of(
                "type",
                "image",
                "filename",
                "a.png",
                "content",
                Base64.getEncoder().encodeToString(png));

        made(ask(Map.of("content", Map.of("attachments", List.of(picture)))));

        assertThat(calls("media/upload_attachment")).hasSize(1);
    }

    @Test
    void aMomentThatWeComRefusesMayBeAskedForAgain() {
        corp.people().memberJoins("zhang", "张三");
        WECOM.faults().add(Fault.errcode(41211).on(ADD).of(corpId()).times(1));
        String id = ask(Map.of("content", Map.of("text", "再来"), "userIds", List.of("zhang")));
        soon().untilAsserted(
                        () -> assertThat(moment(id).path("status").asString()).isEqualTo("FAILED"));
        assertThat(moment(id).path("errcode").asInt()).isEqualTo(41211);
        assertThat(states(id)).containsExactly("zhang NOT_PUBLISHED");

        assertThat(decide(id, "retry").status()).isEqualTo(202);

        made(id);
        assertThat(states(id)).containsExactly("zhang ASKED");
        assertThat(decide(id, "retry").status()).isEqualTo(409);
    }

    @Test
    void aCancelledMomentIsPublishedByNobodyMore() {
        corp.people().memberJoins("zhang", "张三");
        String id = ask(Map.of("content", Map.of("text", "不发了"), "userIds", List.of("zhang")));
        made(id);

        assertThat(decide(id, "cancel").json().path("status").asString()).isEqualTo("CANCELLED");

        soon().untilAsserted(() ->
                assertThat(calls("externalcontact/cancel_moment_task")).hasSize(1));
        assertThat(states(id)).containsExactly("zhang NOT_PUBLISHED");
        assertThat(decide(id, "cancel").status()).isEqualTo(409);
    }

    @Test
    void aMemberIsNotAskedMoreOftenThanTheCorpChose() {
        corp.people().memberJoins("zhang", "张三");
        corp.people().memberJoins("li", "李四");
        put("/quotas/settings", "\"0\"", Map.of("members", List.of(Map.of("window", "DAY", "most", 1))));
        made(ask(Map.of("content", Map.of("text", "一"), "userIds", List.of("zhang"))));

        String second = ask(Map.of("content", Map.of("text", "二"), "userIds", List.of("zhang", "li")));
        made(second);
        String third = ask(Map.of("content", Map.of("text", "三"), "userIds", List.of("zhang", "li")));

        assertThat(states(second)).containsExactly("li ASKED", "zhang LEFT_OUT");
        soon().untilAsserted(() ->
                assertThat(moment(third).path("status").asString()).isEqualTo("FAILED"));
        assertThat(calls(ADD)).hasSize(2);
    }

    @Test
    void allThatIsWrongWithAMomentIsToldAtOnce() {
        Map<String, Object> link = Map.of("type", "link", "title", "看", "url", "https://example.com");
        Answer answer = post(
                "/moments",
                Map.of(
                        "content",
                                Map.of(
                                        "text",
                                        "好".repeat(1334),
                                        "attachments",
                                        List.of(link, link, Map.of("type", "mini_program"))),
                        "userIds", List.of("zhang"),
                        "departments", List.of(1),
                        "tagIds", List.of(),
                        "askAt", "2020-01-01T00:00:00Z"));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(errors(answer))
                .containsExactlyInAnyOrder(
                        "content.text too_many_bytes",
                        "content.attachments[1] moment_attachments",
                        "content.attachments[2] moment_attachments",
                        "content.attachments[2].type not_allowed",
                        "departments members_or_departments",
                        "tagIds too_few",
                        "askAt past");
        assertThat(errors(post("/moments", Map.of("content", Map.of("text", "x".repeat(2001))))))
                .containsExactly("content.text too_long");
        assertThat(errors(post(
                        "/moments",
                        Map.of("content", Map.of("attachments", Collections.nCopies(10, Map.of("type", "image")))))))
                .contains("content.attachments too_many");
    }

    @Test
    void callsOfAMinuteAndAMonthAreCountedByIndex() {
        QueryPlans.fill(
                jdbc,
                "moment",
                "corp_id, content, named, departments, tag_ids, status, ask_at, called_at, version, created_at",
                "CONCAT('wwplan', n % 7), '{}', TRUE, '[]', '[]', 'CANCELLED', '2020-01-01',"
                        + " '2020-01-01' + INTERVAL n MINUTE, 1, '2020-01-01'");

        assertThat(QueryPlans.keys(
                        client,
                        JdbcMoments.CALLS_OF_MINUTE,
                        Map.of("corpId", "wwplan1", "id", 1, "minuteAgo", "2020-01-07 00:00:00")))
                .containsExactly("moment_called");
        assertThat(QueryPlans.keys(
                        client,
                        JdbcMoments.CALLS_OF_MONTH,
                        Map.of("corpId", "wwplan1", "id", 1, "monthBegan", "2020-01-06 00:00:00")))
                .containsExactly("moment_called");
    }

    private String ask(Map<String, Object> moment) {
        Answer answer = post("/moments", moment);
        assertThat(answer.status()).as(answer.http().body()).isEqualTo(202);
        return answer.json().path("id").asString();
    }

    private Answer decide(String id, String what) {
        return send(request("/moments/" + id + "/" + what)
                .header("If-Match", get("/moments/" + id).etag())
                .POST(java.net.http.HttpRequest.BodyPublishers.noBody()));
    }

    private JsonNode moment(String id) {
        return get("/moments/" + id).json();
    }

    /** WeCom's job takes some seconds. */
    private void made(String id) {
        soon().untilAsserted(
                        () -> assertThat(moment(id).path("status").asString()).isNotIn("WAITING", "CALLING"));
        WECOM.clock().advance(Duration.ofSeconds(6));
        soon().untilAsserted(
                        () -> assertThat(moment(id).path("status").asString()).isEqualTo("MADE"));
    }

    private List<String> states(String id) {
        return client.sql("SELECT userid, state FROM moment_member WHERE moment_id = :id ORDER BY userid")
                .param("id", id)
                .query((row, _) -> row.getString("userid") + " " + row.getString("state"))
                .list();
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
