package scrm.group.activity;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import scrm.events.ChatId;
import scrm.events.CorpId;
import scrm.group.activity.Happening.Kind;
import scrm.messaging.JdbcTime;

@Repository
class JdbcActivity implements Activity {
    // A test pins how the server runs it.
    static final String MEMBERSHIPS = """
            SELECT corp_id, member_id, chat_id, joined_at, quit_at FROM group_member_spell
            WHERE (corp_id, member_id) IN (:contacts)
            """;

    private static final Comparator<Row> ORDER = Comparator.<Row, String>comparing(row -> row.corpId)
            .thenComparing(row -> row.chatId)
            .thenComparing(row -> row.day)
            .thenComparing(row -> row.memberId);

    private final JdbcClient client;
    private final JdbcTemplate template;

    JdbcActivity(JdbcClient client, JdbcTemplate template) {
        this.client = client;
        this.template = template;
    }

    /** What is counted together; the member is empty where it is of the group as a whole. */
    private record Row(String corpId, String chatId, LocalDate day, String memberId) {}

    @Override
    public Map<Contact, List<Membership>> memberships(Collection<Contact> contacts) {
        Map<Contact, List<Membership>> memberships = new HashMap<>();
        if (contacts.isEmpty()) {
            return memberships;
        }
        List<Object[]> keys = contacts.stream()
                .map(contact -> new Object[] {contact.corpId().value(), contact.externalUserId()})
                .toList();
        client.sql(MEMBERSHIPS).param("contacts", keys).query(row -> {
            Contact contact = new Contact(new CorpId(row.getString("corp_id")), row.getString("member_id"));
            memberships
                    .computeIfAbsent(contact, _ -> new ArrayList<>())
                    .add(new Membership(
                            new ChatId(row.getString("chat_id")),
                            JdbcTime.getNullable(row, "joined_at"),
                            JdbcTime.getNullable(row, "quit_at")));
        });
        return memberships;
    }

    @Override
    public void count(List<Counted> counted) {
        Map<Row, Map<Kind, Integer>> groups = new TreeMap<>(ORDER);
        Map<Row, Map<Kind, Integer>> members = new TreeMap<>(ORDER);
        for (Counted one : counted) {
            if (one.kind() == Kind.MEMBERS) {
                continue;
            }
            String corpId = one.corpId().value();
            String chatId = one.chatId().value();
            add(groups, new Row(corpId, chatId, one.day(), ""), one.kind());
            if (one.kind().byContact()) {
                add(members, new Row(corpId, chatId, one.day(), one.by()), one.kind());
            }
        }
        template.batchUpdate(
                """
                INSERT INTO group_day (corp_id, chat_id, day, dispatched, sent, failed, clicks, answers)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                ON DUPLICATE KEY UPDATE dispatched = dispatched + VALUES(dispatched), sent = sent + VALUES(sent),
                    failed = failed + VALUES(failed), clicks = clicks + VALUES(clicks),
                    answers = answers + VALUES(answers)
                """,
                groups.entrySet().stream()
                        .map(e -> group(e.getKey(), e.getValue()))
                        .toList());
        template.batchUpdate(
                """
                INSERT INTO group_member_day (corp_id, chat_id, day, member_id, clicks, answers)
                VALUES (?, ?, ?, ?, ?, ?)
                ON DUPLICATE KEY UPDATE clicks = clicks + VALUES(clicks), answers = answers + VALUES(answers)
                """,
                members.entrySet().stream()
                        .map(e -> member(e.getKey(), e.getValue()))
                        .toList());
    }

    private static void add(Map<Row, Map<Kind, Integer>> counts, Row row, Kind kind) {
        counts.computeIfAbsent(row, _ -> new EnumMap<>(Kind.class)).merge(kind, 1, Integer::sum);
    }

    private static Object[] group(Row row, Map<Kind, Integer> counts) {
        return new Object[] {
            row.corpId,
            row.chatId,
            row.day,
            counts.getOrDefault(Kind.DISPATCHED, 0),
            counts.getOrDefault(Kind.SENT, 0),
            counts.getOrDefault(Kind.FAILED, 0),
            counts.getOrDefault(Kind.CLICK, 0),
            counts.getOrDefault(Kind.ANSWER, 0)
        };
    }

    private static Object[] member(Row row, Map<Kind, Integer> counts) {
        return new Object[] {
            row.corpId,
            row.chatId,
            row.day,
            row.memberId,
            counts.getOrDefault(Kind.CLICK, 0),
            counts.getOrDefault(Kind.ANSWER, 0)
        };
    }

    @Override
    public void told(CorpId corpId, ChatId chatId, ToldDay told) {
        client.sql("""
                        INSERT INTO group_day (corp_id, chat_id, day, messages, speakers)
                        VALUES (:corpId, :chatId, :day, :messages, :speakers)
                        ON DUPLICATE KEY UPDATE messages = VALUES(messages), speakers = VALUES(speakers)
                        """)
                .param("corpId", corpId.value())
                .param("chatId", chatId.value())
                .param("day", told.day())
                .param("messages", told.talk().messages())
                .param("speakers", told.talk().speakers())
                .update();
        client.sql("""
                        UPDATE group_member_day SET messages = 0
                        WHERE corp_id = :corpId AND chat_id = :chatId AND day = :day
                        """)
                .param("corpId", corpId.value())
                .param("chatId", chatId.value())
                .param("day", told.day())
                .update();
        template.batchUpdate(
                """
                INSERT INTO group_member_day (corp_id, chat_id, day, member_id, messages)
                VALUES (?, ?, ?, ?, ?)
                ON DUPLICATE KEY UPDATE messages = VALUES(messages)
                """,
                told.byMember().entrySet().stream()
                        .map(member -> new Object[] {
                            corpId.value(), chatId.value(), told.day(), member.getKey(), member.getValue()
                        })
                        .toList());
    }

    @Override
    public boolean knows(CorpId corpId, ChatId chatId) {
        return client.sql("SELECT 1 FROM group_chat WHERE corp_id = :corpId AND chat_id = :chatId")
                .param("corpId", corpId.value())
                .param("chatId", chatId.value())
                .query(Integer.class)
                .optional()
                .isPresent();
    }
}
