package scrm.tag.growth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

import scrm.messaging.testing.QueryPlans;
import scrm.tag.TagServiceIT;

class GrowthQueryPlanIT extends TagServiceIT {
    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private JdbcClient client;

    @Test
    void whoIsDueIsFoundByIndexAndSoIsWhereContactsStand() {
        // Far ahead, so that no instance looks at them.
        QueryPlans.fill(
                jdbc,
                "contact_growth",
                "corp_id, external_userid, level, levelled_at, model_version, due_at",
                "'wwgrowth', CONCAT('wm', n), 'B', '2026-11-22', 1, '2096-11-22' + INTERVAL n SECOND");
        assertThat(QueryPlans.keys(client, JdbcGrowths.DUE, Map.of("now", "2026-11-23", "limit", 500)))
                .containsExactly("contact_growth_due");
        List<Object[]> contacts = List.of(new Object[] {"wwgrowth", "wm7"}, new Object[] {"wwgrowth", "wm4711"});
        assertThat(QueryPlans.keys(client, JdbcGrowths.LOCK, Map.of("contacts", contacts)))
                .containsExactly("PRIMARY");
    }
}
