package scrm.sop.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

import scrm.events.CorpId;
import scrm.events.EventId;
import scrm.events.ExternalUserId;
import scrm.events.SopEvent.TagChangeWanted;
import scrm.events.TagId;
import scrm.events.TaggingEvent.ExternalContactTagged;
import scrm.events.UserId;
import scrm.simulator.Friendship;
import scrm.simulator.server.Fault;
import scrm.sop.SopServiceIT;

/** Steps that do other things than speak, and steps that depend on something. */
class StepKindsIT extends SopServiceIT {
    private static final String SEND = "message/send";
    private static final String SAY = "externalcontact/add_msg_template";
    private static final List<Map<String, ?>> ASK = List.of(Map.of("ask", "请打电话问候"));
    private static final Map<String, ?> HELLO = Map.of("text", "你好");

    @Autowired
    private JdbcClient jdbc;

    @Test
    void tagsAreChangedByTagServiceAndTheStepIsDone() {
        Friendship added = inPlan(
                        List.of(Map.of("changeTags", Map.of("add", List.of("etA"), "remove", List.of("etB")))))
                .getFirst();

        WECOM.clock().advance(Duration.ofHours(1));

        soon().untilAsserted(() -> assertThat(states()).containsExactly("DONE"));
        soon().untilAsserted(() -> assertThat(published(TagChangeWanted.class))
                .singleElement()
                .satisfies(wanted -> {
                    assertThat(wanted.target()).isEqualTo(added.externalUserId());
                    assertThat(wanted.userId()).isEqualTo(new UserId("zhang"));
                    assertThat(wanted.add()).containsExactly(new TagId("etA"));
                    assertThat(wanted.remove()).containsExactly(new TagId("etB"));
                }));
        soon().untilAsserted(() -> assertThat(
                        all("/enrolments").getFirst().path("status").asString())
                .isEqualTo("COMPLETED"));
    }

    @Test
    void whatAMemberIsAskedTogetherIsToldTogetherAndEachIsDoneByItself() {
        inPlan(ASK, "小李", "小王", "小张");

        WECOM.clock().advance(Duration.ofHours(1));

        soon().untilAsserted(
                        () -> assertThat(tasks()).containsOnly("OPEN SENT 1").hasSize(3));
        assertThat(calls(SEND)).hasSizeLessThanOrEqualTo(3);
        assertThat(states()).containsOnly("DISPATCHED");
        String id = all("/staff-tasks?userId=zhang&status=OPEN")
                .getFirst()
                .path("id")
                .asString();
        assertThat(post("/staff-tasks/" + id + "/done", Map.of())
                        .json()
                        .path("status")
                        .asString())
                .isEqualTo("DONE");
        assertThat(states()).containsExactlyInAnyOrder("DONE", "DISPATCHED", "DISPATCHED");
        assertThat(post("/staff-tasks/" + id + "/done", Map.of()).status()).isEqualTo(200);
        assertThat(all("/staff-tasks?status=OPEN")).hasSize(2);
    }

    @Test
    void aMemberIsRemindedTwiceAndNoMore() {
        inPlan(ASK);
        WECOM.clock().advance(Duration.ofHours(1));
        for (int sent = 1; sent <= 3; sent++) {
            String expected = "OPEN SENT " + sent;
            soon().untilAsserted(() -> assertThat(tasks()).containsExactly(expected));
            WECOM.clock().advance(Duration.ofDays(1).plusMinutes(1));
        }
        assertThat(calls(SEND)).hasSize(3);
    }

    @Test
    void whoDoesNotConfirmWhatAPlanSaysIsRemindedAsThePlanWants() {
        corp.people().memberJoins("boss", "老板");
        inPlan(List.of(Map.of(
                "content",
                HELLO,
                "followUp",
                Map.of("remindAfter", List.of("PT4H"), "escalateAfter", "PT8H", "supervisor", "boss"))));
        assertThat(get("/plans")
                        .json()
                        .at("/items/0/steps/0/followUp/supervisor")
                        .asString())
                .isEqualTo("boss");
        WECOM.clock().advance(Duration.ofHours(1));
        soon().untilAsserted(() -> assertThat(states()).containsExactly("DISPATCHED"));
        WECOM.clock().advance(Duration.ofSeconds(5));
        soon().untilAsserted(() -> assertThat(
                        get("/group-messages").json().at("/items/0/status").asString())
                .isEqualTo("CREATED"));

        WECOM.clock().advance(Duration.ofHours(4));
        soon().untilAsserted(() ->
                assertThat(calls("externalcontact/remind_groupmsg_send")).hasSize(1));
        WECOM.clock().advance(Duration.ofHours(4));

        soon().untilAsserted(() -> assertThat(calls(SEND))
                .singleElement()
                .satisfies(call -> assertThat(call.body()).contains("boss")));
    }

    @Test
    void aMessageWhoseAnswerWasLostIsNotSentAgainBeforeItsReminder() {
        inPlan(ASK);
        WECOM.faults().add(Fault.replyDropped().on(SEND).of(corpId()).times(1));

        WECOM.clock().advance(Duration.ofHours(1));

        soon().untilAsserted(() -> assertThat(tasks()).containsExactly("OPEN UNKNOWN 1"));
        assertThat(calls(SEND)).hasSize(1);
    }

