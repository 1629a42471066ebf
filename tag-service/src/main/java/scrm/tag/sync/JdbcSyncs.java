package scrm.tag.sync;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.events.UserId;
import scrm.messaging.JdbcTime;
import scrm.tag.sync.SyncContacts.Mode;
import scrm.tag.sync.SyncReport.Failure;

/** Synchronizations as tables. */
@Repository
class JdbcSyncs implements Syncs {
    private static final int SHOWN = 20;
    private static final int FAILURES_SHOWN = 1000;

    static final String OPEN = """
            SELECT job_id, corp_id, number, state, members, userids, next_cursor, tally, version FROM contact_sync_lot
            WHERE job_id = :jobId AND state <> 'DONE' ORDER BY number LIMIT :limit
            """;

    private static final String REPORT = """
            SELECT id, job_id, mode, started_at, ended_at, members, contacts_before, contacts_after, tally
            FROM contact_sync
            """;

    private final JdbcClient client;
    private final JdbcTemplate template;
    private final JsonMapper json;

    JdbcSyncs(JdbcClient client, JdbcTemplate template, JsonMapper json) {
        this.client = client;
        this.template = template;
        this.json = json;
    }

    @Override
    public void begin(String jobId, CorpId corpId, Mode mode, Instant startedAt, int members, long contactsBefore) {
        client.sql("""
                        INSERT INTO contact_sync (corp_id, job_id, mode, started_at, members, contacts_before)
                        VALUES (:corpId, :jobId, :mode, :startedAt, :members, :contactsBefore)
                        ON DUPLICATE KEY UPDATE job_id = VALUES(job_id)
                        """)
                .param("corpId", corpId.value())
                .param("jobId", jobId)
                .param("mode", mode.name())
                .param("startedAt", JdbcTime.of(startedAt))
                .param("members", members)
                .param("contactsBefore", contactsBefore)
                .update();
    }

    @Override
    public void add(List<SyncLot> lots) {
        template.batchUpdate(
                """
                INSERT INTO contact_sync_lot
                    (job_id, number, corp_id, state, members, userids, next_cursor, tally, version)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON DUPLICATE KEY UPDATE job_id = VALUES(job_id)
                """,
                lots.stream()
                        .map(lot -> new @Nullable Object[] {
                            lot.jobId(),
                            lot.number(),
                            lot.corpId().value(),
                            lot.state().name(),
                            lot.members(),
                            lines(lot.userIds()),
                            lot.cursor(),
                            json.writeValueAsString(lot.tally()),
                            lot.version()
                        })
                        .toList());
    }

    private static String lines(List<UserId> userIds) {
        return userIds.stream().map(UserId::value).collect(Collectors.joining("\n"));
    }

    @Override
    public List<SyncLot> open(String jobId, int limit) {
        return client.sql(OPEN)
                .param("jobId", jobId)
                .param("limit", limit)
                .query((row, _) -> new SyncLot(
                        row.getString("job_id"),
                        new CorpId(row.getString("corp_id")),
                        row.getInt("number"),
                        SyncLot.State.valueOf(row.getString("state")),
                        row.getInt("members"),
                        Arrays.stream(row.getString("userids").split("\n"))
                                .map(UserId::new)
                                .toList(),
                        row.getString("next_cursor"),
                        tally(row.getString("tally")),
                        row.getInt("version")))
                .list();
    }

    private Tally tally(@Nullable String text) {
        return text == null ? Tally.NONE : json.readValue(text, Tally.class);
    }

    @Override
    public int nextNumber(String jobId) {
        return client.sql("SELECT MAX(number) + 1 FROM contact_sync_lot WHERE job_id = :jobId")
                .param("jobId", jobId)
                .query(Integer.class)
                .single();
    }

    @Override
    public boolean advance(SyncLot lot) {
        return client.sql("""
                        UPDATE contact_sync_lot
                        SET state = :state, members = :members, userids = :userIds, next_cursor = :cursor,
                            tally = :tally, version = :version
                        WHERE job_id = :jobId AND number = :number AND version = :version - 1
                        """)
                        .param("state", lot.state().name())
                        .param("members", lot.members())
                        .param("userIds", lines(lot.userIds()))
                        .param("cursor", lot.cursor())
                        .param("tally", json.writeValueAsString(lot.tally()))
                        .param("version", lot.version())
                        .param("jobId", lot.jobId())
                        .param("number", lot.number())
                        .update()
                == 1;
    }

    @Override
    public void fail(CorpId corpId, String jobId, Collection<Failure> failures) {
        template.batchUpdate(
                "INSERT IGNORE INTO contact_sync_failure (corp_id, job_id, userid, reason) VALUES (?, ?, ?, ?)",
                failures.stream()
                        .map(failure -> new Object[] {
                            corpId.value(), jobId, failure.userId().value(), failure.reason()
                        })
                        .toList());
    }

    @Override
    public void exemplify(CorpId corpId, String jobId, String kind, Collection<ExternalUserId> contacts) {
        template.batchUpdate(
                """
                INSERT IGNORE INTO contact_sync_example (job_id, kind, external_userid, corp_id) VALUES (?, ?, ?, ?)
                """,
                contacts.stream()
                        .map(contact -> new Object[] {jobId, kind, contact.value(), corpId.value()})
                        .toList());
    }

