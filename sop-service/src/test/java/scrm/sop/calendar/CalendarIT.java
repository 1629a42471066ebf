package scrm.sop.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import scrm.events.ChatId;
import scrm.events.CorpId;
import scrm.events.EventId;
import scrm.events.GroupEvent.DayTopic;
import scrm.events.GroupEvent.GroupChartered;
import scrm.harness.Answer;
import scrm.sop.SopServiceIT;

class CalendarIT extends SopServiceIT {
    private static final String DECEMBER = "from=2026-12-01T00:00:00Z&until=2026-12-31T00:00:00Z";

    @Test
    void entriesAreListedInTheOrderOfTime() {
        add("2026-12-03T02:00:00Z", "三", Map.of("chatId", "wr1", "host", "li"));
        add("2026-12-01T02:00:00Z", "一", Map.of("chatId", "wr1", "host", "zhang"));
        add("2026-12-02T02:00:00Z", "二", Map.of("kind", "WELFARE", "planId", "12"));
        for (int i = 0; i < 8; i++) {
            add("2026-12-02T03:00:00Z", "同时" + i, Map.of("planId", "13"));
        }
        add("2027-01-01T02:00:00Z", "明年", Map.of("chatId", "wr1"));

        assertThat(topics("/calendar?" + DECEMBER))
                .containsExactly("一", "二", "同时0", "同时1", "同时2", "同时3", "同时4", "同时5", "同时6", "同时7", "三");
        assertThat(topics("/calendar?" + DECEMBER + "&chatId=wr1")).containsExactly("一", "三");
        assertThat(topics("/calendar?" + DECEMBER + "&kind=WELFARE")).containsExactly("二");
        assertThat(topics("/calendar?" + DECEMBER + "&host=li")).containsExactly("三");
        assertThat(topics("/calendar?" + DECEMBER + "&planId=13&status=READY")).isEmpty();
    }

    @Test
    void whatCannotBeAnEntryIsRefused() {
        Answer nowhere = post("/calendar", Map.of("startsAt", "2026-12-01T02:00:00Z", "topic", "x"));
        assertThat(nowhere.status()).isEqualTo(400);
        assertThat(nowhere.json().at("/errors/0/code").asString()).isEqualTo("place_missing");
        Answer unknown = post(
                "/calendar",
                Map.of("startsAt", "2026-12-01T02:00:00Z", "topic", "x", "chatId", "wr1", "materialId", "99999999"));
        assertThat(unknown.json().at("/errors/0/field").asString()).isEqualTo("materialId");
        assertThat(get("/calendar?from=2026-12-01T00:00:00Z&until=2028-12-01T00:00:00Z")
                        .json()
                        .at("/errors/0/code")
                        .asString())
                .isEqualTo("too_many_days");
    }

    @Test
    void anEditIsMadeOnWhatWasRead() {
        String path = "/calendar/" + add("2026-12-01T02:00:00Z", "旧", Map.of("chatId", "wr1"));
        Map<String, Object> body =
                Map.of("startsAt", "2026-12-01T03:00:00Z", "topic", "新", "chatId", "wr1", "status", "READY");

        Answer edited = put(path, get(path).etag(), body);

        assertThat(edited.status()).isEqualTo(200);
        assertThat(edited.json().path("status").asString()).isEqualTo("READY");
        assertThat(put(path, "\"1\"", body).status()).isEqualTo(412);
    }

    @Test
    void aCharterBringsItsTopicsAndLeavesAloneWhatPeopleEdited() {
        charter("1", 1, List.of(new DayTopic(1, "开营"), new DayTopic(3, "答疑"), new DayTopic(5, "结营")));
        soon().untilAsserted(() -> assertThat(topics("/calendar?" + DECEMBER)).containsExactly("开营", "答疑", "结营"));
        JsonNode second = all("/calendar?" + DECEMBER).get(1);
        assertThat(second.path("startsAt").asString()).isEqualTo("2026-12-03T02:00:00Z");
        assertThat(second.path("kind").asString()).isEqualTo("SUBJECT");
        put(
                "/calendar/" + second.path("id").asString(),
                "\"1\"",
                Map.of("startsAt", "2026-12-03T12:00:00Z", "topic", "直播答疑", "chatId", "wr1"));

        charter("2", 2, List.of(new DayTopic(2, "开营改期"), new DayTopic(4, "答疑")));

        soon().untilAsserted(() ->
                assertThat(topics("/calendar?" + DECEMBER + "&status=PLANNED")).containsExactly("开营改期", "直播答疑"));
        assertThat(topics("/calendar?" + DECEMBER + "&status=DROPPED")).containsExactly("结营");
    }

