package scrm.channel.report;

import java.time.LocalDate;
import java.time.Period;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Repository;

import scrm.channel.channel.ChannelId;
import scrm.channel.cost.Cost;
import scrm.events.CorpId;

@Repository
class JdbcMovements implements Movements {
    // A test pins how the server runs these.
    static final String SCANS = """
            SELECT channel_id, day, SUM(scans) AS scans FROM scan_count
            WHERE corp_id = :corpId AND channel_id IN (:channels) AND day >= :firstDay AND day <= :lastDay
            GROUP BY channel_id, day
            """;
    static final String HALF_ADDS = """
            SELECT channel_id, COUNT(*) FROM attribution_touch
            WHERE corp_id = :corpId AND channel_id IN (:channels) AND kind = 'HALF_ADDED'
              AND occurred_at >= :from AND occurred_at < :until
            GROUP BY channel_id
            """;
    // Of many channels MariaDB would rather read all that ever began, for that index is as good for the grouping.
    static final String LOSSES = """
            SELECT first_channel_id, COUNT(*) FROM attribution FORCE INDEX (attribution_channel)
            WHERE corp_id = :corpId AND first_channel_id IN (:channels) AND lost_at >= :from AND lost_at < :until
            GROUP BY first_channel_id
            """;

    private static final int DAYS_AT_ONCE = 14;

    private final JdbcScopes scopes;

    JdbcMovements(JdbcScopes scopes) {
        this.scopes = scopes;
    }

    @Override
    public DailyCounts scans(CorpId corpId, Set<ChannelId> channels, Cost.Period period) {
        DailyCounts counts = new DailyCounts();
        scopes.each(
                SCANS,
                corpId,
                channels,
                period.from()
                        .datesUntil(period.until().plusDays(1), Period.ofDays(DAYS_AT_ONCE))
                        .map(first -> {
                            LocalDate last = first.plusDays(DAYS_AT_ONCE - 1);
                            return Map.of(
                                    "firstDay",
                                    first,
                                    "lastDay",
                                    last.isBefore(period.until()) ? last : period.until());
                        })
                        .toList(),
                row -> counts.add(
                        new ChannelId(row.getLong("channel_id")),
                        row.getObject("day", LocalDate.class),
                        row.getLong("scans")));
        return counts;
    }

    @Override
    public Map<ChannelId, Long> halfAdds(Scope scope) {
        return scopes.counts(HALF_ADDS, scope, Map.of());
    }

    @Override
    public Map<ChannelId, Long> losses(Scope scope) {
        return scopes.counts(LOSSES, scope, Map.of());
    }
}
