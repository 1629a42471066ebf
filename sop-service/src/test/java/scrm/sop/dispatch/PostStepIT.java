package scrm.sop.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import scrm.harness.Answer;
import scrm.sop.SopServiceIT;

/** Plans for members, who are asked to publish moments. */
class PostStepIT extends SopServiceIT {
    private static final Map<String, ?> NEWS = Map.of("content", Map.of("text", "新品上市"), "tagIds", List.of());

    @BeforeEach
    void members() {
        corp.people().memberJoins("zhang", "张三");
        corp.people().memberJoins("li", "李四");
    }

    @Test
    void membersWhoPublishTheSameByTheSameStepAreAskedByOneMoment() {
        Answer draft = post("/plans", plan(Map.of("moment", NEWS)));
        assertThat(draft.status()).as(draft.http().body()).isEqualTo(201);
        assertThat(draft.json().at("/steps/0/moment/content/text").asString()).isEqualTo("新品上市");
        String planId = draft.json().path("id").asString();
        assertThat(post("/plans/" + planId + "/publish", Map.of()).status()).isEqualTo(200);
        post("/enrolments", Map.of("planId", planId, "userIds", List.of("zhang", "li")));

        WECOM.clock().advance(Duration.ofHours(1));

        soon().untilAsserted(() -> assertThat(all("/due-steps").stream()
                        .map((JsonNode step) -> step.path("state").asString()))
                .containsExactly("DONE", "DONE"));
        WECOM.clock().advance(Duration.ofSeconds(5));
        soon().untilAsserted(() ->
                assertThat(calls("externalcontact/add_moment_task")).hasSize(1));
        JsonNode moment = get("/moments").json().path("items");
        assertThat(moment).hasSize(1);
        soon().untilAsserted(() -> assertThat(
                        all("/moments/" + moment.at("/0/id").asString() + "/members").stream()
                                .map((JsonNode member) -> member.path("userId").asString()
                                        + " "
                                        + member.path("state").asString()))
                .containsExactlyInAnyOrder("zhang ASKED", "li ASKED"));
        soon().untilAsserted(() -> assertThat(all("/enrolments").stream()
                        .map((JsonNode enrolment) -> enrolment.path("status").asString()))
                .containsExactly("COMPLETED", "COMPLETED"));
    }

    @Test
    void momentsAreForMembersAndSayWhatIsWrongWithThem() {
        Map<String, Object> forContacts = new HashMap<>(plan(Map.of("moment", NEWS)));
        forContacts.put("audience", "CONTACT");
        assertThat(problem(forContacts)).isEqualTo("steps[0].moment not_for_audience");
        assertThat(problem(plan(Map.of("moment", Map.of("content", Map.of())))))
                .isEqualTo("steps[0].moment.content.text required");
        assertThat(problem(plan(Map.of("moment", NEWS, "ask", "打电话")))).isEqualTo("steps[0] one_action");
        assertThat(problem(plan(Map.of("ask", "打电话", "followUp", Map.of("remindAfter", List.of("PT4H"))))))
                .isEqualTo("steps[0].followUp only_with_content");
    }

    private String problem(Map<String, ?> plan) {
        JsonNode error = post("/plans", plan).json().at("/errors/0");
        return error.path("field").asString() + " " + error.path("code").asString();
    }

    private static Map<String, ?> plan(Map<String, ?> action) {
        Map<String, Object> step = new HashMap<>(action);
        step.put("when", Map.of("after", "PT1H"));
        return Map.of(
                "name", "朋友圈", "audience", "MEMBER", "trigger", Map.of("type", "BY_HAND"), "steps", List.of(step));
    }
}
