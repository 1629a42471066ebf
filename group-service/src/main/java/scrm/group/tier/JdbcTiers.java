package scrm.group.tier;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import scrm.events.ChatId;
import scrm.events.CorpId;
import scrm.messaging.JdbcTime;

@Repository
class JdbcTiers implements Tiers {
    // A test pins how the server runs it.
    static final String RANKED = """
            SELECT m.corp_id, m.chat_id, m.member_id,
                CASE
                    WHEN COALESCE(a.lately, 0) >= :leaderActs OR COALESCE(i.invited, 0) >= :leaderInvites THEN 'LEADER'
                    WHEN a.last_day >= :activeSince THEN 'ACTIVE'
                    WHEN m.joined_at >= :newSince THEN 'NEWCOMER'
                    WHEN a.last_day >= :riskSince THEN 'AT_RISK'
                    ELSE 'LURKER'
                END AS tier
            FROM group_member m
            LEFT JOIN (
                SELECT chat_id, member_id, MAX(day) AS last_day,
                    SUM(IF(day >= :leadingSince, messages + clicks + answers, 0)) AS lately
                FROM group_member_day
                WHERE corp_id = :corpId AND chat_id IN (:chats) AND day >= :riskSince
                    AND messages + clicks + answers > 0
                GROUP BY chat_id, member_id
            ) a ON a.chat_id = m.chat_id AND a.member_id = m.member_id
            LEFT JOIN (
                SELECT chat_id, invitor, COUNT(*) AS invited
                FROM group_member_spell
                WHERE corp_id = :corpId AND chat_id IN (:chats) AND joined_at >= :invitedSince AND invitor IS NOT NULL
                    AND invitor <> member_id
                GROUP BY chat_id, invitor
            ) i ON i.chat_id = m.chat_id AND i.invitor = m.member_id
            WHERE m.corp_id = :corpId AND m.chat_id IN (:chats)
            """;

    private final JdbcClient client;
    private final TierProperties properties;

    JdbcTiers(JdbcClient client, TierProperties properties) {
        this.client = client;
        this.properties = properties;
    }

    @Override
    public void rank(CorpId corpId, Collection<ChatId> chats, LocalDate today, Instant newSince, Instant invitedSince) {
        client.sql("INSERT INTO group_member_tier (corp_id, chat_id, member_id, tier)\n" + RANKED
                        + "ON DUPLICATE KEY UPDATE tier = VALUES(tier)")
                .param("corpId", corpId.value())
                .param("chats", values(chats))
                .param("leaderActs", properties.leaderActs())
                .param("leaderInvites", properties.leaderInvites())
                .param("activeSince", today.minusDays(properties.activeDays() - 1L))
                .param("riskSince", today.minusDays(properties.riskDays() - 1L))
                .param("leadingSince", today.minusDays(RankMembers.LEADING_DAYS - 1L))
                .param("newSince", JdbcTime.of(newSince))
                .param("invitedSince", JdbcTime.of(invitedSince))
                .update();
        client.sql("""
                        DELETE t FROM group_member_tier t
                        LEFT JOIN group_member m
                            ON m.corp_id = t.corp_id AND m.chat_id = t.chat_id AND m.member_id = t.member_id
                        WHERE t.corp_id = :corpId AND t.chat_id IN (:chats) AND m.member_id IS NULL
                        """)
                .param("corpId", corpId.value())
                .param("chats", values(chats))
                .update();
    }

    private static Collection<String> values(Collection<ChatId> chats) {
        return chats.stream().map(ChatId::value).toList();
    }
}
