package scrm.sop.groupmessage;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.jdbc.support.KeyHolder;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

import scrm.attachment.JdbcAttachments;
import scrm.events.CorpId;
import scrm.events.UserId;
import scrm.messaging.JdbcTime;
import scrm.sop.content.ChatType;
import scrm.sop.content.MessageContent;

@Repository
class JdbcGroupMessages implements GroupMessages {
    private static final JsonMapper JSON = JdbcAttachments.mapper().build();

    /** The median is the middle one of a sender's confirmations, or the mean of the two in the middle. */
    static final String CONFIRMATIONS = """
            SELECT sender, COUNT(*) AS asked, COUNT(hours) AS confirmed,
                   AVG(IF(place IN (FLOOR((all_confirmed + 1) / 2), CEIL((all_confirmed + 1) / 2)), hours, NULL))
                       AS median_hours
            FROM (
                SELECT sender, hours,
                       ROW_NUMBER() OVER (PARTITION BY sender ORDER BY hours IS NULL, hours) AS place,
                       COUNT(hours) OVER (PARTITION BY sender) AS all_confirmed
                FROM (
                    SELECT sender, TIMESTAMPDIFF(SECOND, called_at, confirmed_at) / 3600 AS hours
                    FROM group_message
                    WHERE corp_id = :corpId AND called_at >= :from AND called_at < :until AND msgid IS NOT NULL
                ) message
            ) ranked
            GROUP BY sender
            ORDER BY COUNT(hours) / COUNT(*) DESC, median_hours, sender
            """;

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;

    JdbcGroupMessages(JdbcClient jdbc, JdbcTemplate batches) {
        this.jdbc = jdbc;
        this.batches = batches;
    }

    @Override
    public Optional<Open> open(CorpId corpId, String mergeKey) {
        return jdbc.sql("""
                        SELECT id, receivers FROM group_message
                        WHERE corp_id = :corpId AND merge_key = :mergeKey AND status = 'COLLECTING'
                        ORDER BY id DESC LIMIT 1 FOR UPDATE SKIP LOCKED
                        """)
                .param("corpId", corpId.value())
                .param("mergeKey", mergeKey)
                .query((row, _) -> new Open(new GroupMessageId(row.getLong("id")), row.getInt("receivers")))
                .optional();
    }

    @Override
    public GroupMessageId create(CorpId corpId, String mergeKey, Draft draft, Instant now) {
        KeyHolder key = new GeneratedKeyHolder();
        jdbc.sql("""
                        INSERT INTO group_message (corp_id, merge_key, sender, chat_type, content, follow_up, status,
                                                   receivers, created_at)
                        VALUES (:corpId, :mergeKey, :sender, :chatType, :content, :followUp, 'COLLECTING', 0, :now)
                        """)
                .param("corpId", corpId.value())
                .param("mergeKey", mergeKey)
                .param("sender", draft.sender().value())
                .param("chatType", draft.chatType().name())
                .param("content", JSON.writeValueAsString(draft.content()))
                .param("followUp", JSON.writeValueAsString(draft.followUp()))
                .param("now", JdbcTime.of(now))
                .update(key);
        return new GroupMessageId(Objects.requireNonNull(key.getKey()).longValue());
    }

    @Override
    public void addReceivers(CorpId corpId, GroupMessageId id, List<String> receivers) {
        batches.batchUpdate("""
                INSERT IGNORE INTO group_message_receiver (corp_id, group_message_id, receiver, delivery)
                VALUES (?, ?, ?, 'QUEUED')
                """, receivers, 1000, (statement, receiver) -> {
            statement.setString(1, corpId.value());
            statement.setLong(2, id.value());
            statement.setString(3, receiver);
        });
        jdbc.sql("""
                        UPDATE group_message
                        SET receivers = (SELECT COUNT(*) FROM group_message_receiver WHERE group_message_id = :id)
                        WHERE corp_id = :corpId AND id = :id
                        """).param("id", id.value()).param("corpId", corpId.value()).update();
    }

    @Override
    public Optional<GroupMessage> find(CorpId corpId, GroupMessageId id) {
        return jdbc.sql("""
                        SELECT * FROM group_message WHERE corp_id = :corpId AND id = :id
                        """)
                .param("corpId", corpId.value())
                .param("id", id.value())
                .query(JdbcGroupMessages::groupMessage)
                .optional();
    }

