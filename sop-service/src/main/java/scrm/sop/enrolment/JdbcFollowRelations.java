package scrm.sop.enrolment;

import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import scrm.messaging.JdbcTime;

@Repository
class JdbcFollowRelations implements FollowRelations {
    private final JdbcClient jdbc;

    JdbcFollowRelations(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public boolean added(Pair pair, Instant at) {
        // Assignments are made from left to right: changed_at still is the old one in the first.
        jdbc.sql("""
                        INSERT INTO follow_relation (corp_id, external_userid, userid, following, changed_at)
                        VALUES (:corpId, :externalUserId, :userId, TRUE, :at)
                        ON DUPLICATE KEY UPDATE
                            following = IF(VALUES(changed_at) > changed_at, TRUE, following),
                            changed_at = GREATEST(changed_at, VALUES(changed_at))
                        """)
                .param("corpId", pair.corpId().value())
                .param("externalUserId", pair.externalUserId().value())
                .param("userId", pair.userId().value())
                .param("at", JdbcTime.of(at))
                .update();
        return jdbc.sql("""
                        SELECT following FROM follow_relation
                        WHERE corp_id = :corpId AND external_userid = :externalUserId AND userid = :userId
                        """)
                .param("corpId", pair.corpId().value())
                .param("externalUserId", pair.externalUserId().value())
                .param("userId", pair.userId().value())
                .query(Boolean.class)
                .single();
    }

    @Override
    public void lost(Pair pair, Instant at) {
        jdbc.sql("""
                        INSERT INTO follow_relation (corp_id, external_userid, userid, following, changed_at)
                        VALUES (:corpId, :externalUserId, :userId, FALSE, :at)
                        ON DUPLICATE KEY UPDATE
                            following = IF(VALUES(changed_at) >= changed_at, FALSE, following),
                            changed_at = GREATEST(changed_at, VALUES(changed_at))
                        """)
                .param("corpId", pair.corpId().value())
                .param("externalUserId", pair.externalUserId().value())
                .param("userId", pair.userId().value())
                .param("at", JdbcTime.of(at))
                .update();
    }
}
