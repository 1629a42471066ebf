package scrm.sop.rhythm;

import java.time.Instant;
import java.time.MonthDay;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import scrm.events.CorpId;
import scrm.messaging.JdbcTime;
import scrm.sop.definition.Target;
import scrm.sop.definition.Target.Kind;
import scrm.sop.enrolment.Candidate;

@Repository
class JdbcAudiences implements Audiences, Activities {
    static final String LAST_ACTIVE = """
            SELECT external_userid, active_at FROM contact_activity
            WHERE corp_id = :corpId AND active_at >= :from AND active_at <= :until
            ORDER BY active_at, external_userid LIMIT :limit
            """;

    static final String ADDED = """
            SELECT changed_at, external_userid, userid FROM follow_relation
            WHERE corp_id = :corpId AND following AND changed_at >= :at AND changed_at < :until
              AND (changed_at > :at OR external_userid > :externalUserId
                   OR (external_userid = :externalUserId AND userid > :userId))
            ORDER BY changed_at, external_userid, userid LIMIT :limit
            """;

    private static final int BATCH = 1000;

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;

    JdbcAudiences(JdbcClient jdbc, JdbcTemplate batches) {
        this.jdbc = jdbc;
        this.batches = batches;
    }

    @Override
    public List<String> contacts(CorpId corpId, String after, int limit) {
        return page("""
                SELECT DISTINCT external_userid FROM follow_relation
                WHERE corp_id = :corpId AND external_userid > :after AND following
                ORDER BY external_userid LIMIT :limit
                """, corpId, after, limit);
    }

    @Override
    public long countContacts(CorpId corpId) {
        return count("""
                SELECT COUNT(DISTINCT external_userid) FROM follow_relation WHERE corp_id = :corpId AND following
                """, corpId);
    }

    @Override
    public List<String> groups(CorpId corpId, String after, int limit) {
        return page("""
                SELECT chat_id FROM group_target
                WHERE corp_id = :corpId AND chat_id > :after AND open AND owner IS NOT NULL
                ORDER BY chat_id LIMIT :limit
                """, corpId, after, limit);
    }

    @Override
    public long countGroups(CorpId corpId) {
        return count(
                "SELECT COUNT(*) FROM group_target WHERE corp_id = :corpId AND open AND owner IS NOT NULL", corpId);
    }

    private List<String> page(String sql, CorpId corpId, String after, int limit) {
        return jdbc.sql(sql)
                .param("corpId", corpId.value())
                .param("after", after)
                .param("limit", limit)
                .query((row, _) -> row.getString(1))
                .list();
    }

    private long count(String sql, CorpId corpId) {
        return jdbc.sql(sql).param("corpId", corpId.value()).query(Long.class).single();
    }

    @Override
    public List<String> onDays(CorpId corpId, String field, Set<MonthDay> days, String after, int limit) {
        return jdbc.sql("""
                        SELECT external_userid FROM contact_date
                        WHERE corp_id = :corpId AND field = :field AND month_day IN (:days) AND external_userid > :after
                        ORDER BY external_userid LIMIT :limit
                        """)
                .param("corpId", corpId.value())
                .param("field", field)
                .param("days", numbers(days))
                .param("after", after)
                .param("limit", limit)
                .query((row, _) -> row.getString(1))
                .list();
    }

    @Override
    public long countOnDays(CorpId corpId, String field, Set<MonthDay> days) {
        return jdbc.sql("""
                        SELECT COUNT(*) FROM contact_date
                        WHERE corp_id = :corpId AND field = :field AND month_day IN (:days)
                        """)
                .param("corpId", corpId.value())
                .param("field", field)
                .param("days", numbers(days))
                .query(Long.class)
                .single();
    }

    private static List<Integer> numbers(Collection<MonthDay> days) {
        return days.stream()
                .map(day -> 100 * day.getMonthValue() + day.getDayOfMonth())
                .toList();
    }

    @Override
    public List<Candidate> lastActive(CorpId corpId, Instant from, Instant until, int limit) {
        return jdbc.sql(LAST_ACTIVE)
                .param("corpId", corpId.value())
                .param("from", JdbcTime.of(from))
                .param("until", JdbcTime.of(until))
                .param("limit", limit)
                .query((row, _) -> {
                    Instant activeAt = JdbcTime.get(row, "active_at");
                    Target contact = new Target(Kind.CONTACT, row.getString("external_userid"));
                    return new Candidate(contact, null, activeAt, activeAt.toEpochMilli());
                })
                .list();
    }

    @Override
    public List<Friend> added(CorpId corpId, Friend after, Instant until, int limit) {
        return jdbc.sql(ADDED)
                .param("corpId", corpId.value())
                .param("at", JdbcTime.of(after.since()))
                .param("until", JdbcTime.of(until))
                .param("externalUserId", after.externalUserId())
                .param("userId", after.userId())
                .param("limit", limit)
                .query((row, _) -> new Friend(
                        JdbcTime.get(row, "changed_at"), row.getString("external_userid"), row.getString("userid")))
                .list();
    }

    @Override
    public void write(List<Activity> activities) {
        batches.batchUpdate("""
                INSERT INTO contact_activity (corp_id, external_userid, active_at) VALUES (?, ?, ?)
                ON DUPLICATE KEY UPDATE active_at = GREATEST(active_at, VALUES(active_at))
                """, activities, BATCH, (statement, activity) -> {
            statement.setString(1, activity.corpId().value());
            statement.setString(2, activity.externalUserId().value());
            statement.setObject(3, JdbcTime.of(activity.at()));
        });
    }
}
