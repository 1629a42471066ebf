package scrm.tag.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

import scrm.messaging.testing.QueryPlans;
import scrm.tag.TagServiceIT;

class TimelineQueryPlanIT extends TagServiceIT {
    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private JdbcClient client;

    @Test
    void aPageIsReadInTheOrderOfItsIndex() {
        QueryPlans.fill(
                jdbc,
                "timeline_entry",
                "corp_id, external_userid, entry_key, happened_at, kind, detail",
                "'wwplan', CONCAT('wm', n % 100), n, TIMESTAMPADD(SECOND, n, '2026-11-22'), 'EDITED', '{}'");

        assertThat(QueryPlans.keys(
                        client,
                        JdbcTimeline.AFTER,
                        Map.of(
                                "corpId",
                                "wwplan",
                                "externalUserId",
                                "wm7",
                                "happenedAt",
                                Instant.parse("2026-11-22T01:00:00Z"),
                                "id",
                                5,
                                "limit",
                                51)))
                .containsExactly("timeline_entry_list");
    }
}
