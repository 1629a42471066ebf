package scrm.group.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import scrm.events.GroupEvent.GroupLifecycleChanged;
import scrm.group.GroupServiceIT;
import scrm.group.charter.CharterFixtures;
import scrm.harness.Answer;

class LifecycleIT extends GroupServiceIT {
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

    @Test
    void aGroupGrowsAndItsPlannedEndHasItsOwnerDissolveIt() {
        untilNoon();
        LocalDate endsOn =
                LocalDate.ofInstant(WECOM.clock().instant(), SHANGHAI).plusDays(2);
        String chatId = group("拼团", 6);
        charter(chatId, Map.of("endsOn", endsOn.toString()));
        phase(chatId, "ACTIVE");
        assertThat(moves(chatId)).containsExactly("RECRUITING ACTIVE GROWN", "PLANNED RECRUITING OPENED");

        WECOM.clock().advance(Duration.ofDays(4));

        phase(chatId, "CLOSING");
        JsonNode report = get("/group-chats/" + chatId + "/closing-report").json();
        assertThat(report.path("cause").asString()).isEqualTo("PLANNED_END");
        assertThat(report.path("contactsEver").asInt()).isEqualTo(6);
        assertThat(report.at("/facts/endsOn").asString()).isEqualTo(endsOn.toString());
        String[] table = send(request("/group-chats/" + chatId + "/closing-report")
                        .setHeader("Accept", "text/csv")
                        .GET())
                .http()
                .body()
                .split("\r?\n");
        assertThat(table).hasSize(2);
        assertThat(table[0]).contains("at,cause,openedAt,members,contacts,");
        assertThat(table[1]).contains(",PLANNED_END,", "," + endsOn + ",");
        soon().untilAsserted(() -> assertThat(tasks()).containsExactly("DISSOLVE OPEN SENT 1"));
        assertThat(people.inbox("zhang"))
                .singleElement()
                .satisfies(got ->
                        assertThat(got.content().at("/text/content").asString()).contains("拼团"));

        people.memberInvites(chatId, "zhang", List.of("li"));
        people.changesGroupOwner(chatId, "li");
        soon().untilAsserted(
                        () -> assertThat(all("/group-chats/tasks?owner=li")).hasSize(1));
        WECOM.clock().advance(Duration.ofDays(3).plusMinutes(1));
        soon().untilAsserted(() -> assertThat(tasks()).containsExactly("DISSOLVE OPEN SENT 2"));
        assertThat(people.inbox("li")).hasSize(1);

        people.dismissesGroup(chatId);
        phase(chatId, "DISMISSED");
        soon().untilAsserted(() -> assertThat(tasks()).containsExactly("DISSOLVE DONE SENT 2"));
        assertThat(get("/group-chats/" + chatId + "/closing-report").json()).isEqualTo(report);
        assertThat(get("/group-chats/" + chatId + "/lifecycle").json().path("allowed"))
                .isEmpty();
        assertThat(all("/group-chats/" + chatId + "/timeline").stream()
                        .filter(entry -> entry.path("kind").asString().equals("PHASE_CHANGED"))
                        .map(entry -> entry.path("before").asString() + " "
                                + entry.path("after").asString()))
                .containsExactly("RECRUITING ACTIVE", "ACTIVE CLOSING");
        soon().untilAsserted(() -> assertThat(published(GroupLifecycleChanged.class))
                .extracting(GroupLifecycleChanged::to)
                .containsExactly("RECRUITING", "ACTIVE", "CLOSING", "DISMISSED"));
    }

    @Test
    void aQuietGroupBecomesDormantAndIsClosedUnlessSomebodyComes() {
        String chatId = group("任务", 5);
        charter(chatId, Map.of());
        phase(chatId, "ACTIVE");
        WECOM.clock().advance(Duration.ofDays(8));
        phase(chatId, "DORMANT");

        people.memberInvites(chatId, "zhang", List.of(friend("新客")));
        soon().untilAsserted(() ->
                assertThat(all("/group-chats/" + chatId + "/members")).hasSize(7));
        WECOM.clock().advance(Duration.ofMinutes(2));
        phase(chatId, "ACTIVE");

        WECOM.clock().advance(Duration.ofDays(8));
        phase(chatId, "DORMANT");
        WECOM.clock().advance(Duration.ofDays(15));
        phase(chatId, "CLOSING");
        JsonNode last = all("/group-chats/" + chatId + "/lifecycle/transitions").getFirst();
        assertThat(last.path("cause").asString()).isEqualTo("LONG_DORMANT");
        assertThat(last.at("/evidence/members").asInt()).isEqualTo(7);
        assertThat(last.at("/evidence/lastActiveAt").asString("")).isNotEmpty();
    }

