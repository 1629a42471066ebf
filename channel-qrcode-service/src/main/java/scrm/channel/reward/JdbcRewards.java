package scrm.channel.reward;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import scrm.channel.referral.Campaign.Tier;
import scrm.channel.referral.CampaignId;
import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.messaging.JdbcTime;

@Repository
class JdbcRewards implements Rewards {
    private final JdbcClient jdbc;

    JdbcRewards(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<Reward> of(CorpId corpId, CampaignId campaignId, ExternalUserId externalUserId) {
        return jdbc.sql("""
                        SELECT * FROM referral_reward
                        WHERE corp_id = :corpId AND campaign_id = :campaignId AND external_userid = :externalUserId
                        ORDER BY invitees
                        """)
                .param("corpId", corpId.value())
                .param("campaignId", campaignId.value())
                .param("externalUserId", externalUserId.value())
                .query(JdbcRewards::reward)
                .list();
    }

    @Override
    public Optional<Reward> find(CorpId corpId, CampaignId campaignId, RewardId id) {
        return jdbc.sql("""
                        SELECT * FROM referral_reward
                        WHERE corp_id = :corpId AND campaign_id = :campaignId AND id = :id
                        """)
                .param("corpId", corpId.value())
                .param("campaignId", campaignId.value())
                .param("id", id.value())
                .query(JdbcRewards::reward)
                .optional();
    }

    @Override
    public List<Reward> list(
            CorpId corpId,
            CampaignId campaignId,
            Reward.@Nullable Status status,
            @Nullable RewardId before,
            int limit) {
        String ofStatus = status == null ? "" : " AND status = :status";
        return jdbc.sql("""
                        SELECT * FROM referral_reward
                        WHERE corp_id = :corpId AND campaign_id = :campaignId AND id < :before
                        """ + ofStatus + " ORDER BY id DESC LIMIT :limit")
                .param("corpId", corpId.value())
                .param("campaignId", campaignId.value())
                .param("before", before == null ? Long.MAX_VALUE : before.value())
                .param("status", status == null ? null : status.name())
                .param("limit", limit)
                .query(JdbcRewards::reward)
                .list();
    }

    @Override
    public void put(
            CorpId corpId,
            CampaignId campaignId,
            ExternalUserId externalUserId,
            Tier tier,
            Reward.Status status,
            Instant now) {
        jdbc.sql("""
                        INSERT INTO referral_reward (corp_id, campaign_id, external_userid, invitees, reward, status,
                                                     created_at, updated_at)
                        VALUES (:corpId, :campaignId, :externalUserId, :invitees, :reward, :status, :now, :now)
                        ON DUPLICATE KEY UPDATE
                            reward = VALUES(reward), status = VALUES(status), updated_at = VALUES(updated_at)
                        """)
                .param("corpId", corpId.value())
                .param("campaignId", campaignId.value())
                .param("externalUserId", externalUserId.value())
                .param("invitees", tier.invitees())
                .param("reward", tier.reward())
                .param("status", status.name())
                .param("now", JdbcTime.of(now))
                .update();
    }

    @Override
    public boolean change(CorpId corpId, RewardId id, Reward.Status from, Reward.Status to, Instant now) {
        return jdbc.sql("""
                        UPDATE referral_reward SET status = :to, updated_at = :now
                        WHERE corp_id = :corpId AND id = :id AND status = :from
                        """)
                        .param("to", to.name())
                        .param("now", JdbcTime.of(now))
                        .param("corpId", corpId.value())
                        .param("id", id.value())
                        .param("from", from.name())
                        .update()
                == 1;
    }

    private static Reward reward(ResultSet row, int number) throws SQLException {
        return new Reward(
                new RewardId(row.getLong("id")),
                new CampaignId(row.getLong("campaign_id")),
                new ExternalUserId(row.getString("external_userid")),
                row.getInt("invitees"),
                row.getString("reward"),
                Reward.Status.valueOf(row.getString("status")),
                JdbcTime.get(row, "updated_at"));
    }
}
