package scrm.sop.calendar;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import scrm.events.ChatId;
import scrm.events.CorpId;

@Repository
class JdbcRhythms implements Rhythms {
    private final JdbcClient jdbc;

    JdbcRhythms(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void set(CorpId corpId, ChatId chatId, Rhythm rhythm) {
        jdbc.sql("""
                        INSERT INTO calendar_rhythm (corp_id, chat_id, every_days)
                        VALUES (:corpId, :chatId, :everyDays)
                        ON DUPLICATE KEY UPDATE every_days = VALUES(every_days)
                        """)
                .param("corpId", corpId.value())
                .param("chatId", chatId.value())
                .param("everyDays", rhythm.everyDays())
                .update();
    }

    @Override
    public boolean remove(CorpId corpId, ChatId chatId) {
        return jdbc.sql("DELETE FROM calendar_rhythm WHERE corp_id = :corpId AND chat_id = :chatId")
                        .param("corpId", corpId.value())
                        .param("chatId", chatId.value())
                        .update()
                == 1;
    }

    @Override
    public List<GroupRhythm> list(CorpId corpId, @Nullable ChatId only, @Nullable ChatId after, int limit) {
        return jdbc.sql("""
                        SELECT chat_id, every_days FROM calendar_rhythm
                        WHERE corp_id = :corpId AND chat_id > :after AND (:only IS NULL OR chat_id = :only)
                        ORDER BY chat_id LIMIT :limit
                        """)
                .param("corpId", corpId.value())
                .param("after", after == null ? "" : after.value())
                .param("only", only == null ? null : only.value())
                .param("limit", limit)
                .query((row, _) ->
                        new GroupRhythm(new ChatId(row.getString("chat_id")), new Rhythm(row.getInt("every_days"))))
                .list();
    }
}