    @Test
    void aTaskAboutAContactWhoIsLostIsWithdrawn() {
        Friendship added = inPlan(ASK).getFirst();
        WECOM.clock().advance(Duration.ofHours(1));
        soon().untilAsserted(() -> assertThat(tasks()).containsExactly("OPEN SENT 1"));

        corp.people().contactDeletes("zhang", added.externalUserId());

        soon().untilAsserted(() -> assertThat(tasks()).containsExactly("OBSOLETE SENT 1"));
        assertThat(states()).containsExactly("SKIPPED");
    }

    @Test
    void whoHasATagGoesOneWayAndTheOthersGoAnother() {
        List<Friendship> added = inPlan(
                List.of(
                        Map.of("conditions", List.of(Map.of("type", "HAS_TAG", "tagId", "etVIP")), "ask", "登门拜访"),
                        Map.of("content", HELLO)),
                "贵客",
                "常客");
        tag(added.getFirst(), "etVIP");

        WECOM.clock().advance(Duration.ofHours(1));

        soon().untilAsserted(() -> assertThat(calls(SAY)).hasSize(1));
        soon().untilAsserted(() -> assertThat(all("/staff-tasks"))
                .singleElement()
                .satisfies(task -> {
                    assertThat(task.path("text").asString()).isEqualTo("登门拜访");
                    assertThat(task.path("externalUserId").asString())
                            .isEqualTo(added.getFirst().externalUserId());
                }));
    }

    @Test
    void whoHasNoWayToGoIsPassedBy() {
        Friendship added = inPlan(List.of(Map.of(
                        "conditions", List.of(Map.of("type", "LACKS_TAG", "tagId", "etDONE")), "content", HELLO)))
                .getFirst();
        tag(added, "etDONE");

        WECOM.clock().advance(Duration.ofHours(1));

        soon().untilAsserted(() -> assertThat(states()).containsExactly("SKIPPED"));
        assertThat(all("/due-steps").getFirst().path("reason").asString()).isEqualTo("CONDITIONS_NOT_MET");
        assertThat(calls(SAY)).isEmpty();
    }

    @Test
    void aStepThatDoesTwoThingsOrNothingWithTagsIsRefused() {
        assertThat(problem(Map.of("ask", "打电话", "content", HELLO))).isEqualTo("steps[0] one_action");
        assertThat(problem(Map.of("changeTags", Map.of()))).isEqualTo("steps[0].changeTags.add required");
        assertThat(problem(Map.of("changeTags", Map.of("add", List.of("etA"), "remove", List.of("etA")))))
                .isEqualTo("steps[0].changeTags.remove duplicate");
    }

    private String problem(Map<String, ?> way) {
        JsonNode error = post("/plans", Map.of("name", "错", "steps", List.of(step(List.of(way)))))
                .json()
                .at("/errors/0");
        return error.path("field").asString() + " " + error.path("code").asString();
    }

    private void tag(Friendship friendship, String tagId) {
        publish(new ExternalContactTagged(
                EventId.derived("tagged", corpId(), friendship.externalUserId()),
                new CorpId(corpId()),
                WECOM.clock().instant(),
                new UserId("zhang"),
                new ExternalUserId(friendship.externalUserId()),
                List.of(new TagId(tagId)),
                List.of(),
                "WECOM"));
        soon().untilAsserted(() -> assertThat(jdbc.sql("SELECT COUNT(*) FROM contact_tag WHERE corp_id = :corpId")
                        .param("corpId", corpId())
                        .query(Integer.class)
                        .single())
                .isEqualTo(1));
    }

    /** Contacts of one member in a plan with one step, an hour later, that goes these ways. */
    private List<Friendship> inPlan(List<Map<String, ?>> ways, String... names) {
        corp.people().memberJoins("zhang", "张三");
        String id = post(
                        "/plans",
                        Map.of("name", "计划", "trigger", Map.of("type", "CONTACT_ADDED"), "steps", List.of(step(ways))))
                .json()
                .path("id")
                .asString();
        assertThat(post("/plans/" + id + "/publish", Map.of()).status()).isEqualTo(200);
        List<Friendship> added = List.of(names.length == 0 ? new String[] {"小李"} : names).stream()
                .map(name -> corp.people().memberAdds("zhang", name))
                .toList();
        soon().untilAsserted(() -> assertThat(all("/due-steps")).hasSize(added.size()));
        return added;
    }

    private static Map<String, Object> step(List<Map<String, ?>> ways) {
        Map<String, Object> step = new HashMap<>(ways.getFirst());
        step.put("when", Map.of("after", "PT1H"));
        step.put("otherwise", ways.subList(1, ways.size()));
        return step;
    }

    private List<String> states() {
        return all("/due-steps").stream()
                .map((JsonNode step) -> step.path("state").asString())
                .toList();
    }

    private List<String> tasks() {
        return all("/staff-tasks").stream()
                .map((JsonNode task) -> "%s %s %d"
                        .formatted(
                                task.path("status").asString(),
                                task.path("told").asString(),
                                task.path("messages").asInt()))
                .toList();
    }
}
