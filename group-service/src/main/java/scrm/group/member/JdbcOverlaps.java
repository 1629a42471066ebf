package scrm.group.member;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import scrm.events.ChatId;
import scrm.events.CorpId;
import scrm.events.ExternalUserId;

/** Contacts who are in several groups, counted by the database. */
@Repository
class JdbcOverlaps {
    static final String OVERLAPS = """
            SELECT o.chat_id, COUNT(*) AS shared
            FROM group_member m
                JOIN group_member o ON o.corp_id = m.corp_id AND o.member_id = m.member_id AND o.chat_id <> m.chat_id
            WHERE m.corp_id = :corpId AND m.chat_id = :chatId AND m.is_external = TRUE
            GROUP BY o.chat_id
            HAVING shared < :shared OR shared = :shared AND o.chat_id > :after
            ORDER BY shared DESC, o.chat_id
            LIMIT :limit
            """;

    /** Along this index the counting ends with the page; MySQL would rather count all of the corp and sort. */
    static final String DUPLICATES = """
            SELECT member_id, COUNT(*) AS chats
            FROM group_member FORCE INDEX (group_member_external)
            WHERE corp_id = :corpId AND is_external = TRUE AND member_id > :after
            GROUP BY member_id
            HAVING chats > :moreThan
            ORDER BY member_id
            LIMIT :limit
            """;

    private final JdbcClient client;

    JdbcOverlaps(JdbcClient client) {
        this.client = client;
    }

    /** A group and how many contacts of another one are in it too. */
    record Overlap(ChatId chatId, int shared) {}

    /** A contact and in how many groups it is. */
    record Duplicate(ExternalUserId externalUserId, int chats) {}

    /** Groups that share contacts with one, most of them first, from after the given one on. */
    List<Overlap> overlaps(CorpId corpId, ChatId chatId, @Nullable Overlap after, int limit) {
        return client.sql(OVERLAPS)
                .param("corpId", corpId.value())
                .param("chatId", chatId.value())
                .param("shared", after == null ? Integer.MAX_VALUE : after.shared())
                .param("after", after == null ? "" : after.chatId().value())
                .param("limit", limit)
                .query((row, _) -> new Overlap(new ChatId(row.getString("chat_id")), row.getInt("shared")))
                .list();
    }

    /** Contacts in more groups than that, in the order of their ids, from after the given one on. */
    List<Duplicate> duplicates(CorpId corpId, int moreThan, String after, int limit) {
        return client.sql(DUPLICATES)
                .param("corpId", corpId.value())
                .param("moreThan", moreThan)
                .param("after", after)
                .param("limit", limit)
                .query((row, _) -> new Duplicate(new ExternalUserId(row.getString("member_id")), row.getInt("chats")))
                .list();
    }
}
