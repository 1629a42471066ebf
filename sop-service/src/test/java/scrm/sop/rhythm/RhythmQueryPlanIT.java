package scrm.sop.rhythm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

import scrm.messaging.testing.QueryPlans;
import scrm.sop.SopServiceIT;

class RhythmQueryPlanIT extends SopServiceIT {
    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private JdbcClient client;

    @Test
    void whoseTimeHasComeIsFoundByIndexHoweverManyThereAre() {
        QueryPlans.fill(
                jdbc,
                "plan_clock",
                "plan_id, corp_id, plan_version, next_fire_at",
                "1000000 + n, 'wwplan', 1, '2126-11-22' + INTERVAL n MINUTE");
        QueryPlans.fill(
                jdbc,
                "contact_activity",
                "corp_id, external_userid, active_at",
                "'wwplan', CONCAT('wm', n), '2026-01-01' + INTERVAL n MINUTE");
        QueryPlans.fill(
                jdbc,
                "follow_relation",
                "corp_id, external_userid, userid, following, changed_at",
                "'wwplan', CONCAT('wm', n), 'zhang', TRUE, '2026-01-01' + INTERVAL n MINUTE");

        Map<String, Object> hour = Map.of(
                "corpId",
                "wwplan",
                "from",
                "2026-01-02",
                "at",
                "2026-01-02",
                "until",
                "2026-01-02 01:00:00",
                "externalUserId",
                "wm1",
                "userId",
                "zhang",
                "limit",
                1000);

        assertThat(QueryPlans.keys(client, JdbcFires.DUE, Map.of("now", "2126-11-22 01:00:00")))
                .containsExactly("plan_clock_due");
        assertThat(QueryPlans.keys(client, JdbcAudiences.LAST_ACTIVE, hour)).containsExactly("contact_activity_time");
        assertThat(QueryPlans.keys(client, JdbcAudiences.ADDED, hour)).containsExactly("follow_relation_time");
        jdbc.update("DELETE FROM plan_clock WHERE corp_id = 'wwplan'");
        jdbc.update("DELETE FROM contact_activity WHERE corp_id = 'wwplan'");
        jdbc.update("DELETE FROM follow_relation WHERE corp_id = 'wwplan'");
    }
}
