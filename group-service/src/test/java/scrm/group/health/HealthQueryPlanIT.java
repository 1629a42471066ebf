package scrm.group.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

import scrm.group.GroupServiceIT;
import scrm.messaging.testing.QueryPlans;

class HealthQueryPlanIT extends GroupServiceIT {
    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private JdbcClient client;

    @Test
    void alertsAreFoundByIndexHoweverManyThereWere() {
        QueryPlans.fill(
                jdbc,
                "health_alert",
                "corp_id, chat_id, cause, day, is_open, signs, opened_at",
                "'wwalerts', CONCAT('wr', n DIV 20), 'DYING', '2026-01-01' + INTERVAL (n % 20) DAY,"
                        + " IF(n % 20 = 0, TRUE, NULL), '[]', '2026-01-01'");

        assertThat(QueryPlans.keys(
                        client,
                        JdbcHealthAlerts.OPEN,
                        Map.of("corpId", "wwalerts", "chats", List.of("wr1", "wr2"), "day", "2026-01-03")))
                .allSatisfy(key -> assertThat(key).matches("health_alert_(of_day|open)|null"));
        Map<String, Object> list = new HashMap<>();
        list.put("corpId", "wwalerts");
        list.put("open", null);
        list.put("watch", true);
        list.put("cause", null);
        list.put("chatId", null);
        list.put("owner", null);
        list.put("before", Long.MAX_VALUE);
        list.put("limit", 51);
        assertThat(QueryPlans.keys(client, JdbcHealthAlerts.LIST, list).getFirst())
                .matches("health_alert_by_id|PRIMARY");
    }
}
