package scrm.sop.result;

import static org.assertj.core.api.Assertions.assertThat;
import static scrm.sop.PlanScript.plan;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

import scrm.harness.Answer;
import scrm.messaging.testing.QueryPlans;
import scrm.sop.PlanScript;
import scrm.sop.SopServiceIT;

class SimulationIT extends SopServiceIT {
    private static final Map<String, Object> NOVEMBER = Map.of("from", "2025-11-01", "until", "2025-11-30");

    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private JdbcClient client;

    @Test
    void aPlanShowsWhatItWouldHaveSaidToWhoWasAdded() {
        String planId =
                draft(plan("新人").trigger("CONTACT_ADDED").says("a", "PT1H").says("b", "P1D"));
        friend("wm1", "2025-11-10T15:30:00", true); // 23:30 in Shanghai
        friend("wm2", "2025-11-10T04:00:00", true);
        friend("wm3", "2025-11-30T15:59:59", true);
        friend("wm4", "2025-11-30T16:00:00", true); // December in Shanghai
        friend("wm5", "2025-11-10T04:00:00", false);

        JsonNode played = post("/plans/" + planId + "/simulate", NOVEMBER).json();

        assertThat(played.path("timezone").asString()).isEqualTo("Asia/Shanghai");
        assertThat(played.path("enrolled").asInt()).isEqualTo(3);
        assertThat(played.path("steps").asInt()).isEqualTo(6);
        assertThat(played.path("days")
                        .valueStream()
                        .map(day -> "%s %s %s"
                                .formatted(
                                        day.path("day").asString(),
                                        day.path("step").asString(),
                                        day.path("contacts").asInt())))
                .containsExactly(
                        "2025-11-10 a 1", "2025-11-11 a 1", "2025-11-11 b 2", "2025-12-01 a 1", "2025-12-01 b 1");
        assertThat(get("/enrolments").json().path("items")).isEmpty();
        assertThat(get("/due-steps").json().path("items")).isEmpty();
    }

    @Test
    void whatNobodyKnowsOfThePastIsRefused() {
        String byHand = draft(plan("手动").trigger("BY_HAND").says("a", "PT1H"));
        String anyone = draft(plan("新人").trigger("CONTACT_ADDED").says("a", "PT1H"));

        Answer unknown = post("/plans/" + byHand + "/simulate", NOVEMBER);
        assertThat(unknown.status()).isEqualTo(409);
        assertThat(unknown.json().path("reason").asString()).isEqualTo("past_unknown");
        assertThat(post("/plans/" + anyone + "/simulate", Map.of("from", "2025-11-02", "until", "2025-11-01"))
                        .json()
                        .at("/errors/0/field")
                        .asString())
                .isEqualTo("until");
        assertThat(post("/plans/999999/simulate", NOVEMBER).status()).isEqualTo(404);
    }

    @Test
    void thePastIsReadByItsTime() {
        assertThat(QueryPlans.keys(
                        client,
                        JdbcHistory.ADDED,
                        Map.of("corpId", corpId(), "from", "2025-11-01", "until", "2025-12-01")))
                .isEqualTo(List.of("follow_relation_time"));
    }

    private String draft(PlanScript script) {
        Answer draft = post("/plans", script.body());
        assertThat(draft.status()).as(draft.http().body()).isEqualTo(201);
        return draft.json().path("id").asString();
    }

    private void friend(String contact, String since, boolean lasts) {
        jdbc.update(
                "INSERT INTO follow_relation (corp_id, external_userid, userid, following, changed_at)"
                        + " VALUES (?, ?, 'zhang', ?, ?)",
                corpId(),
                contact,
                lasts,
                since);
    }
}
