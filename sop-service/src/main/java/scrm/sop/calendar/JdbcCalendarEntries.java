package scrm.sop.calendar;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.jdbc.support.KeyHolder;
import org.springframework.stereotype.Repository;

import scrm.events.ChatId;
import scrm.events.CorpId;
import scrm.events.GroupEvent.DayTopic;
import scrm.events.GroupEvent.GroupChartered;
import scrm.events.UserId;
import scrm.messaging.JdbcTime;
import scrm.sop.calendar.CalendarEntry.Status;
import scrm.sop.groupmessage.GroupMessageId;
import scrm.sop.material.MaterialId;
import scrm.sop.moment.MomentId;

@Repository
class JdbcCalendarEntries implements CalendarEntries {
    private final JdbcClient jdbc;
    private final JdbcTemplate batches;

    JdbcCalendarEntries(JdbcClient jdbc, JdbcTemplate batches) {
        this.jdbc = jdbc;
        this.batches = batches;
    }

    @Override
    public EntryId add(CorpId corpId, CalendarEntry.Content content, Instant now) {
        KeyHolder key = new GeneratedKeyHolder();
        content(content, jdbc.sql("""
                        INSERT INTO calendar_entry (corp_id, starts_at, topic, chat_id, kind, plan_id, place, host,
                                                    material_id, step_key, campaign_id, moment_id, status, edited,
                                                    version, created_at, updated_at)
                        VALUES (:corpId, :startsAt, :topic, :chatId, :kind, :planId, :place, :host,
                                :materialId, :stepKey, :campaignId, :momentId, :status, TRUE, 1, :now, :now)
                        """))
                .param("corpId", corpId.value())
                .param("now", JdbcTime.of(now))
                .update(key);
        return new EntryId(Objects.requireNonNull(key.getKey()).longValue());
    }

    @Override
    public Optional<CalendarEntry> find(CorpId corpId, EntryId id) {
        return jdbc.sql("SELECT * FROM calendar_entry WHERE corp_id = :corpId AND id = :id")
                .param("corpId", corpId.value())
                .param("id", id.value())
                .query(JdbcCalendarEntries::entry)
                .optional();
    }

    @Override
    public boolean edit(CorpId corpId, EntryId id, int version, CalendarEntry.Content content, Instant now) {
        return content(content, jdbc.sql("""
                        UPDATE calendar_entry
                        SET starts_at = :startsAt, topic = :topic, chat_id = :chatId, kind = :kind, plan_id = :planId,
                            place = :place, host = :host, material_id = :materialId, step_key = :stepKey,
                            campaign_id = :campaignId, moment_id = :momentId, status = :status, edited = TRUE,
                            version = version + 1, updated_at = :now
                        WHERE corp_id = :corpId AND id = :id AND version = :version
                        """))
                        .param("now", JdbcTime.of(now))
                        .param("corpId", corpId.value())
                        .param("id", id.value())
                        .param("version", version)
                        .update()
                == 1;
    }

    @Override
    public List<CalendarEntry> list(CorpId corpId, Filter filter, @Nullable Position after, int limit) {
        ChatId chatId = filter.chatId();
        UserId host = filter.host();
        Status status = filter.status();
        return jdbc.sql("""
                        SELECT * FROM calendar_entry
                        WHERE corp_id = :corpId AND starts_at >= :from AND starts_at < :until
                          AND (starts_at > :afterTime OR starts_at = :afterTime AND id > :afterId)
                          AND (:chatId IS NULL OR chat_id = :chatId)
                          AND (:kind IS NULL OR kind = :kind)
                          AND (:planId IS NULL OR plan_id = :planId)
                          AND (:host IS NULL OR host = :host)
                          AND (:status IS NULL OR status = :status)
                        ORDER BY starts_at, id LIMIT :limit
                        """)
                .param("corpId", corpId.value())
                .param("from", JdbcTime.of(after == null ? filter.from() : after.startsAt()))
                .param("until", JdbcTime.of(filter.until()))
                .param("afterTime", JdbcTime.of(after == null ? filter.from() : after.startsAt()))
                .param("afterId", after == null ? 0 : after.id())
                .param("chatId", chatId == null ? null : chatId.value())
                .param("kind", filter.kind())
                .param("planId", filter.planId())
                .param("host", host == null ? null : host.value())
                .param("status", status == null ? null : status.name())
                .param("limit", limit)
                .query(JdbcCalendarEntries::entry)
                .list();
    }

