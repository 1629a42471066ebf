package scrm.channel.lure;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.messaging.JdbcTime;

@Repository
class JdbcClaims implements Claims {
    private final JdbcClient jdbc;

    JdbcClaims(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public boolean add(CorpId corpId, LureId lureId, String claimId, ExternalUserId externalUserId, Instant now) {
        try {
            jdbc.sql("""
                            INSERT INTO lure_claim (corp_id, lure_id, claim_id, external_userid, claimed_at)
                            VALUES (:corpId, :lureId, :claimId, :externalUserId, :now)
                            """)
                    .param("corpId", corpId.value())
                    .param("lureId", lureId.value())
                    .param("claimId", claimId)
                    .param("externalUserId", externalUserId.value())
                    .param("now", JdbcTime.of(now))
                    .update();
            return true;
        } catch (DuplicateKeyException e) {
            return false;
        }
    }

    @Override
    public Optional<Claim> find(CorpId corpId, LureId lureId, String claimId) {
        return jdbc.sql("""
                        SELECT * FROM lure_claim
                        WHERE corp_id = :corpId AND lure_id = :lureId AND claim_id = :claimId
                        """)
                .param("corpId", corpId.value())
                .param("lureId", lureId.value())
                .param("claimId", claimId)
                .query(JdbcClaims::claim)
                .optional();
    }

    @Override
    public List<Claim> list(
            CorpId corpId, LureId lureId, @Nullable ExternalUserId externalUserId, long after, int limit) {
        return jdbc.sql("""
                        SELECT * FROM lure_claim
                        WHERE corp_id = :corpId AND lure_id = :lureId AND id > :after
                          AND (:externalUserId IS NULL OR external_userid = :externalUserId)
                        ORDER BY id LIMIT :limit
                        """)
                .param("corpId", corpId.value())
                .param("lureId", lureId.value())
                .param("after", after)
                .param("externalUserId", externalUserId == null ? null : externalUserId.value())
                .param("limit", limit)
                .query(JdbcClaims::claim)
                .list();
    }

    private static Claim claim(ResultSet row, int number) throws SQLException {
        return new Claim(
                row.getLong("id"),
                row.getString("claim_id"),
                new ExternalUserId(row.getString("external_userid")),
                JdbcTime.get(row, "claimed_at"));
    }
}
