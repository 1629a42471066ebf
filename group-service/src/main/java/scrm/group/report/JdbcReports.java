package scrm.group.report;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Repository;

import scrm.events.ChatId;
import scrm.events.CorpId;
import scrm.group.activity.GroupDay.Ways;
import scrm.group.report.Figures.Activity;
import scrm.group.report.Figures.Moves;
import scrm.group.report.Figures.Sales;
import scrm.group.report.Question.By;
import scrm.group.report.Question.Filter;

/** Each kind of figure is one statement for all lines of a page. */
@Repository
class JdbcReports implements Reports {
    // Of the key, placeholder %1$s, there is one expression for each By, and %2$s is what it looks at beside groups and
    // their health; a test pins how the server runs these.
    static final String GROUPS = """
            SELECT %1$s AS line, MAX(c.name) AS name, COUNT(*) AS chats, SUM(c.external_count) AS contacts
            FROM group_chat c
            LEFT JOIN group_health h ON h.corp_id = c.corp_id AND h.chat_id = c.chat_id
            %2$s
            WHERE c.corp_id = :corpId AND %1$s > :after
                AND (:chatId IS NULL OR c.chat_id = :chatId)
                AND (:owner IS NULL OR c.owner = :owner)
                AND (:kind IS NULL OR h.kind = :kind)
            GROUP BY line
            ORDER BY line
            LIMIT :limit
            """;
    private static final String OF_LINES = """
            FROM group_chat c
            LEFT JOIN group_health h ON h.corp_id = c.corp_id AND h.chat_id = c.chat_id
            %2$s
            JOIN %3$s d ON d.corp_id = c.corp_id AND d.chat_id = c.chat_id
            WHERE c.corp_id = :corpId AND %1$s IN (:lines)
                AND (:chatId IS NULL OR c.chat_id = :chatId)
                AND (:owner IS NULL OR c.owner = :owner)
                AND (:kind IS NULL OR h.kind = :kind)
            """;
    static final String DAYS = """
            SELECT %1$s AS line, SUM(IF(d.day <= :last, joins, 0)) AS joins,
                SUM(IF(d.day <= :last, invited, 0)) AS invited, SUM(IF(d.day <= :last, by_link, 0)) AS by_link,
                SUM(IF(d.day <= :last, by_code, 0)) AS by_code, SUM(IF(d.day <= :last, quits, 0)) AS quits,
                SUM(IF(d.day > :last, joins - quits, 0)) AS since,
                SUM(IF(d.day <= :last, removals, 0)) AS removals, SUM(IF(d.day <= :last, untold, 0)) AS untold,
                SUM(IF(d.day <= :last AND d.day <= :known7, joins, 0)) AS due_7,
                SUM(IF(d.day <= :last AND d.day <= :known7, left_7, 0)) AS left_7,
                SUM(IF(d.day <= :last AND d.day <= :known30, joins, 0)) AS due_30,
                SUM(IF(d.day <= :last AND d.day <= :known30, left_30, 0)) AS left_30,
                SUM(IF(d.day <= :last, sent, 0)) AS sent, SUM(IF(d.day <= :last, failed, 0)) AS failed,
                SUM(IF(d.day <= :last, clicks, 0)) AS clicks, SUM(IF(d.day <= :last, answers, 0)) AS answers,
                SUM(IF(d.day <= :last, messages, NULL)) AS messages
            """ + OF_LINES + "AND d.day >= :first GROUP BY line";
    static final String ACTIVE = """
            SELECT %1$s AS line, COUNT(DISTINCT d.chat_id, d.member_id) AS active
            """ + OF_LINES + """
            AND d.day >= :first AND d.day <= :last AND d.messages + d.clicks + d.answers > 0
            GROUP BY line
            """;
    static final String SALES = """
            SELECT %1$s AS line, COUNT(*) AS orders, COUNT(DISTINCT d.external_userid) AS buyers,
                SUM(amount) AS amount, SUM(refunded) AS refunded
            """ + OF_LINES + """
            AND d.day >= :first AND d.day <= :last AND d.currency = :currency
            GROUP BY line
            """;
    static final String COSTS = """
            SELECT %1$s AS line, SUM(amount) AS amount
            """ + OF_LINES + """
            AND d.day >= :first AND d.day <= :last AND d.currency = :currency
            GROUP BY line
            """;

    private final JdbcClient client;

    JdbcReports(JdbcClient client) {
        this.client = client;
    }

    static String key(By by) {
        return switch (by) {
            case GROUP -> "c.chat_id";
            case OWNER -> "COALESCE(c.owner, '-')";
            case KIND -> "COALESCE(h.kind, '-')";
            case TEMPLATE -> "COALESCE(t.template_id, '-')";
        };
    }

    /** What is looked at for the key. */
    static String beside(By by) {
        return by != By.TEMPLATE ? "" : """
                LEFT JOIN charter r ON r.corp_id = c.corp_id AND r.chat_id = c.chat_id
                LEFT JOIN group_copy t ON t.corp_id = r.corp_id AND t.charter_id = r.id
                """;
    }

    /** What is found of a line's groups as such. */
    private record Base(String key, String name, long groups, long contacts) {}

    /** Days, and by how many contacts groups have grown since the period. */
    private record Days(Moves moves, Activity activity, long since) {
        static final Days NONE = new Days(Moves.NONE, Activity.NONE, 0);
    }

