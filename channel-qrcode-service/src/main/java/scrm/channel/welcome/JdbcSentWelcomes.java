package scrm.channel.welcome;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import scrm.events.CorpId;
import scrm.events.EventId;
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
        TransactionBatch.add(added, new @Nullable Object[] {
            welcome.corpId().value(),
            welcome.userId().value(),
            welcome.externalUserId().value(),
            welcome.liveCodeId().value(),
            welcome.channelId().value(),
            welcome.eventId().value(),
            outcome.name(),
            JdbcTime.of(welcome.occurredAt()),
            pending ? null : JdbcTime.of(now)
        });
    }

    private void insert(List<@Nullable Object[]> welcomes) {
        template.batchUpdate("""
                INSERT IGNORE INTO welcome (corp_id, userid, external_userid, live_code_id, channel_id,
                                            event_id, outcome, occurred_at, settled_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
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
    public void settle(
            CorpId corpId, EventId eventId, Welcome.Outcome outcome, @Nullable Integer errcode, Instant now) {
        TransactionBatch.add(
                settled,
                new @Nullable Object[] {outcome.name(), errcode, JdbcTime.of(now), corpId.value(), eventId.value()});
    }

    private void update(List<@Nullable Object[]> welcomes) {
        template.batchUpdate("""
                UPDATE welcome SET outcome = ?, errcode = ?, settled_at = ?
                WHERE corp_id = ? AND event_id = ? AND outcome = 'PENDING'
                """, welcomes);
    }
}
