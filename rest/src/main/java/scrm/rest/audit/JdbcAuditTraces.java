package scrm.rest.audit;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.messaging.erasure.ContactTraces;
import scrm.messaging.erasure.Pseudonym;

/**
 * Entries that name an erased contact. Who wrote when, and with what answer, stays; what was written goes, for a body
 * that names a contact may tell more than the id.
 */
final class JdbcAuditTraces implements ContactTraces {
    /** Rows that are looked through at once: few enough for any time-out. */
    private static final long SLICE = 10_000;

    private final JdbcClient client;
    private final TransactionTemplate transaction;

    JdbcAuditTraces(JdbcClient client, TransactionTemplate transaction) {
        this.client = client;
        this.transaction = transaction;
    }

    @Override
    public void wipe(CorpId corpId, ExternalUserId externalUserId) {
        String other = Pseudonym.random().value();
        long last = edge("MAX", corpId);
        for (long from = edge("MIN", corpId); from <= last; from += SLICE) {
            // Found by a read of its own, so that writing locks these rows and not all that were looked at.
            List<Long> entries = named(corpId, externalUserId, from);
            if (!entries.isEmpty()) {
                transaction.executeWithoutResult(_ -> wipe(entries, externalUserId, other));
            }
        }
    }

    private long edge(String which, CorpId corpId) {
        return client.sql("SELECT COALESCE(" + which + "(id), 0) FROM audit_entry WHERE corp_id = :corpId")
                .param("corpId", corpId.value())
                .query(Long.class)
                .single();
    }

    private List<Long> named(CorpId corpId, ExternalUserId externalUserId, long from) {
        return client.sql("""
                SELECT e.id
                FROM audit_entry e FORCE INDEX (audit_entry_of_corp) LEFT JOIN audit_answer a ON a.entry_id = e.id
                WHERE e.id >= :from AND e.id < :until AND e.corp_id = :corpId
                    AND (LOCATE(:id, e.path) > 0 OR LOCATE(:id, e.request) > 0 OR LOCATE(:id, e.earlier) > 0
                        OR LOCATE(:id, a.answer) > 0)
                """)
                .param("id", externalUserId.value())
                .param("corpId", corpId.value())
                .param("from", from)
                .param("until", from + SLICE)
                .query((row, _) -> row.getLong(1))
                .list();
    }

    private void wipe(List<Long> entries, ExternalUserId externalUserId, String other) {
        client.sql("UPDATE audit_answer SET answer = NULL WHERE entry_id IN (:entries)")
                .param("entries", entries)
                .update();
        client.sql("""
                UPDATE audit_entry
                SET path = LEFT(REPLACE(path, :id, :other), 1024), request = NULL, earlier = NULL
                WHERE id IN (:entries)
                """)
                .param("id", externalUserId.value())
                .param("other", other)
                .param("entries", entries)
                .update();
    }
}
