package scrm.sop.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

import scrm.messaging.testing.QueryPlans;
import scrm.sop.SopServiceIT;

class CampaignQueryPlanIT extends SopServiceIT {
    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private JdbcClient client;

    @Test
    void whatIsTakenNextLiesSideBySideHoweverManyReceiversThereAre() {
        QueryPlans.fill(
                jdbc,
                "message_campaign_receiver",
                "corp_id, campaign_id, receiver, state, variant, userid",
                "'wwcampaign', 900000 + n % 3, CONCAT('wm', n), IF(n % 2, 'ASSIGNED', 'FOUND'), 'A',"
                        + " CONCAT('user', n % 50)");
        Map<String, Object> some = Map.of("corpId", "wwcampaign", "id", 900001L, "limit", 1000);

        assertThat(QueryPlans.keys(client, JdbcCampaigns.UNASSIGNED, some))
                .containsExactly("message_campaign_receiver_next");
        assertThat(QueryPlans.keys(client, JdbcCampaigns.NEXT, some)).containsExactly("message_campaign_receiver_next");
        assertThat(QueryPlans.keys(
                        client,
                        JdbcCampaigns.TOGETHER,
                        Map.of(
                                "corpId",
                                "wwcampaign",
                                "id",
                                900001L,
                                "variant",
                                "A",
                                "userId",
                                "user7",
                                "limit",
                                10_000)))
                .containsExactly("message_campaign_receiver_next");
    }
}
