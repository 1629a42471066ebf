package scrm.group.activity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

import scrm.group.GroupServiceIT;
import scrm.messaging.testing.QueryPlans;

class ActivityQueryPlanIT extends GroupServiceIT {
    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private JdbcClient client;

    @Test
    void figuresAreFoundByIndexHoweverManyGroupsAndDaysThereAre() {
        QueryPlans.fill(
                jdbc,
                "group_member_spell",
                "corp_id, chat_id, member_id, is_external, joined_at, quit_at, join_told",
                "'wwfigures', CONCAT('wr', n % 500), CONCAT('wm', n), TRUE, '2026-01-01' + INTERVAL n HOUR,"
                        + " '2026-02-01' + INTERVAL n HOUR, TRUE");
        QueryPlans.fill(
                jdbc,
                "group_day",
                "corp_id, chat_id, day",
                "'wwfigures', CONCAT('wr', n % 50), '2026-01-01' + INTERVAL (n DIV 50) DAY");
        QueryPlans.fill(
                jdbc,
                "group_due",
                "corp_id, chat_id, due_at, members_changed",
                "'wwfigures', CONCAT('wr', n), '2026-01-01' + INTERVAL n MINUTE, FALSE");
        Map<String, Object> some = Map.of("corpId", "wwfigures", "chats", List.of("wr1", "wr2"), "first", "2026-06-20");

        assertThat(QueryPlans.keys(client, JdbcGroupDays.SINCE, some)).containsExactly("PRIMARY");
        assertThat(QueryPlans.keys(client, JdbcGroupDays.MOVES, some).subList(0, 2))
                .allSatisfy(key -> assertThat(key).matches("group_member_spell_(joined|quit)"));
        assertThat(QueryPlans.keys(
                        client,
                        JdbcActivity.MEMBERSHIPS,
                        Map.of("contacts", List.of(new Object[] {"wwfigures", "wm1"}, new Object[] {"wwfigures", "wm2"
                        }))))
                .containsExactly("group_member_spell_of_member");
        assertThat(QueryPlans.keys(
                        client,
                        JdbcDueGroups.CLAIM,
                        Map.of("corpId", "wwfigures", "now", "2026-01-01 01:00:00", "limit", 200)))
                .containsExactly("group_due_at");
    }
}
