package scrm.channel.welcome;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import scrm.channel.channel.ChannelId;
import scrm.channel.livecode.LiveCodeId;
import scrm.channel.script.WelcomeScript.Choice;
import scrm.events.CorpId;
import scrm.events.EventId;
import scrm.events.ExternalUserId;
import scrm.events.UserId;
import scrm.messaging.JdbcTime;
import scrm.messaging.TransactionBatch;

@Repository
class JdbcSentWelcomes implements SentWelcomes {
    private final JdbcClient jdbc;
    private final JdbcTemplate template;
    private final TransactionBatch.Sink<@Nullable Object[]> added = this::insert;
    private final TransactionBatch.Sink<@Nullable Object[]> settled = this::update;

    JdbcSentWelcomes(JdbcClient jdbc, JdbcTemplate template) {
        this.jdbc = jdbc;
        this.template = template;
    }

    @Override
    public void add(Welcome welcome, Welcome.Outcome outcome, Instant now) {
        boolean pending = outcome == Welcome.Outcome.PENDING;
        Choice choice = welcome.choice();
        TransactionBatch.add(added, new @Nullable Object[] {
            welcome.corpId().value(),
            welcome.userId().value(),
            welcome.externalUserId().value(),
            welcome.liveCodeId().value(),
            welcome.channelId().value(),
            welcome.eventId().value(),
            outcome.name(),
            choice.variant(),
            choice.experimentVersion(),
            choice.arm(),
            JdbcTime.of(welcome.occurredAt()),
            pending ? null : JdbcTime.of(now)
        });
    }

    private void insert(List<@Nullable Object[]> welcomes) {
        template.batchUpdate("""
                INSERT IGNORE INTO welcome (corp_id, userid, external_userid, live_code_id, channel_id, event_id,
                                            outcome, variant, experiment_version, arm, occurred_at, settled_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """, welcomes);
    }

    @Override
    public boolean welcomedSince(Welcome welcome, Instant since) {
        TransactionBatch.write(added);
        return jdbc.sql("""
                        SELECT COUNT(*) FROM welcome
                        WHERE corp_id = :corpId AND external_userid = :externalUserId AND userid = :userId
                          AND live_code_id = :liveCodeId AND occurred_at >= :since
                        """)
                        .param("corpId", welcome.corpId().value())
                        .param("externalUserId", welcome.externalUserId().value())
                        .param("userId", welcome.userId().value())
                        .param("liveCodeId", welcome.liveCodeId().value())
                        .param("since", JdbcTime.of(since))
                        .query(Long.class)
                        .single()
                > 0;
    }

    @Override
    public void settle(Welcome welcome, Welcome.End end, Instant now) {
        Welcome.Reason reason = end.reason();
        Choice choice = welcome.choice();
        // The choice again, for an edit may have come between.
        TransactionBatch.add(settled, new @Nullable Object[] {
            end.outcome().name(),
            reason == null ? null : reason.name(),
            end.errcode(),
            choice.variant(),
            choice.experimentVersion(),
            choice.arm(),
            JdbcTime.of(now),
            welcome.corpId().value(),
            welcome.eventId().value()
        });
    }

    private void update(List<@Nullable Object[]> welcomes) {
        template.batchUpdate("""
                UPDATE welcome
                SET outcome = ?, reason = ?, errcode = ?, variant = ?, experiment_version = ?, arm = ?, settled_at = ?
                WHERE corp_id = ? AND event_id = ? AND outcome = 'PENDING'
                """, welcomes);
    }

    @Override
    public List<SentWelcome> list(
            CorpId corpId, LiveCodeId liveCodeId, Filter filter, @Nullable Long before, int limit) {
        Welcome.Outcome outcome = filter.outcome();
        Welcome.Reason reason = filter.reason();
        return jdbc.sql("""
                        SELECT * FROM welcome
                        WHERE corp_id = :corpId AND live_code_id = :liveCodeId AND id < :before
                          AND (:outcome IS NULL OR outcome = :outcome)
                          AND (:reason IS NULL OR reason = :reason)
                          AND (:after IS NULL OR occurred_at > :after)
                        ORDER BY id DESC LIMIT :limit
                        """)
                .param("corpId", corpId.value())
                .param("liveCodeId", liveCodeId.value())
                .param("before", before == null ? Long.MAX_VALUE : before)
                .param("outcome", outcome == null ? null : outcome.name())
                .param("reason", reason == null ? null : reason.name())
                .param("after", JdbcTime.ofNullable(filter.after()))
                .param("limit", limit)
                .query(JdbcSentWelcomes::sent)
                .list();
    }

    private static SentWelcome sent(ResultSet row, int number) throws SQLException {
        String reason = row.getString("reason");
        return new SentWelcome(
                row.getLong("id"),
                new Welcome(
                        new CorpId(row.getString("corp_id")),
                        new UserId(row.getString("userid")),
                        new ExternalUserId(row.getString("external_userid")),
                        new LiveCodeId(row.getLong("live_code_id")),
                        new ChannelId(row.getLong("channel_id")),
                        new EventId(row.getString("event_id")),
                        JdbcTime.get(row, "occurred_at"),
                        new Choice(
                                row.getString("variant"),
                                row.getObject("experiment_version", Integer.class),
                                row.getString("arm"))),
                new Welcome.End(
                        Welcome.Outcome.valueOf(row.getString("outcome")),
                        reason == null ? null : Welcome.Reason.valueOf(reason),
                        row.getObject("errcode", Integer.class)),
                JdbcTime.getNullable(row, "settled_at"));
    }
}
