package scrm.sop.due;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import scrm.harness.Answer;
import scrm.simulator.Friendship;
import scrm.simulator.Received;
import scrm.simulator.server.ApiCall;
import scrm.simulator.server.Fault;
import scrm.sop.SopServiceIT;

/** What becomes of steps that nobody did in time, that failed, or that depend on something. */
class MisfireIT extends SopServiceIT {
    @Test
    void aStepThatIsTooLateIsLeftOutIfThePlanSaysSo() {
        Friendship added = inPlan("SKIP");

        WECOM.clock().advance(Duration.ofHours(3));

        soon().untilAsserted(() -> assertThat(states(added)).containsExactly("SKIPPED"));
        assertThat(dueSteps(added).getFirst().path("reason").asString()).isEqualTo("MISSED");
        soon().untilAsserted(() -> assertThat(enrolmentStatus(added)).isEqualTo("COMPLETED"));
        assertThat(sends()).isEmpty();
    }

    @Test
    void aStepThatIsALittleLateIsDoneWhateverThePlanSays() {
        Friendship added = inPlan("SKIP");

        WECOM.clock().advance(Duration.ofMinutes(70));

        confirm();
        soon().untilAsserted(() -> assertThat(texts(added)).containsExactly("你好"));
    }

    @Test
    void aStepThatIsTooLateIsAskedAboutAndDoneIfSomebodyWants() {
        Friendship added = inPlan("ASK");
        WECOM.clock().advance(Duration.ofHours(3));
        soon().untilAsserted(() -> assertThat(states(added)).containsExactly("ASKED"));

        assertThat(answer("RUN")).isEqualTo(1);

        confirm();
        soon().untilAsserted(() -> assertThat(texts(added)).containsExactly("你好"));
        assertThat(answer("RUN")).isZero();
    }

    @Test
    void aStepThatIsTooLateIsAskedAboutAndLeftOutIfNobodyWants() {
        Friendship added = inPlan("ASK");
        WECOM.clock().advance(Duration.ofHours(3));
        soon().untilAsserted(() -> assertThat(states(added)).containsExactly("ASKED"));

        assertThat(answer("SKIP")).isEqualTo(1);

        soon().untilAsserted(() -> assertThat(states(added)).containsExactly("SKIPPED"));
        assertThat(sends()).isEmpty();
    }

    @Test
    void whatWeComRefusedIsDoneAgainOnceSomebodyWants() {
        Friendship added = inPlan("RUN");
        WECOM.faults()
                .add(Fault.errcode(41048).on("externalcontact/add_msg_template").of(corpId()));
        WECOM.clock().advance(Duration.ofHours(1));
        soon().untilAsserted(() -> assertThat(states(added)).containsExactly("FAILED"));
        soon().untilAsserted(() -> assertThat(enrolmentStatus(added)).isEqualTo("COMPLETED"));
        WECOM.faults().clear();

        assertThat(replay("NOT_FRIEND")).isZero();
        assertThat(replay("REFUSED")).isEqualTo(1);

        confirm();
        soon().untilAsserted(() -> assertThat(texts(added)).containsExactly("你好"));
    }

    @Test
    void aStepThatIsInDoubtIsNotRepeated() {
        Friendship added = inPlan("RUN");
        WECOM.faults()
                .add(Fault.replyDropped()
                        .on("externalcontact/add_msg_template")
                        .of(corpId())
                        .times(1));
        WECOM.clock().advance(Duration.ofHours(1));
        soon().untilAsserted(() -> assertThat(states(added)).containsExactly("UNKNOWN"));

        assertThat(post("/plans/" + planId + "/replay", Map.of("reasons", List.of("REPLY_LOST")))
                        .status())
                .isEqualTo(400);
        assertThat(replay("NOT_FRIEND", "QUOTA_USED_UP", "REFUSED", "NOT_CONFIRMED"))
                .isZero();
        assertThat(sends()).hasSize(1);
    }

    @Test
    void aPlanThatIsNotThereHasNothingToReplayOrAnswer() {
        assertThat(post("/plans/999/replay", Map.of("reasons", List.of("REFUSED")))
                        .status())
                .isEqualTo(404);
        assertThat(post("/due-steps/answer", Map.of("planId", "999", "answer", "RUN"))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void contentOfDifferentPlansIsNeverMixed() {
        corp.people().memberJoins("zhang", "张三");
        publish("一", "RUN");
        publish("二", "RUN");
        Friendship added = corp.people().memberAdds("zhang", "小李");
        soon().untilAsserted(() -> assertThat(dueSteps(added)).hasSize(2));

        WECOM.clock().advance(Duration.ofHours(1));

        soon().untilAsserted(() -> assertThat(sends()).hasSize(2));
    }

    private String planId = "";

    private Friendship inPlan(String policy) {
        corp.people().memberJoins("zhang", "张三");
        planId = publish("迟到", policy);
        Friendship added = corp.people().memberAdds("zhang", "小李");
        soon().untilAsserted(() -> assertThat(dueSteps(added)).hasSize(1));
        return added;
    }

    private String publish(String name, String policy) {
        Answer draft = post(
                "/plans",
                Map.of(
                        "name",
                        name,
                        "trigger",
                        Map.of("type", "CONTACT_ADDED"),
                        "misfire",
                        Map.of("policy", policy),
                        "steps",
                        List.of(Map.of("when", Map.of("after", "PT1H"), "content", Map.of("text", "你好")))));
        assertThat(draft.status()).as(draft.http().body()).isEqualTo(201);
        String id = draft.json().path("id").asString();
        assertThat(post("/plans/" + id + "/publish", Map.of()).status()).isEqualTo(200);
        return id;
    }

    private int answer(String answer) {
        return post("/due-steps/answer", Map.of("planId", planId, "answer", answer))
                .json()
                .path("steps")
                .asInt();
    }

    private int replay(String... reasons) {
        return post("/plans/" + planId + "/replay", Map.of("reasons", List.of(reasons)))
                .json()
                .path("steps")
                .asInt();
    }

    private void confirm() {
        soon().ignoreExceptions()
                .until(() -> corp.people()
                                .memberConfirmsSend(
                                        get("/group-messages?status=CREATED")
                                                .json()
                                                .at("/items/0/msgid")
                                                .asString(),
                                        "zhang")
                        > 0);
    }

    private List<ApiCall> sends() {
        return WECOM.ledger()
                .calls(call ->
                        call.path().equals("externalcontact/add_msg_template") && corpId().equals(call.corpId()));
    }

    private List<String> texts(Friendship friendship) {
        return corp.people().inbox(friendship.externalUserId()).stream()
                .map(Received::content)
                .map(content -> content.at("/text/content").asString())
                .toList();
    }

    private List<JsonNode> dueSteps(Friendship friendship) {
        List<JsonNode> steps = new ArrayList<>();
        get("/due-steps?externalUserId=" + friendship.externalUserId())
                .json()
                .path("items")
                .forEach(steps::add);
        return steps;
    }

    private List<String> states(Friendship friendship) {
        return dueSteps(friendship).stream()
                .map(step -> step.path("state").asString())
                .toList();
    }

    private String enrolmentStatus(Friendship friendship) {
        return get("/enrolments?externalUserId=" + friendship.externalUserId())
                .json()
                .at("/items/0/status")
                .asString();
    }
}
