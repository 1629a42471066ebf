package scrm.channel.report;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import org.springframework.stereotype.Repository;

import scrm.channel.channel.ChannelId;
import scrm.channel.report.Figures.Acquired;
import scrm.channel.report.Figures.Retention;
import scrm.channel.report.Figures.Sales;
import scrm.messaging.JdbcTime;

@Repository
class JdbcAcquisitions implements Acquisitions {
    // A test pins how the server runs these.
    static final String ACQUIRED = """
            SELECT first_channel_id, COUNT(*) AS adds,
                   COUNT(CASE WHEN first_at <= :due1 THEN 1 END) AS due1,
                   COUNT(CASE WHEN first_at <= :due1 AND (lost_at IS NULL OR lost_at >= first_at + INTERVAL 1 DAY)
                              THEN 1 END) AS retained1,
                   COUNT(CASE WHEN first_at <= :due7 THEN 1 END) AS due7,
                   COUNT(CASE WHEN first_at <= :due7 AND (lost_at IS NULL OR lost_at >= first_at + INTERVAL 7 DAY)
                              THEN 1 END) AS retained7,
                   COUNT(CASE WHEN first_at <= :due30 THEN 1 END) AS due30,
                   COUNT(CASE WHEN first_at <= :due30 AND (lost_at IS NULL OR lost_at >= first_at + INTERVAL 30 DAY)
                              THEN 1 END) AS retained30
            FROM attribution
            WHERE corp_id = :corpId AND first_channel_id IN (:channels) AND first_at >= :from AND first_at < :until
            GROUP BY first_channel_id
            """;
    static final String JOINED = """
            SELECT a.first_channel_id, COUNT(*) FROM attribution a
            WHERE a.corp_id = :corpId AND a.first_channel_id IN (:channels)
              AND a.first_at >= :from AND a.first_at < :until
              AND EXISTS (
                  SELECT 1 FROM group_join j
                  WHERE j.corp_id = a.corp_id AND j.external_userid = a.external_userid
                    AND j.joined_at >= a.first_at AND j.joined_at < a.first_at + INTERVAL :windowDays DAY)
            GROUP BY a.first_channel_id
            """;
    static final String ANSWERED = """
            SELECT a.first_channel_id, COUNT(*) FROM attribution a
            JOIN answer w ON w.corp_id = a.corp_id AND w.external_userid = a.external_userid AND w.userid = a.userid
            WHERE a.corp_id = :corpId AND a.first_channel_id IN (:channels)
              AND a.first_at >= :from AND a.first_at < :until
              AND w.answered_at >= a.first_at AND w.answered_at < a.first_at + INTERVAL :windowDays DAY
            GROUP BY a.first_channel_id
            """;
    static final String SALES = """
            SELECT a.first_channel_id, COUNT(DISTINCT a.id) AS bought, COUNT(*) AS orders,
                   SUM(c.amount) AS amount, SUM(c.refunded) AS refunded
            FROM attribution a
            JOIN conversion c ON c.corp_id = a.corp_id AND c.external_userid = a.external_userid
                AND c.occurred_at >= a.first_at AND c.occurred_at < a.first_at + INTERVAL :windowDays DAY
            WHERE a.corp_id = :corpId AND a.first_channel_id IN (:channels)
              AND a.first_at >= :from AND a.first_at < :until AND c.currency = :currency
              AND NOT EXISTS (
                  SELECT 1 FROM attribution later
                  WHERE later.corp_id = a.corp_id AND later.external_userid = a.external_userid
                    AND later.first_channel_id IS NOT NULL AND later.first_at <= c.occurred_at
                    AND (later.first_at > a.first_at OR later.first_at = a.first_at AND later.id > a.id))
            GROUP BY a.first_channel_id
            """;
    static final String ADDS = """
            SELECT first_channel_id, DATE(first_at + INTERVAL :offset SECOND) AS day, COUNT(*) AS adds
            FROM attribution
            WHERE corp_id = :corpId AND first_channel_id IN (:channels) AND first_at >= :from AND first_at < :until
            GROUP BY first_channel_id, day
            """;
    static final String STAYED = """
            SELECT DATE(first_at + INTERVAL :offset SECOND) AS day, COUNT(*) AS adds,
                   COUNT(CASE WHEN lost_at IS NULL OR lost_at >= first_at + INTERVAL 7 DAY THEN 1 END) AS week1,
                   COUNT(CASE WHEN lost_at IS NULL OR lost_at >= first_at + INTERVAL 14 DAY THEN 1 END) AS week2,
                   COUNT(CASE WHEN lost_at IS NULL OR lost_at >= first_at + INTERVAL 28 DAY THEN 1 END) AS week4,
                   COUNT(CASE WHEN lost_at IS NULL OR lost_at >= first_at + INTERVAL 56 DAY THEN 1 END) AS week8,
                   COUNT(CASE WHEN lost_at IS NULL OR lost_at >= first_at + INTERVAL 84 DAY THEN 1 END) AS week12
            FROM attribution
            WHERE corp_id = :corpId AND first_channel_id IN (:channels) AND first_at >= :from AND first_at < :until
            GROUP BY day
            """;

