package scrm.sop.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import scrm.harness.Answer;
import scrm.simulator.Friendship;
import scrm.sop.SopServiceIT;

/** Steps that depend on who is in a segment of tag-service when they are due. */
class SegmentConditionIT extends SopServiceIT {
    private static final Map<String, String> VIP = Map.of("type", "IN_SEGMENT", "segmentId", "7");
    private static final Map<String, ?> OTHERWISE = Map.of("content", Map.of("text", "你好"));

    @AfterEach
    void tagServiceIsBack() {
        OTHERS.fail(0);
    }

    @Test
    void whoIsInTheSegmentWhenTheStepIsDueGoesItsWayByOneQuestion() {
        OTHERS.segment(corpId(), "7", List.of());
        List<Friendship> added = inPlan("小李", "小王", "小张");
        OTHERS.segment(corpId(), "7", List.of(added.get(1).externalUserId()));

        WECOM.clock().advance(Duration.ofHours(1));

        soon().untilAsserted(() -> assertThat(all("/staff-tasks"))
                .singleElement()
                .satisfies(task -> assertThat(task.path("externalUserId").asString())
                        .isEqualTo(added.get(1).externalUserId())));
        assertThat(steps()).containsOnly("DISPATCHED null").hasSize(3);
        assertThat(questions()).hasSize(1);
    }

    @Test
    void whileTagServiceIsAwayStepsWaitAndNothingIsLost() {
        OTHERS.segment(corpId(), "7", List.of());
        inPlan("小李", "小王");
        OTHERS.fail(Integer.MAX_VALUE);

        WECOM.clock().advance(Duration.ofHours(1));

        soon().untilAsserted(() ->
                assertThat(steps()).containsOnly("PENDING SEGMENTS_UNAVAILABLE").hasSize(2));
        OTHERS.fail(0);
        soon().untilAsserted(() -> {
            WECOM.clock().advance(Duration.ofSeconds(20));
            assertThat(steps()).containsOnly("DISPATCHED null").hasSize(2);
        });
    }

    @Test
    void aSegmentThatIsThereNoMoreIsNotGuessedAbout() {
        OTHERS.segment(corpId(), "7", List.of());
        inPlan("小李");
        OTHERS.forget(corpId(), "7");

        WECOM.clock().advance(Duration.ofHours(1));

        soon().untilAsserted(() -> assertThat(steps()).containsExactly("SKIPPED SEGMENT_GONE"));
        assertThat(calls("externalcontact/add_msg_template")).isEmpty();
    }

    @Test
    void aSegmentThatIsNotThereIsRefusedAtSaveAndAskedAboutAgainWhenItCanBe() {
        Answer unknown = post("/plans", plan());
        assertThat(unknown.status()).isEqualTo(400);
        assertThat(unknown.json().at("/errors/0/field").asString()).isEqualTo("steps[0].conditions[0].segmentId");
        assertThat(unknown.json().at("/errors/0/code").asString()).isEqualTo("unknown_segment");
        assertThat(post("/plans/preview", plan()).status()).isEqualTo(400);

        OTHERS.segment(corpId(), "7", List.of());
        OTHERS.fail(2);
        Answer away = post("/plans", plan());
        assertThat(away.status()).isEqualTo(503);
        assertThat(away.http().headers().firstValue("Retry-After")).isPresent();

        soon().untilAsserted(() -> assertThat(post("/plans", plan()).status()).isEqualTo(201));
        assertThat(get("/plans")
                        .json()
                        .at("/items/0/steps/0/conditions/0/segmentId")
                        .asString())
                .isEqualTo("7");
    }

    private static Map<String, ?> plan() {
        return Map.of(
                "name",
                "人群",
                "trigger",
                Map.of("type", "CONTACT_ADDED"),
                "steps",
                List.of(Map.of(
                        "when",
                        Map.of("after", "PT1H"),
                        "conditions",
                        List.of(VIP),
                        "ask",
                        "登门拜访",
                        "otherwise",
                        List.of(OTHERWISE))));
    }

    private List<Friendship> inPlan(String... names) {
        corp.people().memberJoins("zhang", "张三");
        Answer draft = post("/plans", plan());
        assertThat(draft.status()).as(draft.http().body()).isEqualTo(201);
        String id = draft.json().path("id").asString();
        assertThat(post("/plans/" + id + "/publish", Map.of()).status()).isEqualTo(200);
        List<Friendship> added = List.of(names).stream()
                .map(name -> corp.people().memberAdds("zhang", name))
                .toList();
        soon().untilAsserted(() -> assertThat(all("/due-steps")).hasSize(added.size()));
        return added;
    }

    private List<String> steps() {
        return all("/due-steps").stream()
                .map((JsonNode step) -> step.path("state").asString() + " "
                        + step.path("reason").asString("null"))
                .toList();
    }

    private List<String> questions() {
        return OTHERS.requests().stream()
                .filter(request -> request.contains(corpId() + "/segments/7/members/check"))
                .toList();
    }
}
