package scrm.group.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

import scrm.group.GroupServiceIT;
import scrm.messaging.testing.QueryPlans;

class LifecycleQueryPlanIT extends GroupServiceIT {
    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private JdbcClient client;

    @Test
    void whatIsDueIsFoundByItsTimeAndHistoriesByTheirGroup() {
        QueryPlans.fill(
                jdbc,
                "group_lifecycle",
                "corp_id, chat_id, phase, since, due_at, moves",
                "'wwplan', CONCAT('wr', n), 'ACTIVE', '2026-11-22', '2990-01-01', 1");
        QueryPlans.fill(
                jdbc,
                "group_lifecycle_change",
                "corp_id, chat_id, happened_at, from_phase, to_phase, cause, evidence",
                "'wwplan', CONCAT('wr', n % 50), '2026-11-22', 'ACTIVE', 'DORMANT', 'QUIET', '{}'");

        assertThat(QueryPlans.keys(
                        client,
                        JdbcLifecycles.NOT_LOOKED_AT,
                        Map.of(
                                "groups",
                                List.of(new Object[] {"wwplan", "wr1"}, new Object[] {"wwplan", "wr5"}),
                                "by",
                                "2026-11-22")))
                .containsExactly("group_lifecycle_of_group");
        assertThat(QueryPlans.keys(client, JdbcLifecycles.DUE, Map.of("now", "2026-11-22", "limit", 200)))
                .containsExactly("group_lifecycle_due");
        assertThat(QueryPlans.keys(
                        client,
                        JdbcLifecycles.HISTORY,
                        Map.of("corpId", "wwplan", "chatId", "wr1", "before", 1000, "limit", 51)))
                .containsExactly("group_lifecycle_change_list");
    }

    @Test
    void theFactsOfGroupsAreCountedInTheirOwnRowsAlone() {
        QueryPlans.fill(
                jdbc,
                "group_lifecycle",
                "corp_id, chat_id, phase, since, due_at, moves",
                "'wwfacts', CONCAT('wr', n), 'ACTIVE', '2026-11-22', '2990-01-01', 1");
        QueryPlans.fill(
                jdbc,
                "group_chat",
                "corp_id, chat_id, earlier_versions, member_count",
                "'wwfacts', CONCAT('wr', n), '', 100");
        QueryPlans.fill(
                jdbc,
                "group_member_spell",
                "corp_id, chat_id, member_id, is_external, joined_at, join_told",
                "'wwfacts', CONCAT('wr', n % 50), CONCAT('wm', n), TRUE, '2026-11-22', TRUE");
        List<Long> ids = client.sql("SELECT id FROM group_lifecycle WHERE corp_id = 'wwfacts' LIMIT 200")
                .query(Long.class)
                .list();

        assertThat(QueryPlans.keys(
                        client, JdbcLifecycles.KNOWN, Map.of("ids", ids, "week", "2026-11-15", "month", "2026-10-22")))
                .doesNotContain("null")
                .contains("PRIMARY", "group_member_spell_joined", "group_member_spell_quit");
    }
}