    @Override
    public Progress progress(String jobId, long afterFailure) {
        Map<Long, Failure> failures = new LinkedHashMap<>();
        client.sql("""
                        SELECT id, userid, reason FROM contact_sync_failure
                        WHERE job_id = :jobId AND id > :after ORDER BY id
                        """).param("jobId", jobId).param("after", afterFailure).query(row -> {
            failures.put(row.getLong("id"), failure(row));
        });
        long last = failures.keySet().stream().reduce(afterFailure, Math::max);
        return client.sql("""
                        SELECT COALESCE(SUM(state <> 'DONE'), 0), COALESCE(SUM(IF(state = 'DONE', members, 0)), 0),
                            COALESCE(SUM(version), 0),
                            (SELECT COUNT(*) FROM contact_sync_failure f WHERE f.job_id = :jobId)
                        FROM contact_sync_lot WHERE job_id = :jobId
                        """)
                .param("jobId", jobId)
                .query((row, _) -> new Progress(
                        row.getInt(1),
                        row.getLong(2),
                        row.getLong(3),
                        new ArrayList<>(failures.values()),
                        row.getLong(4),
                        last))
                .single();
    }

    private static Failure failure(ResultSet row) throws SQLException {
        return new Failure(new UserId(row.getString("userid")), row.getString("reason"));
    }

    @Override
    public void end(String jobId, long contactsAfter, Instant endedAt) {
        Tally all = client
                .sql("SELECT tally FROM contact_sync_lot WHERE job_id = :jobId")
                .param("jobId", jobId)
                .query((row, _) -> tally(row.getString(1)))
                .list()
                .stream()
                .reduce(Tally.NONE, Tally::plus);
        client.sql("""
                        UPDATE contact_sync SET tally = :tally, contacts_after = :contactsAfter, ended_at = :endedAt
                        WHERE job_id = :jobId AND ended_at IS NULL
                        """)
                .param("tally", json.writeValueAsString(all))
                .param("contactsAfter", contactsAfter)
                .param("endedAt", JdbcTime.of(endedAt))
                .param("jobId", jobId)
                .update();
        client.sql("""
                        DELETE FROM contact_sync_example
                        WHERE job_id = :jobId AND (kind, external_userid) IN (
                            SELECT kind, external_userid FROM (
                                SELECT kind, external_userid,
                                    ROW_NUMBER() OVER (PARTITION BY kind ORDER BY external_userid) AS place
                                FROM contact_sync_example WHERE job_id = :jobId) ranked
                            WHERE place > :shown)
                        """).param("jobId", jobId).param("shown", SHOWN).update();
        client.sql("DELETE FROM contact_sync_lot WHERE job_id = :jobId")
                .param("jobId", jobId)
                .update();
    }

    @Override
    public boolean running(CorpId corpId, Instant since) {
        return client.sql("""
                        SELECT COUNT(*) FROM contact_sync s JOIN job j ON j.id = s.job_id
                        WHERE s.corp_id = :corpId AND s.ended_at IS NULL AND s.started_at > :since
                            AND j.state = 'RUNNING'
                        """)
                        .param("corpId", corpId.value())
                        .param("since", JdbcTime.of(since))
                        .query(Long.class)
                        .single()
                > 0;
    }

    @Override
    public List<SyncReport> before(CorpId corpId, long id, int limit) {
        return client.sql(REPORT + " WHERE corp_id = :corpId AND id < :id ORDER BY id DESC LIMIT :limit")
                .param("corpId", corpId.value())
                .param("id", id)
                .param("limit", limit)
                .query(this::report)
                .list();
    }

    @Override
    public Optional<SyncReport> find(CorpId corpId, String jobId) {
        return client.sql(REPORT + " WHERE corp_id = :corpId AND job_id = :jobId")
                .param("corpId", corpId.value())
                .param("jobId", jobId)
                .query(this::report)
                .optional()
                .map(report -> report.with(failures(jobId), examples(jobId)));
    }

    private SyncReport report(ResultSet row, int number) throws SQLException {
        return new SyncReport(
                row.getLong("id"),
                row.getString("job_id"),
                Mode.valueOf(row.getString("mode")),
                JdbcTime.get(row, "started_at"),
                JdbcTime.getNullable(row, "ended_at"),
                row.getInt("members"),
                row.getLong("contacts_before"),
                row.getObject("contacts_after", Long.class),
                tally(row.getString("tally")),
                List.of(),
                Map.of());
    }

    private List<Failure> failures(String jobId) {
        return client.sql("""
                        SELECT userid, reason FROM contact_sync_failure WHERE job_id = :jobId ORDER BY id LIMIT :limit
                        """)
                .param("jobId", jobId)
                .param("limit", FAILURES_SHOWN)
                .query((row, _) -> failure(row))
                .list();
    }

    private Map<String, List<ExternalUserId>> examples(String jobId) {
        Map<String, List<ExternalUserId>> examples = new LinkedHashMap<>();
        client.sql("""
                        SELECT kind, external_userid FROM contact_sync_example
                        WHERE job_id = :jobId ORDER BY kind, external_userid
                        """).param("jobId", jobId).query(row -> {
            List<ExternalUserId> ofKind = examples.computeIfAbsent(row.getString(1), _ -> new ArrayList<>());
            if (ofKind.size() < SHOWN) {
                ofKind.add(new ExternalUserId(row.getString(2)));
            }
        });
        return examples;
    }

    @Override
    public void forget(CorpId corpId, ExternalUserId externalUserId) {
        client.sql("DELETE FROM contact_sync_example WHERE corp_id = :corpId AND external_userid = :externalUserId")
                .param("corpId", corpId.value())
                .param("externalUserId", externalUserId.value())
                .update();
    }

    @Override
    public List<String> exampleOf(CorpId corpId, ExternalUserId externalUserId) {
        return client.sql("""
                        SELECT job_id, kind FROM contact_sync_example
                        WHERE corp_id = :corpId AND external_userid = :externalUserId ORDER BY job_id, kind
                        """)
                .param("corpId", corpId.value())
                .param("externalUserId", externalUserId.value())
                .query((row, _) -> row.getString(1) + " " + row.getString(2))
                .list();
    }
}
