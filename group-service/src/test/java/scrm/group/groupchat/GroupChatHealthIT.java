package scrm.group.groupchat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

import scrm.group.GroupServiceIT;
import scrm.messaging.testing.QueryPlans;

class GroupChatHealthIT extends GroupServiceIT {
    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private JdbcClient client;

    @Test
    void groupsAreListedTheWorstFirst() {
        for (int i = 0; i < 20; i++) {
            jdbc.update(
                    "INSERT INTO group_chat (corp_id, chat_id, owner, earlier_versions) VALUES (?, ?, ?, '')",
                    corpId(),
                    "wr" + i,
                    i % 2 == 0 ? "zhang" : "li");
            jdbc.update(
                    "INSERT INTO group_health (corp_id, chat_id, score, band, parts, signs) VALUES (?, ?, ?, 'WEAKENING', '[]', '[]')",
                    corpId(),
                    "wr" + i,
                    i == 7 ? null : 40 + i * 11 % 5);
        }

        assertThat(all("/group-chats?sort=HEALTH"))
                .hasSize(19)
                .extracting(chat -> chat.path("healthScore").asInt())
                .isSorted();
        assertThat(all("/group-chats?sort=HEALTH&owner=li")).hasSize(9);
        assertThat(get("/group-chats/wr1").json().path("healthScore").asInt()).isEqualTo(41);
        assertThat(get("/group-chats?sort=HEALTH&status=OPEN")
                        .json()
                        .at("/errors/0/field")
                        .asString())
                .isEqualTo("sort");
    }

    @Test
    void theWorstAreFoundByIndexHoweverManyGroupsThereAre() {
        QueryPlans.fill(
                jdbc,
                "group_health",
                "corp_id, chat_id, score, parts, signs",
                "'wwworst', CONCAT('wr', n), n % 101, '[]', '[]'");
        QueryPlans.fill(jdbc, "group_chat", "corp_id, chat_id, earlier_versions", "'wwworst', CONCAT('wr', n), ''");
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("corpId", "wwworst");
        parameters.put("owner", null);
        parameters.put("score", -1);
        parameters.put("chatId", "");
        parameters.put("limit", 51);

        assertThat(QueryPlans.keys(client, JdbcGroupChatList.WORST, parameters))
                .containsExactly("group_health_by_score", "group_chat_by_chat_id");
    }
}
