package scrm.messaging.job;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

import scrm.events.CorpId;
import scrm.messaging.EventJson;
import scrm.messaging.WorkQueue;
import scrm.messaging.WorkRequest;

/** {@link Jobs} as a table, and what their worker needs of it. */
final class JdbcJobs implements Jobs {
    private static final String COLUMNS =
            "id, corp_id, kind, state, total, done, failed, errors, created_at, busy_micros";

    private final JdbcClient client;
    private final TransactionOperations transaction;
    private final WorkQueue queue;
    private final EventJson json;
    private final Clock clock;

    /** The payload of a job's work. */
    record Reference(String jobId) {}

    /** What a slice needs to know. */
    record Standing(CorpId corpId, String kind, boolean running, String parameters, String checkpoint) {}

    private record Failures(List<Job.Failure> failures) {}

    JdbcJobs(JdbcClient client, TransactionOperations transaction, WorkQueue queue, EventJson json, Clock clock) {
        this.client = client;
        this.transaction = transaction;
        this.queue = queue;
        this.json = json;
        this.clock = clock;
    }

    @Override
    public Job start(CorpId corpId, String kind, Record parameters, long total) {
        String id = UUID.randomUUID().toString();
        enqueue(corpId, id, Duration.ZERO);
        client.sql("""
                        INSERT INTO job (id, corp_id, kind, state, parameters, checkpoint, total, errors,
                            created_at, updated_at)
                        VALUES (?, ?, ?, 'RUNNING', ?, '', ?, ?, ?, UTC_TIMESTAMP(6))""")
                .params(
                        id,
                        corpId.value(),
                        kind,
                        json.writeRecord(parameters),
                        total,
                        json.writeRecord(new Failures(List.of())),
                        LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC))
                .update();
        return find(corpId, id).orElseThrow();
    }

    private void enqueue(CorpId corpId, String id, Duration pause) {
        queue.submit(WorkRequest.refresh(
                JobWorker.KIND, corpId, id, new Reference(id), clock.instant().plus(pause)));
    }

    @Override
    public Optional<Job> find(CorpId corpId, String id) {
        return client.sql("SELECT " + COLUMNS + " FROM job WHERE corp_id = ? AND id = ?")
                .params(corpId.value(), id)
                .query(this::job)
                .optional();
    }

    @Override
    public List<Job> list(CorpId corpId, @Nullable String after, int limit) {
        Optional<LocalDateTime> from = after == null
                ? Optional.empty()
                : client.sql("SELECT created_at FROM job WHERE corp_id = ? AND id = ?")
                        .params(corpId.value(), after)
                        .query(LocalDateTime.class)
                        .optional();
        return client.sql("SELECT " + COLUMNS + " FROM job WHERE corp_id = :corpId"
                        + (from.isEmpty() ? "" : " AND (created_at < :from OR (created_at = :from AND id < :after))")
                        + " ORDER BY created_at DESC, id DESC LIMIT :limit")
                .param("corpId", corpId.value())
                .param("from", from.orElse(null))
                .param("after", after)
                .param("limit", limit)
                .query(this::job)
                .list();
    }

    @Override
    public boolean cancel(CorpId corpId, String id) {
        return client.sql("UPDATE job SET state = 'CANCELLED' WHERE corp_id = ? AND id = ? AND state = 'RUNNING'")
                        .params(corpId.value(), id)
                        .update()
                == 1;
    }

    @Override
    public boolean resume(CorpId corpId, String id) {
        return Boolean.TRUE.equals(transaction.execute(_ -> {
            boolean resumed = client.sql("""
                            UPDATE job SET state = 'RUNNING', updated_at = UTC_TIMESTAMP(6)
                            WHERE corp_id = ? AND id = ? AND state IN ('CANCELLED', 'FAILED')""").params(corpId.value(), id).update() == 1;
            if (resumed) {
                enqueue(corpId, id, Duration.ZERO);
            }
            return resumed;
        }));
    }

    Optional<Standing> standing(String id) {
        return client.sql("SELECT corp_id, kind, state, parameters, checkpoint FROM job WHERE id = ?")
                .param(id)
                .query((row, _) -> new Standing(
                        new CorpId(row.getString(1)),
                        row.getString(2),
                        Job.State.RUNNING.name().equals(row.getString(3)),
                        row.getString(4),
                        row.getString(5)))
                .optional();
    }

    /** Records a slice and, unless it was the last or the job was cancelled meanwhile, asks for the next. */
    void advance(CorpId corpId, String id, JobHandler.Slice slice) {
        boolean running = Job.State.RUNNING
                .name()
                .equals(client.sql("SELECT state FROM job WHERE id = ? FOR UPDATE")
                        .param(id)
                        .query(String.class)
                        .single());
        client.sql("""
                        UPDATE job
                        SET checkpoint = :checkpoint, done = done + :done, failed = failed + :failed,
                            total = COALESCE(:total, total), errors = :errors,
                            state = IF(:last, 'SUCCEEDED', state),
                            busy_micros = busy_micros + TIMESTAMPDIFF(MICROSECOND, updated_at, UTC_TIMESTAMP(6)),
                            updated_at = UTC_TIMESTAMP(6)
                        WHERE id = :id""")
                .param("checkpoint", slice.checkpoint())
                .param("done", slice.done())
                .param("failed", slice.failures().size())
                .param("total", slice.total())
                .param("errors", withMore(id, slice.failures()))
                .param("last", slice.last())
                .param("id", id)
                .update();
        slice.effect().run();
        if (running && !slice.last()) {
            enqueue(corpId, id, slice.pause());
        }
    }

    /** Gives a job up until somebody resumes it. */
    void fail(String id, String reason) {
        client.sql("""
                        UPDATE job SET state = 'FAILED', errors = ?, updated_at = UTC_TIMESTAMP(6)
                        WHERE id = ? AND state = 'RUNNING'""")
                .params(withMore(id, List.of(new Job.Failure("", reason))), id)
                .update();
    }

    private String withMore(String id, List<Job.Failure> more) {
        List<Job.Failure> known = failures(client.sql("SELECT errors FROM job WHERE id = ?")
                .param(id)
                .query(String.class)
                .single());
        return json.writeRecord(new Failures(
                Stream.concat(known.stream(), more.stream()).limit(ERRORS_KEPT).toList()));
    }

    private List<Job.Failure> failures(String text) {
        return json.readRecord(text, Failures.class).failures();
    }

    private Job job(ResultSet row, int number) throws SQLException {
        Job.State state = Job.State.valueOf(row.getString("state"));
        long total = row.getLong("total");
        long past = row.getLong("done") + row.getLong("failed");
        double seconds = row.getLong("busy_micros") / 1e6;
        double rate = seconds == 0 ? 0 : past / seconds;
        return new Job(
                row.getString("id"),
                new CorpId(row.getString("corp_id")),
                row.getString("kind"),
                state,
                total,
                row.getLong("done"),
                row.getLong("failed"),
                rate,
                state == Job.State.RUNNING && rate > 0 && total >= past ? Math.round((total - past) / rate) : null,
                failures(row.getString("errors")),
                row.getObject("created_at", LocalDateTime.class).toInstant(ZoneOffset.UTC));
    }
}
