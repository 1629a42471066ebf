package scrm.sop.publication;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Repository;

import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.events.UserId;
import scrm.messaging.JdbcTime;
import scrm.sop.moment.MemberState;
import scrm.sop.moment.MomentId;

@Repository
class JdbcPublications implements Publications {
    static final String RANKING = """
            SELECT userid, COUNT(*) AS asked, SUM(state = 'PUBLISHED') AS published,
                   FLOOR(1000 * SUM(state = 'PUBLISHED') / COUNT(*)) AS permille,
                   SUM(reached) AS reached, SUM(comments) AS comments, SUM(likes) AS likes
            FROM moment_member
            WHERE corp_id = :corpId AND asked_at >= :from AND asked_at < :until
            GROUP BY userid
            HAVING permille < :permille OR permille = :permille AND userid > :after
            ORDER BY permille DESC, userid LIMIT :limit
            """;

    /** More than all. */
    private static final int ABOVE = 1001;

    private static final int BATCH = 1000;

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;

    JdbcPublications(JdbcClient jdbc, JdbcTemplate batches) {
        this.jdbc = jdbc;
        this.batches = batches;
    }

    @Override
    public Optional<Instant> publishedAt(CorpId corpId, MomentId id, UserId member) {
        return of("""
                        SELECT published_at FROM moment_member
                        WHERE corp_id = :corpId AND moment_id = :id AND userid = :userId AND published_at IS NOT NULL
                        """, corpId, id)
                .param("userId", member.value())
                .query((row, _) -> JdbcTime.get(row, "published_at"))
                .optional();
    }

    @Override
    public void replace(CorpId corpId, MomentId id, UserId member, Reach reach, Set<ExternalUserId> erased) {
        of("""
                        UPDATE moment_member
                        SET customers = :customers, reached = :reached, comments = :comments, likes = :likes
                        WHERE corp_id = :corpId AND moment_id = :id AND userid = :userId
                        """, corpId, id)
                .param("customers", reach.customers())
                .param("reached", reach.reached())
                .param("comments", reach.comments().size())
                .param("likes", reach.likes().size())
                .param("userId", member.value())
                .update();
        of("DELETE FROM moment_reaction WHERE corp_id = :corpId AND moment_id = :id AND userid = :userId", corpId, id)
                .param("userId", member.value())
                .update();
        add(corpId, id, member, "COMMENT", without(erased, reach.comments()));
        add(corpId, id, member, "LIKE", without(erased, reach.likes()));
    }

    private static List<Said> without(Set<ExternalUserId> erased, List<Said> all) {
        return all.stream()
                .filter(said -> said.externalUserId() == null || !erased.contains(said.externalUserId()))
                .toList();
    }

    private void add(CorpId corpId, MomentId id, UserId member, String kind, List<Said> all) {
        batches.batchUpdate("""
                INSERT INTO moment_reaction (corp_id, moment_id, userid, kind, external_userid, by_userid, reacted_at)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """, all, BATCH, (statement, said) -> {
            ExternalUserId contact = said.externalUserId();
            UserId by = said.userId();
            statement.setString(1, corpId.value());
            statement.setLong(2, id.value());
            statement.setString(3, member.value());
            statement.setString(4, kind);
            statement.setString(5, contact == null ? null : contact.value());
            statement.setString(6, by == null ? null : by.value());
            statement.setObject(7, JdbcTime.of(said.at()));
        });
    }

    @Override
    public List<Member> members(
            CorpId corpId, MomentId id, @Nullable MemberState state, @Nullable UserId after, int limit) {
        return of("""
                        SELECT userid, state, published_at, customers, reached, comments, likes FROM moment_member
                        WHERE corp_id = :corpId AND moment_id = :id AND userid > :after
                          AND (:state IS NULL OR state = :state)
                        ORDER BY userid LIMIT :limit
                        """, corpId, id)
                .param("after", after == null ? "" : after.value())
                .param("state", state == null ? null : state.name())
                .param("limit", limit)
                .query(JdbcPublications::member)
                .list();
    }

    @Override
    public List<Reaction> reactions(CorpId corpId, MomentId id, long after, int limit) {
        return of("""
                        SELECT id, userid, kind, external_userid, by_userid, reacted_at FROM moment_reaction
                        WHERE corp_id = :corpId AND moment_id = :id AND id > :after
                        ORDER BY id LIMIT :limit
                        """, corpId, id)
                .param("after", after)
                .param("limit", limit)
                .query(JdbcPublications::reaction)
                .list();
    }

    @Override
    public List<Rank> ranking(CorpId corpId, Instant from, Instant until, @Nullable Place after, int limit) {
        return jdbc.sql(RANKING)
                .param("corpId", corpId.value())
                .param("from", JdbcTime.of(from))
                .param("until", JdbcTime.of(until))
                .param("permille", after == null ? ABOVE : after.permille())
                .param("after", after == null ? "" : after.userId().value())
                .param("limit", limit)
                .query((row, _) -> new Rank(
                        new UserId(row.getString("userid")),
                        row.getInt("asked"),
                        row.getInt("published"),
                        row.getInt("permille"),
                        row.getLong("reached"),
                        row.getLong("comments"),
                        row.getLong("likes")))
                .list();
    }

    private StatementSpec of(String sql, CorpId corpId, MomentId id) {
        return jdbc.sql(sql).param("corpId", corpId.value()).param("id", id.value());
    }

    private static Member member(ResultSet row, int number) throws SQLException {
        return new Member(
                new UserId(row.getString("userid")),
                MemberState.valueOf(row.getString("state")),
                JdbcTime.getNullable(row, "published_at"),
                row.getInt("customers"),
                row.getInt("reached"),
                row.getInt("comments"),
                row.getInt("likes"));
    }

    private static Reaction reaction(ResultSet row, int number) throws SQLException {
        String contact = row.getString("external_userid");
        String by = row.getString("by_userid");
        return new Reaction(
                row.getLong("id"),
                new UserId(row.getString("userid")),
                row.getString("kind"),
                new Said(
                        contact == null ? null : new ExternalUserId(contact),
                        by == null ? null : new UserId(by),
                        JdbcTime.get(row, "reacted_at")));
    }
}
