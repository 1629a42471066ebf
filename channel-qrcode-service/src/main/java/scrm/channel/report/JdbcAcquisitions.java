package scrm.channel.report;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import scrm.channel.channel.ChannelId;
import scrm.events.CorpId;
import scrm.messaging.JdbcTime;

@Repository
class JdbcAcquisitions implements Acquisitions {
    // A test pins how the server runs it.
    static final String SALES = """
            SELECT COUNT(DISTINCT c.external_userid) AS buyers, COUNT(*) AS orders,
                   COALESCE(SUM(c.amount), 0) AS amount, COALESCE(SUM(c.refunded), 0) AS refunded
            FROM attribution a
            JOIN conversion c ON c.corp_id = a.corp_id AND c.external_userid = a.external_userid
                AND c.occurred_at >= a.first_at AND c.occurred_at < a.first_at + INTERVAL :windowDays DAY
            WHERE a.corp_id = :corpId AND a.first_channel_id IN (:channels)
              AND a.first_at >= :from AND a.first_at < :until AND c.currency = :currency
              AND NOT EXISTS (
                  SELECT 1 FROM attribution later
                  WHERE later.corp_id = a.corp_id AND later.external_userid = a.external_userid
                    AND later.first_at <= c.occurred_at
                    AND (later.first_at > a.first_at OR later.first_at = a.first_at AND later.id > a.id))
            """;

    private final JdbcClient jdbc;

    JdbcAcquisitions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public long adds(CorpId corpId, Collection<ChannelId> channels, Instant from, Instant until) {
        return jdbc.sql("""
                        SELECT COUNT(*) FROM attribution
                        WHERE corp_id = :corpId AND first_channel_id IN (:channels)
                          AND first_at >= :from AND first_at < :until
                        """)
                .param("corpId", corpId.value())
                .param("channels", channels.stream().map(ChannelId::value).toList())
                .param("from", JdbcTime.of(from))
                .param("until", JdbcTime.of(until))
                .query(Long.class)
                .single();
    }

    @Override
    public Sales sales(
            CorpId corpId,
            Collection<ChannelId> channels,
            Instant from,
            Instant until,
            int windowDays,
            String currency) {
        return jdbc.sql(SALES)
                .param("corpId", corpId.value())
                .param("channels", channels.stream().map(ChannelId::value).toList())
                .param("from", JdbcTime.of(from))
                .param("until", JdbcTime.of(until))
                .param("windowDays", windowDays)
                .param("currency", currency)
                .query(Sales.class)
                .single();
    }

    @Override
    public List<Retention> retention(
            CorpId corpId,
            Collection<ChannelId> channels,
            Instant from,
            Instant until,
            List<Integer> days,
            Instant now) {
        return days.stream()
                .map(after -> jdbc.sql("""
                                SELECT COUNT(*) AS due,
                                       COUNT(CASE WHEN lost_at IS NULL OR lost_at >= first_at + INTERVAL :days DAY
                                                  THEN 1 END) AS retained
                                FROM attribution
                                WHERE corp_id = :corpId AND first_channel_id IN (:channels)
                                  AND first_at >= :from AND first_at < :until
                                """)
                        .param("corpId", corpId.value())
                        .param(
                                "channels",
                                channels.stream().map(ChannelId::value).toList())
                        .param("from", JdbcTime.of(from))
                        .param("until", JdbcTime.of(earlier(until, now.minus(Duration.ofDays(after)))))
                        .param("days", after)
                        .query((row, _) -> new Retention(after, row.getLong("due"), row.getLong("retained")))
                        .single())
                .toList();
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
