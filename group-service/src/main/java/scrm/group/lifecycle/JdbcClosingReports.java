package scrm.group.lifecycle;

import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import scrm.events.ChatId;
import scrm.events.CorpId;
import scrm.group.lifecycle.Lifecycles.Change;
import scrm.messaging.EventJson;
import scrm.messaging.JdbcTime;

@Repository
class JdbcClosingReports implements ClosingReports {
    private final JdbcClient client;
    private final EventJson json;

    JdbcClosingReports(JdbcClient client, EventJson json) {
        this.client = client;
        this.json = json;
    }

    @Override
    public void freeze(CorpId corpId, ChatId chatId, Change change, Facts facts) {
        ClosingReport report = client.sql("""
                        SELECT COUNT(DISTINCT member_id) AS contacts, COUNT(*) AS stays,
                               COALESCE(SUM(quit_scene = 0), 0) AS gone, COALESCE(SUM(quit_scene = 1), 0) AS removed,
                               COALESCE(AVG(TIMESTAMPDIFF(DAY, joined_at, COALESCE(quit_at, :now))), 0) AS days
                        FROM group_member_spell
                        WHERE corp_id = :corpId AND chat_id = :chatId AND is_external
                        """)
                .param("now", JdbcTime.of(change.at()))
                .param("corpId", corpId.value())
                .param("chatId", chatId.value())
                .query((row, _) -> new ClosingReport(
                        change.at(),
                        change.cause(),
                        facts,
                        row.getLong("contacts"),
                        row.getLong("stays"),
                        row.getLong("gone"),
                        row.getLong("removed"),
                        Math.round(row.getDouble("days"))))
                .single();
        client.sql("""
                        INSERT INTO group_closing_report (corp_id, chat_id, frozen_at, report)
                        VALUES (:corpId, :chatId, :at, :report)
                        """)
                .param("corpId", corpId.value())
                .param("chatId", chatId.value())
                .param("at", JdbcTime.of(change.at()))
                .param("report", json.writeRecord(report))
                .update();
    }

    @Override
    public Optional<ClosingReport> find(CorpId corpId, ChatId chatId) {
        return client.sql("""
                        SELECT report FROM group_closing_report
                        WHERE corp_id = :corpId AND chat_id = :chatId ORDER BY id DESC LIMIT 1
                        """)
                .param("corpId", corpId.value())
                .param("chatId", chatId.value())
                .query(String.class)
                .optional()
                .map(report -> json.readRecord(report, ClosingReport.class));
    }
}
