package scrm.group.growth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

import scrm.group.GroupServiceIT;
import scrm.messaging.testing.QueryPlans;

class FullGroupsQueryPlanIT extends GroupServiceIT {
    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private JdbcClient client;

    @Test
    void whoeverJoinsIsComparedWithTheGroupsOfThePollAlone() {
        QueryPlans.fill(
                jdbc,
                "charter",
                "corp_id, definition, name, kind, soft_cap, prepares_next, status, reported, chat_id, version,"
                        + " created_at, updated_at",
                "'wwfull', '{}', 'x', 'OTHER', 200, TRUE, 'APPROVED', 0, CONCAT('wr', n), 1,"
                        + " '2026-11-22', '2026-11-22'");
        QueryPlans.fill(
                jdbc,
                "group_chat",
                "corp_id, chat_id, earlier_versions, member_count",
                "'wwfull', CONCAT('wr', n), '', 100");

        assertThat(QueryPlans.keys(
                        client,
                        JdbcFullGroups.WITHOUT_NEXT,
                        Map.of("groups", List.of(new Object[] {"wwfull", "wr1"}, new Object[] {"wwfull", "wr5"}))))
                .doesNotContain("null")
                .contains("charter_of_group", "group_chat_by_chat_id", "charter_follower");
    }
}
