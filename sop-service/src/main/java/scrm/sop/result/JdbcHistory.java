package scrm.sop.result;

import java.time.Instant;
import java.util.function.ObjLongConsumer;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import scrm.events.CorpId;
import scrm.messaging.JdbcTime;

@Repository
class JdbcHistory implements History {
    /** A test pins how the server runs it. */
    static final String ADDED = """
            SELECT changed_at, COUNT(*) AS contacts FROM follow_relation FORCE INDEX (follow_relation_time)
            WHERE corp_id = :corpId AND changed_at >= :from AND changed_at < :until AND following
            GROUP BY changed_at ORDER BY changed_at
            """;

    private final JdbcClient jdbc;

    JdbcHistory(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void added(CorpId corpId, Instant from, Instant until, ObjLongConsumer<Instant> each) {
        RowCallbackHandler row = found -> each.accept(JdbcTime.get(found, "changed_at"), found.getLong("contacts"));
        jdbc.sql(ADDED)
                .param("corpId", corpId.value())
                .param("from", JdbcTime.of(from))
                .param("until", JdbcTime.of(until))
                .query(row);
    }
}
