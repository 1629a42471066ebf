package scrm.group.sync;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import scrm.events.CorpId;
import scrm.group.groupchat.Drift;
import scrm.group.sync.SyncReport.Difference;
import scrm.group.sync.SyncReport.SyncCounts;
import scrm.messaging.JdbcTime;

/** Reports of syncs as tables. */
@Repository
class JdbcSyncReports implements SyncReports {
    /** A lot of examples more than these still fits into the column. */
    private static final int ENOUGH_EXAMPLES = 500;

    private final JdbcClient client;
    private final JdbcTemplate template;

    JdbcSyncReports(JdbcClient client, JdbcTemplate template) {
        this.client = client;
        this.template = template;
    }

    @Override
    public void begin(CorpId corpId, String jobId, boolean full, Instant startedAt, long groupsOurs) {
        client.sql("""
                        INSERT INTO group_sync_report (corp_id, job_id, whole, started_at, groups_ours)
                        VALUES (:corpId, :jobId, :full, :startedAt, :groupsOurs)
                        """)
                .param("corpId", corpId.value())
                .param("jobId", jobId)
                .param("full", full)
                .param("startedAt", JdbcTime.of(startedAt))
                .param("groupsOurs", groupsOurs)
                .update();
    }

    @Override
    public void listed(CorpId corpId, String jobId, int groups) {
        client.sql("""
                        UPDATE group_sync_report SET groups_listed = groups_listed + :groups
                        WHERE corp_id = :corpId AND job_id = :jobId
                        """)
                .param("groups", groups)
                .param("corpId", corpId.value())
                .param("jobId", jobId)
                .update();
    }

    @Override
    public void read(CorpId corpId, String jobId, List<Drift> drifts, int failed) {
        client.sql("""
                        UPDATE group_sync_report
                        SET groups_read = groups_read + :read, groups_undecided = groups_undecided + :undecided,
                            groups_failed = groups_failed + :failed, members_ours = members_ours + :membersOurs,
                            members_at_wecom = members_at_wecom + :membersAtWeCom
                        WHERE corp_id = :corpId AND job_id = :jobId
                        """)
                .param("read", drifts.size())
                .param(
                        "undecided",
                        drifts.stream().filter(drift -> !drift.sure()).count())
                .param("failed", failed)
                .param(
                        "membersOurs",
                        drifts.stream().mapToLong(Drift::membersOurs).sum())
                .param(
                        "membersAtWeCom",
                        drifts.stream().mapToLong(Drift::membersAtWeCom).sum())
                .param("corpId", corpId.value())
                .param("jobId", jobId)
                .update();
        template.batchUpdate("""
                INSERT INTO group_sync_drift (corp_id, job_id, kind, groups_found, items, examples)
                VALUES (?, ?, ?, ?, ?, ?)
                ON DUPLICATE KEY UPDATE groups_found = groups_found + VALUES(groups_found),
                    items = items + VALUES(items),
                    examples = IF(CHAR_LENGTH(examples) >= %d, examples, CONCAT(examples, ' ', VALUES(examples)))
                """.formatted(ENOUGH_EXAMPLES), rows(corpId, jobId, drifts));
    }

    private static List<Object[]> rows(CorpId corpId, String jobId, List<Drift> drifts) {
        Map<Drift.Kind, List<Drift>> byKind = new EnumMap<>(Drift.Kind.class);
        drifts.forEach(drift -> drift.items()
                .keySet()
                .forEach(kind ->
                        byKind.computeIfAbsent(kind, _ -> new ArrayList<>()).add(drift)));
        return byKind.entrySet().stream()
                .map(entry -> new Object[] {
                    corpId.value(),
                    jobId,
                    entry.getKey().name(),
                    entry.getValue().size(),
                    entry.getValue().stream()
                            .mapToInt(drift -> drift.items().getOrDefault(entry.getKey(), 0))
                            .sum(),
                    String.join(
                            " ",
                            entry.getValue().stream()
                                    .map(drift -> drift.chatId().value())
                                    .toList())
                })
                .toList();
    }

    @Override
    public void end(CorpId corpId, String jobId, Instant at) {
        client.sql("UPDATE group_sync_report SET ended_at = :at WHERE corp_id = :corpId AND job_id = :jobId")
                .param("at", JdbcTime.of(at))
                .param("corpId", corpId.value())
                .param("jobId", jobId)
                .update();
    }

    @Override
    public Optional<SyncReport> find(CorpId corpId, String jobId) {
        return client.sql("SELECT * FROM group_sync_report WHERE corp_id = :corpId AND job_id = :jobId")
                .param("corpId", corpId.value())
                .param("jobId", jobId)
                .query(JdbcSyncReports::report)
                .optional()
                .map(report -> report.with(differences(corpId, jobId)));
    }

    private List<Difference> differences(CorpId corpId, String jobId) {
        return client.sql("SELECT * FROM group_sync_drift WHERE corp_id = :corpId AND job_id = :jobId ORDER BY kind")
                .param("corpId", corpId.value())
                .param("jobId", jobId)
                .query((row, _) -> new Difference(
                        Drift.Kind.valueOf(row.getString("kind")),
                        row.getLong("groups_found"),
                        row.getLong("items"),
                        Arrays.asList(row.getString("examples").split(" "))))
                .list();
    }

    @Override
    public List<SyncReport> list(CorpId corpId, @Nullable Place after, int limit) {
        return client.sql("SELECT * FROM group_sync_report WHERE corp_id = :corpId"
                        + (after == null ? "" : " AND (started_at, job_id) < (:startedAt, :jobId)")
                        + " ORDER BY started_at DESC, job_id DESC LIMIT :limit")
                .param("corpId", corpId.value())
                .param("startedAt", after == null ? null : JdbcTime.of(after.startedAt()))
                .param("jobId", after == null ? null : after.jobId())
                .param("limit", limit)
                .query(JdbcSyncReports::report)
                .list();
    }

    private static SyncReport report(ResultSet row, int number) throws SQLException {
        return new SyncReport(
                row.getString("job_id"),
                row.getBoolean("whole"),
                JdbcTime.get(row, "started_at"),
                JdbcTime.getNullable(row, "ended_at"),
                new SyncCounts(
                        row.getLong("groups_ours"),
                        row.getLong("groups_listed"),
                        row.getLong("groups_read"),
                        row.getLong("groups_undecided"),
                        row.getLong("groups_failed"),
                        row.getLong("members_ours"),
                        row.getLong("members_at_wecom")),
                List.of());
    }
}