    private final JdbcScopes scopes;

    JdbcAcquisitions(JdbcScopes scopes) {
        this.scopes = scopes;
    }

    @Override
    public Map<ChannelId, Acquired> acquired(Scope scope, Instant now) {
        Map<ChannelId, Acquired> acquired = new HashMap<>();
        scopes.each(
                ACQUIRED,
                scope,
                Map.of(
                        "due1", JdbcTime.of(now.minus(Duration.ofDays(1))),
                        "due7", JdbcTime.of(now.minus(Duration.ofDays(7))),
                        "due30", JdbcTime.of(now.minus(Duration.ofDays(30)))),
                row -> acquired.merge(
                        channel(row),
                        new Acquired(row.getLong("adds"), retention(row, 1), retention(row, 7), retention(row, 30)),
                        Acquired::plus));
        return acquired;
    }

    private static Retention retention(ResultSet row, int days) throws SQLException {
        return new Retention(row.getLong("due" + days), row.getLong("retained" + days));
    }

    @Override
    public Map<ChannelId, Long> joined(Scope scope, int windowDays) {
        return scopes.counts(JOINED, scope, Map.of("windowDays", windowDays));
    }

    @Override
    public Map<ChannelId, Long> answered(Scope scope, int windowDays) {
        return scopes.counts(ANSWERED, scope, Map.of("windowDays", windowDays));
    }

    @Override
    public Map<ChannelId, Sales> sales(Scope scope, int windowDays, String currency) {
        Map<ChannelId, Sales> sales = new HashMap<>();
        scopes.each(
                SALES,
                scope,
                Map.of("windowDays", windowDays, "currency", currency),
                row -> sales.merge(
                        channel(row),
                        new Sales(
                                row.getLong("bought"),
                                row.getLong("orders"),
                                row.getLong("amount"),
                                row.getLong("refunded")),
                        Sales::plus));
        return sales;
    }

    @Override
    public DailyCounts adds(Scope scope, ZoneId zone) {
        DailyCounts adds = new DailyCounts();
        for (Stretch stretch : Stretch.between(scope.from(), scope.until(), zone)) {
            scopes.each(
                    ADDS,
                    scope.during(stretch),
                    Map.of("offset", stretch.offsetSeconds()),
                    row -> adds.add(channel(row), day(row), row.getLong("adds")));
        }
        return adds;
    }

    @Override
    public Map<LocalDate, Stayed> stayed(Scope scope, ZoneId zone) {
        Map<LocalDate, Stayed> stayed = new HashMap<>();
        for (Stretch stretch : Stretch.between(scope.from(), scope.until(), zone)) {
            scopes.each(
                    STAYED,
                    scope.during(stretch),
                    Map.of("offset", stretch.offsetSeconds()),
                    row -> stayed.merge(
                            day(row),
                            new Stayed(
                                    row.getLong("adds"),
                                    row.getLong("week1"),
                                    row.getLong("week2"),
                                    row.getLong("week4"),
                                    row.getLong("week8"),
                                    row.getLong("week12")),
                            Stayed::plus));
        }
        return stayed;
    }

    private static ChannelId channel(ResultSet row) throws SQLException {
        return new ChannelId(row.getLong("first_channel_id"));
    }

    private static LocalDate day(ResultSet row) throws SQLException {
        return row.getObject("day", LocalDate.class);
    }
}
