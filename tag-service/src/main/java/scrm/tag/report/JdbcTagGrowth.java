package scrm.tag.report;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import scrm.events.CorpId;
import scrm.events.TagGroupId;
import scrm.events.TagId;
import scrm.messaging.TransactionBatch;

@Repository
class JdbcTagGrowth implements TagGrowth {
    static final String DAYS = """
            SELECT d.day, d.tag_id, t.name, g.group_name, d.added, d.removed FROM tag_daily d
            LEFT JOIN corp_tag t ON t.corp_id = d.corp_id AND t.tag_id = d.tag_id
            LEFT JOIN tag_group g ON g.corp_id = t.corp_id AND g.group_id = t.group_id
            WHERE d.corp_id = :corpId AND d.day BETWEEN :from AND :until
                AND (:tagId IS NULL OR d.tag_id = :tagId) AND (:groupId IS NULL OR t.group_id = :groupId)
            ORDER BY d.day, d.tag_id
            """;

    static final String STALE = """
            SELECT t.tag_id, t.name, g.group_name, c.contacts,
                (SELECT MAX(d.day) FROM tag_daily d
                    WHERE d.corp_id = t.corp_id AND d.tag_id = t.tag_id AND d.added > 0) AS last_added_on
            FROM corp_tag t
            JOIN tag_group g ON g.corp_id = t.corp_id AND g.group_id = t.group_id
            LEFT JOIN tag_coverage c ON c.corp_id = t.corp_id AND c.scope = 'TAG' AND c.scope_id = t.tag_id
            WHERE t.corp_id = :corpId AND t.deleted_at IS NULL AND t.create_time < :before
                AND NOT EXISTS (SELECT 1 FROM tag_daily d
                    WHERE d.corp_id = t.corp_id AND d.tag_id = t.tag_id AND d.day >= :day AND d.added > 0)
            ORDER BY g.group_name, t.name, t.tag_id
            """;

    private final JdbcClient jdbc;
    private final JdbcTemplate template;
    private final TransactionBatch.Sink<TagDay> days = this::add;

    JdbcTagGrowth(JdbcClient jdbc, JdbcTemplate template) {
        this.jdbc = jdbc;
        this.template = template;
    }

    private record Key(String corpId, String tagId, LocalDate day) {}

    @Override
    public void count(List<TagDay> counted) {
        counted.forEach(day -> TransactionBatch.add(days, day));
    }

    /** A row for each tag and day of a poll, in the order of the key, so that consumers do not deadlock. */
    private void add(List<TagDay> counted) {
        Map<Key, long[]> sums = new LinkedHashMap<>();
        for (TagDay day : counted) {
            long[] sum = sums.computeIfAbsent(
                    new Key(day.corpId().value(), day.tagId().value(), day.day()), _ -> new long[2]);
            sum[0] += day.added();
            sum[1] += day.removed();
        }
        template.batchUpdate(
                """
                INSERT INTO tag_daily (corp_id, tag_id, day, added, removed) VALUES (?, ?, ?, ?, ?)
                ON DUPLICATE KEY UPDATE added = added + VALUES(added), removed = removed + VALUES(removed)
                """,
                sums.entrySet().stream()
                        .sorted(Comparator.comparing((Map.Entry<Key, long[]> sum) ->
                                        sum.getKey().corpId())
                                .thenComparing(sum -> sum.getKey().tagId())
                                .thenComparing(sum -> sum.getKey().day()))
                        .map(sum -> new @Nullable Object[] {
                            sum.getKey().corpId(),
                            sum.getKey().tagId(),
                            sum.getKey().day(),
                            sum.getValue()[0],
                            sum.getValue()[1]
                        })
                        .toList());
    }

    @Override
    public List<Grown> days(
            CorpId corpId, LocalDate from, LocalDate until, @Nullable TagGroupId groupId, @Nullable TagId tagId) {
        return jdbc.sql(DAYS)
                .param("corpId", corpId.value())
                .param("from", from)
                .param("until", until)
                .param("groupId", groupId == null ? null : groupId.value())
                .param("tagId", tagId == null ? null : tagId.value())
                .query((row, _) -> new Grown(
                        row.getObject("day", LocalDate.class),
                        new TagId(row.getString("tag_id")),
                        row.getString("name"),
                        row.getString("group_name"),
                        row.getLong("added"),
                        row.getLong("removed")))
                .list();
    }

    @Override
    public List<Stale> stale(CorpId corpId, LocalDate day) {
        return jdbc.sql(STALE)
                .param("corpId", corpId.value())
                .param("day", day)
                .param("before", day.atTime(LocalTime.MIN))
                .query(JdbcTagGrowth::stale)
                .list();
    }

    private static Stale stale(ResultSet row, int number) throws SQLException {
        return new Stale(
                new TagId(row.getString("tag_id")),
                row.getString("name"),
                row.getString("group_name"),
                row.getObject("last_added_on", LocalDate.class),
                row.getObject("contacts", Long.class));
    }
}
