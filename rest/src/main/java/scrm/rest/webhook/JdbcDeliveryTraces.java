package scrm.rest.webhook;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.messaging.erasure.ContactTraces;
import scrm.messaging.erasure.Pseudonym;

/** Webhooks that tell of a contact; what was delivered cannot be taken back, and what is owed is dropped. */
@Repository
class JdbcDeliveryTraces implements ContactTraces {
    /** Rows of one statement, so that it ends soon. */
    private static final long STRETCH = 20_000;

    private final JdbcClient client;

    JdbcDeliveryTraces(JdbcClient client) {
        this.client = client;
    }

    @Override
    public void wipe(CorpId corpId, ExternalUserId externalUserId) {
        String other = Pseudonym.random().value();
        List<Long> ends = client.sql("SELECT COALESCE(MIN(id), 1) - 1, COALESCE(MAX(id), 0) FROM webhook_delivery")
                .query((row, _) -> List.of(row.getLong(1), row.getLong(2)))
                .single();
        for (long after = ends.getFirst(); after < ends.getLast(); after += STRETCH) {
            client.sql("""
                            UPDATE webhook_delivery
                            SET body = REPLACE(body, :id, :other),
                                next_try_at = IF(status = 'PENDING', NULL, next_try_at),
                                status = IF(status = 'PENDING', 'DROPPED', status)
                            WHERE id > :after AND id <= :upTo AND corp_id = :corpId AND LOCATE(:id, body) > 0
                            """)
                    .param("id", externalUserId.value())
                    .param("other", other)
                    .param("after", after)
                    .param("upTo", after + STRETCH)
                    .param("corpId", corpId.value())
                    .update();
        }
    }
}
