package scrm.group.growth;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import scrm.events.ChatId;
import scrm.events.CorpId;

@Repository
class JdbcFullGroups implements FullGroups {
    static final String WITHOUT_NEXT = """
            SELECT h.corp_id, h.chat_id
            FROM charter h
            JOIN group_chat c ON c.corp_id = h.corp_id AND c.chat_id = h.chat_id
            LEFT JOIN charter n ON n.corp_id = h.corp_id AND n.follows = h.id
            WHERE (h.corp_id, h.chat_id) IN (:groups) AND h.prepares_next
              AND h.status = 'APPROVED' AND c.member_count >= h.soft_cap
              AND c.dismissed_at IS NULL AND n.id IS NULL
            """;

    private final JdbcClient client;

    JdbcFullGroups(JdbcClient client) {
        this.client = client;
    }

    @Override
    public Set<Group> withoutNext(Collection<Group> groups) {
        return groups.isEmpty()
                ? Set.of()
                : new HashSet<>(client.sql(WITHOUT_NEXT)
                        .param(
                                "groups",
                                groups.stream()
                                        .map(group -> new Object[] {
                                            group.corpId().value(),
                                            group.chatId().value()
                                        })
                                        .toList())
                        .query((row, _) ->
                                new Group(new CorpId(row.getString("corp_id")), new ChatId(row.getString("chat_id"))))
                        .list());
    }
}