    @Override
    public Optional<GroupMessage> lock(CorpId corpId, GroupMessageId id) {
        return jdbc.sql("""
                        SELECT * FROM group_message WHERE corp_id = :corpId AND id = :id FOR UPDATE
                        """)
                .param("corpId", corpId.value())
                .param("id", id.value())
                .query(JdbcGroupMessages::groupMessage)
                .optional();
    }

    @Override
    public List<GroupMessage> list(CorpId corpId, Filter filter, @Nullable GroupMessageId before, int limit) {
        GroupMessage.Status status = filter.status();
        UserId sender = filter.sender();
        ChatType chatType = filter.chatType();
        return jdbc.sql("""
                        SELECT * FROM group_message
                        WHERE corp_id = :corpId AND id < :before
                          AND (:status IS NULL OR status = :status)
                          AND (:sender IS NULL OR sender = :sender)
                          AND (:chatType IS NULL OR chat_type = :chatType)
                        ORDER BY id DESC LIMIT :limit
                        """)
                .param("corpId", corpId.value())
                .param("before", before == null ? Long.MAX_VALUE : before.value())
                .param("status", status == null ? null : status.name())
                .param("sender", sender == null ? null : sender.value())
                .param("chatType", chatType == null ? null : chatType.name())
                .param("limit", limit)
                .query(JdbcGroupMessages::groupMessage)
                .list();
    }

    @Override
    public void sending(CorpId corpId, GroupMessageId id, Instant now) {
        jdbc.sql("""
                        UPDATE group_message SET status = 'SENDING', called_at = :now
                        WHERE corp_id = :corpId AND id = :id
                        """)
                .param("now", JdbcTime.of(now))
                .param("corpId", corpId.value())
                .param("id", id.value())
                .update();
    }

    @Override
    public void created(CorpId corpId, GroupMessageId id, String msgid) {
        jdbc.sql("""
                        UPDATE group_message SET status = 'CREATED', msgid = :msgid, errcode = NULL, reason = NULL
                        WHERE corp_id = :corpId AND id = :id
                        """)
                .param("msgid", msgid)
                .param("corpId", corpId.value())
                .param("id", id.value())
                .update();
    }

    @Override
    public void end(
            CorpId corpId,
            GroupMessageId id,
            GroupMessage.Status status,
            @Nullable Integer errcode,
            @Nullable String reason,
            Instant now) {
        jdbc.sql("""
                        UPDATE group_message
                        SET status = :status, errcode = :errcode, reason = :reason, settled_at = :now
                        WHERE corp_id = :corpId AND id = :id
                        """)
                .param("status", status.name())
                .param("errcode", errcode)
                .param("reason", reason == null || reason.length() <= 500 ? reason : reason.substring(0, 500))
                .param("now", JdbcTime.of(now))
                .param("corpId", corpId.value())
                .param("id", id.value())
                .update();
    }

    @Override
    public void confirmed(CorpId corpId, GroupMessageId id, Instant at) {
        jdbc.sql("""
                        UPDATE group_message SET confirmed_at = :at
                        WHERE corp_id = :corpId AND id = :id AND confirmed_at IS NULL
                        """)
                .param("at", JdbcTime.of(at))
                .param("corpId", corpId.value())
                .param("id", id.value())
                .update();
    }

    @Override
    public void cancelling(CorpId corpId, GroupMessageId id, Instant now) {
        jdbc.sql("""
                        UPDATE group_message SET cancelled_at = :now
                        WHERE corp_id = :corpId AND id = :id AND cancelled_at IS NULL
                        """)
                .param("now", JdbcTime.of(now))
                .param("corpId", corpId.value())
                .param("id", id.value())
                .update();
    }

    @Override
    public List<String> receivers(CorpId corpId, GroupMessageId id, Set<Delivery> deliveries) {
        return jdbc.sql("""
                        SELECT receiver FROM group_message_receiver
                        WHERE corp_id = :corpId AND group_message_id = :id AND delivery IN (:deliveries)
                        ORDER BY receiver
                        """)
                .param("corpId", corpId.value())
                .param("id", id.value())
                .param("deliveries", deliveries.stream().map(Delivery::name).toList())
                .query((row, _) -> row.getString(1))
                .list();
    }

