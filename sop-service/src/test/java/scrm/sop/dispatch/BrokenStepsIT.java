package scrm.sop.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static scrm.sop.PlanScript.plan;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import scrm.simulator.Friendship;
import scrm.sop.SopServiceIT;

/** Steps that fail each time. */
class BrokenStepsIT extends SopServiceIT {
    private static final List<Duration> WAITS =
            List.of(Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofMinutes(2), Duration.ofMinutes(5));

    @Autowired
    private JdbcClient jdbc;

    private String planId = "";
    private List<Friendship> added = List.of();

    @BeforeEach
    void threeInAPlan() {
        corp.people().memberJoins("zhang", "张三");
        planId = post(
                        "/plans",
                        plan("问候")
                                .trigger("CONTACT_ADDED")
                                .says("hello", "PT1H")
                                .body())
                .json()
                .path("id")
                .asString();
        assertThat(post("/plans/" + planId + "/publish", Map.of()).status()).isEqualTo(200);
        added = List.of("小李", "小王", "小张").stream()
                .map(name -> corp.people().memberAdds("zhang", name))
                .toList();
        soon().untilAsserted(() -> assertThat(all("/due-steps")).hasSize(3));
    }

    @AfterEach
    void noneLeft() {
        jdbc.sql("DELETE FROM due_step WHERE corp_id = :corpId AND step_key = 'broken'")
                .param("corpId", corpId())
                .update();
    }

    @Test
    void whatCannotBeDoneHoldsUpNothingThatStandsBehindIt() {
        breakOne();
        soon().untilAsserted(() -> assertThat(broken()).containsOnly("PENDING BROKEN 1"));

        WECOM.clock().advance(Duration.ofHours(1));

        soon().untilAsserted(() -> assertThat(broken()).containsOnly("PENDING BROKEN 2"));
        soon().untilAsserted(() -> assertThat(states("hello")).containsOnly("DISPATCHED"));
        WECOM.clock().advance(Duration.ofSeconds(5));
        soon().untilAsserted(() -> assertThat(calls("externalcontact/add_msg_template"))
                .singleElement()
                .satisfies(call -> assertThat(
                                JsonMapper.shared().readTree(call.body()).path("external_userid"))
                        .hasSize(3)));
    }

    @Test
    void whatFailsAgainAndAgainIsLeftToPeopleWhoHaveItDoneOnceItIsMended() {
        breakOne();
        for (int tries = 1; tries <= WAITS.size(); tries++) {
            String expected = "PENDING BROKEN " + tries;
            soon().untilAsserted(() -> assertThat(broken()).containsOnly(expected));
            WECOM.clock().advance(WAITS.get(tries - 1).plusSeconds(1));
        }
        soon().untilAsserted(() -> assertThat(broken()).containsOnly("FAILED BROKEN 5"));
        JsonNode step = step("broken").getFirst();
        assertThat(step.path("failure").asString())
                .contains("NoSuchElementException")
                .doesNotContain("\n");
        assertThat(step.path("settledAt").isNull()).isFalse();

        jdbc.sql("UPDATE due_step SET plan_version = 1 WHERE corp_id = :corpId AND step_key = 'broken'")
                .param("corpId", corpId())
                .update();
        String replay = "/due-steps/" + step.path("id").asString() + "/replay";
        assertThat(post(replay, Map.of()).json().path("state").asString()).isEqualTo("PENDING");
        soon().untilAsserted(() ->
                assertThat(states("broken")).containsOnlyOnce("DISPATCHED").hasSize(3));
        assertThat(post(replay, Map.of()).status()).isEqualTo(409);
        assertThat(post("/due-steps/999999999/replay", Map.of()).status()).isEqualTo(404);
        assertThat(post("/plans/" + planId + "/replay", Map.of("reasons", List.of("BROKEN")))
                        .json()
                        .path("steps")
                        .asInt())
                .isEqualTo(2);
        soon().untilAsserted(() -> assertThat(states("broken")).containsOnly("DISPATCHED"));
    }

    @Test
    void whatCannotEvenBeReadHoldsUpNothingAndIsGivenUpInTheEnd() {
        add("enrolment_id", "1", "'ALIEN'");
        soon().untilAsserted(() -> assertThat(broken()).containsOnly("PENDING BROKEN 1"));
        assertThat(all("/due-steps")).hasSize(3);
        corp.people().contactDeletes("zhang", added.getFirst().externalUserId());
        soon().untilAsserted(() -> assertThat(states("hello")).containsOnlyOnce("SKIPPED"));
        for (int tries = 1; tries <= WAITS.size(); tries++) {
            String expected = "PENDING BROKEN " + tries;
            soon().untilAsserted(() -> assertThat(broken()).containsOnly(expected));
            WECOM.clock().advance(WAITS.get(tries - 1).plusSeconds(1));
        }
        soon().untilAsserted(() -> assertThat(broken()).containsOnly("FAILED BROKEN 5"));

        WECOM.clock().advance(Duration.ofHours(1));

        soon().untilAsserted(() ->
                assertThat(states("hello")).containsExactlyInAnyOrder("SKIPPED", "DISPATCHED", "DISPATCHED"));
        assertThat(post("/due-steps/" + brokenId() + "/replay", Map.of()).status())
                .isEqualTo(404);
    }

    @Test
    void whatBelongsToNoEnrolmentIsWantedByNobody() {
        add("-enrolment_id", "1", "target_kind");

        soon().untilAsserted(() -> assertThat(states("broken")).hasSize(3).containsOnly("SKIPPED"));
    }

    /** They name a version of their plan that is not there. */
    private void breakOne() {
        add("enrolment_id", "99", "target_kind");
    }

    /** One more step of each enrolment, due before all others of its shard. */
    private void add(String enrolmentId, String version, String targetKind) {
        jdbc.sql("""
                        INSERT INTO due_step (corp_id, enrolment_id, step, step_key, occurrence, plan_id, plan_version,
                                              userid, target_kind, target_id, state, due_at)
                        SELECT corp_id, %s, 0, 'broken', 0, plan_id, %s, userid, %s, target_id, 'PENDING',
                            '2020-01-01'
                        FROM due_step WHERE corp_id = :corpId
                        """.formatted(enrolmentId, version, targetKind))
                .param("corpId", corpId())
                .update();
    }

    private List<String> broken() {
        return jdbc.sql("""
                        SELECT CONCAT(state, ' ', reason, ' ', tries) FROM due_step
                        WHERE corp_id = :corpId AND step_key = 'broken'
                        """).param("corpId", corpId()).query(String.class).list();
    }

    private long brokenId() {
        return jdbc.sql("SELECT MIN(id) FROM due_step WHERE corp_id = :corpId AND step_key = 'broken'")
                .param("corpId", corpId())
                .query(Long.class)
                .single();
    }

    private List<String> states(String key) {
        return step(key).stream()
                .map((JsonNode step) -> step.path("state").asString())
                .toList();
    }

    private List<JsonNode> step(String key) {
        return all("/due-steps").stream()
                .filter((JsonNode step) -> key.equals(step.path("key").asString()))
                .toList();
    }
}
