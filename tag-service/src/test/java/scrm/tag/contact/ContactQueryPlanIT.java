package scrm.tag.contact;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

import scrm.events.TagId;
import scrm.events.UserId;
import scrm.messaging.testing.QueryPlans;
import scrm.tag.TagServiceIT;
import scrm.tag.contact.JdbcContactList.Filter;

class ContactQueryPlanIT extends TagServiceIT {
    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private JdbcClient client;

    @Test
    void contactsAreReadByIndexWhateverTheyAreFilteredBy() {
        QueryPlans.fill(jdbc, "external_contact", "corp_id, external_userid", "'wwplan', CONCAT('wm', n)");
        QueryPlans.fill(
                jdbc,
                "follow_user",
                "corp_id, external_userid, userid, added_at",
                "'wwplan', CONCAT('wm', n), CONCAT('u', n % 50), '2026-11-22'");
        QueryPlans.fill(
                jdbc,
                "follow_user_tag",
                "corp_id, external_userid, userid, tag_id, source, assigned_at",
                "'wwplan', CONCAT('wm', n), 'u1', CONCAT('t', n % 20), 'WECOM', '2026-11-22'");

        List<Object[]> contacts = List.of(new Object[] {"wwplan", "wm7"}, new Object[] {"wwplan", "wm4711"});
        assertThat(QueryPlans.keys(client, JdbcFollowUserTags.HOLD, Map.of("contacts", contacts)))
                .containsExactly("external_contact_by_userid");

        assertThat(QueryPlans.keys(client, JdbcRelations.HELD, Map.of("corpId", "wwplan", "userId", "u7")))
                .containsExactly("follow_user_by_userid");
        assertThat(QueryPlans.keys(client, JdbcRelations.MEMBERS, Map.of("corpId", "wwplan")))
                .containsExactly("follow_user_by_userid");

        assertThat(keys(new Filter(null, null, null, null, null, null, null))).doesNotContain("null");
        assertThat(keys(new Filter(new UserId("u7"), null, null, false, null, null, null)))
                .doesNotContain("null");
        assertThat(keys(new Filter(null, new TagId("t7"), null, null, null, null, null)))
                .doesNotContain("null");
    }

    private List<String> keys(Filter filter) {
        String sql = JdbcContactList.select("c.id", filter) + " AND c.id > :after ORDER BY c.id LIMIT :limit";
        Map<String, Object> parameters = new HashMap<>(Map.of("corpId", "wwplan", "after", 100, "limit", 51));
        if (filter.userId() != null) {
            parameters.put("userId", filter.userId().value());
        }
        if (filter.tagId() != null) {
            parameters.put("tagId", filter.tagId().value());
        }
        // A materialized part of the plan is read by no key of ours; the tables are.
        return client.sql("EXPLAIN FORMAT=TRADITIONAL " + sql).params(parameters).query().listOfRows().stream()
                .filter(row -> !String.valueOf(row.get("table")).startsWith("<"))
                .map(row -> String.valueOf(row.get("key")))
                .toList();
    }
}