    @Override
    public void charter(GroupChartered charter, List<DayTopic> topics, List<Instant> startsAt, Instant now) {
        // What is changed last is what the conditions of the others look at.
        batches.batchUpdate("""
                INSERT INTO calendar_entry (corp_id, starts_at, topic, chat_id, kind, place, status, charter_id,
                                            charter_topic, version, created_at, updated_at)
                VALUES (?, ?, ?, ?, ?, ?, 'PLANNED', ?, ?, 1, ?, ?)
                ON DUPLICATE KEY UPDATE
                    version = IF(edited, version, version + 1),
                    updated_at = IF(edited, updated_at, VALUES(updated_at)),
                    starts_at = IF(edited, starts_at, VALUES(starts_at)),
                    topic = IF(edited, topic, VALUES(topic)),
                    status = IF(edited, status, 'PLANNED'),
                    kind = VALUES(kind)
                """, IntStream.range(0, topics.size()).boxed().toList(), 100, (statement, topic) -> {
            statement.setString(1, charter.corpId().value());
            statement.setObject(2, JdbcTime.of(startsAt.get(topic)));
            statement.setString(3, topics.get(topic).text());
            statement.setString(4, charter.chatId().value());
            statement.setString(5, charter.kind());
            statement.setString(6, new CalendarEntry.Place(charter.chatId(), null, null).key());
            statement.setString(7, charter.charterId());
            statement.setInt(8, topic);
            statement.setObject(9, JdbcTime.of(now));
            statement.setObject(10, JdbcTime.of(now));
        });
        jdbc.sql("""
                        UPDATE calendar_entry
                        SET status = 'DROPPED', version = version + 1, updated_at = :now
                        WHERE corp_id = :corpId AND chat_id = :chatId AND charter_id IS NOT NULL AND NOT edited
                          AND status = 'PLANNED' AND (charter_id <> :charterId OR charter_topic >= :topics)
                        """)
                .param("now", JdbcTime.of(now))
                .param("corpId", charter.corpId().value())
                .param("chatId", charter.chatId().value())
                .param("charterId", charter.charterId())
                .param("topics", topics.size())
                .update();
    }

    @Override
    public Map<ChatId, List<Instant>> times(CorpId corpId, Collection<ChatId> chats, Instant from, Instant until) {
        Map<ChatId, List<Instant>> times = new HashMap<>();
        if (chats.isEmpty()) {
            return times;
        }
        jdbc.sql("""
                        SELECT chat_id, starts_at FROM calendar_entry
                        WHERE corp_id = :corpId AND place IN (:places) AND starts_at >= :from AND starts_at < :until
                          AND status <> 'DROPPED'
                        """)
                .param("corpId", corpId.value())
                .param(
                        "places",
                        chats.stream()
                                .map(chat -> new CalendarEntry.Place(chat, null, null).key())
                                .toList())
                .param("from", JdbcTime.of(from))
                .param("until", JdbcTime.of(until))
                .query((row, _) -> times.computeIfAbsent(new ChatId(row.getString("chat_id")), _ -> new ArrayList<>())
                        .add(JdbcTime.get(row, "starts_at")))
                .list();
        return times;
    }

    @Override
    public List<Collision> collisions(
            CorpId corpId, Instant from, Instant until, int hours, @Nullable CollisionPosition after, int limit) {
        // Each entry is held against the one before it alone: of three that are too close, two collide.
        record Pair(Cause cause, long before, long entry) {}
        List<Pair> pairs = jdbc.sql("""
                        SELECT cause, before_id, id FROM (
                            SELECT 'PLACE' AS cause, id, starts_at,
                                   LAG(id) OVER w AS before_id, LAG(starts_at) OVER w AS before_at, 0 AS same
                            FROM calendar_entry
                            WHERE corp_id = :corpId AND starts_at >= :from AND starts_at < :until
                              AND status <> 'DROPPED'
                            WINDOW w AS (PARTITION BY place ORDER BY starts_at, id)
                            UNION ALL
                            SELECT 'HOST', id, starts_at,
                                   LAG(id) OVER w, LAG(starts_at) OVER w, LAG(place) OVER w = place
                            FROM calendar_entry
                            WHERE corp_id = :corpId AND starts_at >= :from AND starts_at < :until
                              AND status <> 'DROPPED' AND host IS NOT NULL
                            WINDOW w AS (PARTITION BY host ORDER BY starts_at, id)
                        ) AS neighbours
                        WHERE before_id IS NOT NULL AND NOT same
                          AND starts_at < before_at + INTERVAL :hours HOUR
                          AND (starts_at, id, cause) > (:afterTime, :afterId, :afterCause)
                        ORDER BY starts_at, id, cause LIMIT :limit
                        """)
                .param("corpId", corpId.value())
                .param("from", JdbcTime.of(from))
                .param("until", JdbcTime.of(until))
                .param("hours", hours)
                .param("afterTime", JdbcTime.of(after == null ? Instant.EPOCH : after.startsAt()))
                .param("afterId", after == null ? 0 : after.id())
                .param("afterCause", after == null ? "" : after.cause())
                .param("limit", limit)
                .query((row, _) -> new Pair(Cause.valueOf(row.getString(1)), row.getLong(2), row.getLong(3)))
                .list();
        Map<Long, CalendarEntry> entries = byId(
                corpId,
                pairs.stream()
                        .flatMapToLong(pair -> LongStream.of(pair.before(), pair.entry()))
                        .distinct()
                        .boxed()
                        .toList());
        return pairs.stream()
                .filter(pair -> entries.containsKey(pair.before()) && entries.containsKey(pair.entry()))
                .map(pair -> new Collision(
                        pair.cause(),
                        Objects.requireNonNull(entries.get(pair.before())),
                        Objects.requireNonNull(entries.get(pair.entry()))))
                .toList();
    }

