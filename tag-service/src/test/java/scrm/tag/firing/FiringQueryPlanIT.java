package scrm.tag.firing;

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

class FiringQueryPlanIT extends TagServiceIT {
    private static final List<Object[]> CONTACTS =
            List.of(new Object[] {"wwfiring", "wm7"}, new Object[] {"wwfiring", "wm4711"});

    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private JdbcClient client;

    @Test
    void whatRulesAskOfContactsIsReadByIndex() {
        QueryPlans.fill(
                jdbc,
                "behaviour",
                "corp_id, external_userid, behaviour_key, kind, happened_at",
                "'wwfiring', CONCAT('wm', n), CONCAT('f', n), 'LINK_CLICKED', '2026-11-22' + INTERVAL n SECOND");
        QueryPlans.fill(
                jdbc,
                "follow_user",
                "corp_id, external_userid, userid, added_at",
                "'wwfiring', CONCAT('wm', n), 'firing', '2026-11-22'");
        QueryPlans.fill(
                jdbc,
                "tag_assignment",
                "corp_id, external_userid, userid, change_kind, tag_id, source, actor, state, requested_at",
                "'wwfiring', CONCAT('wm', n), 'u1', 'ADD', 't1', 'RULE:1:1', 'a', 'PENDING', '2026-11-22'");
        QueryPlans.fill(
                jdbc,
                "rule_firing",
                "corp_id, external_userid, rule_id, rule_version, trigger_id, outcome, depth, fired_at, claim",
                "'wwfiring', CONCAT('wm', n), 1, 1, UNHEX(SHA2(n, 256)), 'FIRED', 1, '2026-11-22', 1");

        Map<String, Object> since = new HashMap<>(Map.of("contacts", CONTACTS, "from", "2026-11-22"));
        assertThat(QueryPlans.keys(client, JdbcFiringFacts.ARRIVALS, since))
                .doesNotContain("null", "behaviour_by_kind");
        since.putAll(Map.of("until", "2026-11-23", "kinds", List.of("LINK_CLICKED")));
        assertThat(QueryPlans.keys(client, JdbcFiringFacts.DEEDS, since)).doesNotContain("null", "behaviour_by_kind");
        assertThat(QueryPlans.keys(client, JdbcFiringFacts.PENDING, Map.of("contacts", CONTACTS)))
                .containsExactly("tag_assignment_by_pair");
        assertThat(QueryPlans.keys(client, JdbcFiringFacts.FOLLOWERS, Map.of("contacts", CONTACTS)))
                .containsExactly("PRIMARY");
        assertThat(QueryPlans.keys(client, JdbcFiringFacts.TAGS, Map.of("contacts", CONTACTS)))
                .doesNotContain("null");
        List<Object[]> rules = List.of(new Object[] {"wwfiring", "wm7", 1L}, new Object[] {"wwfiring", "wm8", 1L});
        assertThat(QueryPlans.keys(client, JdbcFirings.DEPTHS, Map.of("keys", rules, "since", "2026-11-21")))
                .containsExactly("PRIMARY");
    }

    @Test
    void idleContactsAreFoundByIndex() {
        QueryPlans.fill(
                jdbc,
                "contact_activity",
                "corp_id, external_userid, last_active_at",
                "'wwfiring', CONCAT('wm', n), '2026-11-22' + INTERVAL n SECOND");
        assertThat(QueryPlans.keys(
                        client,
                        JdbcIdleContacts.AFTER,
                        Map.of(
                                "corpId", "wwfiring",
                                "at", "2026-11-22",
                                "externalUserId", "wm7",
                                "until", "2026-11-23",
                                "limit", 500)))
                .containsExactly("contact_activity_by_time");
    }
}
