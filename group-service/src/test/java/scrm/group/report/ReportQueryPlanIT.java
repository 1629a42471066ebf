package scrm.group.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

import scrm.group.GroupServiceIT;
import scrm.group.report.Question.By;
import scrm.messaging.testing.QueryPlans;

class ReportQueryPlanIT extends GroupServiceIT {
    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private JdbcClient client;

    @Test
    void figuresOfAGroupAreReadByItsDays() {
        QueryPlans.fill(jdbc, "group_chat", "corp_id, chat_id, earlier_versions", "'wwreports', CONCAT('wr', n), ''");
        QueryPlans.fill(
                jdbc,
                "group_day",
                "corp_id, chat_id, day",
                "'wwreports', CONCAT('wr', n % 50), '2026-01-01' + INTERVAL (n DIV 50) DAY");
        Map<String, Object> asked = new HashMap<>(Map.of(
                "corpId",
                "wwreports",
                "chatId",
                "wr1",
                "lines",
                List.of("wr1"),
                "first",
                "2026-01-02",
                "last",
                "2026-01-20",
                "known7",
                "2026-01-20",
                "known30",
                "2026-01-20"));
        asked.put("owner", null);
        asked.put("kind", null);

        String sql = JdbcReports.DAYS.formatted(JdbcReports.key(By.GROUP), JdbcReports.beside(By.GROUP), "group_day");

        assertThat(QueryPlans.keys(client, sql, asked)).contains("PRIMARY").doesNotContain("null");
    }
}
