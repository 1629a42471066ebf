package scrm.channel.roster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

import scrm.channel.ChannelServiceIT;
import scrm.messaging.testing.QueryPlans;

class RosterQueryPlanIT extends ChannelServiceIT {
    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private JdbcClient client;

    @Test
    void whatEachPollReadsIsFoundByItsKey() {
        QueryPlans.fill(
                jdbc,
                "roster",
                "corp_id, live_code_id, definition, version, created_at, updated_at",
                "'wwplan', n, '{}', 1, '2026-11-22', '2026-11-22'");
        QueryPlans.fill(
                jdbc,
                "roster_add",
                "corp_id, live_code_id, day, userid, adds, over_cap",
                "'wwplan', n % 100, '2026-11-22', CONCAT('u', n), 1, 0");
        List<Object[]> codes = List.of(new Object[] {"wwplan", 7}, new Object[] {"wwplan", 4711});

        assertThat(QueryPlans.keys(client, JdbcRosters.EXISTING, Map.of("codes", codes)))
                .containsExactly("PRIMARY");
        assertThat(QueryPlans.keys(client, JdbcRosters.LOCK, Map.of("codes", codes)))
                .containsExactly("PRIMARY");
        assertThat(QueryPlans.keys(
                        client, JdbcRosters.COUNTS, Map.of("corpId", "wwplan", "liveCodeId", 7, "day", "2026-11-22")))
                .containsExactly("PRIMARY");
    }
}
