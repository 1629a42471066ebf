package scrm.channel.conversion;

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
class JdbcConversions implements Conversions {
    private static final String OF_ORDER = "SELECT * FROM conversion WHERE corp_id = :corpId AND order_id = :orderId";

    private final JdbcClient jdbc;

    JdbcConversions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public boolean add(CorpId corpId, Conversion order, Instant now) {
        try {
            jdbc.sql("""
                            INSERT INTO conversion (corp_id, order_id, external_userid, currency, amount, refunded,
                                                    occurred_at, created_at)
                            VALUES (:corpId, :orderId, :externalUserId, :currency, :amount, 0, :occurredAt, :now)
                            """)
                    .param("corpId", corpId.value())
                    .param("orderId", order.orderId())
                    .param("externalUserId", order.externalUserId().value())
                    .param("currency", order.currency())
                    .param("amount", order.amount())
                    .param("occurredAt", JdbcTime.of(order.occurredAt()))
                    .param("now", JdbcTime.of(now))
                    .update();
            return true;
        } catch (DuplicateKeyException e) {
            return false;
        }
    }

    @Override
    public Optional<Conversion> find(CorpId corpId, String orderId) {
        return ofOrder(OF_ORDER, corpId, orderId);
    }

    @Override
    public Optional<Conversion> lock(CorpId corpId, String orderId) {
        return ofOrder(OF_ORDER + " FOR UPDATE", corpId, orderId);
    }

    private Optional<Conversion> ofOrder(String sql, CorpId corpId, String orderId) {
        return jdbc.sql(sql)
                .param("corpId", corpId.value())
                .param("orderId", orderId)
                .query(JdbcConversions::conversion)
                .optional();
    }

    @Override
    public boolean refund(
            CorpId corpId, Conversion order, String refundId, long amount, Instant occurredAt, Instant now) {
        try {
            jdbc.sql("""
                            INSERT INTO refund (corp_id, conversion_id, refund_id, amount, occurred_at, created_at)
                            VALUES (:corpId, :conversionId, :refundId, :amount, :occurredAt, :now)
                            """)
                    .param("corpId", corpId.value())
                    .param("conversionId", order.id())
                    .param("refundId", refundId)
                    .param("amount", amount)
                    .param("occurredAt", JdbcTime.of(occurredAt))
                    .param("now", JdbcTime.of(now))
                    .update();
        } catch (DuplicateKeyException e) {
            return false;
        }
        jdbc.sql("UPDATE conversion SET refunded = refunded + :amount WHERE corp_id = :corpId AND id = :id")
                .param("amount", amount)
                .param("corpId", corpId.value())
                .param("id", order.id())
                .update();
        return true;
    }

    @Override
    public List<Conversion> list(CorpId corpId, @Nullable ExternalUserId externalUserId, long after, int limit) {
        String ofContact = externalUserId == null ? "" : " AND external_userid = :externalUserId";
        return jdbc.sql("SELECT * FROM conversion WHERE corp_id = :corpId AND id > :after" + ofContact
                        + " ORDER BY id LIMIT :limit")
                .param("corpId", corpId.value())
                .param("after", after)
                .param("externalUserId", externalUserId == null ? null : externalUserId.value())
                .param("limit", limit)
                .query(JdbcConversions::conversion)
                .list();
    }

    private static Conversion conversion(ResultSet row, int number) throws SQLException {
        return new Conversion(
                row.getLong("id"),
                row.getString("order_id"),
                new ExternalUserId(row.getString("external_userid")),
                row.getString("currency"),
                row.getLong("amount"),
                row.getLong("refunded"),
                JdbcTime.get(row, "occurred_at"));
    }
}
