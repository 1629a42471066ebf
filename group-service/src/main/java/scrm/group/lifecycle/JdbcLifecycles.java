package scrm.group.lifecycle;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import scrm.events.ChatId;
import scrm.events.CorpId;
import scrm.events.UserId;
import scrm.group.charter.Charter;
import scrm.messaging.EventJson;
import scrm.messaging.JdbcTime;

/** Lives of groups as tables; their facts are counted where they are kept. */
@Repository
class JdbcLifecycles implements Lifecycles {
    static final String DUE = """
            SELECT id FROM group_lifecycle WHERE due_at <= :now ORDER BY due_at LIMIT :limit FOR UPDATE SKIP LOCKED
            """;

    static final String KNOWN = """
            SELECT l.corp_id, l.chat_id, l.phase, l.since, l.held_until, l.moves,
                c.name, c.owner, c.create_time, c.dismissed_at, c.member_count, c.external_count,
                h.kind, h.ends_on, h.goal_measure, h.goal_target, h.reported, h.soft_cap,
                (SELECT COUNT(*) FROM group_member_spell s
                 WHERE s.corp_id = l.corp_id AND s.chat_id = l.chat_id AND s.joined_at >= :week) AS joins7,
                (SELECT COUNT(*) FROM group_member_spell s
                 WHERE s.corp_id = l.corp_id AND s.chat_id = l.chat_id AND s.quit_at >= :week) AS quits7,
                (SELECT COUNT(*) FROM group_member_spell s
                 WHERE s.corp_id = l.corp_id AND s.chat_id = l.chat_id AND s.joined_at >= :month) AS joins30,
                (SELECT COUNT(*) FROM group_member_spell s
                 WHERE s.corp_id = l.corp_id AND s.chat_id = l.chat_id AND s.quit_at >= :month) AS quits30,
                (SELECT MAX(s.joined_at) FROM group_member_spell s
                 WHERE s.corp_id = l.corp_id AND s.chat_id = l.chat_id) AS last_join,
                (SELECT MAX(x.happened_at) FROM group_chat_change x
                 WHERE x.corp_id = l.corp_id AND x.chat_id = l.chat_id) AS last_change,
                IF(h.goal_measure = 'JOINS',
                   (SELECT COUNT(*) FROM group_member_spell s
                    WHERE s.corp_id = l.corp_id AND s.chat_id = l.chat_id AND s.is_external), 0) AS joins_ever
            FROM group_lifecycle l
            JOIN group_chat c ON c.corp_id = l.corp_id AND c.chat_id = l.chat_id
            LEFT JOIN charter h ON h.corp_id = l.corp_id AND h.chat_id = l.chat_id
            WHERE l.id IN (:ids)
            ORDER BY l.id
            """;

    static final String NOT_LOOKED_AT = """
            SELECT corp_id, chat_id FROM group_lifecycle WHERE (corp_id, chat_id) IN (:groups) AND due_at > :by
            """;

    static final String HISTORY = """
            SELECT * FROM group_lifecycle_change
            WHERE corp_id = :corpId AND chat_id = :chatId AND id < :before ORDER BY id DESC LIMIT :limit
            """;

    private final JdbcClient client;
    private final JdbcTemplate template;
    private final EventJson json;

    JdbcLifecycles(JdbcClient client, JdbcTemplate template, EventJson json) {
        this.client = client;
        this.template = template;
        this.json = json;
    }

    @Override
    public void begin(CorpId corpId, ChatId chatId, Instant now) {
        client.sql("""
                        INSERT IGNORE INTO group_lifecycle (corp_id, chat_id, phase, since, due_at, moves)
                        VALUES (:corpId, :chatId, 'PLANNED', :now, :now, 0)
                        """)
                .param("corpId", corpId.value())
                .param("chatId", chatId.value())
                .param("now", JdbcTime.of(now))
                .update();
    }

