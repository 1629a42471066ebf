package scrm.group.groupchat;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
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
import scrm.events.UserId;
import scrm.messaging.JdbcTime;

/** Groups and their history as people look at them. */
@Repository
class JdbcGroupChatList {
    private static final String COLUMNS = """
            c.id, c.chat_id, c.name, c.owner, c.owner_status, c.admins, c.notice, c.create_time, c.dismissed_at,
            c.member_count, c.external_count, h.score, h.band
            """;

    private static final String HEALTH = """

            LEFT JOIN group_health h ON h.corp_id = c.corp_id AND h.chat_id = c.chat_id
            """;

    // A test pins how the server runs it.
    static final String WORST = "SELECT " + COLUMNS + """
            FROM group_health h FORCE INDEX (group_health_by_score)
            STRAIGHT_JOIN group_chat c ON c.corp_id = h.corp_id AND c.chat_id = h.chat_id
            WHERE h.corp_id = :corpId AND (h.score > :score OR h.score = :score AND h.chat_id > :chatId)
                AND c.dismissed_at IS NULL
                AND (:owner IS NULL OR c.owner = :owner)
            ORDER BY h.score, h.chat_id
            LIMIT :limit
            """;

    static final String OWNERLESS =
            "SELECT " + COLUMNS + from(Filter.OWNERLESS) + " AND c.id > :after ORDER BY c.id LIMIT :limit";

    static final String HISTORY = """
            SELECT * FROM (
                (SELECT happened_at AS at, IF(kind = 'CREATED', 0, IF(kind = 'DISMISSED', 4, 2)) AS place, id,
                    kind, NULL AS member_id, NULL AS is_external, NULL AS scene, NULL AS state, NULL AS invitor,
                    before_value, after_value
                FROM group_chat_change
                WHERE corp_id = :corpId AND chat_id = :chatId AND happened_at >= :at
                ORDER BY happened_at, id LIMIT :more)
                UNION ALL
                (SELECT joined_at, 1, id, 'JOINED', member_id, is_external, join_scene, state, invitor, NULL, NULL
                FROM group_member_spell
                WHERE corp_id = :corpId AND chat_id = :chatId AND joined_at >= :at
                ORDER BY joined_at, id LIMIT :more)
                UNION ALL
                (SELECT quit_at, 3, id, 'QUIT', member_id, is_external, quit_scene, NULL, NULL, NULL, NULL
                FROM group_member_spell
                WHERE corp_id = :corpId AND chat_id = :chatId AND quit_at >= :at
                ORDER BY quit_at, id LIMIT :more)
                UNION ALL
                (SELECT happened_at, 5, id, 'PHASE_CHANGED', NULL, NULL, NULL, NULL, NULL, from_phase, to_phase
                FROM group_lifecycle_change
                WHERE corp_id = :corpId AND chat_id = :chatId AND happened_at >= :at
                    AND cause NOT IN ('OPENED', 'DISSOLVED') -- CREATED and DISMISSED say so
                ORDER BY happened_at, id LIMIT :more)
            ) AS happened
            WHERE at > :at OR place > :place OR place = :place AND id > :id
            ORDER BY at, place, id
            LIMIT :limit
            """;

    private final JdbcClient client;

    JdbcGroupChatList(JdbcClient client) {
        this.client = client;
    }

    /**
     * Which groups; what is absent does not restrict.
     *
     * @param owner owned by this member
     * @param dismissed whether it was dismissed
     * @param memberId with this member in it now
     * @param uncharted whether it has no charter
     * @param ownerless whether the owner has left the corp
     */
    record Filter(
            @Nullable UserId owner,
            @Nullable Boolean dismissed,
            @Nullable String memberId,
            @Nullable Boolean uncharted,
            boolean ownerless) {
        static final Filter OWNERLESS = new Filter(null, false, null, null, true);
    }

    /** A group as it is shown. */
    record Listed(
            long id,
            ChatId chatId,
            String name,
            @Nullable UserId owner,
            int ownerStatus,
            List<UserId> admins,
            @Nullable String notice,
            @Nullable Instant createTime,
            @Nullable Instant dismissedAt,
            int memberCount,
            int externalCount,
            @Nullable Integer healthScore,
            @Nullable String healthBand) {}

    /** Something in a group's history; {@code rank} orders what happened at one instant. */
    record Happened(
            Instant at,
            int rank,
            long id,
            String kind,
            @Nullable String memberId,
            @Nullable Boolean external,
            @Nullable Integer scene,
            @Nullable String state,
            @Nullable String invitor,
            @Nullable String before,
            @Nullable String after) {}

    /** Where a page of a history begins. */
    record Place(Instant at, int rank, long id) {
        static final Place START = new Place(Instant.EPOCH, 0, 0);
    }

    /** Groups in the order in which we got to know them, from after the given one on. */
    List<Listed> after(CorpId corpId, Filter filter, long id, int limit) {
        return bind(
                        client.sql(
                                "SELECT " + COLUMNS + from(filter) + " AND c.id > :after ORDER BY c.id LIMIT :limit"),
                        corpId,
                        filter)
                .param("after", id)
                .param("limit", limit)
                .query(JdbcGroupChatList::listed)
                .list();
    }

    long count(CorpId corpId, Filter filter) {
        return bind(client.sql("SELECT COUNT(*) FROM group_chat c" + where(filter)), corpId, filter)
                .query(Long.class)
                .single();
    }

