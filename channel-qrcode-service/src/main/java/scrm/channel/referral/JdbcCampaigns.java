package scrm.channel.referral;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.jdbc.support.KeyHolder;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import scrm.channel.channel.ChannelId;
import scrm.channel.script.JdbcScripts;
import scrm.events.CorpId;
import scrm.events.UserId;
import scrm.messaging.JdbcTime;
import scrm.rest.webhook.EndpointId;

@Repository
class JdbcCampaigns implements Campaigns {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final TypeReference<List<String>> USERS = new TypeReference<>() {};
    private static final String SELECT = """
            SELECT c.*, e.url FROM referral_campaign c JOIN webhook_endpoint e ON e.id = c.endpoint_id
            WHERE c.corp_id = :corpId
            """;

    private final JdbcClient jdbc;

    JdbcCampaigns(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public CampaignId add(CorpId corpId, Campaign.Draft draft, EndpointId endpointId, Instant now) {
        KeyHolder key = new GeneratedKeyHolder();
        drafted("""
                        INSERT INTO referral_campaign (corp_id, channel_id, name, starts_at, ends_at, users, welcome,
                                                       max_depth, stay_days, burst_adds, burst_minutes, endpoint_id,
                                                       version, created_at, updated_at)
                        VALUES (:corpId, :channelId, :name, :startsAt, :endsAt, :users, :welcome,
                                :maxDepth, :stayDays, :burstAdds, :burstMinutes, :endpointId,
                                1, :now, :now)
                        """, corpId, draft, now).param("endpointId", endpointId.value()).update(key);
        CampaignId id = new CampaignId(Objects.requireNonNull(key.getKey()).longValue());
        draft.tiers().forEach(tier -> addTier(corpId, id, tier));
        return id;
    }

    @Override
    public Optional<Campaign> find(CorpId corpId, CampaignId id) {
        return campaigns(corpId, jdbc.sql(SELECT + "AND c.id = :id").param("id", id.value())).stream()
                .findFirst();
    }

    @Override
    public Campaign lock(CorpId corpId, CampaignId id) {
        jdbc.sql("SELECT id FROM referral_campaign WHERE corp_id = :corpId AND id = :id FOR UPDATE")
                .param("corpId", corpId.value())
                .param("id", id.value())
                .query(Long.class)
                .single();
        return find(corpId, id).orElseThrow();
    }

    @Override
    public List<Campaign> list(CorpId corpId, @Nullable ChannelId channelId, @Nullable CampaignId after, int limit) {
        String ofChannel = channelId == null ? "" : " AND c.channel_id = :channelId";
        return campaigns(
                corpId,
                jdbc.sql(SELECT + "AND c.id > :after" + ofChannel + " ORDER BY c.id LIMIT :limit")
                        .param("after", after == null ? 0 : after.value())
                        .param("channelId", channelId == null ? null : channelId.value())
                        .param("limit", limit));
    }

    @Override
    public boolean edit(CorpId corpId, CampaignId id, int version, Campaign.Draft draft, Instant now) {
        return drafted("""
                                UPDATE referral_campaign
                                SET channel_id = :channelId, name = :name, starts_at = :startsAt, ends_at = :endsAt,
                                    users = :users, welcome = :welcome, max_depth = :maxDepth,
                                    stay_days = :stayDays, burst_adds = :burstAdds, burst_minutes = :burstMinutes,
                                    version = version + 1, updated_at = :now
                                WHERE corp_id = :corpId AND id = :id AND version = :version
                                """, corpId, draft, now)
                        .param("id", id.value())
                        .param("version", version)
                        .update()
                == 1;
    }

    private JdbcClient.StatementSpec drafted(String sql, CorpId corpId, Campaign.Draft draft, Instant now) {
        return jdbc.sql(sql)
                .param("corpId", corpId.value())
                .param("channelId", draft.channelId().value())
                .param("name", draft.name())
                .param("startsAt", JdbcTime.of(draft.startsAt()))
                .param("endsAt", JdbcTime.of(draft.endsAt()))
                .param(
                        "users",
                        JSON.writeValueAsString(
                                draft.users().stream().map(UserId::value).toList()))
                .param("welcome", JdbcScripts.write(draft.welcome()))
                .param("maxDepth", draft.maxDepth())
                .param("stayDays", draft.stayDays())
                .param("burstAdds", draft.burst().adds())
                .param("burstMinutes", draft.burst().minutes())
                .param("now", JdbcTime.of(now));
    }

    @Override
    public void close(CorpId corpId, CampaignId id, Instant now) {
        jdbc.sql("""
                        UPDATE referral_campaign SET closed_at = :now, version = version + 1, updated_at = :now
                        WHERE corp_id = :corpId AND id = :id AND closed_at IS NULL
                        """)
                .param("now", JdbcTime.of(now))
                .param("corpId", corpId.value())
                .param("id", id.value())
                .update();
    }

    @Override
    public void addTier(CorpId corpId, CampaignId id, Campaign.Tier tier) {
        jdbc.sql("""
                        INSERT INTO referral_tier (campaign_id, invitees, corp_id, reward, stock, given)
                        VALUES (:id, :invitees, :corpId, :reward, :stock, 0)
                        """)
                .param("id", id.value())
                .param("invitees", tier.invitees())
                .param("corpId", corpId.value())
                .param("reward", tier.reward())
                .param("stock", tier.stock())
                .update();
    }

    @Override
    public boolean editTier(CorpId corpId, CampaignId id, Campaign.Tier tier) {
        return ofTier("SET reward = :reward, stock = :stock", "given <= :stock", corpId, id, tier.invitees())
                        .param("reward", tier.reward())
                        .param("stock", tier.stock())
                        .update()
                == 1;
    }

    @Override
    public boolean removeTier(CorpId corpId, CampaignId id, int invitees) {
        return jdbc.sql("""
                        DELETE FROM referral_tier
                        WHERE corp_id = :corpId AND campaign_id = :id AND invitees = :invitees AND given = 0
                        """)
                        .param("corpId", corpId.value())
                        .param("id", id.value())
                        .param("invitees", invitees)
                        .update()
                == 1;
    }

    @Override
    public boolean takeStock(CorpId corpId, CampaignId id, int invitees) {
        return ofTier("SET given = given + 1", "given < stock", corpId, id, invitees)
                        .update()
                == 1;
    }

    @Override
    public void returnStock(CorpId corpId, CampaignId id, int invitees) {
        ofTier("SET given = given - 1", "given > 0", corpId, id, invitees).update();
    }

    /** Changes a tier's row if a condition holds. */
    private JdbcClient.StatementSpec ofTier(String set, String condition, CorpId corpId, CampaignId id, int invitees) {
        return jdbc.sql("UPDATE referral_tier " + set
                        + " WHERE corp_id = :corpId AND campaign_id = :id AND invitees = :invitees AND " + condition)
                .param("corpId", corpId.value())
                .param("id", id.value())
                .param("invitees", invitees);
    }

    private List<Campaign> campaigns(CorpId corpId, JdbcClient.StatementSpec query) {
        List<Campaign> found = query.param("corpId", corpId.value())
                .query(JdbcCampaigns::campaign)
                .list();
        Map<Long, List<Campaign.Tier>> tiers = tiers(
                corpId, found.stream().map(campaign -> campaign.id().value()).toList());
        return found.stream()
                .map(campaign ->
                        campaign.withTiers(tiers.getOrDefault(campaign.id().value(), List.of())))
                .toList();
    }

    private Map<Long, List<Campaign.Tier>> tiers(CorpId corpId, Collection<Long> ids) {
        Map<Long, List<Campaign.Tier>> tiers = new HashMap<>();
        if (!ids.isEmpty()) {
            jdbc.sql("""
                            SELECT * FROM referral_tier
                            WHERE corp_id = :corpId AND campaign_id IN (:ids) ORDER BY invitees
                            """).param("corpId", corpId.value()).param("ids", ids).query(row -> {
                tiers.computeIfAbsent(row.getLong("campaign_id"), _ -> new ArrayList<>())
                        .add(tier(row));
            });
        }
        return tiers;
    }

    private static Campaign.Tier tier(ResultSet row) throws SQLException {
        return new Campaign.Tier(
                row.getInt("invitees"), row.getString("reward"), row.getInt("stock"), row.getInt("given"));
    }

    private static Campaign campaign(ResultSet row, int number) throws SQLException {
        return new Campaign(
                new CampaignId(row.getLong("id")),
                new CorpId(row.getString("corp_id")),
                new Campaign.Draft(
                        new ChannelId(row.getLong("channel_id")),
                        row.getString("name"),
                        JdbcTime.get(row, "starts_at"),
                        JdbcTime.get(row, "ends_at"),
                        JSON.readValue(row.getString("users"), USERS).stream()
                                .map(UserId::new)
                                .toList(),
                        JdbcScripts.read(row.getString("welcome")),
                        row.getInt("max_depth"),
                        row.getInt("stay_days"),
                        new Campaign.Burst(row.getInt("burst_adds"), row.getInt("burst_minutes")),
                        List.of()),
                new EndpointId(row.getLong("endpoint_id")),
                row.getString("url"),
                JdbcTime.getNullable(row, "closed_at"),
                row.getInt("version"),
                JdbcTime.get(row, "created_at"),
                JdbcTime.get(row, "updated_at"));
    }
}
