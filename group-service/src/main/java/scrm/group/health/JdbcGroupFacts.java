package scrm.group.health;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import scrm.events.ChatId;
import scrm.events.CorpId;
import scrm.events.UserId;
import scrm.messaging.JdbcTime;

@Repository
class JdbcGroupFacts implements GroupFacts {
    private final JdbcClient client;

    JdbcGroupFacts(JdbcClient client) {
        this.client = client;
    }

    @Override
    public List<Facts> of(CorpId corpId, Collection<ChatId> chats) {
        if (chats.isEmpty()) {
            return List.of();
        }
        return client.sql("""
                        SELECT chat_id, owner, COALESCE(create_time, refreshed_at) AS made_at, dismissed_at, external_count
                        FROM group_chat
                        WHERE corp_id = :corpId AND chat_id IN (:chats)
                        """)
                .param("corpId", corpId.value())
                .param("chats", chats.stream().map(ChatId::value).toList())
                .query((row, _) -> {
                    String owner = row.getString("owner");
                    Instant madeAt = JdbcTime.getNullable(row, "made_at");
                    return new Facts(
                            new ChatId(row.getString("chat_id")),
                            owner == null ? null : new UserId(owner),
                            madeAt,
                            JdbcTime.getNullable(row, "dismissed_at") != null,
                            row.getInt("external_count"));
                })
                .list();
    }

    @Override
    public Map<UserId, Integer> owned(CorpId corpId, Collection<UserId> owners) {
        Map<UserId, Integer> owned = new HashMap<>();
        if (owners.isEmpty()) {
            return owned;
        }
        client.sql("""
                        SELECT owner, COUNT(*) AS chats FROM group_chat
                        WHERE corp_id = :corpId AND owner IN (:owners) AND dismissed_at IS NULL
                        GROUP BY owner
                        """)
                .param("corpId", corpId.value())
                .param("owners", owners.stream().map(UserId::value).toList())
                .query(row -> {
                    owned.put(new UserId(row.getString("owner")), row.getInt("chats"));
                });
        return owned;
    }
}
