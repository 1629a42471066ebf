package scrm.channel.answer;

import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.events.UserId;
import scrm.messaging.JdbcTime;

@Repository
class JdbcAnswers implements Answers {
    private final JdbcClient jdbc;

    JdbcAnswers(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void add(CorpId corpId, ExternalUserId externalUserId, UserId userId, Instant at) {
        jdbc.sql("""
                        INSERT INTO answer (corp_id, external_userid, userid, answered_at)
                        VALUES (:corpId, :externalUserId, :userId, :at)
                        ON DUPLICATE KEY UPDATE answered_at = LEAST(answered_at, VALUES(answered_at))
                        """)
                .param("corpId", corpId.value())
                .param("externalUserId", externalUserId.value())
                .param("userId", userId.value())
                .param("at", JdbcTime.of(at))
                .update();
    }
}