    /** How many groups have lost their owner, per corp that has any. */
    Map<CorpId, Long> ownerless(Collection<CorpId> corpIds) {
        Map<CorpId, Long> counts = new HashMap<>();
        if (!corpIds.isEmpty()) {
            client.sql("""
                            SELECT corp_id, COUNT(*) AS ownerless FROM group_chat
                            WHERE corp_id IN (:corpIds) AND owner_status = 1 AND dismissed_at IS NULL
                            GROUP BY corp_id
                            """)
                    .param("corpIds", corpIds.stream().map(CorpId::value).toList())
                    .query(row -> {
                        counts.put(new CorpId(row.getString("corp_id")), row.getLong("ownerless"));
                    });
        }
        return counts;
    }

    Optional<Listed> find(CorpId corpId, ChatId chatId) {
        return client.sql("SELECT " + COLUMNS + " FROM group_chat c" + HEALTH
                        + " WHERE c.corp_id = :corpId AND c.chat_id = :chatId")
                .param("corpId", corpId.value())
                .param("chatId", chatId.value())
                .query(JdbcGroupChatList::listed)
                .optional();
    }

    /** Groups that are not dismissed and have a score, the worst first, from after the given place on. */
    List<Listed> worst(CorpId corpId, @Nullable UserId owner, int score, String chatId, int limit) {
        return client.sql(WORST)
                .param("corpId", corpId.value())
                .param("owner", owner == null ? null : owner.value())
                .param("score", score)
                .param("chatId", chatId)
                .param("limit", limit)
                .query(JdbcGroupChatList::listed)
                .list();
    }

    private static String from(Filter filter) {
        return " FROM group_chat c" + HEALTH + where(filter);
    }

    private static String where(Filter filter) {
        StringBuilder sql = new StringBuilder(" WHERE c.corp_id = :corpId ");
        sql.append(filter.owner() == null ? "" : " AND c.owner = :owner");
        sql.append(filter.ownerless() ? " AND c.owner_status = 1" : "");
        if (filter.dismissed() != null) {
            sql.append(filter.dismissed() ? " AND c.dismissed_at IS NOT NULL" : " AND c.dismissed_at IS NULL");
        }
        if (filter.memberId() != null) {
            sql.append("""

                    AND EXISTS (SELECT 1 FROM group_member m
                        WHERE m.corp_id = c.corp_id AND m.chat_id = c.chat_id AND m.member_id = :memberId)
                    """);
        }
        if (filter.uncharted() != null) {
            sql.append(filter.uncharted() ? " AND NOT" : " AND").append("""
                     EXISTS (SELECT 1 FROM charter h WHERE h.corp_id = c.corp_id AND h.chat_id = c.chat_id)
                    """);
        }
        return sql.toString();
    }

    private static StatementSpec bind(StatementSpec statement, CorpId corpId, Filter filter) {
        StatementSpec bound = statement.param("corpId", corpId.value());
        if (filter.owner() != null) {
            bound = bound.param("owner", filter.owner().value());
        }
        return filter.memberId() == null ? bound : bound.param("memberId", filter.memberId());
    }

    /** What happened in a group, in the order in which it did, from after the given place on. */
    List<Happened> history(CorpId corpId, ChatId chatId, Place after, int limit) {
        return client.sql(HISTORY)
                .param("corpId", corpId.value())
                .param("chatId", chatId.value())
                .param("at", JdbcTime.of(after.at()))
                .param("place", after.rank())
                .param("id", after.id())
                // What happened at the very instant of the place and was seen already takes room in each part.
                .param("more", limit + seenAt(corpId, chatId, after))
                .param("limit", limit)
                .query(JdbcGroupChatList::happened)
                .list();
    }

    /** How many things at most happened at the instant where a page begins: a group of 500 may be made at once. */
    private int seenAt(CorpId corpId, ChatId chatId, Place after) {
        return client.sql("""
                        SELECT GREATEST(
                            (SELECT COUNT(*) FROM group_member_spell
                            WHERE corp_id = :corpId AND chat_id = :chatId AND joined_at = :at),
                            (SELECT COUNT(*) FROM group_member_spell
                            WHERE corp_id = :corpId AND chat_id = :chatId AND quit_at = :at),
                            (SELECT COUNT(*) FROM group_lifecycle_change
                            WHERE corp_id = :corpId AND chat_id = :chatId AND happened_at = :at),
                            (SELECT COUNT(*) FROM group_chat_change
                            WHERE corp_id = :corpId AND chat_id = :chatId AND happened_at = :at))
                        """)
                .param("corpId", corpId.value())
                .param("chatId", chatId.value())
                .param("at", JdbcTime.of(after.at()))
                .query(Integer.class)
                .single();
    }

    private static Listed listed(ResultSet row, int number) throws SQLException {
        String owner = row.getString("owner");
        return new Listed(
                row.getLong("id"),
                new ChatId(row.getString("chat_id")),
                row.getString("name"),
                owner == null ? null : new UserId(owner),
                row.getInt("owner_status"),
                JdbcGroupChats.ids(row.getString("admins")),
                row.getString("notice"),
                JdbcTime.getNullable(row, "create_time"),
                JdbcTime.getNullable(row, "dismissed_at"),
                row.getInt("member_count"),
                row.getInt("external_count"),
                row.getObject("score", Integer.class),
                row.getString("band"));
    }

    private static Happened happened(ResultSet row, int number) throws SQLException {
        return new Happened(
                JdbcTime.get(row, "at"),
                row.getInt("place"),
                row.getLong("id"),
                row.getString("kind"),
                row.getString("member_id"),
                row.getObject("is_external", Boolean.class),
                row.getObject("scene", Integer.class),
                row.getString("state"),
                row.getString("invitor"),
                row.getString("before_value"),
                row.getString("after_value"));
    }
}
