package scrm.channel.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

import scrm.channel.ChannelServiceIT;
import scrm.messaging.testing.QueryPlans;

class OutcomeQueryPlanIT extends ChannelServiceIT {
    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private JdbcClient client;

    @Test
    void theContactsOfAPollAreFoundByTheirIndexes() {
        fill("attribution", "userid, relation, created_at, updated_at", "'zhang', 'NONE', '2026-11-22', '2026-11-22'");
        fill("group_join", "chat_id, live_code_id, channel_id, joined_at, recorded_at", "'wr1', 1, 1, NOW(), NOW()");
        fill("answer", "userid, answered_at", "'zhang', NOW()");
        fill(
                "conversion",
                "order_id, currency, amount, refunded, occurred_at, created_at",
                "CONCAT('o', n), 'CNY', 100, 0, NOW(), NOW()");

        assertThat(keys(JdbcOutcomes.RELATIONS)).containsExactly("attribution_pair");
        assertThat(keys(JdbcOutcomes.JOINS)).containsExactly("group_join_contact");
        assertThat(keys(JdbcOutcomes.ANSWERS)).containsExactly("PRIMARY");
        assertThat(keys(JdbcOutcomes.ORDERS)).containsExactly("conversion_contact");
    }

    private void fill(String table, String columns, String values) {
        QueryPlans.fill(jdbc, table, "corp_id, external_userid, " + columns, "'wwoutcome', CONCAT('wm', n), " + values);
    }

    private List<String> keys(String sql) {
        List<Object[]> contacts = List.of(
                new Object[] {"wwoutcome", "wm7"}, new Object[] {"wwoutcome", "wm4711"}, new Object[] {"other", "wm9"});
        return QueryPlans.keys(client, sql, Map.of("contacts", contacts));
    }
}
