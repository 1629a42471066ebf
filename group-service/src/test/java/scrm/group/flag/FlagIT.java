package scrm.group.flag;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import scrm.group.GroupServiceIT;

class FlagIT extends GroupServiceIT {
    private static final String TASKS = "/group-chats/removal-tasks";

    @Test
    void anAdvertiserIsFlaggedAndTheOwnersTaskIsDoneOnceTheMemberIsOut() {
        String advertiser = people.memberAdds("zhang", "广告").externalUserId();
        String chatId = group("zhang", advertiser);
        flag(chatId, advertiser, "发广告链接");
        flag(chatId, advertiser, "又发了一次");

        assertThat(all(flags(chatId, advertiser)))
                .extracting(flag -> flag.path("evidence").asString())
                .containsExactly("发广告链接", "又发了一次");
        assertThat(all(TASKS + "?owner=zhang")).singleElement().satisfies(task -> {
            assertThat(task.path("chatId").asString()).isEqualTo(chatId);
            assertThat(task.path("memberId").asString()).isEqualTo(advertiser);
            assertThat(task.path("owner").asString()).isEqualTo("zhang");
            assertThat(task.path("flags").asInt()).isEqualTo(2);
        });
        assertThat(all(TASKS + "?owner=li")).isEmpty();

        people.ownerRemoves(chatId, List.of(advertiser));

        soon().untilAsserted(() -> assertThat(all(TASKS)).isEmpty());
        assertThat(all(TASKS + "?state=DONE"))
                .singleElement()
                .satisfies(
                        task -> assertThat(task.path("settledAt").asString("")).isNotEmpty());
    }

    @Test
    void whoCameBackAndIsFlaggedAgainGetsATaskOfItsOwn() {
        String contact = people.memberAdds("zhang", "客").externalUserId();
        String chatId = group("zhang", contact);
        flag(chatId, contact, "一");
        people.ownerRemoves(chatId, List.of(contact));
        soon().untilAsserted(() -> assertThat(all(TASKS + "?state=DONE")).hasSize(1));
        people.memberInvites(chatId, "zhang", List.of(contact));
        soon().untilAsserted(() ->
                assertThat(all("/group-chats/" + chatId + "/members")).hasSize(2));

        flag(chatId, contact, "二");

        assertThat(all(TASKS)).hasSize(1);
        assertThat(all(TASKS + "?state=DONE")).hasSize(1);
    }

    @Test
    void aTaskIsWithdrawnIfTheMemberMayStay() {
        String contact = people.memberAdds("zhang", "客").externalUserId();
        String chatId = group("zhang", contact);
        flag(chatId, contact, "误会");
        String id = all(TASKS).getFirst().path("id").asString();

        JsonNode withdrawn = post(TASKS + "/" + id + "/withdraw", Map.of()).json();

        assertThat(withdrawn.path("state").asString()).isEqualTo("WITHDRAWN");
        assertThat(all(TASKS)).isEmpty();
        people.quitsGroup(chatId, contact);
        soon().untilAsserted(() ->
                assertThat(all("/group-chats/" + chatId + "/members")).hasSize(1));
        assertThat(all(TASKS + "?state=DONE")).isEmpty();
    }

    @Test
    void onlyWhoIsInTheGroupCanBeFlagged() {
        String contact = people.memberAdds("zhang", "客").externalUserId();
        String chatId = group("zhang");

        assertThat(post(flags(chatId, contact), Map.of("reason", "OTHER", "evidence", "x"))
                        .status())
                .isEqualTo(404);
        assertThat(post(flags(chatId, "zhang"), Map.of("reason", "OTHER", "evidence", " "))
                        .json()
                        .path("errors")
                        .get(0)
                        .path("field")
                        .asString())
                .isEqualTo("evidence");
        assertThat(all(TASKS)).isEmpty();
    }

    private static String flags(String chatId, String memberId) {
        return "/group-chats/" + chatId + "/members/" + memberId + "/flags";
    }

    private void flag(String chatId, String memberId, String evidence) {
        assertThat(post(flags(chatId, memberId), Map.of("reason", "ADVERTISING", "evidence", evidence))
                        .status())
                .isEqualTo(201);
    }

    private String group(String owner, String... members) {
        String chatId = people.memberCreatesGroup(owner, "群", List.of(members));
        soon().untilAsserted(() -> {
            JsonNode chat = get("/group-chats/" + chatId).json();
            assertThat(chat.path("memberCount").asInt()).isEqualTo(1 + members.length);
            assertThat(chat.path("owner").asString("")).isNotEmpty();
        });
        return chatId;
    }
}
