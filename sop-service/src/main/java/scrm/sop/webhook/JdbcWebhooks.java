package scrm.sop.webhook;

import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.jdbc.support.KeyHolder;
import org.springframework.stereotype.Repository;

import scrm.events.CorpId;
import scrm.messaging.JdbcTime;
import scrm.rest.webhook.EndpointId;

@Repository
class JdbcWebhooks implements Webhooks {
    private static final String SELECT = """
            SELECT w.*, e.url FROM webhook w JOIN webhook_endpoint e ON e.id = w.endpoint_id
            """;

    private final JdbcClient jdbc;

    JdbcWebhooks(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Optional<WebhookId> add(CorpId corpId, String name, EndpointId endpointId, Instant now) {
        KeyHolder key = new GeneratedKeyHolder();
        try {
            jdbc.sql("""
                            INSERT INTO webhook (corp_id, name, endpoint_id, version, created_at, updated_at)
                            VALUES (:corpId, :name, :endpointId, 1, :now, :now)
                            """)
                    .param("corpId", corpId.value())
                    .param("name", name)
                    .param("endpointId", endpointId.value())
                    .param("now", JdbcTime.of(now))
                    .update(key);
        } catch (DuplicateKeyException e) {
            return Optional.empty();
        }
        return Optional.of(new WebhookId(Objects.requireNonNull(key.getKey()).longValue()));
    }

    @Override
    public Optional<Webhook> find(CorpId corpId, WebhookId id) {
        return jdbc.sql(SELECT + " WHERE w.corp_id = :corpId AND w.id = :id")
                .param("corpId", corpId.value())
                .param("id", id.value())
                .query(JdbcWebhooks::webhook)
                .optional();
    }

    @Override
    public List<Webhook> list(CorpId corpId, @Nullable WebhookId after, int limit) {
        return jdbc.sql(SELECT + " WHERE w.corp_id = :corpId AND w.id > :after ORDER BY w.id LIMIT :limit")
                .param("corpId", corpId.value())
                .param("after", after == null ? 0 : after.value())
                .param("limit", limit)
                .query(JdbcWebhooks::webhook)
                .list();
    }

    @Override
    public Edit edit(CorpId corpId, WebhookId id, int version, String name, Instant now) {
        try {
            int rows = jdbc.sql("""
                            UPDATE webhook SET name = :name, version = version + 1, updated_at = :now
                            WHERE corp_id = :corpId AND id = :id AND version = :version
                            """)
                    .param("name", name)
                    .param("now", JdbcTime.of(now))
                    .param("corpId", corpId.value())
                    .param("id", id.value())
                    .param("version", version)
                    .update();
            return rows == 1 ? Edit.DONE : Edit.STALE;
        } catch (DuplicateKeyException e) {
            return Edit.NAME_TAKEN;
        }
    }

    private static Webhook webhook(ResultSet row, int number) throws SQLException {
        return new Webhook(
                new WebhookId(row.getLong("id")),
                row.getString("name"),
                new EndpointId(row.getLong("endpoint_id")),
                URI.create(row.getString("url")),
                row.getInt("version"),
                JdbcTime.get(row, "created_at"),
                JdbcTime.get(row, "updated_at"));
    }
}
