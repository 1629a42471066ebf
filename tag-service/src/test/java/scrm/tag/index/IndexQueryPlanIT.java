package scrm.tag.index;

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

class IndexQueryPlanIT extends TagServiceIT {
    private static final List<String> CONTACTS = List.of("wm7", "wm4711", "wm9000");

    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private JdbcClient client;

    @Test
    void contactsAreLoadedByScansOfPrimaryKeysAndReadAgainByTheSameKeys() {
        fill("external_contact", "ordinal", "n");
        fill("follow_user", "userid", "CONCAT('u', n % 50)");
        fill("follow_user_tag", "userid, tag_id, source, assigned_at", "'u1', CONCAT('t', n % 20), 'x', '2026-11-22'");
        fill("personal_tag", "userid, origin, tag_name", "'u1', 'SCRM', CONCAT('p', n % 20)");
        fill("contact_channel", "userid, live_code_id, channel_id, attributed_at", "'u1', n % 9, n % 3, '2026-11-22'");
        fill("group_membership", "chat_id, joined_at", "CONCAT('wr', n % 50), '2026-11-22'");
        fill("contact_activity", "last_active_at", "'2026-11-22'");
        fill("contact_growth", "level, levelled_at", "'S', '2026-11-22'");

        for (String select : List.of(
                JdbcFacts.RELATIONS,
                JdbcFacts.TAGS,
                JdbcFacts.PERSONAL_TAGS,
                JdbcFacts.CHANNELS,
                JdbcFacts.GROUP_CHATS,
                JdbcFacts.ACTIVITY,
                JdbcFacts.GROWTH)) {
            assertThat(keys(select + JdbcFacts.BETWEEN, Map.of("first", "wm2000", "last", "wm2200")))
                    .as(select)
                    .containsExactly("PRIMARY");
            assertThat(keys(select + JdbcFacts.NAMED, Map.of("contacts", CONTACTS)))
                    .as(select)
                    .containsExactly("PRIMARY");
        }
        assertThat(keys(JdbcOrdinals.PAGE, Map.of("after", "wm2000", "limit", 100)))
                .containsExactly("external_contact_by_userid");
        assertThat(keys(JdbcOrdinals.NAMED, Map.of("contacts", CONTACTS)))
                .containsExactly("external_contact_by_userid");
        assertThat(keys(JdbcOrdinals.NAMES, Map.of("ordinals", List.of(1, 2, 3))))
                .containsExactly("external_contact_by_ordinal");
    }

    private void fill(String table, String columns, String values) {
        QueryPlans.fill(
                jdbc, table, "corp_id, external_userid, " + columns, "'wwindexplan', CONCAT('wm', n), " + values);
    }

    private List<String> keys(String sql, Map<String, ?> parameters) {
        Map<String, Object> all = new HashMap<>(parameters);
        all.put("corpId", "wwindexplan");
        return QueryPlans.keys(client, sql, all);
    }
}
