package scrm.group.member;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

import scrm.group.GroupServiceIT;
import scrm.messaging.testing.QueryPlans;

class MemberQueryPlanIT extends GroupServiceIT {
    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private JdbcClient client;

    @Test
    void historiesAndNewsAreFoundByIndexHoweverLongTheHistoryIs() {
        QueryPlans.fill(
                jdbc,
                "group_member_spell",
                "corp_id, chat_id, member_id, is_external, joined_at, join_told, news",
                "'wwplan', CONCAT('wr', n % 5), CONCAT('wm', n), TRUE, '2026-11-22', TRUE, n % 500 = 0");

        assertThat(QueryPlans.keys(
                        client,
                        JdbcMembers.HISTORIES,
                        Map.of("corpId", "wwplan", "chatId", "wr1", "memberIds", List.of("wm1", "wm6"))))
                .containsExactly("group_member_spell_by_member");
        assertThat(QueryPlans.keys(client, JdbcMembers.UNANNOUNCED, Map.of("corpId", "wwplan", "chatId", "wr0")))
                .containsExactly("group_member_spell_news");
    }
}
