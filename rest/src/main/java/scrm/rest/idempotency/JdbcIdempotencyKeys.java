package scrm.rest.idempotency;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

import scrm.rest.RestProperties;

/** Keys in MySQL, judged by its clock. */
final class JdbcIdempotencyKeys implements IdempotencyKeys {
    private static final int TRIES = 3;
    private static final int PURGED_AT_ONCE = 1000;

    private final JdbcClient jdbc;
    private final RestProperties.Idempotency settings;

    JdbcIdempotencyKeys(JdbcClient jdbc, RestProperties.Idempotency settings) {
        this.jdbc = jdbc;
        this.settings = settings;
    }

    private record Row(String bodyDigest, String attempt, String state, boolean dead, boolean expired, Answer answer) {
        static Row of(ResultSet row, int number) throws SQLException {
            String body = row.getString("answer");
            return new Row(
                    row.getString("body_digest"),
                    row.getString("attempt"),
                    row.getString("state"),
                    row.getBoolean("dead"),
                    row.getBoolean("expired"),
                    new Answer(
                            row.getInt("status"),
                            row.getString("content_type"),
                            row.getString("location"),
                            row.getString("etag"),
                            body == null ? "" : body));
        }
    }

    @Override
    public Claim claim(Attempt attempt) {
        for (int i = 0; i < TRIES; i++) {
            if (insert(attempt)) {
                return new Claim.Granted();
            }
            Optional<Row> found = find(attempt);
            if (found.isEmpty()) {
                continue; // released in the meantime
            }
            Row row = found.get();
            if (!row.expired() && !row.bodyDigest().equals(attempt.bodyDigest())) {
                return new Claim.OtherBody();
            }
            boolean unused = row.expired() || (row.dead() && row.state().equals("STARTED"));
            if (!unused) {
                return standing(row);
            }
            if (takeOver(attempt, row)) {
                return new Claim.Granted();
            }
        }
        throw new ConcurrencyFailureException("the key changes hands faster than it can be read");
    }

    private static Claim standing(Row row) {
        return switch (row.state()) {
            case "ANSWERED" -> new Claim.Answered(row.answer());
            case "COMMITTED" -> row.dead() ? new Claim.AnswerLost() : new Claim.InProgress();
            default -> new Claim.InProgress();
        };
    }

    private boolean insert(Attempt attempt) {
        try {
            jdbc.sql("""
                    INSERT INTO idempotency_key
                        (corp_id, key_digest, body_digest, attempt, state, lease_until, expires_at)
                    VALUES (:corpId, :key, :body, :attempt, 'STARTED',
                        TIMESTAMPADD(SECOND, :lease, UTC_TIMESTAMP(6)),
                        TIMESTAMPADD(SECOND, :retention, UTC_TIMESTAMP(6)))
                    """)
                    .param("corpId", attempt.corpId().value())
                    .param("key", attempt.keyDigest())
                    .param("body", attempt.bodyDigest())
                    .param("attempt", attempt.id().toString())
                    .param("lease", settings.lease().toSeconds())
                    .param("retention", settings.retention().toSeconds())
                    .update();
            return true;
        } catch (DuplicateKeyException e) {
            return false;
        }
    }

    private Optional<Row> find(Attempt attempt) {
        return jdbc.sql("""
                SELECT body_digest, attempt, state, lease_until < UTC_TIMESTAMP(6) AS dead,
                    expires_at < UTC_TIMESTAMP(6) AS expired, status, content_type, location, etag, answer
                FROM idempotency_key
                WHERE corp_id = :corpId AND key_digest = :key
                """)
                .param("corpId", attempt.corpId().value())
                .param("key", attempt.keyDigest())
                .query(Row::of)
                .optional();
    }

    private boolean takeOver(Attempt attempt, Row row) {
        return jdbc.sql("""
                UPDATE idempotency_key
                SET body_digest = :body, attempt = :attempt, state = 'STARTED',
                    lease_until = TIMESTAMPADD(SECOND, :lease, UTC_TIMESTAMP(6)),
                    expires_at = TIMESTAMPADD(SECOND, :retention, UTC_TIMESTAMP(6)),
                    status = NULL, content_type = NULL, location = NULL, etag = NULL, answer = NULL
                WHERE corp_id = :corpId AND key_digest = :key AND attempt = :dead AND state = :state
                """)
                        .param("body", attempt.bodyDigest())
                        .param("attempt", attempt.id().toString())
                        .param("lease", settings.lease().toSeconds())
                        .param("retention", settings.retention().toSeconds())
                        .param("corpId", attempt.corpId().value())
                        .param("key", attempt.keyDigest())
                        .param("dead", row.attempt())
                        .param("state", row.state())
                        .update()
                == 1;
    }

    @Override
    public boolean commit(Attempt attempt) {
        return jdbc.sql("""
                UPDATE idempotency_key SET state = 'COMMITTED'
                WHERE corp_id = :corpId AND key_digest = :key AND attempt = :attempt
                """)
                        .param("corpId", attempt.corpId().value())
                        .param("key", attempt.keyDigest())
                        .param("attempt", attempt.id().toString())
                        .update()
                == 1;
    }

    @Override
    public void answer(Attempt attempt, Answer answer) {
        jdbc.sql("""
                UPDATE idempotency_key
                SET state = 'ANSWERED', status = :status, content_type = :contentType, location = :location,
                    etag = :etag, answer = :answer
                WHERE corp_id = :corpId AND key_digest = :key AND attempt = :attempt
                """)
                .param("status", answer.status())
                .param("contentType", answer.contentType())
                .param("location", answer.location())
                .param("etag", answer.etag())
                .param("answer", answer.body())
                .param("corpId", attempt.corpId().value())
                .param("key", attempt.keyDigest())
                .param("attempt", attempt.id().toString())
                .update();
    }

    @Override
    public boolean release(Attempt attempt) {
        return jdbc.sql("""
                DELETE FROM idempotency_key
                WHERE corp_id = :corpId AND key_digest = :key AND attempt = :attempt AND state = 'STARTED'
                """)
                        .param("corpId", attempt.corpId().value())
                        .param("key", attempt.keyDigest())
                        .param("attempt", attempt.id().toString())
                        .update()
                == 1;
    }

    @Override
    public int purge() {
        int all = 0;
        int some;
        do {
            some = jdbc.sql("DELETE FROM idempotency_key WHERE expires_at < UTC_TIMESTAMP(6) LIMIT :limit")
                    .param("limit", PURGED_AT_ONCE)
                    .update();
            all += some;
        } while (some == PURGED_AT_ONCE);
        return all;
    }
}
