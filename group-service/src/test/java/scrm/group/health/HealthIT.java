package scrm.group.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

import scrm.events.ChatId;
import scrm.events.CorpId;
import scrm.events.GroupEvent.GroupHealthAlerted;
import scrm.events.GroupEvent.GroupHealthChanged;
import scrm.group.GroupServiceIT;
import scrm.group.activity.CorpCalendar;
import scrm.messaging.JdbcTime;

class HealthIT extends GroupServiceIT {
    @Autowired
    private JdbcClient database;

    @Autowired
    private JdbcTemplate template;

    @Autowired
    private CorpCalendar calendar;

    @Autowired
    private EvaluateHealth evaluate;

    @Test
    void joinsAndQuitsOfARealGroupMakeItsFigures() {
        List<String> contacts = friends(6);
        String chatId = people.memberCreatesGroup("zhang", "群", contacts.subList(0, 3));
        known(chatId, 4);
        people.memberInvites(chatId, "zhang", contacts.subList(3, 6));
        known(chatId, 7);
        people.quitsGroup(chatId, contacts.get(0));
        people.ownerRemoves(chatId, List.of(contacts.get(1)));
        known(chatId, 5);

        soon().untilAsserted(() -> {
            evaluateAll();
            assertThat(database.sql("SELECT CONCAT_WS(' ', joins, quits, removals, untold, left_1) FROM group_day"
                                    + " WHERE corp_id = ? AND chat_id = ?")
                            .params(corpId(), chatId)
                            .query(String.class)
                            .list())
                    .containsExactly("6 2 1 0 2");
        });
        JsonNode health = get("/group-chats/" + chatId + "/health").json();
        assertThat(health.path("score").isNull() || health.path("score").isMissingNode())
                .isTrue();
        assertThat(health.path("components")).hasSize(Component.values().length);
        assertThat(component(health, "RETENTION_1").path("known").asBoolean()).isFalse();
        assertThat(component(health, "RETENTION_1").path("definition").asString())
                .contains("stayed for a day");
    }

