package scrm.group.merge;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.jdbc.support.KeyHolder;
import org.springframework.stereotype.Repository;

import scrm.events.ChatId;
import scrm.events.CorpId;
import scrm.events.UserId;
import scrm.messaging.JdbcTime;

@Repository
class JdbcMerges implements Merges {
    /**
     * Neighbours by size make as many pairs as there are halves, so the list grows with the groups, not their square.
     */
    static final String PROPOSALS = """
            WITH dormant AS (
                SELECT c.id, c.corp_id, c.chat_id, c.name, c.owner, c.member_count, COALESCE(h.kind, '') AS kind,
                    COALESCE(h.soft_cap, 200) AS soft_cap,
                    ROW_NUMBER() OVER (PARTITION BY c.owner, COALESCE(h.kind, '')
                                       ORDER BY c.member_count, c.id) AS place
                FROM group_lifecycle l
                JOIN group_chat c ON c.corp_id = l.corp_id AND c.chat_id = l.chat_id
                LEFT JOIN charter h ON h.corp_id = l.corp_id AND h.chat_id = l.chat_id
                LEFT JOIN group_merge m ON m.corp_id = l.corp_id AND m.from_chat_id = l.chat_id
                WHERE l.corp_id = :corpId AND l.phase = 'DORMANT' AND c.dismissed_at IS NULL AND m.id IS NULL
                  AND c.owner IS NOT NULL AND (:owner IS NULL OR c.owner = :owner)
            )
            SELECT * FROM (
                SELECT a.id AS place, a.chat_id AS from_chat_id, a.name AS from_name, a.member_count AS from_count,
                    b.chat_id AS into_chat_id, b.name AS into_name, b.member_count AS into_count, a.owner, b.soft_cap,
                    (SELECT COUNT(*) FROM group_member x
                     JOIN group_member y ON y.corp_id = x.corp_id AND y.chat_id = b.chat_id
                         AND y.member_id = x.member_id
                     WHERE x.corp_id = a.corp_id AND x.chat_id = a.chat_id) AS shared
                FROM dormant a
                JOIN dormant b ON b.owner = a.owner AND b.kind = a.kind AND b.place = a.place + 1
                WHERE a.place % 2 = 1 AND a.id > :after
            ) AS pairs
            WHERE from_count + into_count - shared <= soft_cap
            ORDER BY place LIMIT :limit
            """;

    private final JdbcClient client;

    JdbcMerges(JdbcClient client) {
        this.client = client;
    }

    @Override
    public List<Proposal> proposals(CorpId corpId, @Nullable UserId owner, long after, int limit) {
        return client.sql(PROPOSALS)
                .param("corpId", corpId.value())
                .param("owner", owner == null ? null : owner.value())
                .param("after", after)
                .param("limit", limit)
                .query(JdbcMerges::proposal)
                .list();
    }

    @Override
    public Optional<Proposal> pair(CorpId corpId, ChatId from, ChatId into) {
        return client.sql("""
                        SELECT a.id AS place, a.chat_id AS from_chat_id, a.name AS from_name,
                            a.member_count AS from_count, b.chat_id AS into_chat_id, b.name AS into_name,
                            b.member_count AS into_count, a.owner,
                            (SELECT COUNT(*) FROM group_member x
                             JOIN group_member y ON y.corp_id = x.corp_id AND y.chat_id = b.chat_id
                                 AND y.member_id = x.member_id
                             WHERE x.corp_id = a.corp_id AND x.chat_id = a.chat_id) AS shared
                        FROM group_chat a
                        JOIN group_chat b ON b.corp_id = a.corp_id AND b.chat_id = :into AND b.owner = a.owner
                        WHERE a.corp_id = :corpId AND a.chat_id = :from AND a.chat_id <> b.chat_id
                          AND a.dismissed_at IS NULL AND b.dismissed_at IS NULL
                        """)
                .param("corpId", corpId.value())
                .param("from", from.value())
                .param("into", into.value())
                .query(JdbcMerges::proposal)
                .optional();
    }

    @Override
    public Optional<Merge> accept(CorpId corpId, Proposal pair, Instant now) {
        KeyHolder key = new GeneratedKeyHolder();
        try {
            client.sql("""
                            INSERT INTO group_merge (corp_id, from_chat_id, into_chat_id, expected_size, accepted_at)
                            VALUES (:corpId, :from, :into, :expectedSize, :now)
                            """)
                    .param("corpId", corpId.value())
                    .param("from", pair.from().chatId().value())
                    .param("into", pair.into().chatId().value())
                    .param("expectedSize", pair.expectedSize())
                    .param("now", JdbcTime.of(now))
                    .update(key);
        } catch (DuplicateKeyException e) {
            return Optional.empty();
        }
        return Optional.of(new Merge(
                Objects.requireNonNull(key.getKey()).longValue(),
                pair.from().chatId(),
                pair.into().chatId(),
                pair.expectedSize(),
                now));
    }

    @Override
    public List<Merge> list(CorpId corpId, long after, int limit) {
        return client.sql("""
                        SELECT * FROM group_merge WHERE corp_id = :corpId AND id > :after ORDER BY id LIMIT :limit
                        """)
                .param("corpId", corpId.value())
                .param("after", after)
                .param("limit", limit)
                .query((row, _) -> new Merge(
                        row.getLong("id"),
                        new ChatId(row.getString("from_chat_id")),
                        new ChatId(row.getString("into_chat_id")),
                        row.getInt("expected_size"),
                        JdbcTime.get(row, "accepted_at")))
                .list();
    }

    private static Proposal proposal(ResultSet row, int number) throws SQLException {
        return new Proposal(
                row.getLong("place"),
                new Side(
                        new ChatId(row.getString("from_chat_id")),
                        row.getString("from_name"),
                        row.getInt("from_count")),
                new Side(
                        new ChatId(row.getString("into_chat_id")),
                        row.getString("into_name"),
                        row.getInt("into_count")),
                new UserId(row.getString("owner")),
                row.getInt("shared"));
    }
}
