package scrm.channel.report;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Repository;

import scrm.channel.channel.ChannelId;
import scrm.events.CorpId;
import scrm.messaging.JdbcTime;

@Repository
class JdbcFunnels implements Funnels {
    // A test pins how the server runs these.
    static final String CONTACTS = """
            SELECT COUNT(*) AS adds, COUNT(lost_at) AS losses,
                   COUNT(CASE WHEN relation = 'ADDED' THEN 1 END) AS current_contacts
            FROM attribution
            WHERE corp_id = :corpId AND first_channel_id IN (:channels) AND first_at >= :from AND first_at < :until
            """;
    // That index tells when relations began on a few pages; their rows would be read from all over the disk.
    static final String RE_ADDS = """
            SELECT t.channel_id, COUNT(*)
            FROM attribution_touch t JOIN attribution a FORCE INDEX (attribution_first) ON a.id = t.attribution_id
            WHERE t.corp_id = :corpId AND t.channel_id IN (:channels) AND t.kind = 'ADDED'
              AND t.occurred_at >= :from AND t.occurred_at < :until AND a.first_at < t.occurred_at
            GROUP BY t.channel_id
            """;
    static final String WELCOMES = """
            SELECT COUNT(CASE WHEN outcome = 'SENT' THEN 1 END) AS sent,
                   COUNT(CASE WHEN outcome = 'REFUSED' AND errcode = 41051 THEN 1 END) AS elsewhere,
                   COUNT(CASE WHEN outcome = 'REFUSED' AND (errcode IS NULL OR errcode <> 41051) THEN 1
                              WHEN outcome IN ('EXPIRED', 'UNKNOWN', 'NO_CODE') THEN 1 END) AS failed,
                   COUNT(CASE WHEN outcome = 'PENDING' THEN 1 END) AS pending
            FROM welcome
            WHERE corp_id = :corpId AND channel_id IN (:channels) AND occurred_at >= :from AND occurred_at < :until
            """;
    // The first of a range of an index each, however long the range is.
    // Groups by the whole beginning of each index, so that servers jump from channel to channel.
    static final String BEGINNINGS = """
            SELECT MIN(at) AS beginning FROM (
                SELECT MIN(first_at) AS at FROM attribution
                WHERE corp_id = :corpId AND first_channel_id IN (:channels)
                GROUP BY corp_id, first_channel_id
                UNION ALL
                SELECT MIN(occurred_at) FROM attribution_touch
                WHERE corp_id = :corpId AND channel_id IN (:channels) AND kind IN ('ADDED', 'HALF_ADDED')
                GROUP BY corp_id, channel_id, kind
                UNION ALL
                SELECT MIN(occurred_at) FROM welcome
                WHERE corp_id = :corpId AND channel_id IN (:channels)
                GROUP BY corp_id, channel_id) firsts
            """;

    private final JdbcScopes scopes;

    JdbcFunnels(JdbcScopes scopes) {
        this.scopes = scopes;
    }

    @Override
    public Funnel of(Scope scope) {
        Map<String, Long> contacts = sums(CONTACTS, scope);
        Map<String, Long> welcomes = sums(WELCOMES, scope);
        return new Funnel(
                contacts.getOrDefault("adds", 0L),
                total(RE_ADDS, scope),
                total(JdbcMovements.HALF_ADDS, scope),
                contacts.getOrDefault("losses", 0L),
                contacts.getOrDefault("current_contacts", 0L),
                welcomes.getOrDefault("sent", 0L),
                welcomes.getOrDefault("elsewhere", 0L),
                welcomes.getOrDefault("failed", 0L),
                welcomes.getOrDefault("pending", 0L));
    }

    @Override
    public Optional<Instant> beginning(CorpId corpId, Set<ChannelId> channels) {
        List<Instant> beginnings = new ArrayList<>();
        scopes.each(BEGINNINGS, corpId, channels, List.of(Map.of()), row -> {
            Instant beginning = JdbcTime.getNullable(row, "beginning");
            if (beginning != null) {
                beginnings.add(beginning);
            }
        });
        return beginnings.stream().min(Instant::compareTo);
    }

    private long total(String sql, Scope scope) {
        return scopes.counts(sql, scope, Map.of()).values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    /** Columns by their names, added up over all parts. */
    private Map<String, Long> sums(String sql, Scope scope) {
        Map<String, Long> sums = new HashMap<>();
        scopes.each(sql, scope, Map.of(), row -> add(row, sums));
        return sums;
    }

    private static void add(ResultSet row, Map<String, Long> sums) throws SQLException {
        for (int column = 1; column <= row.getMetaData().getColumnCount(); column++) {
            sums.merge(row.getMetaData().getColumnLabel(column), row.getLong(column), Long::sum);
        }
    }
}
