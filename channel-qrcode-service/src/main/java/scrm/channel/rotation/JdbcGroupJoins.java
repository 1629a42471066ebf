package scrm.channel.rotation;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import scrm.channel.channel.ChannelId;
import scrm.channel.livecode.LiveCodeId;
import scrm.events.ChatId;
import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.messaging.JdbcTime;

@Repository
class JdbcGroupJoins implements GroupJoins {
    private final JdbcClient jdbc;
    private final JdbcTemplate template;

    JdbcGroupJoins(JdbcClient jdbc, JdbcTemplate template) {
        this.jdbc = jdbc;
        this.template = template;
    }

    @Override
    public void add(List<GroupJoin> joins, Instant now) {
        // In one order everywhere, against deadlocks.
        template.batchUpdate(
                """
                INSERT INTO group_join (corp_id, chat_id, external_userid, live_code_id, channel_id,
                                        joined_at, recorded_at)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                ON DUPLICATE KEY UPDATE recorded_at = recorded_at
                """,
                joins.stream()
                        .sorted(Comparator.comparing(JdbcGroupJoins::key))
                        .map(join -> new Object[] {
                            join.corpId().value(),
                            join.chatId().value(),
                            join.externalUserId().value(),
                            join.liveCodeId().value(),
                            join.channelId().value(),
                            JdbcTime.of(join.joinedAt()),
                            JdbcTime.of(now)
                        })
                        .toList());
    }

    private static String key(GroupJoin join) {
        return String.join(
                "\0",
                join.corpId().value(),
                join.chatId().value(),
                join.externalUserId().value(),
                join.joinedAt().toString());
    }

    @Override
    public List<Recorded> list(CorpId corpId, LiveCodeId liveCodeId, @Nullable Long before, int limit) {
        return jdbc.sql("""
                        SELECT id, chat_id, external_userid, channel_id, joined_at
                        FROM group_join
                        WHERE corp_id = :corpId AND live_code_id = :liveCodeId AND (:before IS NULL OR id < :before)
                        ORDER BY id DESC LIMIT :limit
                        """)
                .param("corpId", corpId.value())
                .param("liveCodeId", liveCodeId.value())
                .param("before", before)
                .param("limit", limit)
                .query((row, _) -> new Recorded(
                        row.getLong("id"),
                        new GroupJoin(
                                corpId,
                                new ChatId(row.getString("chat_id")),
                                new ExternalUserId(row.getString("external_userid")),
                                liveCodeId,
                                new ChannelId(row.getLong("channel_id")),
                                JdbcTime.get(row, "joined_at"))))
                .list();
    }
}