    @Override
    public List<CalendarEntry> using(CorpId corpId, MaterialId materialId, int limit) {
        return jdbc.sql("""
                        SELECT * FROM calendar_entry
                        WHERE corp_id = :corpId AND material_id = :materialId ORDER BY id DESC LIMIT :limit
                        """)
                .param("corpId", corpId.value())
                .param("materialId", materialId.value())
                .param("limit", limit)
                .query(JdbcCalendarEntries::entry)
                .list();
    }

    @Override
    public void sentBy(CorpId corpId, GroupMessageId message, Instant now) {
        sent("""
                JOIN message_campaign_message c ON c.campaign_id = e.campaign_id AND c.group_message_id = :message
                """, corpId, now).param("message", message.value()).update();
        // A plan may say the same day after day: meant is what it says within twelve hours.
        sent("""
                JOIN due_step s ON s.group_message_id = :message AND s.corp_id = e.corp_id AND s.plan_id = e.plan_id
                    AND (e.step_key IS NULL OR s.step_key = e.step_key)
                    AND (e.chat_id IS NULL OR s.target_id = e.chat_id)
                    AND s.due_at >= e.starts_at - INTERVAL 12 HOUR AND s.due_at < e.starts_at + INTERVAL 12 HOUR
                """, corpId, now).param("message", message.value()).update();
    }

    @Override
    public void sentBy(CorpId corpId, MomentId moment, Instant now) {
        sent("JOIN moment m ON m.corp_id = e.corp_id AND m.id = e.moment_id AND m.id = :moment", corpId, now)
                .param("moment", moment.value())
                .update();
    }

    private StatementSpec sent(String by, CorpId corpId, Instant now) {
        return jdbc.sql("""
                        UPDATE calendar_entry e %s
                        SET e.status = 'SENT', e.version = e.version + 1, e.updated_at = :now
                        WHERE e.corp_id = :corpId AND e.status IN ('PLANNED', 'READY')
                        """.formatted(by)).param("corpId", corpId.value()).param("now", JdbcTime.of(now));
    }

    private Map<Long, CalendarEntry> byId(CorpId corpId, List<Long> ids) {
        Map<Long, CalendarEntry> entries = new HashMap<>();
        if (!ids.isEmpty()) {
            jdbc.sql("SELECT * FROM calendar_entry WHERE corp_id = :corpId AND id IN (:ids)")
                    .param("corpId", corpId.value())
                    .param("ids", ids)
                    .query(JdbcCalendarEntries::entry)
                    .list()
                    .forEach(entry -> entries.put(entry.id().value(), entry));
        }
        return entries;
    }

    private static StatementSpec content(CalendarEntry.Content content, StatementSpec statement) {
        CalendarEntry.Place place = content.place();
        ChatId chatId = place.chatId();
        UserId host = content.host();
        MaterialId materialId = content.materialId();
        return statement
                .param("startsAt", JdbcTime.of(content.startsAt()))
                .param("topic", content.topic())
                .param("chatId", chatId == null ? null : chatId.value())
                .param("kind", place.kind())
                .param("planId", place.planId())
                .param("place", place.key())
                .param("host", host == null ? null : host.value())
                .param("materialId", materialId == null ? null : materialId.value())
                .param("stepKey", content.by().stepKey())
                .param("campaignId", content.by().campaignId())
                .param("momentId", content.by().momentId())
                .param("status", content.status().name());
    }

    private static CalendarEntry entry(ResultSet row, int number) throws SQLException {
        String chatId = row.getString("chat_id");
        String host = row.getString("host");
        Long materialId = row.getObject("material_id", Long.class);
        return new CalendarEntry(
                new EntryId(row.getLong("id")),
                new CalendarEntry.Content(
                        JdbcTime.get(row, "starts_at"),
                        row.getString("topic"),
                        new CalendarEntry.Place(
                                chatId == null ? null : new ChatId(chatId),
                                row.getString("kind"),
                                row.getObject("plan_id", Long.class)),
                        host == null ? null : new UserId(host),
                        materialId == null ? null : new MaterialId(materialId),
                        new CalendarEntry.By(
                                row.getString("step_key"),
                                row.getObject("campaign_id", Long.class),
                                row.getObject("moment_id", Long.class)),
                        Status.valueOf(row.getString("status"))),
                row.getInt("version"),
                JdbcTime.get(row, "updated_at"));
    }
}
