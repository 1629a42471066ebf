package scrm.tag.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

import scrm.messaging.testing.QueryPlans;
import scrm.tag.TagServiceIT;

class BehaviourQueryPlanIT extends TagServiceIT {
    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private JdbcClient client;

    @Test
    void aContactsBehavioursAreReadByIndex() {
        QueryPlans.fill(
                jdbc,
                "behaviour",
                "corp_id, external_userid, behaviour_key, kind, happened_at",
                "'wwbehaviour', CONCAT('wm', n % 500), CONCAT('k', n), 'LINK_CLICKED', '2026-11-22' + INTERVAL n SECOND");

        List<Object[]> keys =
                List.of(new Object[] {"wwbehaviour", "wm7", "k7"}, new Object[] {"wwbehaviour", "wm8", "k8"});
        assertThat(QueryPlans.keys(client, JdbcBehaviours.OF_CLAIM, Map.of("keys", keys, "claim", 1)))
                .containsExactly("behaviour_once");
        Map<String, Object> place = new HashMap<>(Map.of(
                "corpId", "wwbehaviour", "externalUserId", "wm7", "happenedAt", "2026-11-23", "id", 0, "limit", 51));
        place.put("kind", null);
        assertThat(QueryPlans.keys(client, JdbcBehaviours.BEFORE, place)).containsExactly("behaviour_of_contact");
    }
}
