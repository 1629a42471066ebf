package scrm.group.stranger;

import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import scrm.events.ChatId;
import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.events.State;
import scrm.messaging.JdbcTime;

/** Strangers, found by what is not in a table. */
@Repository
class JdbcStrangers implements Strangers {
    static final String UNANNOUNCED = """
            SELECT m.member_id, m.joined_at, m.join_scene, m.state
            FROM group_member m
            WHERE m.corp_id = :corpId AND m.chat_id = :chatId AND m.is_external = TRUE
                AND m.joined_at >= (SELECT pulled_at FROM known_contact_pull WHERE corp_id = :corpId)
                AND NOT EXISTS (SELECT 1 FROM known_contact k
                    WHERE k.corp_id = :corpId AND k.external_userid = m.member_id AND k.lasting = TRUE)
                AND NOT EXISTS (SELECT 1 FROM group_stranger s
                    WHERE s.corp_id = :corpId AND s.chat_id = :chatId AND s.member_id = m.member_id
                        AND s.joined_at = m.joined_at)
            ORDER BY m.joined_at, m.member_id
            """;

    private final JdbcClient client;
    private final JdbcTemplate template;

    JdbcStrangers(JdbcClient client, JdbcTemplate template) {
        this.client = client;
        this.template = template;
    }

    @Override
    public List<Stranger> unannounced(CorpId corpId, ChatId chatId) {
        return client.sql(UNANNOUNCED)
                .param("corpId", corpId.value())
                .param("chatId", chatId.value())
                .query((row, _) -> {
                    String state = row.getString("state");
                    return new Stranger(
                            new ExternalUserId(row.getString("member_id")),
                            JdbcTime.get(row, "joined_at"),
                            row.getObject("join_scene", Integer.class),
                            state == null ? null : new State(state));
                })
                .list();
    }

    @Override
    public void announced(CorpId corpId, ChatId chatId, List<Stranger> strangers, Instant at) {
        template.batchUpdate(
                """
                INSERT INTO group_stranger (corp_id, chat_id, member_id, joined_at, announced_at)
                VALUES (?, ?, ?, ?, ?)
                """,
                strangers.stream()
                        .map(stranger -> new Object[] {
                            corpId.value(),
                            chatId.value(),
                            stranger.externalUserId().value(),
                            JdbcTime.of(stranger.joinedAt()),
                            JdbcTime.of(at)
                        })
                        .toList());
    }
}
