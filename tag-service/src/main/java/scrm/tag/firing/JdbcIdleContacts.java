package scrm.tag.firing;

import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import scrm.events.CorpId;
import scrm.messaging.JdbcTime;
import scrm.tag.rule.TaggingRule;

/** Idle contacts by the index of their last activity. */
@Repository
class JdbcIdleContacts implements IdleContacts {
    static final String AFTER = """
            SELECT last_active_at, external_userid FROM contact_activity
            WHERE corp_id = :corpId AND last_active_at >= :at AND last_active_at <= :until
                AND (last_active_at > :at OR external_userid > :externalUserId)
            ORDER BY last_active_at, external_userid
            LIMIT :limit
            """;

    private final JdbcClient client;

    JdbcIdleContacts(JdbcClient client) {
        this.client = client;
    }

    @Override
    public Place place(TaggingRule rule, int days) {
        return client.sql("""
                        SELECT last_active_at, external_userid FROM rule_idle
                        WHERE corp_id = :corpId AND rule_id = :ruleId AND rule_version = :version AND days = :days
                        FOR UPDATE
                        """)
                .param("corpId", rule.corpId().value())
                .param("ruleId", rule.id())
                .param("version", rule.version())
                .param("days", days)
                .query((row, _) -> new Place(JdbcTime.get(row, "last_active_at"), row.getString("external_userid")))
                .optional()
                .orElse(Place.START);
    }

    @Override
    public void move(TaggingRule rule, int days, Place to) {
        client.sql("""
                        INSERT INTO rule_idle (corp_id, rule_id, rule_version, days, last_active_at, external_userid)
                        VALUES (:corpId, :ruleId, :version, :days, :at, :externalUserId)
                        ON DUPLICATE KEY UPDATE
                            last_active_at = VALUES(last_active_at), external_userid = VALUES(external_userid)
                        """)
                .param("corpId", rule.corpId().value())
                .param("ruleId", rule.id())
                .param("version", rule.version())
                .param("days", days)
                .param("at", JdbcTime.of(to.lastActiveAt()))
                .param("externalUserId", to.externalUserId())
                .update();
    }

    @Override
    public List<Place> after(CorpId corpId, Place place, Instant until, int limit) {
        return client.sql(AFTER)
                .param("corpId", corpId.value())
                .param("at", JdbcTime.of(place.lastActiveAt()))
                .param("externalUserId", place.externalUserId())
                .param("until", JdbcTime.of(until))
                .param("limit", limit)
                .query((row, _) -> new Place(JdbcTime.get(row, "last_active_at"), row.getString("external_userid")))
                .list();
    }
}
