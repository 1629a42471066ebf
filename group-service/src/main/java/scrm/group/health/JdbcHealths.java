package scrm.group.health;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import scrm.events.ChatId;
import scrm.events.CorpId;
import scrm.messaging.JdbcTime;

@Repository
class JdbcHealths implements Healths {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final TypeReference<List<Health.Part>> PARTS = new TypeReference<>() {};
    private static final TypeReference<List<Sign>> SIGNS = new TypeReference<>() {};

    private final JdbcClient client;
    private final JdbcTemplate template;

    JdbcHealths(JdbcClient client, JdbcTemplate template) {
        this.client = client;
        this.template = template;
    }

    static String json(List<Sign> signs) {
        return JSON.writeValueAsString(signs);
    }

    static List<Sign> signs(String json) {
        return JSON.readValue(json, SIGNS);
    }

    @Override
    public Map<ChatId, Before> before(CorpId corpId, Collection<ChatId> chats) {
        Map<ChatId, Before> before = new HashMap<>();
        if (chats.isEmpty()) {
            return before;
        }
        client.sql("""
                        SELECT chat_id, band, muted_until FROM group_health
                        WHERE corp_id = :corpId AND chat_id IN (:chats)
                        """)
                .param("corpId", corpId.value())
                .param("chats", chats.stream().map(ChatId::value).toList())
                .query(row -> {
                    before.put(
                            new ChatId(row.getString("chat_id")),
                            new Before(row.getString("band"), JdbcTime.getNullable(row, "muted_until")));
                });
        return before;
    }

    @Override
    public void save(CorpId corpId, List<Evaluated> all) {
        template.batchUpdate("""
                INSERT INTO group_health (corp_id, chat_id, score, band, parts, signs, kind, day, evaluated_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON DUPLICATE KEY UPDATE score = VALUES(score), band = VALUES(band), parts = VALUES(parts),
                    signs = VALUES(signs), kind = VALUES(kind), day = VALUES(day), evaluated_at = VALUES(evaluated_at)
                """, all.stream().map(one -> row(corpId, one)).toList());
    }

    private static @Nullable Object[] row(CorpId corpId, Evaluated one) {
        return new @Nullable Object[] {
            corpId.value(),
            one.chatId().value(),
            one.health().score(),
            one.band() == null ? null : one.band().name(),
            JSON.writeValueAsString(one.health().parts()),
            json(one.signs()),
            one.kind(),
            one.day(),
            JdbcTime.of(one.at())
        };
    }

    @Override
    public Optional<Known> find(CorpId corpId, ChatId chatId) {
        return client.sql("""
                        SELECT score, band, parts, signs, kind, day, evaluated_at, muted_until FROM group_health
                        WHERE corp_id = :corpId AND chat_id = :chatId
                        """)
                .param("corpId", corpId.value())
                .param("chatId", chatId.value())
                .query(JdbcHealths::known)
                .optional();
    }

    private static Known known(ResultSet row, int number) throws SQLException {
        return new Known(
                row.getObject("score", Integer.class),
                row.getString("band"),
                JSON.readValue(row.getString("parts"), PARTS),
                signs(row.getString("signs")),
                row.getString("kind"),
                row.getObject("day", LocalDate.class),
                JdbcTime.getNullable(row, "evaluated_at"),
                JdbcTime.getNullable(row, "muted_until"));
    }

    @Override
    public void mute(CorpId corpId, ChatId chatId, @Nullable Instant until) {
        client.sql("""
                        INSERT INTO group_health (corp_id, chat_id, parts, signs, muted_until)
                        VALUES (:corpId, :chatId, '[]', '[]', :until)
                        ON DUPLICATE KEY UPDATE muted_until = VALUES(muted_until)
                        """)
                .param("corpId", corpId.value())
                .param("chatId", chatId.value())
                .param("until", JdbcTime.ofNullable(until))
                .update();
    }
}
