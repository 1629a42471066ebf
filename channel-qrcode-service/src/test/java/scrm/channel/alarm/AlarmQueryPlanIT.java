package scrm.channel.alarm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

import scrm.channel.ChannelServiceIT;
import scrm.messaging.testing.QueryPlans;

class AlarmQueryPlanIT extends ChannelServiceIT {
    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private JdbcClient client;

    @Test
    void theRhythmOfAGroupCodeIsARangeOfItsJoins() {
        QueryPlans.fill(
                jdbc,
                "group_join",
                "corp_id, chat_id, external_userid, live_code_id, channel_id, joined_at, recorded_at",
                "'wwplan', 'wr', CONCAT('wm', n), n % 20, 1, '2026-11-22' + INTERVAL n MINUTE, '2026-11-22'");

        assertThat(QueryPlans.keys(
                        client,
                        JdbcAddHistory.JOINS,
                        Map.of("corpId", "wwplan", "liveCodeId", 7, "weekAgo", "2026-11-20", "spanDays", 28)))
                // The latest join is looked up at the end of the key, before there is a plan.
                .containsExactly("group_join_latest", "null");
    }
}
