package scrm.channel.referral;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import scrm.channel.livecode.LiveCode;
import scrm.channel.livecode.LiveCodeId;
import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.messaging.JdbcTime;

@Repository
class JdbcParticipants implements Participants {
    private static final String SELECT = """
            SELECT p.*, l.status, l.state, l.qr_code
            FROM referral_participant p JOIN live_code l ON l.id = p.live_code_id
            WHERE p.corp_id = :corpId AND p.campaign_id = :campaignId
            """;

    /** Asked of every contact who comes by any code; a test pins how the server runs it. */
    static final String BEARERS = """
            SELECT corp_id, live_code_id, campaign_id, external_userid FROM referral_participant
            WHERE (corp_id, live_code_id) IN (:codes)
            """;

    private final JdbcClient jdbc;

    JdbcParticipants(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public boolean add(CorpId corpId, CampaignId campaignId, ExternalUserId externalUserId, Instant now) {
        try {
            jdbc.sql("""
                            INSERT INTO referral_participant (corp_id, campaign_id, external_userid, created_at)
                            VALUES (:corpId, :campaignId, :externalUserId, :now)
                            """)
                    .param("corpId", corpId.value())
                    .param("campaignId", campaignId.value())
                    .param("externalUserId", externalUserId.value())
                    .param("now", JdbcTime.of(now))
                    .update();
            return true;
        } catch (DuplicateKeyException e) {
            return false;
        }
    }

    @Override
    public void assign(CorpId corpId, CampaignId campaignId, ExternalUserId externalUserId, LiveCodeId liveCodeId) {
        jdbc.sql("""
                        UPDATE referral_participant SET live_code_id = :liveCodeId
                        WHERE corp_id = :corpId AND campaign_id = :campaignId AND external_userid = :externalUserId
                        """)
                .param("liveCodeId", liveCodeId.value())
                .param("corpId", corpId.value())
                .param("campaignId", campaignId.value())
                .param("externalUserId", externalUserId.value())
                .update();
    }

    @Override
    public Optional<Participant> find(CorpId corpId, CampaignId campaignId, ExternalUserId externalUserId) {
        return jdbc.sql(SELECT + "AND p.external_userid = :externalUserId")
                .param("corpId", corpId.value())
                .param("campaignId", campaignId.value())
                .param("externalUserId", externalUserId.value())
                .query(JdbcParticipants::participant)
                .optional();
    }

    @Override
    public List<Participant> list(CorpId corpId, CampaignId campaignId, long after, int limit) {
        return jdbc.sql(SELECT + "AND p.id > :after ORDER BY p.id LIMIT :limit")
                .param("corpId", corpId.value())
                .param("campaignId", campaignId.value())
                .param("after", after)
                .param("limit", limit)
                .query(JdbcParticipants::participant)
                .list();
    }

    @Override
    public void lock(CorpId corpId, CampaignId campaignId, ExternalUserId externalUserId) {
        jdbc.sql("""
                        SELECT id FROM referral_participant
                        WHERE corp_id = :corpId AND campaign_id = :campaignId AND external_userid = :externalUserId
                        FOR UPDATE
                        """)
                .param("corpId", corpId.value())
                .param("campaignId", campaignId.value())
                .param("externalUserId", externalUserId.value())
                .query(Long.class)
                .single();
    }

    @Override
    public Map<Code, Bearer> bearers(Collection<Code> codes) {
        Map<Code, Bearer> bearers = new HashMap<>();
        if (!codes.isEmpty()) {
            jdbc.sql(BEARERS)
                    .param(
                            "codes",
                            codes.stream()
                                    .map(code -> new Object[] {
                                        code.corpId().value(), code.liveCodeId().value()
                                    })
                                    .toList())
                    .query(row -> {
                        CorpId corpId = new CorpId(row.getString("corp_id"));
                        bearers.put(
                                new Code(corpId, new LiveCodeId(row.getLong("live_code_id"))),
                                new Bearer(
                                        corpId,
                                        new CampaignId(row.getLong("campaign_id")),
                                        new ExternalUserId(row.getString("external_userid"))));
                    });
        }
        return bearers;
    }

    private static Participant participant(ResultSet row, int number) throws SQLException {
        return new Participant(
                row.getLong("id"),
                new CampaignId(row.getLong("campaign_id")),
                new ExternalUserId(row.getString("external_userid")),
                new LiveCodeId(row.getLong("live_code_id")),
                LiveCode.Status.valueOf(row.getString("status")),
                row.getString("state"),
                row.getString("qr_code"),
                JdbcTime.get(row, "created_at"));
    }
}
