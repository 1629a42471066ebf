package scrm.rest.webhook;

import java.net.URI;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.jdbc.support.KeyHolder;
import org.springframework.stereotype.Repository;

import scrm.events.CorpId;
import scrm.messaging.JdbcTime;

@Repository
class JdbcEndpoints implements Endpoints {
    private final JdbcClient jdbc;

    JdbcEndpoints(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public EndpointId add(CorpId corpId, URI url, WebhookSecret secret, Instant now) {
        KeyHolder key = new GeneratedKeyHolder();
        jdbc.sql("""
                        INSERT INTO webhook_endpoint (corp_id, url, secret, created_at, updated_at)
                        VALUES (:corpId, :url, :secret, :now, :now)
                        """)
                .param("corpId", corpId.value())
                .param("url", url.toString())
                .param("secret", secret.value())
                .param("now", JdbcTime.of(now))
                .update(key);
        return new EndpointId(Objects.requireNonNull(key.getKey()).longValue());
    }

    @Override
    public Optional<Endpoint> find(CorpId corpId, EndpointId id) {
        return jdbc.sql("SELECT * FROM webhook_endpoint WHERE corp_id = :corpId AND id = :id")
                .param("corpId", corpId.value())
                .param("id", id.value())
                .query((row, _) -> new Endpoint(
                        new EndpointId(row.getLong("id")),
                        URI.create(row.getString("url")),
                        new WebhookSecret(row.getString("secret"))))
                .optional();
    }

    @Override
    public void edit(CorpId corpId, EndpointId id, URI url, @Nullable WebhookSecret secret, Instant now) {
        jdbc.sql("""
                        UPDATE webhook_endpoint
                        SET url = :url, secret = COALESCE(:secret, secret), updated_at = :now
                        WHERE corp_id = :corpId AND id = :id
                        """)
                .param("url", url.toString())
                .param("secret", secret == null ? null : secret.value())
                .param("now", JdbcTime.of(now))
                .param("corpId", corpId.value())
                .param("id", id.value())
                .update();
    }
}
