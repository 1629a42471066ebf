package scrm.group.growth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import scrm.events.GroupEvent.NextGroupOpened;
import scrm.group.GroupServiceIT;
import scrm.group.charter.CharterFixtures;
import scrm.harness.Answer;

class GrowthIT extends GroupServiceIT {
    @Test
    void theNextGroupIsPreparedOnceAndGoesOnForTheFullOne() {
        untilNoon();
        String full = people.memberCreatesGroup("zhang", "福利1群", List.of(friend("一")));
        charter(full, Map.of("softCap", 4, "preparesNext", true));
        people.memberInvites(full, "zhang", List.of(friend("二")));
        soon().untilAsserted(() ->
                assertThat(all("/group-chats/" + full + "/members")).hasSize(3));
        assertThat(all("/charters")).hasSize(1);

        people.memberInvites(full, "zhang", List.of(friend("三"), friend("四")));

        soon().untilAsserted(() -> assertThat(all("/charters")).hasSize(2));
        people.memberInvites(full, "zhang", List.of(friend("五")));
        soon().untilAsserted(() ->
                assertThat(all("/group-chats/" + full + "/members")).hasSize(6));
        JsonNode unwanted = all("/charters?opened=false").getFirst();
        delete("/charters/" + unwanted.path("id").asString(), "*");
        assertThat(tasks()).singleElement().asString().startsWith("MAKE_GROUP OBSOLETE");
        people.memberInvites(full, "zhang", List.of(friend("六")));
        soon().untilAsserted(() -> assertThat(all("/charters")).hasSize(2));
        JsonNode next = all("/charters?opened=false").getFirst();
        assertThat(next.path("name").asString()).isEqualTo("福利2群");
        assertThat(next.path("status").asString()).isEqualTo("APPROVED");
        assertThat(next.path("follows").asString())
                .isEqualTo(all("/charters?opened=true").getFirst().path("id").asString());
        soon().untilAsserted(() ->
                assertThat(tasks()).anySatisfy(task -> assertThat(task).isEqualTo("MAKE_GROUP OPEN SENT")));
        assertThat(people.inbox("zhang"))
                .last()
                .satisfies(got ->
                        assertThat(got.content().at("/text/content").asString()).contains("福利2群"));

        String made = people.memberCreatesGroup("zhang", "福利2群", List.of("li"));

        soon().untilAsserted(() -> assertThat(published(NextGroupOpened.class))
                .singleElement()
                .satisfies(told -> {
                    assertThat(told.chatId().value()).isEqualTo(full);
                    assertThat(told.next().value()).isEqualTo(made);
                }));
        assertThat(tasks()).contains("MAKE_GROUP DONE SENT");
        assertThat(all("/charters")).hasSize(2);
    }

    @Test
    void aGroupThatIsToBeTheOnlyOneHasNoNext() {
        String full = people.memberCreatesGroup("zhang", "唯一", List.of(friend("一"), friend("二")));
        charter(full, Map.of("softCap", 3));
        people.memberInvites(full, "zhang", List.of(friend("三")));
        soon().untilAsserted(() ->
                assertThat(all("/group-chats/" + full + "/members")).hasSize(4));
        assertThat(all("/charters?opened=false")).isEmpty();
        String other = people.memberCreatesGroup("zhang", "别的", List.of(friend("四"), friend("五")));
        charter(other, Map.of("softCap", 4, "preparesNext", true));
        assertThat(all("/charters?opened=false")).isEmpty();
        people.memberInvites(other, "zhang", List.of(friend("六")));

        soon().untilAsserted(() -> assertThat(all("/charters?opened=false"))
                .singleElement()
                .satisfies(next -> assertThat(next.path("name").asString()).isEqualTo("群2")));
    }

    private void charter(String chatId, Map<String, Object> parts) {
        soon().untilAsserted(() -> assertThat(
                        get("/group-chats/" + chatId).json().path("name").asString(""))
                .isNotEmpty());
        String name = get("/group-chats/" + chatId).json().path("name").asString();
        Answer answer =
                post("/charters?chatId=" + chatId, CharterFixtures.charter(name.equals("别的") ? "群" : name, parts));
        assertThat(answer.status()).as(answer.http().body()).isEqualTo(201);
        Answer approved = post("/charters/" + answer.json().path("id").asString() + "/approve", Map.of());
        assertThat(approved.status()).as(approved.http().body()).isEqualTo(200);
    }

    private String friend(String name) {
        return people.memberAdds("zhang", name).externalUserId();
    }

    private List<String> tasks() {
        return all("/group-chats/tasks").stream()
                .map(task -> String.join(
                        " ",
                        task.path("kind").asString(),
                        task.path("status").asString(),
                        task.path("told").asString()))
                .toList();
    }
}