    @Test
    void aGroupThatIsDyingIsAlertedOnceWithItsReasonsAndTheAlertClosesWhenItRecovers() {
        String chatId = group(100, 100);
        LocalDate today = calendar.today(identity());
        for (int ago = 8; ago <= 35; ago++) {
            joins(chatId, "old" + ago, today.minusDays(ago), 2);
        }
        quits(chatId, "old", today.minusDays(3), 4);
        due(chatId);
        evaluateAll();

        JsonNode alert = all("/health-alerts?open=true").getFirst();
        assertThat(alert.path("cause").asString()).isEqualTo("DYING");
        assertThat(reasons(alert)).containsExactly("NO_JOINS", "QUITS_RISE");
        assertThat(alert.at("/reasons/0/usual").asDouble()).isEqualTo(14);
        assertThat(get("/health-alerts/" + alert.path("id").asString()).json().path("id"))
                .isEqualTo(alert.path("id"));
        soon().untilAsserted(() -> assertThat(published(GroupHealthAlerted.class))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.chatId()).isEqualTo(new ChatId(chatId));
                    assertThat(event.alertId()).isEqualTo(alert.path("id").asString());
                    assertThat(event.reasons()).containsExactly("NO_JOINS", "QUITS_RISE");
                }));

        due(chatId);
        evaluateAll();
        assertThat(all("/health-alerts")).hasSize(1);

        for (int ago = 1; ago <= 7; ago++) {
            joins(chatId, "new" + ago, today.minusDays(ago), 3);
        }
        database.sql("UPDATE group_member_spell SET quit_at = NULL WHERE corp_id = ? AND chat_id = ?")
                .params(corpId(), chatId)
                .update();
        due(chatId);
        evaluateAll();
        assertThat(all("/health-alerts?open=true")).isEmpty();
        assertThat(all("/health-alerts?open=false")).hasSize(1);

        database.sql("DELETE FROM group_member_spell WHERE corp_id = ? AND chat_id = ? AND member_id LIKE 'wmnew%'")
                .params(corpId(), chatId)
                .update();
        quits(chatId, "old", today.minusDays(3), 4);
        due(chatId);
        evaluateAll();
        // On the same day it is the same alert again, and nobody is told twice.
        assertThat(all("/health-alerts"))
                .singleElement()
                .satisfies(again -> assertThat(again.path("open").asBoolean()).isTrue());
    }

    @Test
    void aSingleSignIsOnlyWatchedAndAMutedGroupIsNotAlerted() {
        String watched = group(100, 100);
        String muted = group(100, 100);
        LocalDate today = calendar.today(identity());
        for (String chatId : List.of(watched, muted)) {
            for (int ago = 8; ago <= 35; ago++) {
                joins(chatId, "old" + ago, today.minusDays(ago), 2);
            }
        }
        quits(muted, "old", today, 9);
        Instant until = WECOM.clock().instant().plus(Duration.ofDays(2));
        assertThat(put("/group-chats/" + muted + "/health/mute", "*", Map.of("until", until.toString()))
                        .status())
                .isEqualTo(204);
        due(watched);
        due(muted);
        evaluateAll();

        assertThat(all("/health-alerts")).isEmpty();
        assertThat(all("/health-alerts?watch=true&owner=zhang")).singleElement().satisfies(alert -> {
            assertThat(alert.path("chatId").asString()).isEqualTo(watched);
            assertThat(alert.path("watched").asBoolean()).isTrue();
        });
        assertThat(delete("/group-chats/" + muted + "/health/mute").status()).isEqualTo(204);
        due(muted);
        evaluateAll();
        assertThat(all("/health-alerts"))
                .extracting(alert -> alert.path("cause").asString())
                .containsExactly("QUIT_BURST");
        assertThat(put("/group-chats/" + muted + "/health/mute", "*", Map.of("until", "2020-01-01T00:00:00Z"))
                        .json()
                        .at("/errors/0/field")
                        .asString())
                .isEqualTo("until");
        assertThat(put("/group-chats/wrNobody/health/mute", "*", Map.of("until", until.toString()))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void healthComesIncrementallyToWhatOnePassOverAllStaysGives() {
        List<String> chats = new ArrayList<>();
        LocalDate today = calendar.today(identity());
        for (int group = 0; group < 12; group++) {
            String chatId = group(80, 60);
            chats.add(chatId);
            for (int ago = 1; ago <= 60; ago += 1 + group % 3) {
                joins(chatId, "m" + ago, today.minusDays(ago), 1 + ago % 4);
            }
            due(chatId);
        }
        evaluateAll();
        for (String chatId : chats) { // and something happens behind it, day by day
            quits(chatId, "m", today.minusDays(chats.indexOf(chatId)), 5);
            due(chatId);
        }
        evaluateAll();

        for (String chatId : chats) {
            assertThat(database.sql("""
                                    SELECT CONCAT_WS(' ', SUM(joins), SUM(quits), SUM(left_1), SUM(left_7), SUM(left_30))
                                    FROM group_day WHERE corp_id = ? AND chat_id = ? AND day >= ?
                                    """)
                            .params(corpId(), chatId, today.minusDays(60))
                            .query(String.class)
                            .single())
                    .isEqualTo(database.sql("""
                                    SELECT CONCAT_WS(' ', SUM(joined_at >= ?), SUM(COALESCE(quit_at >= ?, 0)),
                                        SUM(joined_at >= ? AND quit_at < joined_at + INTERVAL 1 DAY IS TRUE),
                                        SUM(joined_at >= ? AND quit_at < joined_at + INTERVAL 7 DAY IS TRUE),
                                        SUM(joined_at >= ? AND quit_at < joined_at + INTERVAL 30 DAY IS TRUE))
                                    FROM group_member_spell WHERE corp_id = ? AND chat_id = ? AND is_external
                                    """)
                            .params(
                                    start(today),
                                    start(today),
                                    start(today),
                                    start(today),
                                    start(today),
                                    corpId(),
                                    chatId)
                            .query(String.class)
                            .single());
            assertThat(get("/group-chats/" + chatId + "/health")
                            .json()
                            .path("score")
                            .asInt(-1))
                    .isBetween(0, 100);
        }
        soon().untilAsserted(() -> assertThat(published(GroupHealthChanged.class))
                .extracting(event -> event.chatId().value())
                .containsAll(chats));
        // A group that nothing happens to is looked at no more before tomorrow.
        assertThat(database.sql("SELECT COUNT(*) FROM group_due WHERE corp_id = ? AND due_at <= ?")
                        .params(corpId(), JdbcTime.of(WECOM.clock().instant()))
                        .query(Long.class)
                        .single())
                .isZero();
    }

    private Object start(LocalDate today) {
        return JdbcTime.of(
                today.minusDays(60).atStartOfDay(calendar.zone(identity())).toInstant());
    }

    private static List<String> reasons(JsonNode alert) {
        List<String> reasons = new ArrayList<>();
        alert.path("reasons")
                .forEach(reason -> reasons.add(reason.path("reason").asString()));
        return reasons;
    }

    private static JsonNode component(JsonNode health, String name) {
        for (JsonNode component : health.path("components")) {
            if (component.path("component").asString().equals(name)) {
                return component;
            }
        }
        throw new AssertionError(name);
    }

    private void evaluateAll() {
        while (evaluate.some(identity())) {}
    }

    private int groups;

    /** A group that is written down without WeCom. */
    private String group(int days, int contacts) {
        String chatId = "wr" + corpId() + "-" + groups++;
        database.sql("""
                        INSERT INTO group_chat (corp_id, chat_id, owner, name, notice, create_time, earlier_versions,
                            external_count)
                        VALUES (?, ?, 'zhang', '', '', ?, '', ?)
                        """)
                .params(corpId(), chatId, JdbcTime.of(WECOM.clock().instant().minus(Duration.ofDays(days))), contacts)
                .update();
        return chatId;
    }

    private void joins(String chatId, String prefix, LocalDate day, int howMany) {
        Instant noon = day.atTime(12, 0).atZone(calendar.zone(identity())).toInstant();
        for (int i = 0; i < howMany; i++) {
            template.update("""
                    INSERT INTO group_member_spell (corp_id, chat_id, member_id, is_external, joined_at, join_told)
                    VALUES (?, ?, ?, TRUE, ?, TRUE)
                    """, corpId(), chatId, "wm" + prefix + "-" + i, JdbcTime.of(noon));
        }
    }

    private void quits(String chatId, String prefix, LocalDate day, int howMany) {
        Instant evening = day.atTime(18, 0).atZone(calendar.zone(identity())).toInstant();
        template.update(
                """
                UPDATE group_member_spell SET quit_at = ?, quit_scene = 0
                WHERE corp_id = ? AND chat_id = ? AND member_id LIKE ? AND joined_at < ? AND quit_at IS NULL
                ORDER BY id LIMIT ?
                """, JdbcTime.of(evening), corpId(), chatId, "wm" + prefix + "%", JdbcTime.of(evening), howMany);
    }

    private void due(String chatId) {
        template.update("""
                INSERT INTO group_due (corp_id, chat_id, due_at, members_changed) VALUES (?, ?, ?, TRUE)
                ON DUPLICATE KEY UPDATE due_at = VALUES(due_at), members_changed = TRUE
                """, corpId(), chatId, JdbcTime.of(WECOM.clock().instant()));
    }

    private List<String> friends(int howMany) {
        List<String> friends = new ArrayList<>();
        for (int i = 0; i < howMany; i++) {
            friends.add(people.memberAdds("zhang", "客" + i).externalUserId());
        }
        return friends;
    }

    private void known(String chatId, int members) {
        soon().untilAsserted(() -> assertThat(
                        get("/group-chats/" + chatId).json().path("memberCount").asInt())
                .isEqualTo(members));
    }

    private CorpId identity() {
        return new CorpId(corpId());
    }
}