    @Override
    public void lookAt(CorpId corpId, ChatId chatId, Instant by) {
        client.sql("""
                        UPDATE group_lifecycle SET due_at = :by
                        WHERE corp_id = :corpId AND chat_id = :chatId AND due_at > :by
                        """)
                .param("by", JdbcTime.of(by))
                .param("corpId", corpId.value())
                .param("chatId", chatId.value())
                .update();
    }

    @Override
    public Set<Group> notLookedAt(Collection<Group> groups, Instant by) {
        return groups.isEmpty()
                ? Set.of()
                : new HashSet<>(client.sql(NOT_LOOKED_AT)
                        .param(
                                "groups",
                                groups.stream()
                                        .map(group -> new Object[] {
                                            group.corpId().value(),
                                            group.chatId().value()
                                        })
                                        .toList())
                        .param("by", JdbcTime.of(by))
                        .query(JdbcLifecycles::group)
                        .list());
    }

    @Override
    public List<Known> claim(Instant now, int limit, Function<CorpId, ZoneId> zones) {
        List<Long> ids = client.sql(DUE)
                .param("now", JdbcTime.of(now))
                .param("limit", limit)
                .query((row, _) -> row.getLong(1))
                .list();
        return ids.isEmpty() ? List.of() : known(ids, now, zones);
    }

    @Override
    public Optional<Known> lock(CorpId corpId, ChatId chatId, Instant now, Function<CorpId, ZoneId> zones) {
        return client.sql("""
                        SELECT id FROM group_lifecycle WHERE corp_id = :corpId AND chat_id = :chatId FOR UPDATE
                        """)
                .param("corpId", corpId.value())
                .param("chatId", chatId.value())
                .query(Long.class)
                .optional()
                .flatMap(id -> known(List.of(id), now, zones).stream().findFirst());
    }

    private List<Known> known(List<Long> ids, Instant now, Function<CorpId, ZoneId> zones) {
        return client.sql(KNOWN)
                .param("ids", ids)
                .param("week", JdbcTime.of(now.minus(Duration.ofDays(7))))
                .param("month", JdbcTime.of(now.minus(Duration.ofDays(30))))
                .query((row, number) -> known(row, now, zones))
                .list();
    }