    @Test
    void daysOnWhichAGroupKeepsNoPromiseAreShown() {
        assertThat(put("/calendar/rhythms/wr1", "*", Map.of("everyDays", 1)).status())
                .isEqualTo(200);
        put("/calendar/rhythms/wr2", "*", Map.of("everyDays", 7));
        add("2026-11-30T16:30:00Z", "一日零点半", Map.of("chatId", "wr1"));
        add("2026-12-03T02:00:00Z", "三", Map.of("chatId", "wr1"));
        String dropped = add("2026-12-04T02:00:00Z", "四", Map.of("chatId", "wr1"));
        put(
                "/calendar/" + dropped,
                "\"1\"",
                Map.of("startsAt", "2026-12-04T02:00:00Z", "topic", "四", "chatId", "wr1", "status", "DROPPED"));
        add("2026-12-01T02:00:00Z", "周", Map.of("chatId", "wr2"));

        List<JsonNode> gaps = all("/calendar/gaps?from=2026-12-01&until=2026-12-04");

        assertThat(gaps).hasSize(2);
        assertThat(gaps.getFirst().path("gaps")).hasSize(2);
        assertThat(gaps.getFirst().at("/gaps/0/from").asString()).isEqualTo("2026-12-02");
        assertThat(gaps.getFirst().at("/gaps/1/from").asString()).isEqualTo("2026-12-04");
        assertThat(gaps.getLast().at("/gaps/0/from").asString())
                .as("nothing for a week from the second on")
                .isEqualTo("2026-12-02");
        assertThat(delete("/calendar/rhythms/wr2").status()).isEqualTo(204);
        assertThat(all("/calendar/gaps?from=2026-12-01&until=2026-12-04&chatId=wr2"))
                .isEmpty();
    }

    @Test
    void whatComesTooCloseIsShown() {
        add("2026-12-01T02:00:00Z", "甲", Map.of("chatId", "wr1", "host", "zhang"));
        add("2026-12-01T03:30:00Z", "乙", Map.of("chatId", "wr1"));
        add("2026-12-01T03:00:00Z", "丙", Map.of("chatId", "wr2", "host", "zhang"));
        add("2026-12-01T09:00:00Z", "丁", Map.of("chatId", "wr2", "host", "zhang"));

        List<JsonNode> collisions = all("/calendar/collisions?" + DECEMBER);

        assertThat(collisions.stream()
                        .map((JsonNode found) -> found.path("cause").asString()
                                + found.at("/before/topic").asString()
                                + found.at("/entry/topic").asString()))
                .containsExactly("HOST甲丙", "PLACE甲乙");
        assertThat(all("/calendar/collisions?" + DECEMBER + "&hours=1")).isEmpty();
    }

    @Test
    void otherCalendarsReadTheFile() {
        add("2026-12-01T02:00:00Z", "甲", Map.of("chatId", "wr1"));

        Answer file = get("/calendar/ical?" + DECEMBER);

        assertThat(file.http().headers().firstValue("Content-Type").orElseThrow())
                .startsWith("text/calendar");
        assertThat(file.http().body()).contains("BEGIN:VEVENT", "SUMMARY:甲");
    }

    @Test
    void aCorpKeepsDaysOfItsOwn() {
        assertThat(put("/calendar/festivals/own/店庆", "*", Map.of("month", 8, "day", 18))
                        .status())
                .isEqualTo(200);
        put("/calendar/festivals/own/老板生日", "*", Map.of("month", 12, "day", 8, "lunar", true));
        assertThat(put("/calendar/festivals/own/错", "*", Map.of("month", 2, "day", 30))
                        .status())
                .isEqualTo(400);

        Map<String, String> days = new HashMap<>();
        get("/calendar/festivals?year=2026")
                .json()
                .forEach(day ->
                        days.put(day.path("name").asString(), day.path("day").asString()));

        assertThat(days)
                .containsEntry("春节", "2026-02-17")
                .containsEntry("店庆", "2026-08-18")
                .containsEntry("老板生日", "2026-01-26");
        assertThat(delete("/calendar/festivals/own/店庆").status()).isEqualTo(204);
        assertThat(get("/calendar/festivals?year=2101").status()).isEqualTo(400);
    }

