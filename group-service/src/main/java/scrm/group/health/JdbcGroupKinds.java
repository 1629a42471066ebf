package scrm.group.health;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import scrm.events.ChatId;
import scrm.events.CorpId;

/** The kinds of groups, from their charters. */
@Repository
class JdbcGroupKinds implements GroupKinds {
    private final JdbcClient client;

    JdbcGroupKinds(JdbcClient client) {
        this.client = client;
    }

    @Override
    public Map<ChatId, String> of(CorpId corpId, Collection<ChatId> chats) {
        Map<ChatId, String> kinds = new HashMap<>();
        if (!chats.isEmpty()) {
            List<String> ids = chats.stream().map(ChatId::value).toList();
            client.sql("SELECT chat_id, kind FROM charter WHERE corp_id = :corpId AND chat_id IN (:ids)")
                    .param("corpId", corpId.value())
                    .param("ids", ids)
                    .query(row -> {
                        kinds.put(new ChatId(row.getString("chat_id")), row.getString("kind"));
                    });
        }
        return kinds;
    }
}
