package scrm.tag.tagging;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

import scrm.messaging.testing.QueryPlans;
import scrm.tag.TagServiceIT;

class TaggingQueryPlanIT extends TagServiceIT {
    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private JdbcClient client;

    @Test
    void whatIsPendingIsFoundByItsPairAndWhatWaitsByItsTag() {
        QueryPlans.fill(
                jdbc,
                "tag_assignment",
                "corp_id, external_userid, userid, change_kind, tag_id, group_name, tag_name, source, actor, state,"
                        + " requested_at",
                "'wwplan', CONCAT('wm', n % 3000), 'zhang', 'ADD', IF(n % 50 = 0, NULL, CONCAT('t', n % 100)),"
                        + " 'group', CONCAT('tag', n % 100), 'WECOM', 'wecom', IF(n % 20 = 0, 'PENDING', 'APPLIED'),"
                        + " '2026-11-22'");

        assertThat(QueryPlans.keys(
                        client,
                        JdbcTaggings.PENDING,
                        Map.of("corpId", "wwplan", "externalUserId", "wm7", "userId", "zhang")))
                .containsExactly("tag_assignment_by_pair");
        assertThat(QueryPlans.keys(
                        client,
                        JdbcTaggings.WAITING,
                        Map.of("corpId", "wwplan", "groupName", "group", "tagNames", List.of("tag50"))))
                .containsExactly("tag_assignment_unresolved");
        assertThat(QueryPlans.keys(
                        client,
                        JdbcTaggings.PENDING_ADDS,
                        Map.of("corpId", "wwplan", "externalUserIds", List.of("wm7", "wm8"))))
                .containsExactly("tag_assignment_by_pair");
        List<Object[]> keys =
                List.of(new Object[] {17L, "wwplan"}, new Object[] {4711L, "wwplan"}, new Object[] {99L, "wwplan"});
        assertThat(QueryPlans.keys(
                        client,
                        JdbcTaggings.SETTLE,
                        Map.of("keys", keys, "state", "APPLIED", "errcode", 0, "at", Instant.EPOCH)))
                .containsExactly("PRIMARY");
    }
}
