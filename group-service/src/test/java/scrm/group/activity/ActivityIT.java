package scrm.group.activity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import scrm.events.ConversionEvent.OrderPlaced;
import scrm.events.ConversionEvent.OrderRefunded;
import scrm.events.CorpId;
import scrm.events.EventId;
import scrm.events.ExternalUserId;
import scrm.events.SopEvent.LinkClicked;
import scrm.events.SopEvent.StepSettled;
import scrm.events.TaggingEvent.SurveyAnswered;
import scrm.group.GroupServiceIT;
import scrm.harness.Answer;

class ActivityIT extends GroupServiceIT {
    @Autowired
    private JdbcClient database;

    @Autowired
    private CorpCalendar calendar;

    @Test
    void whatAContactDoesCountsInTheGroupsThatItWasInThen() {
        String contact = people.memberAdds("zhang", "李雷").externalUserId();
        String other = people.memberAdds("zhang", "韩梅").externalUserId();
        Instant before = WECOM.clock().instant();
        WECOM.clock().advance(Duration.ofMinutes(10));
        String one = people.memberCreatesGroup("zhang", "甲", List.of(contact, other));
        String two = people.memberCreatesGroup("zhang", "乙", List.of(contact, other));
        String none = people.memberCreatesGroup("zhang", "丙", List.of(other));
        stays(one, 3);
        stays(two, 3);
        stays(none, 2);
        WECOM.clock().advance(Duration.ofMinutes(10));

        Instant now = WECOM.clock().instant();
        publish(new LinkClicked(id(), corpIdentity(), before, contact, "1", "https://example.com/"));
        publish(new LinkClicked(id(), corpIdentity(), now, contact, "1", "https://example.com/"));
        publish(new SurveyAnswered(
                id(), corpIdentity(), now, null, new ExternalUserId(contact), "1", 1, "2", List.of("q:o")));
        StepSettled sent = new StepSettled(id(), corpIdentity(), now, one, "1", 0, "SENT", null);
        publish(sent);
        publish(sent); // what comes twice counts once
        publish(new StepSettled(id(), corpIdentity(), now, one, "1", 1, "FAILED", null));
        publish(new OrderPlaced(id(), corpIdentity(), before, new ExternalUserId(contact), "o1", "CNY", 500));
        publish(new OrderPlaced(id(), corpIdentity(), now, new ExternalUserId(contact), "o2", "CNY", 900));
        publish(new OrderRefunded(id(), corpIdentity(), now, new ExternalUserId(contact), "o2", "r1", "CNY", 200));

        soon().untilAsserted(() -> {
            assertThat(day(one)).isEqualTo("clicks 1, answers 1, sent 1, failed 1");
            assertThat(day(two)).isEqualTo("clicks 1, answers 1, sent 0, failed 0");
            assertThat(orders()).containsExactlyInAnyOrder(one + " o2 900 200", two + " o2 900 200");
        });
        assertThat(database.sql("SELECT COALESCE(SUM(clicks), 0) FROM group_day WHERE corp_id = ? AND chat_id = ?")
                        .params(corpId(), none)
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void whatIsToldOfADayTakesThePlaceOfWhatWasToldBefore() {
        String chatId = people.memberCreatesGroup("zhang", "群", List.of("li"));
        stays(chatId, 2);
        String day = calendar.today(corpIdentity()).toString();

        assertThat(tell(chatId, day, 20, 2, List.of(speaker("zhang", 12), speaker("li", 5)))
                        .status())
                .isEqualTo(204);
        assertThat(tell(chatId, day, 30, 1, List.of(speaker("zhang", 30))).status())
                .isEqualTo(204);

        assertThat(database.sql(
                                "SELECT CONCAT(messages, ' by ', speakers) FROM group_day WHERE corp_id = ? AND chat_id = ?"
                                        + " AND messages IS NOT NULL")
                        .params(corpId(), chatId)
                        .query(String.class)
                        .list())
                .containsExactly("30 by 1");
        assertThat(database.sql("SELECT CONCAT(member_id, ' ', messages) FROM group_member_day"
                                + " WHERE corp_id = ? AND chat_id = ? ORDER BY member_id")
                        .params(corpId(), chatId)
                        .query(String.class)
                        .list())
                .containsExactly("li 0", "zhang 30");
    }

    @Test
    void whatCannotBeSoIsRefusedByField() {
        String chatId = people.memberCreatesGroup("zhang", "群", List.of("li"));
        stays(chatId, 2);
        String day = calendar.today(corpIdentity()).toString();
        String tomorrow = calendar.today(corpIdentity()).plusDays(1).toString();

        assertThat(field(tell(chatId, tomorrow, 1, 1, List.of()))).isEqualTo("day out_of_range");
        assertThat(field(tell(chatId, day, 1, 2, List.of()))).isEqualTo("speakers too_large");
        assertThat(field(tell(chatId, day, 5, 2, List.of(speaker("zhang", 4), speaker("li", 2)))))
                .isEqualTo("byMember[1].messages too_large");
        assertThat(field(tell(chatId, day, 5, 2, List.of(speaker("li", 1), speaker("li", 1)))))
                .isEqualTo("byMember[1].memberId duplicate");
        assertThat(tell("wrNobody", day, 1, 1, List.of()).status()).isEqualTo(404);
        assertThat(database.sql("SELECT COUNT(*) FROM group_day WHERE corp_id = ? AND messages IS NOT NULL")
                        .params(corpId())
                        .query(Long.class)
                        .single())
                .isZero();
    }

    private static String field(Answer answer) {
        assertThat(answer.status()).isEqualTo(400);
        return answer.json().at("/errors/0/field").asString() + " "
                + answer.json().at("/errors/0/code").asString();
    }

    private Answer tell(String chatId, String day, int messages, int speakers, List<Map<String, Object>> byMember) {
        return post(
                "/group-chats/" + chatId + "/activity",
                Map.of("day", day, "messages", messages, "speakers", speakers, "byMember", byMember));
    }

    private static Map<String, Object> speaker(String memberId, int messages) {
        return Map.of("memberId", memberId, "messages", messages);
    }

    private String day(String chatId) {
        return database.sql("""
                        SELECT COALESCE(CONCAT('clicks ', SUM(clicks), ', answers ', SUM(answers), ', sent ', SUM(sent),
                            ', failed ', SUM(failed)), '')
                        FROM group_day WHERE corp_id = ? AND chat_id = ?
                        """).params(corpId(), chatId).query(String.class).single();
    }

    private List<String> orders() {
        return database.sql("""
                        SELECT CONCAT_WS(' ', chat_id, order_id, amount, refunded) FROM group_order WHERE corp_id = ?
                        """).params(corpId()).query(String.class).list();
    }

    private void stays(String chatId, int members) {
        soon().untilAsserted(() -> assertThat(
                        get("/group-chats/" + chatId).json().path("memberCount").asInt())
                .isEqualTo(members));
    }

    private static EventId id() {
        return EventId.derived("test", UUID.randomUUID().toString());
    }

    private CorpId corpIdentity() {
        return new CorpId(corpId());
    }
}
