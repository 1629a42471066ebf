package scrm.channel.livecode;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

import scrm.channel.ChannelServiceIT;
import scrm.messaging.testing.QueryPlans;

class LiveCodeQueryPlanIT extends ChannelServiceIT {
    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private JdbcClient client;

    @Test
    void theCodesOfAMemberAreFoundByTheMember() {
        QueryPlans.fill(
                jdbc,
                "live_code",
                "corp_id, channel_id, name, state, status, users, skip_verify, sync, version, created_at, updated_at",
                "'wwplan', 1, 'n', CONCAT('s', n), 'CREATING', '[]', TRUE, 'IN_SYNC', 1, '2026-11-22', '2026-11-22'");
        QueryPlans.fill(
                jdbc, "live_code_target", "corp_id, target, live_code_id", "'wwplan', CONCAT('u', n % 500), n + 1");

        assertThat(QueryPlans.keys(
                        client,
                        JdbcLiveCodes.HAVING,
                        Map.of("corpId", "wwplan", "userId", "u7", "after", 0, "limit", 500)))
                .containsExactly("PRIMARY", "PRIMARY");
    }
}
