package scrm.rest.idempotency;

import org.springframework.jdbc.core.simple.JdbcClient;

import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.messaging.erasure.ContactTraces;
import scrm.messaging.erasure.Pseudonym;

/** Stored answers. They stay, for what they are about was done once and must not be done again, but name nobody. */
final class JdbcAnswerTraces implements ContactTraces {
    private final JdbcClient client;

    JdbcAnswerTraces(JdbcClient client) {
        this.client = client;
    }

    @Override
    public void wipe(CorpId corpId, ExternalUserId externalUserId) {
        client.sql("""
                        UPDATE idempotency_key
                        SET answer = REPLACE(answer, :id, :other), location = REPLACE(location, :id, :other)
                        WHERE corp_id = :corpId AND (LOCATE(:id, answer) > 0 OR LOCATE(:id, location) > 0)
                        """)
                .param("id", externalUserId.value())
                .param("other", Pseudonym.random().value())
                .param("corpId", corpId.value())
                .update();
    }
}
