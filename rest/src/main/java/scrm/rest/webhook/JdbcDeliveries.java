package scrm.rest.webhook;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.BatchPreparedStatementSetter;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.jdbc.support.KeyHolder;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

import scrm.events.CorpId;
import scrm.messaging.JdbcTime;

@Repository
class JdbcDeliveries implements Deliveries {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;

    JdbcDeliveries(JdbcClient jdbc, JdbcTemplate batches) {
        this.jdbc = jdbc;
        this.batches = batches;
    }

    /** As Standard Webhooks advises to write it. */
    private record Body(String type, Instant timestamp, Record data) {}

    @Override
    public List<DeliveryId> add(CorpId corpId, EndpointId endpointId, List<WebhookMessage> messages, Instant now) {
        KeyHolder keys = new GeneratedKeyHolder();
        batches.batchUpdate(
                connection -> connection.prepareStatement("""
                        INSERT INTO webhook_delivery (corp_id, endpoint_id, message_id, type, body, status, tries,
                                                      next_try_at, created_at, updated_at)
                        VALUES (?, ?, ?, ?, ?, 'PENDING', 0, ?, ?, ?)
                        """, Statement.RETURN_GENERATED_KEYS),
                new Rows(corpId, endpointId, messages, JdbcTime.of(now)),
                keys);
        return keys.getKeyList().stream()
                .map(key -> ((Number) key.values().iterator().next()).longValue())
                .map(DeliveryId::new)
                .toList();
    }

    private record Rows(CorpId corpId, EndpointId endpointId, List<WebhookMessage> messages, LocalDateTime now)
            implements BatchPreparedStatementSetter {
        @Override
        public void setValues(PreparedStatement statement, int row) throws SQLException {
            WebhookMessage message = messages.get(row);
            statement.setString(1, corpId.value());
            statement.setLong(2, endpointId.value());
            statement.setString(3, message.id());
            statement.setString(4, message.type());
            statement.setString(
                    5, JSON.writeValueAsString(new Body(message.type(), message.occurredAt(), message.data())));
            statement.setObject(6, now);
            statement.setObject(7, now);
            statement.setObject(8, now);
        }

        @Override
        public int getBatchSize() {
            return messages.size();
        }
    }

    @Override
    public Optional<Delivery> find(CorpId corpId, DeliveryId id) {
        return jdbc.sql("SELECT * FROM webhook_delivery WHERE corp_id = :corpId AND id = :id")
                .param("corpId", corpId.value())
                .param("id", id.value())
                .query(JdbcDeliveries::delivery)
                .optional();
    }

    @Override
    public List<Delivery> list(
            CorpId corpId,
            EndpointId endpointId,
            Delivery.@Nullable Status status,
            @Nullable DeliveryId before,
            int limit) {
        String ofStatus = status == null ? "" : " AND status = :status";
        return jdbc.sql("""
                        SELECT * FROM webhook_delivery
                        WHERE corp_id = :corpId AND endpoint_id = :endpointId AND id < :before
                        """ + ofStatus + " ORDER BY id DESC LIMIT :limit")
                .param("corpId", corpId.value())
                .param("endpointId", endpointId.value())
                .param("status", status == null ? null : status.name())
                .param("before", before == null ? Long.MAX_VALUE : before.value())
                .param("limit", limit)
                .query(JdbcDeliveries::delivery)
                .list();
    }

    @Override
    public List<Delivery.Attempt> attempts(CorpId corpId, DeliveryId id) {
        return jdbc.sql("""
                        SELECT * FROM webhook_attempt WHERE corp_id = :corpId AND delivery_id = :id ORDER BY id
                        """)
                .param("corpId", corpId.value())
                .param("id", id.value())
                .query(JdbcDeliveries::attempt)
                .list();
    }

    @Override
    public void attempted(
            Delivery delivery,
            Delivery.Attempt attempt,
            Delivery.Status status,
            @Nullable Instant nextTryAt,
            Instant now) {
        Delivery.Failure failure = attempt.failure();
        jdbc.sql("""
                        INSERT INTO webhook_attempt (corp_id, delivery_id, attempted_at, millis, status, failure)
                        VALUES (:corpId, :id, :at, :millis, :status, :failure)
                        """)
                .param("corpId", delivery.corpId().value())
                .param("id", delivery.id().value())
                .param("at", JdbcTime.of(attempt.at()))
                .param("millis", attempt.millis())
                .param("status", attempt.status())
                .param("failure", failure == null ? null : failure.name())
                .update();
        jdbc.sql("""
                        UPDATE webhook_delivery
                        SET status = :status, tries = tries + 1, next_try_at = :nextTryAt, updated_at = :now
                        WHERE corp_id = :corpId AND id = :id
                        """)
                .param("status", status.name())
                .param("nextTryAt", JdbcTime.ofNullable(nextTryAt))
                .param("now", JdbcTime.of(now))
                .param("corpId", delivery.corpId().value())
                .param("id", delivery.id().value())
                .update();
    }

    @Override
    public boolean drop(CorpId corpId, DeliveryId id, Instant now) {
        return jdbc.sql("""
                        UPDATE webhook_delivery SET status = 'DROPPED', next_try_at = NULL, updated_at = :now
                        WHERE corp_id = :corpId AND id = :id AND status = 'PENDING'
                        """)
                        .param("now", JdbcTime.of(now))
                        .param("corpId", corpId.value())
                        .param("id", id.value())
                        .update()
                == 1;
    }

    @Override
    public void renew(CorpId corpId, DeliveryId id, Instant now) {
        jdbc.sql("""
                        UPDATE webhook_delivery
                        SET status = 'PENDING', tries = 0, next_try_at = :now, updated_at = :now
                        WHERE corp_id = :corpId AND id = :id
                        """)
                .param("now", JdbcTime.of(now))
                .param("corpId", corpId.value())
                .param("id", id.value())
                .update();
    }

    private static Delivery delivery(ResultSet row, int number) throws SQLException {
        return new Delivery(
                new DeliveryId(row.getLong("id")),
                new CorpId(row.getString("corp_id")),
                new EndpointId(row.getLong("endpoint_id")),
                row.getString("message_id"),
                row.getString("type"),
                row.getString("body"),
                Delivery.Status.valueOf(row.getString("status")),
                row.getInt("tries"),
                JdbcTime.getNullable(row, "next_try_at"),
                JdbcTime.get(row, "created_at"));
    }

    private static Delivery.Attempt attempt(ResultSet row, int number) throws SQLException {
        String failure = row.getString("failure");
        return new Delivery.Attempt(
                JdbcTime.get(row, "attempted_at"),
                row.getLong("millis"),
                row.getObject("status", Integer.class),
                failure == null ? null : Delivery.Failure.valueOf(failure));
    }
}
