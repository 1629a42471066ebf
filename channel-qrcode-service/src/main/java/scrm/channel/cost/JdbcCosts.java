package scrm.channel.cost;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.jdbc.support.KeyHolder;
import org.springframework.stereotype.Repository;

import scrm.channel.channel.ChannelId;
import scrm.events.CorpId;
import scrm.messaging.JdbcTime;

@Repository
class JdbcCosts implements Costs {
    private final JdbcClient jdbc;
    private final JdbcTemplate template;

    JdbcCosts(JdbcClient jdbc, JdbcTemplate template) {
        this.jdbc = jdbc;
        this.template = template;
    }

    @Override
    public CostId add(CorpId corpId, Cost cost, Instant now) {
        KeyHolder key = new GeneratedKeyHolder();
        jdbc.sql("""
                        INSERT INTO cost (corp_id, channel_id, kind, currency, amount, from_date, until_date, note,
                                          created_at)
                        VALUES (:corpId, :channelId, :kind, :currency, :amount, :from, :until, :note, :now)
                        """)
                .param("corpId", corpId.value())
                .param("channelId", cost.channelId().value())
                .param("kind", cost.kind().name())
                .param("currency", cost.currency())
                .param("amount", cost.amount())
                .param("from", cost.period().from())
                .param("until", cost.period().until())
                .param("note", cost.note())
                .param("now", JdbcTime.of(now))
                .update(key);
        return new CostId(Objects.requireNonNull(key.getKey()).longValue());
    }

    @Override
    public void addAll(CorpId corpId, Collection<Cost> all, Instant now) {
        template.batchUpdate(
                """
                INSERT INTO cost (corp_id, channel_id, kind, currency, amount, from_date, until_date, note, created_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                all.stream()
                        .map(cost -> new @Nullable Object[] {
                            corpId.value(),
                            cost.channelId().value(),
                            cost.kind().name(),
                            cost.currency(),
                            cost.amount(),
                            cost.period().from(),
                            cost.period().until(),
                            cost.note(),
                            JdbcTime.of(now)
                        })
                        .toList());
    }

    @Override
    public Optional<Cost.Kept> find(CorpId corpId, CostId id) {
        return jdbc.sql("SELECT * FROM cost WHERE corp_id = :corpId AND id = :id")
                .param("corpId", corpId.value())
                .param("id", id.value())
                .query(JdbcCosts::kept)
                .optional();
    }

    @Override
    public List<Cost.Kept> list(CorpId corpId, @Nullable ChannelId channelId, @Nullable CostId after, int limit) {
        String ofChannel = channelId == null ? "" : " AND channel_id = :channelId";
        return jdbc.sql("SELECT * FROM cost WHERE corp_id = :corpId AND id > :after" + ofChannel
                        + " ORDER BY id LIMIT :limit")
                .param("corpId", corpId.value())
                .param("after", after == null ? 0 : after.value())
                .param("channelId", channelId == null ? null : channelId.value())
                .param("limit", limit)
                .query(JdbcCosts::kept)
                .list();
    }

    @Override
    public boolean remove(CorpId corpId, CostId id) {
        return jdbc.sql("DELETE FROM cost WHERE corp_id = :corpId AND id = :id")
                        .param("corpId", corpId.value())
                        .param("id", id.value())
                        .update()
                == 1;
    }

    @Override
    public List<Cost> within(CorpId corpId, Collection<ChannelId> channels, String currency, Cost.Period period) {
        if (channels.isEmpty()) {
            return List.of();
        }
        return jdbc
                .sql("""
                        SELECT * FROM cost
                        WHERE corp_id = :corpId AND channel_id IN (:channels) AND currency = :currency
                          AND until_date >= :from AND from_date <= :until
                        """)
                .param("corpId", corpId.value())
                .param("channels", channels.stream().map(ChannelId::value).toList())
                .param("currency", currency)
                .param("from", period.from())
                .param("until", period.until())
                .query(JdbcCosts::kept)
                .list()
                .stream()
                .map(Cost.Kept::cost)
                .toList();
    }

    private static Cost.Kept kept(ResultSet row, int number) throws SQLException {
        return new Cost.Kept(
                new CostId(row.getLong("id")),
                new Cost(
                        new ChannelId(row.getLong("channel_id")),
                        Cost.Kind.valueOf(row.getString("kind")),
                        row.getString("currency"),
                        row.getLong("amount"),
                        new Cost.Period(
                                row.getObject("from_date", LocalDate.class),
                                row.getObject("until_date", LocalDate.class)),
                        row.getString("note")),
                JdbcTime.get(row, "created_at"));
    }
}
