package scrm.messaging.erasure;

import java.util.List;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;

import scrm.events.CorpId;
import scrm.events.ExternalUserId;

/**
 * Work rows and jobs. Work whose key names the contact is about it and goes; elsewhere a pseudonym takes the id's
 * place. The outbox empties itself in a moment, and the inbox holds hashes.
 */
final class JdbcMessagingTraces implements ContactTraces {
    /** Rows of one statement: it takes some tens of milliseconds and locks only what it changes. */
    private static final long STRETCH = 20_000;

    static final String NAMING = """
            SELECT id FROM work
            WHERE id > :after AND id <= :upTo AND corp_id = :corpId
                AND (LOCATE(:id, work_key) > 0 OR LOCATE(:id, payload) > 0 OR LOCATE(:id, last_error) > 0)
            """;

    private final JdbcClient client;

    JdbcMessagingTraces(JdbcClient client) {
        this.client = client;
    }

    @Override
    public void wipe(CorpId corpId, ExternalUserId externalUserId) {
        long last = number("SELECT COALESCE(MAX(id), 0) FROM work");
        for (long after = number("SELECT COALESCE(MIN(id), 1) - 1 FROM work"); after < last; after += STRETCH) {
            List<Long> naming = client.sql(NAMING)
                    .param("after", after)
                    .param("upTo", after + STRETCH)
                    .param("corpId", corpId.value())
                    .param("id", externalUserId.value())
                    .query((row, _) -> row.getLong(1))
                    .list();
            if (!naming.isEmpty()) {
                wipe(naming, externalUserId);
            }
        }
        client.sql("""
                        UPDATE job
                        SET parameters = REPLACE(parameters, :id, :other), checkpoint = REPLACE(checkpoint, :id, :other),
                            errors = REPLACE(errors, :id, :other)
                        WHERE corp_id = :corpId AND (LOCATE(:id, parameters) > 0 OR LOCATE(:id, checkpoint) > 0
                            OR LOCATE(:id, errors) > 0)
                        """)
                .param("id", externalUserId.value())
                .param("other", Pseudonym.random().value())
                .param("corpId", corpId.value())
                .update();
    }

    private void wipe(List<Long> naming, ExternalUserId externalUserId) {
        client.sql("DELETE FROM work WHERE id IN (:naming) AND LOCATE(:id, work_key) > 0")
                .param("naming", naming)
                .param("id", externalUserId.value())
                .update();
        client.sql("""
                        UPDATE work SET payload = REPLACE(payload, :id, :other), last_error = REPLACE(last_error, :id, :other)
                        WHERE id IN (:naming)
                        """)
                .param("naming", naming)
                .param("id", externalUserId.value())
                .param("other", Pseudonym.random().value())
                .update();
    }

    private long number(String sql) {
        return Objects.requireNonNull(client.sql(sql).query(Long.class).single());
    }
}
