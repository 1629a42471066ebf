package scrm.sop.tally;

import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.messaging.JdbcTime;

@Repository
class JdbcReactions implements Reactions {
    private final JdbcClient jdbc;

    JdbcReactions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void add(CorpId corpId, Kind kind, ExternalUserId externalUserId, Instant at, String subject) {
        jdbc.sql("""
                        INSERT IGNORE INTO reaction (corp_id, kind, external_userid, happened_at, subject)
                        VALUES (:corpId, :kind, :externalUserId, :at, :subject)
                        """)
                .param("corpId", corpId.value())
                .param("kind", kind.name())
                .param("externalUserId", externalUserId.value())
                .param("at", JdbcTime.of(at))
                .param("subject", subject)
                .update();
    }
}
