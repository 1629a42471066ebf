package scrm.sop.enrolment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

import scrm.messaging.testing.QueryPlans;
import scrm.sop.SopServiceIT;

class EnrolmentQueryPlanIT extends SopServiceIT {
    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private JdbcClient client;

    @Test
    void whoIsInWhichPlanIsFoundByIndexHoweverManyAre() {
        QueryPlans.fill(
                jdbc,
                "enrolment",
                "corp_id, plan_id, plan_version, userid, target_kind, target_id, status, triggered_at, created_at",
                "'wwplan', n % 10, 1, 'zhang', 'CONTACT', CONCAT('wm', n DIV 10), IF(n % 2, 'ACTIVE', 'COMPLETED'),"
                        + " '2026-11-22', '2026-11-22'");

        Map<String, Object> some = Map.of(
                "corpId",
                "wwplan",
                "planId",
                1,
                "kind",
                "CONTACT",
                "ids",
                List.of("wm1", "wm11"),
                "version",
                2,
                "limit",
                200);

        assertThat(QueryPlans.keys(client, JdbcEnrolments.HAD, some)).containsExactly("enrolment_plan_target");
        assertThat(QueryPlans.keys(client, JdbcEnrolments.ACTIVE_AMONG, some)).containsExactly("enrolment_target");
        assertThat(QueryPlans.keys(client, JdbcEnrolments.OUTDATED, some)).containsExactly("enrolment_running");
        jdbc.update("DELETE FROM enrolment WHERE corp_id = 'wwplan'");
    }
}
