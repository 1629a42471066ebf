package scrm.channel.alarm;

import java.time.Duration;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import scrm.channel.livecode.LiveCode;
import scrm.messaging.JdbcTime;

@Repository
class JdbcAddHistory implements AddHistory {
    private static final String ADDS = """
            SELECT COUNT(*) AS adds, MAX(first_at) AS last_add,
                   COALESCE(SUM(first_at > :weekAgo), 0) AS adds_of_week,
                   (SELECT COUNT(*) FROM attribution
                    WHERE corp_id = :corpId AND first_live_code_id = :liveCodeId
                      AND lost_at > :dayAgo) AS losses_of_day
            FROM attribution
            WHERE corp_id = :corpId AND first_live_code_id = :liveCodeId
              AND first_at > (SELECT MAX(first_at) FROM attribution
                              WHERE corp_id = :corpId AND first_live_code_id = :liveCodeId)
                             - INTERVAL :spanDays DAY
            """;

    // Whoever leaves a group is not followed here, so these codes have no losses. A test pins how the server runs it.
    static final String JOINS = """
            SELECT COUNT(*) AS adds, MAX(joined_at) AS last_add,
                   COALESCE(SUM(joined_at > :weekAgo), 0) AS adds_of_week,
                   0 AS losses_of_day
            FROM group_join
            WHERE corp_id = :corpId AND live_code_id = :liveCodeId
              AND joined_at > (SELECT MAX(joined_at) FROM group_join
                               WHERE corp_id = :corpId AND live_code_id = :liveCodeId)
                              - INTERVAL :spanDays DAY
            """;

    private final JdbcClient jdbc;

    JdbcAddHistory(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public CodeHealth of(LiveCode code, Instant now) {
        return jdbc.sql(code.draft().kind() == LiveCode.Kind.GROUP ? JOINS : ADDS)
                .param("corpId", code.corpId().value())
                .param("liveCodeId", code.id().value())
                .param("weekAgo", JdbcTime.of(now.minus(Duration.ofDays(7))))
                .param("dayAgo", JdbcTime.of(now.minus(Duration.ofDays(1))))
                .param("spanDays", CodeHealth.SPAN.toDays())
                .query((row, _) -> new CodeHealth(
                        row.getLong("adds"),
                        JdbcTime.getNullable(row, "last_add"),
                        row.getLong("adds_of_week"),
                        row.getLong("losses_of_day")))
                .single();
    }
}