    @Override
    public List<Line> lines(CorpId corpId, Question asked, LocalDate today, String after, int limit) {
        List<Base> bases = groups(corpId, asked, after, limit);
        if (bases.isEmpty()) {
            return List.of();
        }
        List<String> keys = bases.stream().map(Base::key).toList();
        Map<String, Days> days = new HashMap<>();
        of(DAYS, "group_day", corpId, asked, keys)
                .param("known7", today.minusDays(8))
                .param("known30", today.minusDays(31))
                .query(row -> {
                    days.put(row.getString("line"), days(row));
                });
        Map<String, Long> active = new HashMap<>();
        of(ACTIVE, "group_member_day", corpId, asked, keys).query(row -> {
            active.put(row.getString("line"), row.getLong("active"));
        });
        Map<String, Sales> sales = new HashMap<>();
        of(SALES, "group_order", corpId, asked, keys)
                .param("currency", asked.currency())
                .query(row -> {
                    sales.put(row.getString("line"), sales(row));
                });
        Map<String, Long> costs = new HashMap<>();
        of(COSTS, "group_cost", corpId, asked, keys)
                .param("currency", asked.currency())
                .query(row -> {
                    costs.put(row.getString("line"), row.getLong("amount"));
                });
        List<Line> lines = new ArrayList<>();
        for (Base base : bases) {
            Days ofLine = days.getOrDefault(base.key(), Days.NONE);
            Figures figures = new Figures(
                    base.groups(),
                    base.contacts() - ofLine.since(),
                    ofLine.moves(),
                    ofLine.activity().withActive(active.getOrDefault(base.key(), 0L)),
                    sales.getOrDefault(base.key(), Sales.NONE),
                    costs.get(base.key()));
            lines.add(new Line(base.key(), asked.by() == By.GROUP ? base.name() : null, figures));
        }
        return lines;
    }

    private List<Base> groups(CorpId corpId, Question asked, String after, int limit) {
        return filtered(client.sql(GROUPS.formatted(key(asked.by()), beside(asked.by()))), corpId, asked.filter())
                .param("after", after)
                .param("limit", limit)
                .query((row, _) -> new Base(
                        row.getString("line"), row.getString("name"), row.getLong("chats"), row.getLong("contacts")))
                .list();
    }

    private StatementSpec of(String sql, String table, CorpId corpId, Question asked, List<String> keys) {
        return filtered(client.sql(sql.formatted(key(asked.by()), beside(asked.by()), table)), corpId, asked.filter())
                .param("lines", keys)
                .param("first", asked.first())
                .param("last", asked.last());
    }

    private static StatementSpec filtered(StatementSpec statement, CorpId corpId, Filter filter) {
        return statement
                .param("corpId", corpId.value())
                .param(
                        "chatId",
                        filter.chatId() == null ? null : filter.chatId().value())
                .param("owner", filter.owner() == null ? null : filter.owner().value())
                .param("kind", filter.kind());
    }

    private static Days days(ResultSet row) throws SQLException {
        long told = row.getLong("messages");
        @Nullable Long messages = row.wasNull() ? null : told;
        return new Days(
                new Moves(
                        row.getLong("joins"),
                        new Ways(row.getInt("invited"), row.getInt("by_link"), row.getInt("by_code")),
                        row.getLong("quits"),
                        row.getLong("removals"),
                        row.getLong("untold"),
                        row.getLong("due_7"),
                        row.getLong("left_7"),
                        row.getLong("due_30"),
                        row.getLong("left_30")),
                new Activity(
                        row.getLong("sent"),
                        row.getLong("failed"),
                        row.getLong("clicks"),
                        row.getLong("answers"),
                        messages,
                        0),
                row.getLong("since"));
    }

    private static Sales sales(ResultSet row) throws SQLException {
        return new Sales(row.getLong("orders"), row.getLong("buyers"), row.getLong("amount"), row.getLong("refunded"));
    }

    @Override
    public Optional<Group> group(CorpId corpId, ChatId chatId) {
        Map<String, Long> tiers = new HashMap<>();
        client.sql("""
                        SELECT tier, COUNT(*) AS members FROM group_member_tier
                        WHERE corp_id = :corpId AND chat_id = :chatId
                        GROUP BY tier
                        """)
                .param("corpId", corpId.value())
                .param("chatId", chatId.value())
                .query(row -> {
                    tiers.put(row.getString("tier"), row.getLong("members"));
                });
        return client.sql("""
                        SELECT c.name, c.owner, h.score, h.band
                        FROM group_chat c
                        LEFT JOIN group_health h ON h.corp_id = c.corp_id AND h.chat_id = c.chat_id
                        WHERE c.corp_id = :corpId AND c.chat_id = :chatId
                        """)
                .param("corpId", corpId.value())
                .param("chatId", chatId.value())
                .query((row, _) -> {
                    @Nullable Integer score = row.getObject("score", Integer.class);
                    return new Group(
                            chatId, row.getString("name"), row.getString("owner"), score, row.getString("band"), tiers);
                })
                .optional();
    }

    @Override
    public void cost(CorpId corpId, ChatId chatId, LocalDate day, String currency, long amount) {
        client.sql("""
                        INSERT INTO group_cost (corp_id, chat_id, day, currency, amount)
                        VALUES (:corpId, :chatId, :day, :currency, :amount)
                        ON DUPLICATE KEY UPDATE amount = VALUES(amount)
                        """)
                .param("corpId", corpId.value())
                .param("chatId", chatId.value())
                .param("day", day)
                .param("currency", currency)
                .param("amount", amount)
                .update();
    }
}