    @Test
    void aGoalThatPeopleReportHasTheGroupClosed() {
        String chatId = group("接龙", 5);
        String path = charter(chatId, Map.of());
        phase(chatId, "ACTIVE");
        assertThat(put(path + "/progress", "*", Map.of("reached", 99)).status()).isEqualTo(200);
        phase(chatId, "ACTIVE");
        put(path + "/progress", "*", Map.of("reached", 100));
        phase(chatId, "CLOSING");
        assertThat(moves(chatId).getFirst()).isEqualTo("ACTIVE CLOSING GOAL_MET");
    }

    @Test
    void aPersonMayDoWhatTheTableHasAndIsToldWhatElse() {
        String chatId = group("闲聊", 1);
        phase(chatId, "RECRUITING");

        Answer refused = move(chatId, "DECLINING", "试试");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.json().path("reason").asString()).isEqualTo("phase_not_allowed");
        assertThat(refused.json().path("detail").asString()).contains("ACTIVE, DORMANT, CLOSING");
        assertThat(move(chatId, "DISMISSED", "试试").status()).isEqualTo(409);
        assertThat(move(chatId, "CLOSING", " ").status()).isEqualTo(400);

        assertThat(move(chatId, "CLOSING", "项目取消").status()).isEqualTo(200);
        soon().untilAsserted(() -> assertThat(tasks()).hasSize(1));
        assertThat(move(chatId, "ACTIVE", "又要了").json().path("heldUntil").asString(""))
                .isNotEmpty();
        assertThat(tasks().getFirst()).startsWith("DISSOLVE OBSOLETE");
        JsonNode last = all("/group-chats/" + chatId + "/lifecycle/transitions").getFirst();
        assertThat(last.path("reason").asString()).isEqualTo("又要了");
        assertThat(last.path("actor").asString()).isEqualTo("somebody");
        assertThat(last.path("cause").asString()).isEqualTo("BY_HAND");

        assertThat(all("/group-chats/lifecycles?phase=ACTIVE"))
                .singleElement()
                .satisfies(standing ->
                        assertThat(standing.path("chatId").asString()).isEqualTo(chatId));
        assertThat(all("/group-chats/lifecycles?phase=CLOSING")).isEmpty();
        assertThat(all("/group-chats/lifecycles")).hasSize(1);
        assertThat(get("/group-chats/lifecycles?phase=DEAD").status()).isEqualTo(400);
        assertThat(get("/group-chats/wrNowhere/lifecycle").status()).isEqualTo(404);
        assertThat(move("wrNowhere", "ACTIVE", "无").status()).isEqualTo(404);
    }

    private Answer move(String chatId, String to, String reason) {
        return post("/group-chats/" + chatId + "/lifecycle/transitions", Map.of("to", to, "reason", reason));
    }

    private String group(String name, int contacts) {
        List<String> friends = IntStream.range(0, contacts)
                .mapToObj(number -> friend("客" + number))
                .toList();
        String chatId = people.memberCreatesGroup("zhang", name, friends);
        soon().untilAsserted(() -> assertThat(
                        get("/group-chats/" + chatId).json().path("memberCount").asInt())
                .isEqualTo(contacts + 1));
        return chatId;
    }

    private String friend(String name) {
        return people.memberAdds("zhang", name).externalUserId();
    }

    private String charter(String chatId, Map<String, Object> parts) {
        Answer answer = post("/charters?chatId=" + chatId, CharterFixtures.charter("群", parts));
        assertThat(answer.status()).as(answer.http().body()).isEqualTo(201);
        return "/charters/" + answer.json().path("id").asString();
    }

    private void phase(String chatId, String phase) {
        soon().untilAsserted(() -> assertThat(get("/group-chats/" + chatId + "/lifecycle")
                        .json()
                        .path("phase")
                        .asString(""))
                .isEqualTo(phase));
    }

    private List<String> moves(String chatId) {
        return all("/group-chats/" + chatId + "/lifecycle/transitions").stream()
                .map(move -> String.join(
                        " ",
                        move.path("from").asString(),
                        move.path("to").asString(),
                        move.path("cause").asString()))
                .toList();
    }

    private List<String> tasks() {
        return all("/group-chats/tasks").stream()
                .map(task -> String.join(
                        " ",
                        task.path("kind").asString(),
                        task.path("status").asString(),
                        task.path("told").asString(),
                        task.path("messages").asString()))
                .toList();
    }
}
