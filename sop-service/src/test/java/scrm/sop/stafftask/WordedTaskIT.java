package scrm.sop.stafftask;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

import scrm.events.CorpId;
import scrm.events.EventId;
import scrm.events.ExternalUserId;
import scrm.events.TaggingEvent.ContactErased;
import scrm.events.UserId;
import scrm.harness.Answer;
import scrm.messaging.JdbcTime;
import scrm.simulator.Friendship;
import scrm.sop.SopServiceIT;

/** Members' tasks that a material tells, in words for each contact. */
class WordedTaskIT extends SopServiceIT {
    private static final String SEND = "message/send";

    @Autowired
    private RaiseStaffTasks raiseStaffTasks;

    @Autowired
    private JdbcClient jdbc;

    @BeforeEach
    void members() {
        corp.people().memberJoins("zhang", "张三");
    }

    @Test
    void aMemberReadsWhatToSayToEachContact() {
        String material = material("{contactName}快过生日了，请打电话祝福");
        List<Friendship> added = inPlan(material, "小李", "小王");
        Answer edited = edit(material, Map.of("name", "任务", "text", "改过的"));
        assertThat(edited.status()).isEqualTo(200);

        WECOM.clock().advance(Duration.ofHours(1));

        soon().untilAsserted(() ->
                assertThat(tasks()).containsExactlyInAnyOrder("SENT 小李快过生日了，请打电话祝福", "SENT 小王快过生日了，请打电话祝福"));
        String told =
                String.join("", calls(SEND).stream().map(call -> call.body()).toList());
        assertThat(told).contains("小李快过生日了，请打电话祝福\\n对象：小李", "小王快过生日了，请打电话祝福\\n对象：小王");
        assertThat(get("/materials/" + material + "/uses").json()).hasSize(1);
        assertThat(get("/plans").json().at("/items/0/steps/0/askMaterialId").asString())
                .isEqualTo(material);

        jdbc.sql("UPDATE contact_fact SET value = '老李' WHERE corp_id = :corpId AND external_userid = :id")
                .param("corpId", corpId())
                .param("id", added.getFirst().externalUserId())
                .update();
        publish(new ContactErased(
                EventId.derived("erased", corpId()),
                new CorpId(corpId()),
                WECOM.clock().instant(),
                new ExternalUserId(added.getFirst().externalUserId())));
        soon().untilAsserted(() -> assertThat(tasks()).containsExactlyInAnyOrder("SENT ", "SENT 小王快过生日了，请打电话祝福"));
        assertThat(states()).containsExactlyInAnyOrder("SKIPPED CONTACT_ERASED", "DISPATCHED null");
    }

    @Test
    void whatIsTooMuchForOneMessageIsToldMessageByMessageForWeComDropsAFlood() {
        List<Errand> errands = LongStream.range(1, 4)
                .mapToObj(giver -> new Errand(giver, null, null, giver + "号客户需要回访".repeat(60)))
                .toList();

        raiseStaffTasks.raise(new CorpId(corpId()), new UserId("zhang"), errands);

        List<Instant> dueAt = jdbc.sql("""
                        SELECT due_at FROM work
                        WHERE corp_id = :corpId AND kind = :kind AND work_key LIKE '%-1' ORDER BY due_at
                        """)
                .param("corpId", corpId())
                .param("kind", StaffTaskMessageWorker.KIND)
                .query((row, _) -> JdbcTime.get(row, "due_at"))
                .list();
        assertThat(dueAt)
                .containsExactly(
                        dueAt.getFirst(),
                        dueAt.getFirst().plusSeconds(3),
                        dueAt.getFirst().plusSeconds(6));
        WECOM.clock().advance(Duration.ofSeconds(6));
        soon().untilAsserted(() -> assertThat(calls(SEND)).hasSize(3));
    }

    @Test
    void whatCannotBeSaidOfSomebodyIsPassedByWithTheReason() {
        List<Friendship> added = inPlan(material("请提醒{own_points}分将到期" + "！".repeat(480)), "小李", "小王", "小张");
        tell(added.get(0), "120");
        tell(added.get(1), "一".repeat(30));

        WECOM.clock().advance(Duration.ofHours(1));

        soon().untilAsserted(() -> assertThat(states())
                .containsExactlyInAnyOrder("DISPATCHED null", "SKIPPED TEXT_TOO_LONG", "SKIPPED VARIABLE_MISSING"));
        assertThat(all("/staff-tasks")).hasSize(1);
    }

    @Test
    void aMaterialThatNoAppMessageCanSayIsRefused() {
        assertThat(error(plan(Map.of("askMaterialId", "999")))).isEqualTo("steps[0].askMaterialId not_found");
        assertThat(error(plan(Map.of("askMaterialId", material("很长".repeat(300))))))
                .isEqualTo("steps[0].askMaterialId too_many_bytes");
        String material = material("请打电话");
        assertThat(error(plan(Map.of("askMaterialId", material, "ask", "请打电话"))))
                .isEqualTo("steps[0] one_action");
        String plan = plan(Map.of("askMaterialId", material)).json().path("id").asString();
        Map<String, ?> link = Map.of("type", "link", "title", "秋", "url", "https://example.com");
        Map<String, ?> withLink = Map.of("name", "任务", "text", "请打电话", "attachments", List.of(link));

        assertThat(edit(material, withLink).status()).isEqualTo(200);

        assertThat(error(post("/plans/" + plan + "/publish", Map.of()))).isEqualTo("steps[0].askMaterialId words_only");
        assertThat(error(plan(Map.of("askMaterialId", material)))).isEqualTo("steps[0].askMaterialId words_only");
    }

    private String material(String text) {
        String name = text.length() > 20 && !text.startsWith("{") ? text.substring(0, 20) : "任务";
        Answer answer = post("/materials", Map.of("name", name, "text", text));
        assertThat(answer.status()).as(answer.http().body()).isEqualTo(201);
        return answer.json().path("id").asString();
    }

    private Answer edit(String material, Map<String, ?> content) {
        String path = "/materials/" + material;
        return put(path, get(path).etag(), content);
    }

    private Answer plan(Map<String, ?> ask) {
        Map<String, Object> step = new HashMap<>(ask);
        step.put("when", Map.of("after", "PT1H"));
        return post("/plans", Map.of("name", "计划", "trigger", Map.of("type", "CONTACT_ADDED"), "steps", List.of(step)));
    }

    private List<Friendship> inPlan(String material, String... names) {
        String id = plan(Map.of("askMaterialId", material)).json().path("id").asString();
        assertThat(post("/plans/" + id + "/publish", Map.of()).status()).isEqualTo(200);
        List<Friendship> added = List.of(names).stream()
                .map(name -> corp.people().memberAdds("zhang", name))
                .toList();
        soon().untilAsserted(() -> assertThat(all("/due-steps")).hasSize(added.size()));
        return added;
    }

    private void tell(Friendship contact, String points) {
        String path = "/materials/values/contacts/" + contact.externalUserId();
        assertThat(put(path, "*", Map.of("values", Map.of("own_points", points)))
                        .status())
                .isEqualTo(204);
    }

    private List<String> tasks() {
        return all("/staff-tasks").stream()
                .map((JsonNode task) ->
                        task.path("told").asString() + " " + task.path("text").asString())
                .toList();
    }

    private List<String> states() {
        return all("/due-steps").stream()
                .map((JsonNode step) -> step.path("state").asString() + " "
                        + step.path("reason").asString("null"))
                .toList();
    }

    private static String error(Answer answer) {
        JsonNode error = answer.json().at("/errors/0");
        return error.path("field").asString() + " " + error.path("code").asString();
    }
}
