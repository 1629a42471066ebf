package scrm.channel.referral;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

import scrm.channel.ChannelServiceIT;
import scrm.messaging.testing.QueryPlans;

class ReferralQueryPlanIT extends ChannelServiceIT {
    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private JdbcClient client;

    @Test
    void theBearersOfAPollsCodesAreFoundByTheirIndex() {
        QueryPlans.fill(
                jdbc,
                "referral_participant",
                "corp_id, campaign_id, external_userid, live_code_id, created_at",
                "'wwplan', 0, CONCAT('wm', n), n, '2026-11-22'");
        List<Object[]> codes =
                List.of(new Object[] {"wwplan", 7}, new Object[] {"wwplan", 4711}, new Object[] {"wwplan", 12_345});

        assertThat(QueryPlans.keys(client, JdbcParticipants.BEARERS, Map.of("codes", codes)))
                .containsExactly("referral_participant_code");
    }
}
