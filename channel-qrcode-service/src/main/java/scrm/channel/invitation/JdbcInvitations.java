package scrm.channel.invitation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.jdbc.support.KeyHolder;
import org.springframework.stereotype.Repository;

import scrm.channel.referral.CampaignId;
import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.events.UserId;
import scrm.messaging.JdbcTime;

@Repository
class JdbcInvitations implements Invitations {
    private final JdbcClient jdbc;

    JdbcInvitations(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public InvitationId add(New invitation, Instant now) {
        Judgement judgement = invitation.judgement();
        Invitation.Reason reason = judgement.reason();
        KeyHolder key = new GeneratedKeyHolder();
        jdbc.sql("""
                        INSERT INTO referral_invitation (corp_id, campaign_id, inviter, invitee, userid,
                                                         attribution_id, status, reason, added_at, recorded_at,
                                                         updated_at)
                        VALUES (:corpId, :campaignId, :inviter, :invitee, :userId,
                                :attributionId, :status, :reason, :addedAt, :now, :now)
                        """)
                .param("corpId", invitation.corpId().value())
                .param("campaignId", invitation.campaignId().value())
                .param("inviter", invitation.inviter().value())
                .param("invitee", invitation.invitee().value())
                .param("userId", invitation.userId().value())
                .param("attributionId", invitation.attributionId())
                .param("status", judgement.status().name())
                .param("reason", reason == null ? null : reason.name())
                .param("addedAt", JdbcTime.of(invitation.addedAt()))
                .param("now", JdbcTime.of(now))
                .update(key);
        return new InvitationId(Objects.requireNonNull(key.getKey()).longValue());
    }

    @Override
    public Optional<Invitation> find(CorpId corpId, CampaignId campaignId, InvitationId id) {
        return ofCampaign("SELECT * FROM referral_invitation", "id = :id", corpId, campaignId)
                .param("id", id.value())
                .query(JdbcInvitations::invitation)
                .optional();
    }

    @Override
    public Optional<Invitation> ofInvitee(CorpId corpId, CampaignId campaignId, ExternalUserId invitee) {
        return ofCampaign("SELECT * FROM referral_invitation", "invitee = :invitee", corpId, campaignId)
                .param("invitee", invitee.value())
                .query(JdbcInvitations::invitation)
                .optional();
    }

    @Override
    public List<Invitation> list(
            CorpId corpId, CampaignId campaignId, Filter filter, @Nullable InvitationId before, int limit) {
        Invitation.Status status = filter.status();
        ExternalUserId inviter = filter.inviter();
        String condition = "id < :before"
                + (status == null ? "" : " AND status = :status")
                + (inviter == null ? "" : " AND inviter = :inviter")
                + " ORDER BY id DESC LIMIT :limit";
        return ofCampaign("SELECT * FROM referral_invitation", condition, corpId, campaignId)
                .param("before", before == null ? Long.MAX_VALUE : before.value())
                .param("status", status == null ? null : status.name())
                .param("inviter", inviter == null ? null : inviter.value())
                .param("limit", limit)
                .query(JdbcInvitations::invitation)
                .list();
    }

    @Override
    public boolean change(CorpId corpId, InvitationId id, Invitation.Status from, Invitation.Status to, Instant now) {
        return jdbc.sql("""
                        UPDATE referral_invitation SET status = :to, updated_at = :now
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

    @Override
    public List<ExternalUserId> ancestors(CorpId corpId, CampaignId campaignId, ExternalUserId contact) {
        // The tree has no loops; the bound only keeps a damaged one from being walked for ever.
        return jdbc.sql("""
                        WITH RECURSIVE up (contact, distance) AS (
                            SELECT inviter, 1 FROM referral_invitation
                            WHERE corp_id = :corpId AND campaign_id = :campaignId AND invitee = :contact
                              AND status <> 'REFUSED'
                            UNION ALL
                            SELECT i.inviter, up.distance + 1
                            FROM up JOIN referral_invitation i ON i.invitee = up.contact
                            WHERE i.corp_id = :corpId AND i.campaign_id = :campaignId
                              AND i.status <> 'REFUSED' AND up.distance < 100
                        )
                        SELECT contact FROM up ORDER BY distance
                        """)
                .param("corpId", corpId.value())
                .param("campaignId", campaignId.value())
                .param("contact", contact.value())
                .query((row, _) -> new ExternalUserId(row.getString(1)))
                .list();
    }

    @Override
    public Below below(CorpId corpId, CampaignId campaignId, ExternalUserId contact) {
        return jdbc.sql("""
                        WITH RECURSIVE down (contact, distance) AS (
                            SELECT invitee, 1 FROM referral_invitation
                            WHERE corp_id = :corpId AND campaign_id = :campaignId AND inviter = :contact
                              AND status <> 'REFUSED'
                            UNION ALL
                            SELECT i.invitee, down.distance + 1
                            FROM down JOIN referral_invitation i ON i.inviter = down.contact
                            WHERE i.corp_id = :corpId AND i.campaign_id = :campaignId
                              AND i.status <> 'REFUSED' AND down.distance < 100
                        )
                        SELECT COUNT(*), COALESCE(MAX(distance), 0) FROM down
                        """)
                .param("corpId", corpId.value())
                .param("campaignId", campaignId.value())
                .param("contact", contact.value())
                .query((row, _) -> new Below(row.getInt(1), row.getInt(2)))
                .single();
    }

    @Override
    public Map<Invitation.Status, Integer> counts(CorpId corpId, CampaignId campaignId, ExternalUserId inviter) {
        Map<Invitation.Status, Integer> counts = new EnumMap<>(Invitation.Status.class);
        for (Invitation.Status status : Invitation.Status.values()) {
            counts.put(status, 0);
        }
        ofCampaign(
                        "SELECT status, COUNT(*) FROM referral_invitation",
                        "inviter = :inviter GROUP BY status",
                        corpId,
                        campaignId)
                .param("inviter", inviter.value())
                .query(row -> {
                    counts.put(Invitation.Status.valueOf(row.getString(1)), row.getInt(2));
                });
        return counts;
    }

    @Override
    public int addsWithin(CorpId corpId, CampaignId campaignId, ExternalUserId inviter, Duration time, Instant until) {
        return ofCampaign(
                        "SELECT COUNT(*) FROM referral_invitation",
                        "inviter = :inviter AND added_at > :from AND added_at <= :until",
                        corpId,
                        campaignId)
                .param("inviter", inviter.value())
                .param("from", JdbcTime.of(until.minus(time)))
                .param("until", JdbcTime.of(until))
                .query(Integer.class)
                .single();
    }

    @Override
    public boolean customerBefore(CorpId corpId, ExternalUserId contact, Instant at) {
        return jdbc.sql("""
                        SELECT EXISTS (
                            SELECT 1 FROM attribution
                            WHERE corp_id = :corpId AND external_userid = :contact AND first_at < :at
                        )
                        """)
                .param("corpId", corpId.value())
                .param("contact", contact.value())
                .param("at", JdbcTime.of(at))
                .query(Boolean.class)
                .single();
    }

    private JdbcClient.StatementSpec ofCampaign(String select, String condition, CorpId corpId, CampaignId campaignId) {
        return jdbc.sql(select + " WHERE corp_id = :corpId AND campaign_id = :campaignId AND " + condition)
                .param("corpId", corpId.value())
                .param("campaignId", campaignId.value());
    }

    private static Invitation invitation(ResultSet row, int number) throws SQLException {
        String reason = row.getString("reason");
        return new Invitation(
                new InvitationId(row.getLong("id")),
                new CorpId(row.getString("corp_id")),
                new CampaignId(row.getLong("campaign_id")),
                new ExternalUserId(row.getString("inviter")),
                new ExternalUserId(row.getString("invitee")),
                new UserId(row.getString("userid")),
                row.getLong("attribution_id"),
                JdbcTime.get(row, "added_at"),
                Invitation.Status.valueOf(row.getString("status")),
                reason == null ? null : Invitation.Reason.valueOf(reason));
    }
}
