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
                              THEN 1 END) AS retained30,
                   COUNT(CASE WHEN joined_at < first_at + INTERVAL :windowDays DAY THEN 1 END) AS joined,
                   COUNT(CASE WHEN answered_at >= first_at AND answered_at < first_at + INTERVAL :windowDays DAY
                              THEN 1 END) AS answered
            FROM attribution
            WHERE corp_id = :corpId AND first_channel_id IN (:channels) AND first_at >= :from AND first_at < :until
            GROUP BY first_channel_id
            """;
    static final String SALES = """
            SELECT channel_id, COUNT(DISTINCT attribution_id) AS bought, COUNT(*) AS orders, SUM(amount) AS amount,
                   SUM(refunded) AS refunded
            FROM conversion
            WHERE corp_id = :corpId AND channel_id IN (:channels) AND acquired_at >= :from AND acquired_at < :until
              AND currency = :currency AND occurred_at < acquired_at + INTERVAL :windowDays DAY
            GROUP BY channel_id
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
    public Map<ChannelId, Begun> begun(Scope scope, int windowDays, Instant now) {
        Map<ChannelId, Begun> begun = new HashMap<>();
        scopes.each(
                ACQUIRED,
                scope,
                Map.of(
                        "windowDays", windowDays,
                        "due1", JdbcTime.of(now.minus(Duration.ofDays(1))),
                        "due7", JdbcTime.of(now.minus(Duration.ofDays(7))),
                        "due30", JdbcTime.of(now.minus(Duration.ofDays(30)))),
                row -> begun.merge(
                        new ChannelId(row.getLong("first_channel_id")),
                        new Begun(
                                new Acquired(
                                        row.getLong("adds"), retention(row, 1), retention(row, 7), retention(row, 30)),
                                row.getLong("joined"),
                                row.getLong("answered")),
                        Begun::plus));
        return begun;
    }

    private static Retention retention(ResultSet row, int days) throws SQLException {
        return new Retention(row.getLong("due" + days), row.getLong("retained" + days));
    }

    @Override
    public Map<ChannelId, Sales> sales(Scope scope, int windowDays, String currency) {
        Map<ChannelId, Sales> sales = new HashMap<>();
        scopes.each(
                SALES,
                scope,
                Map.of("windowDays", windowDays, "currency", currency),
                row -> sales.merge(
                        new ChannelId(row.getLong("channel_id")),
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
                    row -> adds.add(new ChannelId(row.getLong("first_channel_id")), day(row), row.getLong("adds")));
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

    private static LocalDate day(ResultSet row) throws SQLException {
        return row.getObject("day", LocalDate.class);
    }
}
