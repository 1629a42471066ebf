package scrm.group.activity;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import scrm.events.ChatId;
import scrm.events.CorpId;
import scrm.group.activity.GroupDay.Moves;
import scrm.group.activity.GroupDay.Reach;
import scrm.group.activity.GroupDay.Talk;
import scrm.group.activity.GroupDay.Ways;
import scrm.messaging.JdbcTime;

@Repository
class JdbcGroupDays implements GroupDays {
    // A test pins how the server runs these.
    static final String SINCE = """
            SELECT chat_id, day, joins, invited, by_link, by_code, quits, removals, untold, left_1, left_7, left_30,
                dispatched, sent, failed, clicks, answers, messages, speakers
            FROM group_day
            WHERE corp_id = :corpId AND chat_id IN (:chats) AND day >= :first
            """;
    static final String MOVES = """
            SELECT chat_id, joined_at, join_scene, quit_at, quit_scene FROM group_member_spell
            WHERE corp_id = :corpId AND chat_id IN (:chats) AND joined_at >= :first AND is_external
            UNION ALL
            SELECT chat_id, NULL, NULL, quit_at, quit_scene FROM group_member_spell
            WHERE corp_id = :corpId AND chat_id IN (:chats) AND quit_at >= :first
                AND (joined_at IS NULL OR joined_at < :first) AND is_external
            """;

    private final JdbcClient client;
    private final JdbcTemplate template;
    private final CorpCalendar calendar;

    JdbcGroupDays(JdbcClient client, JdbcTemplate template, CorpCalendar calendar) {
        this.client = client;
        this.template = template;
        this.calendar = calendar;
    }

    @Override
    public Map<ChatId, NavigableMap<LocalDate, GroupDay>> since(
            CorpId corpId, Collection<ChatId> chats, LocalDate first) {
        Map<ChatId, NavigableMap<LocalDate, GroupDay>> days = new HashMap<>();
        if (chats.isEmpty()) {
            return days;
        }
        client.sql(SINCE)
                .param("corpId", corpId.value())
                .param("chats", values(chats))
                .param("first", first)
                .query(row -> {
                    days.computeIfAbsent(new ChatId(row.getString("chat_id")), _ -> new TreeMap<>())
                            .put(row.getObject("day", LocalDate.class), day(row));
                });
        return days;
    }

    private static GroupDay day(ResultSet row) throws SQLException {
        Integer messages = row.getObject("messages", Integer.class);
        return new GroupDay(
                new Moves(
                        row.getInt("joins"),
                        new Ways(row.getInt("invited"), row.getInt("by_link"), row.getInt("by_code")),
                        row.getInt("quits"),
                        row.getInt("removals"),
                        row.getInt("untold"),
                        row.getInt("left_1"),
                        row.getInt("left_7"),
                        row.getInt("left_30")),
                new Reach(row.getInt("dispatched"), row.getInt("sent"), row.getInt("failed")),
                row.getInt("clicks"),
                row.getInt("answers"),
                messages == null ? null : new Talk(messages, row.getInt("speakers")));
    }

    @Override
    public Map<ChatId, NavigableMap<LocalDate, Moves>> moves(CorpId corpId, Collection<ChatId> chats, LocalDate first) {
        Map<ChatId, NavigableMap<LocalDate, Moves>> moves = new HashMap<>();
        if (chats.isEmpty()) {
            return moves;
        }
        ZoneId zone = calendar.zone(corpId);
        client.sql(MOVES)
                .param("corpId", corpId.value())
                .param("chats", values(chats))
                .param("first", JdbcTime.of(first.atStartOfDay(zone).toInstant()))
                .query(row -> {
                    NavigableMap<LocalDate, Moves> ofChat =
                            moves.computeIfAbsent(new ChatId(row.getString("chat_id")), _ -> new TreeMap<>());
                    Instant joinedAt = JdbcTime.getNullable(row, "joined_at");
                    Instant quitAt = JdbcTime.getNullable(row, "quit_at");
                    if (joinedAt != null) {
                        Ways way = Ways.of(row.getObject("join_scene", Integer.class));
                        ofChat.merge(LocalDate.ofInstant(joinedAt, zone), joined(way, joinedAt, quitAt), Moves::plus);
                    }
                    if (quitAt != null) {
                        Moves quit = quit(row.getObject("quit_scene", Integer.class));
                        ofChat.merge(LocalDate.ofInstant(quitAt, zone), quit, Moves::plus);
                    }
                });
        return moves;
    }

    private static Moves joined(Ways way, Instant joinedAt, @Nullable Instant quitAt) {
        return new Moves(
                1, way, 0, 0, 0, gone(joinedAt, quitAt, 1), gone(joinedAt, quitAt, 7), gone(joinedAt, quitAt, 30));
    }

    private static int gone(Instant joinedAt, @Nullable Instant quitAt, int days) {
        return quitAt != null && quitAt.isBefore(joinedAt.plus(Duration.ofDays(days))) ? 1 : 0;
    }

    private static Moves quit(@Nullable Integer scene) {
        return new Moves(0, Ways.NONE, 1, scene != null && scene == 1 ? 1 : 0, scene == null ? 1 : 0, 0, 0, 0);
    }

    @Override
    public void write(CorpId corpId, Map<ChatId, ? extends Map<LocalDate, Moves>> moves) {
        List<Object[]> rows = moves.entrySet().stream()
                .flatMap(ofChat -> ofChat.getValue().entrySet().stream()
                        .map(day -> row(corpId, ofChat.getKey(), day.getKey(), day.getValue())))
                .toList();
        template.batchUpdate("""
                INSERT INTO group_day (corp_id, chat_id, day, joins, invited, by_link, by_code, quits, removals, untold,
                    left_1, left_7, left_30)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON DUPLICATE KEY UPDATE joins = VALUES(joins), invited = VALUES(invited), by_link = VALUES(by_link),
                    by_code = VALUES(by_code), quits = VALUES(quits), removals = VALUES(removals),
                    untold = VALUES(untold), left_1 = VALUES(left_1), left_7 = VALUES(left_7),
                    left_30 = VALUES(left_30)
                """, rows);
    }

    private static Object[] row(CorpId corpId, ChatId chatId, LocalDate day, Moves moves) {
        return new Object[] {
            corpId.value(),
            chatId.value(),
            day,
            moves.joins(),
            moves.ways().invited(),
            moves.ways().byLink(),
            moves.ways().byCode(),
            moves.quits(),
            moves.removals(),
            moves.untold(),
            moves.left1(),
            moves.left7(),
            moves.left30()
        };
    }

    private static List<String> values(Collection<ChatId> chats) {
        return chats.stream().map(ChatId::value).toList();
    }
}
