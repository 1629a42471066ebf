package scrm.group.transfer;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Repository;

import scrm.events.ChatId;
import scrm.events.CorpId;
import scrm.events.UserId;
import scrm.group.transfer.TransferItem.Reason;
import scrm.group.transfer.TransferItem.State;
import scrm.messaging.JdbcTime;

/** The groups of transfers as a table. */
@Repository
class JdbcTransferItems implements TransferItems {
    static final String CALLED_SINCE = """
            SELECT from_owner, COUNT(*) AS called FROM group_transfer_item
            WHERE corp_id = :corpId AND called_at >= :since AND state IN ('CALLING', 'DONE') AND from_owner IS NOT NULL
            GROUP BY from_owner
            """;

    /** What was not called about yet is found by having no time. All of it: a single row may be marked or be new. */
    static final String LOCK_PENDING = """
            SELECT chat_id FROM group_transfer_item
            WHERE corp_id = :corpId AND called_at IS NULL AND state = 'PENDING' AND from_owner IN (:from)
            FOR UPDATE
            """;

    static final String LIST = """
            SELECT * FROM group_transfer_item
            WHERE corp_id = :corpId AND job_id = :jobId AND chat_id > :after
            ORDER BY chat_id LIMIT :limit
            """;

    static final String LIST_OF_STATE = """
            SELECT * FROM group_transfer_item
            WHERE corp_id = :corpId AND job_id = :jobId AND state = :state AND chat_id > :after
            ORDER BY chat_id LIMIT :limit
            """;

    private final JdbcClient client;
    private final JdbcTemplate template;

    JdbcTransferItems(JdbcClient client, JdbcTemplate template) {
        this.client = client;
        this.template = template;
    }

    @Override
    public void add(
            CorpId corpId, String jobId, TransferGroupChats transfer, List<ChatId> chatIds, Instant since, Instant at) {
        template.batchUpdate(
                """
                INSERT INTO group_transfer_item (corp_id, job_id, chat_id, new_owner, handover, state)
                VALUES (?, ?, ?, ?, ?, 'PENDING')
                """,
                chatIds.stream()
                        .map(chatId -> new Object[] {
                            corpId.value(),
                            jobId,
                            chatId.value(),
                            transfer.newOwner().value(),
                            transfer.handover().name()
                        })
                        .toList());
        of("""
                        UPDATE group_transfer_item i
                            LEFT JOIN group_chat c ON c.corp_id = i.corp_id AND c.chat_id = i.chat_id
                            LEFT JOIN (
                                SELECT chat_id, COUNT(*) AS times FROM group_transfer_item
                                WHERE corp_id = :corpId AND called_at >= :since AND handover = 'ON_JOB'
                                    AND state IN ('CALLING', 'DONE')
                                GROUP BY chat_id) earlier ON earlier.chat_id = i.chat_id
                        SET i.from_owner = c.owner,
                            i.reason = CASE
                                WHEN c.chat_id IS NULL THEN 'NOT_FOUND'
                                WHEN c.dismissed_at IS NOT NULL THEN 'DISMISSED'
                                WHEN c.owner = i.new_owner THEN 'SAME_OWNER'
                                WHEN i.handover = 'ON_JOB' AND earlier.times >= 2 THEN 'TWICE_IN_90_DAYS'
                            END
                        WHERE i.corp_id = :corpId AND i.job_id = :jobId
                        """, corpId, jobId).param("since", JdbcTime.of(since)).update();
        of("""
                        UPDATE group_transfer_item SET state = 'REFUSED', settled_at = :at
                        WHERE corp_id = :corpId AND job_id = :jobId AND reason IS NOT NULL
                        """, corpId, jobId).param("at", JdbcTime.of(at)).update();
    }

    @Override
    public List<TransferItem> list(CorpId corpId, String jobId, @Nullable State state, String afterChatId, int limit) {
        return of(state == null ? LIST : LIST_OF_STATE, corpId, jobId)
                .param("after", afterChatId)
                .param("state", state == null ? null : state.name())
                .param("limit", limit)
                .query(JdbcTransferItems::item)
                .list();
    }

