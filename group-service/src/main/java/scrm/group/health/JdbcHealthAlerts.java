package scrm.group.health;

import io.micrometer.core.instrument.MeterRegistry;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import scrm.events.ChatId;
import scrm.events.CorpId;
import scrm.group.health.Alert.Cause;
import scrm.messaging.JdbcTime;

@Repository
class JdbcHealthAlerts implements Alerts {
    // A test pins how the server runs these.
    static final String OPEN = """
            SELECT * FROM health_alert
            WHERE corp_id = :corpId AND chat_id IN (:chats) AND is_open = TRUE
            UNION
            SELECT * FROM health_alert
            WHERE corp_id = :corpId AND chat_id IN (:chats) AND day = :day
            """;
    static final String LIST = """
            SELECT a.* FROM health_alert a
            WHERE a.corp_id = :corpId
              AND (:open IS NULL OR (a.is_open IS NOT NULL) = :open)
              AND (:watch OR a.raised_at IS NOT NULL)
              AND (:cause IS NULL OR a.cause = :cause)
              AND (:chatId IS NULL OR a.chat_id = :chatId)
              AND (:owner IS NULL OR EXISTS (SELECT 1 FROM group_chat c
                  WHERE c.corp_id = a.corp_id AND c.chat_id = a.chat_id AND c.owner = :owner))
              AND a.id < :before
            ORDER BY a.id DESC LIMIT :limit
            """;

    private final JdbcClient client;
    private final JdbcTemplate template;
    private final MeterRegistry meters;

    JdbcHealthAlerts(JdbcClient client, JdbcTemplate template, MeterRegistry meters) {
        this.client = client;
        this.template = template;
        this.meters = meters;
    }

    @Override
    public List<Alert> current(CorpId corpId, Collection<ChatId> chats, LocalDate day) {
        if (chats.isEmpty()) {
            return List.of();
        }
        return client.sql(OPEN)
                .param("corpId", corpId.value())
                .param("chats", chats.stream().map(ChatId::value).toList())
                .param("day", day)
                .query(JdbcHealthAlerts::alert)
                .list();
    }

    @Override
    public void add(CorpId corpId, List<Alert> alerts) {
        template.batchUpdate(
                """
                INSERT INTO health_alert (corp_id, chat_id, cause, day, is_open, raised_at, signs, opened_at)
                VALUES (?, ?, ?, ?, TRUE, ?, ?, ?)
                """,
                alerts.stream()
                        .map(alert -> new @Nullable Object[] {
                            corpId.value(),
                            alert.chatId().value(),
                            alert.cause().name(),
                            alert.day(),
                            JdbcTime.ofNullable(alert.raisedAt()),
                            JdbcHealths.json(alert.signs()),
                            JdbcTime.of(alert.openedAt())
                        })
                        .toList());
        alerts.forEach(alert -> meters.counter(
                        "scrm.health.alerts", "cause", alert.cause().name())
                .increment());
    }

    @Override
    public void update(CorpId corpId, List<Alert> alerts) {
        template.batchUpdate(
                """
                UPDATE health_alert SET is_open = ?, raised_at = ?, signs = ?, closed_at = ?
                WHERE corp_id = ? AND id = ?
                """,
                alerts.stream()
                        .map(alert -> new @Nullable Object[] {
                            alert.open() ? Boolean.TRUE : null,
                            JdbcTime.ofNullable(alert.raisedAt()),
                            JdbcHealths.json(alert.signs()),
                            JdbcTime.ofNullable(alert.closedAt()),
                            corpId.value(),
                            alert.id()
                        })
                        .toList());
    }

    @Override
    public List<Alert> list(CorpId corpId, Filter filter, @Nullable Long before, int limit) {
        return client.sql(LIST)
                .param("corpId", corpId.value())
                .param("open", filter.open())
                .param("watch", filter.watch())
                .param("cause", filter.cause() == null ? null : filter.cause().name())
                .param(
                        "chatId",
                        filter.chatId() == null ? null : filter.chatId().value())
                .param("owner", filter.owner() == null ? null : filter.owner().value())
                .param("before", before == null ? Long.MAX_VALUE : before)
                .param("limit", limit)
                .query(JdbcHealthAlerts::alert)
                .list();
    }

    @Override
    public Optional<Alert> find(CorpId corpId, long id) {
        return client.sql("SELECT * FROM health_alert WHERE corp_id = :corpId AND id = :id")
                .param("corpId", corpId.value())
                .param("id", id)
                .query(JdbcHealthAlerts::alert)
                .optional();
    }

    private static Alert alert(ResultSet row, int number) throws SQLException {
        return new Alert(
                row.getLong("id"),
                new ChatId(row.getString("chat_id")),
                Cause.valueOf(row.getString("cause")),
                row.getObject("day", LocalDate.class),
                row.getBoolean("is_open"),
                JdbcTime.getNullable(row, "raised_at"),
                JdbcHealths.signs(row.getString("signs")),
                JdbcTime.get(row, "opened_at"),
                JdbcTime.getNullable(row, "closed_at"));
    }
}