    @Test
    void anEntryIsSentOnceWhatSendsItWasAndNoOtherIs() {
        corp.people().memberJoins("zhang", "张三");
        String plan = post(
                        "/plans",
                        Map.of(
                                "name",
                                "计划",
                                "trigger",
                                Map.of("type", "CONTACT_ADDED"),
                                "steps",
                                List.of(Map.of(
                                        "key",
                                        "hello",
                                        "when",
                                        Map.of("after", "PT1H"),
                                        "content",
                                        Map.of("text", "你好")))))
                .json()
                .path("id")
                .asString();
        assertThat(post("/plans/" + plan + "/publish", Map.of()).status()).isEqualTo(200);
        String contact = corp.people().memberAdds("zhang", "小李").externalUserId();
        soon().untilAsserted(() -> assertThat(all("/due-steps")).hasSize(1));
        String campaign = post(
                        "/group-messages",
                        Map.of(
                                "name",
                                "群发",
                                "content",
                                Map.of("text", "上新"),
                                "audience",
                                Map.of("externalUserIds", List.of(contact))))
                .json()
                .path("id")
                .asString();
        String today = WECOM.clock().instant().plus(Duration.ofHours(1)).toString();
        String byCampaign = add(today, "群发", Map.of("kind", "WELFARE", "campaignId", campaign));
        String byStep = add(today, "问候", Map.of("planId", plan, "stepKey", "hello"));
        add(today, "别的一步", Map.of("planId", plan, "stepKey", "other"));
        add(
                WECOM.clock().instant().plus(Duration.ofDays(9)).toString(),
                "下周",
                Map.of("planId", plan, "stepKey", "hello"));

        WECOM.clock().advance(Duration.ofHours(1));
        soon().untilAsserted(() -> {
            WECOM.clock().advance(Duration.ofSeconds(5));
            assertThat(all("/group-messages?status=CREATED")).hasSize(2);
        });
        all("/group-messages?status=CREATED")
                .forEach(message -> soon().ignoreExceptions()
                        .until(() -> corp.people()
                                        .memberConfirmsSend(
                                                message.path("msgid").asString(), "zhang")
                                > 0));
        WECOM.clock().advance(Duration.ofMinutes(16));

        String sent = "/calendar?from=%s&until=%s&status=SENT"
                .formatted(
                        WECOM.clock().instant().minus(Duration.ofDays(1)),
                        WECOM.clock().instant().plus(Duration.ofDays(20)));
        soon().untilAsserted(() -> assertThat(topics(sent)).containsExactlyInAnyOrder("群发", "问候"));
        assertThat(get("/calendar/" + byCampaign).json().path("campaignId").asString())
                .isEqualTo(campaign);
        assertThat(get("/calendar/" + byStep).json().path("stepKey").asString()).isEqualTo("hello");
    }

    private void charter(String event, int version, List<DayTopic> topics) {
        publish(new GroupChartered(
                EventId.derived("calendar-it", corpId(), event),
                new CorpId(corpId()),
                WECOM.clock().instant().plus(Duration.ofSeconds(version)),
                new ChatId("wr1"),
                "5",
                version,
                "SUBJECT",
                List.of(),
                List.of(),
                topics,
                LocalDate.of(2026, 12, 1),
                null));
    }

    private String add(String startsAt, String topic, Map<String, Object> more) {
        Map<String, Object> body = new HashMap<>(more);
        body.put("startsAt", Instant.parse(startsAt).toString());
        body.put("topic", topic);
        Answer answer = post("/calendar", body);
        assertThat(answer.status()).as(answer.http().body()).isEqualTo(201);
        return answer.json().path("id").asString();
    }

    private List<String> topics(String path) {
        return all(path).stream()
                .map((JsonNode entry) -> entry.path("topic").asString())
                .toList();
    }
}
