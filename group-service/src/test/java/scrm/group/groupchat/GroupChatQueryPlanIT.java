package scrm.group.groupchat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

import scrm.group.GroupServiceIT;
import scrm.messaging.testing.QueryPlans;

class GroupChatQueryPlanIT extends GroupServiceIT {
    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private JdbcClient client;

    @Test
    void groupsInDoubtAndThoseWithoutAnOwnerAreFoundByIndex() {
        QueryPlans.fill(
                jdbc,
                "group_chat",
                "corp_id, chat_id, owner, create_time, earlier_versions, owner_status, read_at, listed_at",
                "'wwplan', CONCAT('wr', n), CONCAT('u', n % 100), '2026-11-22', '', IF(n % 1000 = 0, 1, 0),"
                        + " '2026-11-22', '2026-11-22'");

        assertThat(QueryPlans.keys(
                        client,
                        JdbcGroupChats.DOUBTS,
                        Map.of(
                                "corpId",
                                "wwplan",
                                "after",
                                "wr5",
                                "since",
                                "2026-11-22",
                                "trusted",
                                "2026-11-22",
                                "settled",
                                "2026-11-22",
                                "limit",
                                20)))
                .containsExactly("group_chat_by_chat_id");
        assertThat(QueryPlans.keys(
                        client, JdbcGroupChatList.OWNERLESS, Map.of("corpId", "wwplan", "after", 0, "limit", 50)))
                .containsExactly("group_chat_ownerless", "PRIMARY");
    }
}
