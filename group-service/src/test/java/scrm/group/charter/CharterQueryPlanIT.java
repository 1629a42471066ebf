package scrm.group.charter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

import scrm.group.GroupServiceIT;
import scrm.messaging.testing.QueryPlans;

class CharterQueryPlanIT extends GroupServiceIT {
    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private JdbcClient client;

    @Test
    void whoeverJoinsByACodeIsComparedWithTheCodesThatChartersWaitFor() {
        QueryPlans.fill(
                jdbc,
                "charter",
                "corp_id, definition, name, kind, soft_cap, prepares_next, status, reported, join_state, version,"
                        + " created_at, updated_at",
                "'wwplan', '{}', CONCAT('群', n), 'OTHER', 200, FALSE, 'APPROVED', 0, CONCAT('s', n), 1,"
                        + " '2026-11-22', '2026-11-22'");

        assertThat(QueryPlans.keys(client, JdbcCharters.AWAITED, Map.of("states", List.of("s1", "s2", "s3"))))
                .containsExactly("charter_by_state");
    }
}