    @Override
    public List<Receiver> receivers(CorpId corpId, GroupMessageId id, @Nullable String after, int limit) {
        return jdbc.sql("""
                        SELECT receiver, delivery, sent_at FROM group_message_receiver
                        WHERE corp_id = :corpId AND group_message_id = :id AND receiver > :after
                        ORDER BY receiver LIMIT :limit
                        """)
                .param("corpId", corpId.value())
                .param("id", id.value())
                .param("after", after == null ? "" : after)
                .param("limit", limit)
                .query((row, _) -> new Receiver(
                        row.getString("receiver"),
                        Delivery.valueOf(row.getString("delivery")),
                        JdbcTime.getNullable(row, "sent_at")))
                .list();
    }

    @Override
    public void deliver(CorpId corpId, GroupMessageId id, Collection<Receiver> receivers) {
        batches.batchUpdate("""
                UPDATE group_message_receiver SET delivery = ?, sent_at = ?
                WHERE corp_id = ? AND group_message_id = ? AND receiver = ?
                """, receivers, 1000, (statement, receiver) -> {
            statement.setString(1, receiver.delivery().name());
            statement.setObject(2, JdbcTime.ofNullable(receiver.sentAt()));
            statement.setString(3, corpId.value());
            statement.setLong(4, id.value());
            statement.setString(5, receiver.id());
        });
    }

    @Override
    public Map<Delivery, Long> counts(CorpId corpId, GroupMessageId id) {
        Map<Delivery, Long> counts = new EnumMap<>(Delivery.class);
        jdbc.sql("""
                        SELECT delivery, COUNT(*) FROM group_message_receiver
                        WHERE corp_id = :corpId AND group_message_id = :id GROUP BY delivery
                        """)
                .param("corpId", corpId.value())
                .param("id", id.value())
                .query((row, _) -> counts.put(Delivery.valueOf(row.getString(1)), row.getLong(2)))
                .list();
        return counts;
    }

    @Override
    public Set<String> known(CorpId corpId, Collection<String> msgids) {
        if (msgids.isEmpty()) {
            return Set.of();
        }
        return jdbc
                .sql("""
                        SELECT msgid FROM group_message WHERE corp_id = :corpId AND msgid IN (:msgids)
                        """)
                .param("corpId", corpId.value())
                .param("msgids", msgids)
                .query((row, _) -> row.getString(1))
                .list()
                .stream()
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public List<Confirmations> confirmations(CorpId corpId, Instant from, Instant until) {
        return jdbc.sql(CONFIRMATIONS)
                .param("corpId", corpId.value())
                .param("from", JdbcTime.of(from))
                .param("until", JdbcTime.of(until))
                .query((row, _) -> {
                    double hours = row.getDouble("median_hours");
                    @Nullable Double median = row.wasNull() ? null : Double.valueOf(hours);
                    return new Confirmations(
                            new UserId(row.getString("sender")),
                            row.getLong("asked"),
                            row.getLong("confirmed"),
                            median);
                })
                .list();
    }

    private static GroupMessage groupMessage(ResultSet row, int number) throws SQLException {
        return new GroupMessage(
                new GroupMessageId(row.getLong("id")),
                new CorpId(row.getString("corp_id")),
                new UserId(row.getString("sender")),
                ChatType.valueOf(row.getString("chat_type")),
                JSON.readValue(row.getString("content"), MessageContent.class),
                JSON.readValue(row.getString("follow_up"), FollowUp.class),
                GroupMessage.Status.valueOf(row.getString("status")),
                row.getInt("receivers"),
                row.getString("msgid"),
                JdbcTime.getNullable(row, "called_at"),
                JdbcTime.getNullable(row, "confirmed_at"),
                JdbcTime.getNullable(row, "cancelled_at"),
                JdbcTime.getNullable(row, "settled_at"),
                row.getObject("errcode", Integer.class),
                row.getString("reason"),
                JdbcTime.get(row, "created_at"));
    }
}
