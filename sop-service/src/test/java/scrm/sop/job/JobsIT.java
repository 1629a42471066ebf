package scrm.sop.job;

import static org.assertj.core.api.Assertions.assertThat;
import static scrm.sop.PlanScript.plan;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

import scrm.events.ChatId;
import scrm.events.CorpId;
import scrm.events.UserId;
import scrm.harness.Answer;
import scrm.messaging.testing.QueryPlans;
import scrm.sop.PlanScript;
import scrm.sop.SopServiceIT;
import scrm.sop.audience.GroupFilter;
import scrm.sop.audience.GroupTarget;
import scrm.sop.audience.GroupTargets;

/** Beside a server that answers as the other services do. */
class JobsIT extends SopServiceIT {
    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private GroupTargets groups;

    @Test
    void whoIsInASegmentIsEnrolledOnceWhateverFailsMeanwhile() {
        String planId = published();
        friends(2_500);
        OTHERS.segment(corpId(), "7", contacts(2_600));

        Answer started = post("/jobs", enrol(planId, "7", false));
        OTHERS.fail(4);

        JsonNode job = finished(started);

        assertThat(job.path("total").asInt()).isEqualTo(2_600);
        assertThat(job.path("done").asInt()).isEqualTo(2_600);
        assertThat(enrolled(planId)).isEqualTo(2_500);
        finished(post("/jobs", enrol(planId, "7", false)));
        assertThat(enrolled(planId)).isEqualTo(2_500);
    }

    @Test
    void aDryRunCountsAndEnrolsNobody() {
        String planId = published();
        friends(10);
        OTHERS.segment(corpId(), "7", contacts(10));

        JsonNode job = finished(post("/jobs", enrol(planId, "7", true)));

        assertThat(job.path("total").asInt()).isEqualTo(10);
        assertThat(job.path("done").asInt()).isZero();
        assertThat(enrolled(planId)).isZero();
    }

    @Test
    void whatCannotBeStartedIsRefusedByItsField() {
        String planId = published();
        String draft = post(
                        "/plans", plan("草稿").trigger("BY_HAND").says("a", "P1D").body())
                .json()
                .path("id")
                .asString();
        OTHERS.segment(corpId(), "7", contacts(1));

        assertThat(field(post("/jobs", enrol(planId, "8", false)))).isEqualTo("segmentId");
        assertThat(field(post("/jobs", Map.of("kind", "enrol-segment", "planId", planId))))
                .isEqualTo("segmentId");
        assertThat(field(post("/jobs", enrol("x", "7", false)))).isEqualTo("planId");
        assertThat(field(post("/jobs", Map.of("kind", "other")))).isEqualTo("kind");
        assertThat(post("/jobs", enrol(draft, "7", false)).status()).isEqualTo(409);
    }

    @Test
    void groupsThatWereThereBeforeAreTakenIn() {
        String path = "/v1/corps/" + corpId();
        OTHERS.list(
                path + "/group-chats",
                IntStream.range(0, 450)
                        .mapToObj(i -> Map.<String, Object>of(
                                "chatId",
                                "wr%03d".formatted(i),
                                "name",
                                "群",
                                "owner",
                                "zhang",
                                "status",
                                i < 400 ? "OPEN" : "DISMISSED",
                                "healthBand",
                                "HEALTHY"))
                        .toList());
        OTHERS.list(path + "/group-chats/lifecycles", List.of(Map.of("chatId", "wr007", "phase", "ACTIVE")));
        OTHERS.list(path + "/charters", List.of(Map.of("chatId", "wr007", "kind", "WELFARE"), Map.of("kind", "TASK")));

        JsonNode job = finished(post("/jobs", Map.of("kind", "group-target-sync")));

        assertThat(job.path("done").asInt()).isEqualTo(450);
        CorpId corpId = new CorpId(corpId());
        assertThat(groups.count(corpId, GroupFilter.ALL)).isEqualTo(400);
        assertThat(groups.page(corpId, GroupFilter.ALL, new ChatId("wr006"), 1))
                .containsExactly(new GroupTarget(
                        new ChatId("wr007"), new UserId("zhang"), "群", true, "WELFARE", "ACTIVE", "HEALTHY"));

        OTHERS.list(path + "/group-chat-tags/5/taggings", List.of(Map.of("chatId", "wr009"), Map.of("chatId", "x")));
        GroupFilter tagged = new GroupFilter(List.of(), List.of(), List.of(), List.of(), List.of("5"));
        assertThat(groups.page(corpId, tagged, null, 10))
                .singleElement()
                .satisfies(target -> assertThat(target.chatId()).isEqualTo(new ChatId("wr009")));
    }

    private String published() {
        PlanScript script = plan("手动").trigger("BY_HAND").says("a", "P3000D");
        String id = post("/plans", script.body()).json().path("id").asString();
        assertThat(post("/plans/" + id + "/publish", Map.of()).status()).isEqualTo(200);
        return id;
    }

    private JsonNode finished(Answer started) {
        assertThat(started.status()).as(started.http().body()).isEqualTo(202);
        String job = "/jobs/" + started.json().path("id").asString();
        soon().untilAsserted(() -> {
            WECOM.clock().advance(Duration.ofSeconds(5));
            assertThat(get(job).json().path("state").asString()).isEqualTo("SUCCEEDED");
        });
        return get(job).json();
    }

    private static Map<String, Object> enrol(String planId, String segmentId, boolean dryRun) {
        Map<String, Object> job = new HashMap<>(Map.of("kind", "enrol-segment", "planId", planId));
        job.put("segmentId", segmentId);
        job.put("dryRun", dryRun);
        return job;
    }

    private static String field(Answer answer) {
        assertThat(answer.status()).as(answer.http().body()).isEqualTo(400);
        return answer.json().at("/errors/0/field").asString();
    }

    private int enrolled(String planId) {
        return jdbc.queryForObject(
                "SELECT COUNT(*) FROM enrolment WHERE corp_id = ? AND plan_id = ?",
                Integer.class,
                corpId(),
                Long.parseLong(planId));
    }

    private void friends(int number) {
        jdbc.update(
                "INSERT INTO follow_relation (corp_id, external_userid, userid, following, changed_at)"
                        + " SELECT ?, CONCAT('wm', n), 'zhang', TRUE, '2026-01-01' FROM " + QueryPlans.NUMBERS
                        + " WHERE n < ?",
                corpId(),
                number);
    }

    private static List<String> contacts(int number) {
        return IntStream.range(0, number).mapToObj(i -> "wm" + i).toList();
    }
}