    @Override
    public List<TransferItem> pending(CorpId corpId, String jobId, Set<UserId> notFrom, int limit) {
        return of("""
                        SELECT * FROM group_transfer_item
                        WHERE corp_id = :corpId AND job_id = :jobId AND state = 'PENDING'
                            AND (from_owner IS NULL OR from_owner NOT IN (:notFrom))
                        ORDER BY chat_id LIMIT :limit
                        """, corpId, jobId)
                // No userid is empty, but a list must not be.
                .param(
                        "notFrom",
                        notFrom.isEmpty()
                                ? List.of("")
                                : notFrom.stream().map(UserId::value).toList())
                .param("limit", limit)
                .query(JdbcTransferItems::item)
                .list();
    }

    @Override
    public void lockPending(CorpId corpId, Set<UserId> from) {
        if (!from.isEmpty()) {
            client.sql(LOCK_PENDING)
                    .param("corpId", corpId.value())
                    .param("from", from.stream().map(UserId::value).toList())
                    .query(row -> {});
        }
    }

    @Override
    public Map<UserId, Integer> calledSince(CorpId corpId, Instant since) {
        Map<UserId, Integer> called = new HashMap<>();
        client.sql(CALLED_SINCE)
                .param("corpId", corpId.value())
                .param("since", JdbcTime.of(since))
                .query(row -> {
                    called.put(new UserId(row.getString("from_owner")), row.getInt("called"));
                });
        return called;
    }

    @Override
    public int calling(CorpId corpId, String jobId, Collection<ChatId> chatIds, Instant at) {
        return these("""
                        UPDATE group_transfer_item SET state = 'CALLING', called_at = :at
                        WHERE corp_id = :corpId AND job_id = :jobId AND chat_id IN (:chatIds) AND state = 'PENDING'
                        """, corpId, jobId, chatIds).param("at", JdbcTime.of(at)).update();
    }

    @Override
    public void notCalled(CorpId corpId, String jobId, Collection<ChatId> chatIds) {
        if (!chatIds.isEmpty()) {
            these("""
                            UPDATE group_transfer_item SET state = 'PENDING', called_at = NULL
                            WHERE corp_id = :corpId AND job_id = :jobId AND chat_id IN (:chatIds) AND state = 'CALLING'
                            """, corpId, jobId, chatIds).update();
        }
    }

    @Override
    public void done(CorpId corpId, String jobId, Collection<ChatId> chatIds, Instant at) {
        if (!chatIds.isEmpty()) {
            these("""
                            UPDATE group_transfer_item SET state = 'DONE', settled_at = :at
                            WHERE corp_id = :corpId AND job_id = :jobId AND chat_id IN (:chatIds)
                            """, corpId, jobId, chatIds).param("at", JdbcTime.of(at)).update();
        }
    }

    @Override
    public void failed(CorpId corpId, String jobId, Map<ChatId, Integer> errcodes, Instant at) {
        template.batchUpdate(
                """
                UPDATE group_transfer_item SET state = 'FAILED', errcode = ?, settled_at = ?
                WHERE corp_id = ? AND job_id = ? AND chat_id = ?
                """,
                errcodes.entrySet().stream()
                        .map(entry -> new Object[] {
                            entry.getValue(),
                            JdbcTime.of(at),
                            corpId.value(),
                            jobId,
                            entry.getKey().value()
                        })
                        .toList());
    }

    private StatementSpec of(String sql, CorpId corpId, String jobId) {
        return client.sql(sql).param("corpId", corpId.value()).param("jobId", jobId);
    }

    private StatementSpec these(String sql, CorpId corpId, String jobId, Collection<ChatId> chatIds) {
        return of(sql, corpId, jobId)
                .param("chatIds", chatIds.stream().map(ChatId::value).toList());
    }

    private static TransferItem item(ResultSet row, int number) throws SQLException {
        String fromOwner = row.getString("from_owner");
        String reason = row.getString("reason");
        return new TransferItem(
                new ChatId(row.getString("chat_id")),
                fromOwner == null ? null : new UserId(fromOwner),
                new UserId(row.getString("new_owner")),
                State.valueOf(row.getString("state")),
                reason == null ? null : Reason.valueOf(reason),
                row.getInt("errcode"),
                JdbcTime.getNullable(row, "called_at"),
                JdbcTime.getNullable(row, "settled_at"));
    }
}