    @Override
    public void save(List<Step> steps) {
        template.batchUpdate("""
                UPDATE group_lifecycle SET phase = ?, since = ?, held_until = ?, due_at = ?, moves = ?
                WHERE corp_id = ? AND chat_id = ?
                """, steps.stream().map(JdbcLifecycles::update).toList());
        template.batchUpdate(
                """
                INSERT INTO group_lifecycle_change (corp_id, chat_id, happened_at, from_phase, to_phase, cause, reason,
                                                    actor, evidence)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                steps.stream()
                        .filter(step -> step.change() != null)
                        .map(this::insertion)
                        .toList());
    }

    private static @Nullable Object[] update(Step step) {
        Lifecycle after = step.after();
        return new @Nullable Object[] {
            after.phase().name(),
            JdbcTime.of(after.since()),
            JdbcTime.ofNullable(after.heldUntil()),
            JdbcTime.ofNullable(step.dueAt()),
            step.known().moves() + (step.change() == null ? 0 : 1),
            step.known().group().corpId().value(),
            step.known().group().chatId().value()
        };
    }

    private @Nullable Object[] insertion(Step step) {
        Change change = Objects.requireNonNull(step.change());
        return new @Nullable Object[] {
            step.known().group().corpId().value(),
            step.known().group().chatId().value(),
            JdbcTime.of(change.at()),
            change.from().name(),
            change.to().name(),
            change.cause().name(),
            change.reason(),
            change.actor(),
            json.writeRecord(step.known().facts())
        };
    }

    @Override
    public Optional<Lifecycle> find(CorpId corpId, ChatId chatId) {
        return client.sql("SELECT * FROM group_lifecycle WHERE corp_id = :corpId AND chat_id = :chatId")
                .param("corpId", corpId.value())
                .param("chatId", chatId.value())
                .query((row, _) -> lifecycle(row))
                .optional();
    }

    @Override
    public List<Standing> list(CorpId corpId, @Nullable Phase phase, long after, int limit) {
        return client.sql("SELECT * FROM group_lifecycle WHERE corp_id = :corpId AND id > :after"
                        + (phase == null ? "" : " AND phase = :phase") + " ORDER BY id LIMIT :limit")
                .params(phase == null ? Map.of() : Map.of("phase", phase.name()))
                .param("corpId", corpId.value())
                .param("after", after)
                .param("limit", limit)
                .query((row, _) ->
                        new Standing(row.getLong("id"), new ChatId(row.getString("chat_id")), lifecycle(row)))
                .list();
    }

    @Override
    public List<Told> history(CorpId corpId, ChatId chatId, @Nullable Long before, int limit) {
        return client.sql(HISTORY)
                .param("corpId", corpId.value())
                .param("chatId", chatId.value())
                .param("before", before == null ? Long.MAX_VALUE : before)
                .param("limit", limit)
                .query(this::told)
                .list();
    }

    private Told told(ResultSet row, int number) throws SQLException {
        return new Told(
                row.getLong("id"),
                new Change(
                        JdbcTime.get(row, "happened_at"),
                        Phase.valueOf(row.getString("from_phase")),
                        Phase.valueOf(row.getString("to_phase")),
                        Cause.valueOf(row.getString("cause")),
                        row.getString("reason"),
                        row.getString("actor")),
                json.readRecord(row.getString("evidence"), Facts.class));
    }

    private static Lifecycle lifecycle(ResultSet row) throws SQLException {
        return new Lifecycle(
                Phase.valueOf(row.getString("phase")),
                JdbcTime.get(row, "since"),
                JdbcTime.getNullable(row, "held_until"));
    }

    private static Group group(ResultSet row, int number) throws SQLException {
        return new Group(new CorpId(row.getString("corp_id")), new ChatId(row.getString("chat_id")));
    }

    private static Known known(ResultSet row, Instant now, Function<CorpId, ZoneId> zones) throws SQLException {
        Group group = group(row, 0);
        String kind = row.getString("kind");
        String owner = row.getString("owner");
        return new Known(
                group,
                row.getLong("moves"),
                lifecycle(row),
                facts(row, now, LocalDate.ofInstant(now, zones.apply(group.corpId()))),
                kind == null ? null : Charter.Kind.valueOf(kind),
                owner == null ? null : new UserId(owner),
                row.getString("name"));
    }

    private static Facts facts(ResultSet row, Instant now, LocalDate today) throws SQLException {
        String measure = row.getString("goal_measure");
        Integer softCap = row.getObject("soft_cap", Integer.class);
        return new Facts(
                now,
                today,
                JdbcTime.getNullable(row, "create_time"),
                JdbcTime.getNullable(row, "dismissed_at"),
                row.getInt("member_count"),
                row.getInt("external_count"),
                row.getInt("joins7"),
                row.getInt("quits7"),
                row.getInt("joins30"),
                row.getInt("quits30"),
                later(JdbcTime.getNullable(row, "last_join"), JdbcTime.getNullable(row, "last_change")),
                softCap == null ? Charter.Definition.USUAL_SOFT_CAP : softCap,
                row.getObject("ends_on", LocalDate.class),
                measure == null ? null : Charter.Measure.valueOf(measure),
                row.getObject("goal_target", Long.class),
                reached(row, measure));
    }

    private static long reached(ResultSet row, @Nullable String measure) throws SQLException {
        return switch (measure) {
            case null -> 0;
            case "MEMBERS" -> row.getInt("external_count");
            case "JOINS" -> row.getLong("joins_ever");
            default -> row.getLong("reported");
        };
    }

    private static @Nullable Instant later(@Nullable Instant one, @Nullable Instant other) {
        return Stream.of(Optional.ofNullable(one), Optional.ofNullable(other))
                .flatMap(Optional::stream)
                .max(Instant::compareTo)
                .orElse(null);
    }
}
