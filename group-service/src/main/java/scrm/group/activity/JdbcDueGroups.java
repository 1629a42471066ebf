package scrm.group.activity;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import scrm.events.ChatId;
import scrm.events.CorpId;
import scrm.messaging.JdbcTime;

@Repository
class JdbcDueGroups implements DueGroups {
    // A test pins how the server runs it.
    static final String CLAIM = """
            SELECT chat_id, members_changed FROM group_due
            WHERE corp_id = :corpId AND due_at <= :now
            ORDER BY due_at
            LIMIT :limit
            FOR UPDATE SKIP LOCKED
            """;

    private final JdbcClient client;
    private final JdbcTemplate template;

    JdbcDueGroups(JdbcClient client, JdbcTemplate template) {
        this.client = client;
        this.template = template;
    }

    @Override
    public List<DueGroup> claim(CorpId corpId, Instant now, int limit) {
        return client.sql(CLAIM)
                .param("corpId", corpId.value())
                .param("now", JdbcTime.of(now))
                .param("limit", limit)
                .query((row, _) ->
                        new DueGroup(new ChatId(row.getString("chat_id")), row.getBoolean("members_changed")))
                .list();
    }

    @Override
    public void computed(CorpId corpId, List<Next> groups) {
        template.batchUpdate(
                "UPDATE group_due SET due_at = ?, members_changed = FALSE WHERE corp_id = ? AND chat_id = ?",
                groups.stream()
                        .map(next -> new @Nullable Object[] {
                            JdbcTime.ofNullable(next.at()),
                            corpId.value(),
                            next.chatId().value()
                        })
                        .toList());
    }

    @Override
    public Optional<Instant> next(CorpId corpId) {
        return client.sql("""
                        SELECT due_at FROM group_due
                        WHERE corp_id = :corpId AND due_at IS NOT NULL
                        ORDER BY due_at
                        LIMIT 1
                        """)
                .param("corpId", corpId.value())
                .query((row, _) -> JdbcTime.get(row, "due_at"))
                .optional();
    }

    @Override
    public void mark(Collection<Mark> marks) {
        template.batchUpdate(
                """
                INSERT INTO group_due (corp_id, chat_id, due_at, members_changed)
                VALUES (?, ?, ?, ?)
                ON DUPLICATE KEY UPDATE due_at = LEAST(COALESCE(due_at, VALUES(due_at)), VALUES(due_at)),
                    members_changed = members_changed OR VALUES(members_changed)
                """,
                marks.stream()
                        .sorted(Comparator.comparing(
                                        (Mark mark) -> mark.corpId().value())
                                .thenComparing(mark -> mark.chatId().value()))
                        .map(mark -> new Object[] {
                            mark.corpId().value(),
                            mark.chatId().value(),
                            JdbcTime.of(mark.dueAt()),
                            mark.membersChanged()
                        })
                        .toList());
    }
}
