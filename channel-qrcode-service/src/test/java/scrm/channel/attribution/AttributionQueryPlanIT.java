package scrm.channel.attribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

import scrm.channel.ChannelServiceIT;
import scrm.messaging.testing.QueryPlans;

class AttributionQueryPlanIT extends ChannelServiceIT {
    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private JdbcClient client;

    @Test
    void thePairsOfAPollAreFoundByTheirIndex() {
        QueryPlans.fill(
                jdbc,
                "attribution",
                "corp_id, external_userid, userid, relation, created_at, updated_at",
                "'wwplan', CONCAT('wm', n), CONCAT('u', n % 50), 'NONE', '2026-11-22', '2026-11-22'");
        QueryPlans.fill(
                jdbc,
                "attribution_touch",
                "corp_id, attribution_id, event_id, kind, occurred_at, recorded_at",
                "'wwplan', n, CONCAT('e', n), 'ADDED', '2026-11-22', '2026-11-22'");
        List<Object[]> pairs =
                List.of(new Object[] {"wwplan", "wm7", "u7"}, new Object[] {"wwplan", "wm4711", "u11"}, new Object[] {
                    "wwplan", "wm9", "u9"
                });

        assertThat(QueryPlans.keys(client, JdbcAttributions.LOCKED, Map.of("pairs", pairs)))
                .containsExactly("attribution_pair", "attribution_touch_event");
        assertThat(QueryPlans.keys(client, JdbcAttributions.RELATIONS, Map.of("pairs", pairs)))
                .containsExactly("attribution_pair");
    }
}
