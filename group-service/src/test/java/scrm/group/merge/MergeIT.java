package scrm.group.merge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import scrm.group.GroupServiceIT;
import scrm.harness.Answer;

class MergeIT extends GroupServiceIT {
    @Test
    void smallDormantGroupsOfAnOwnerArePairedAndMergedByInvitation() {
        String both = friend("两边");
        String small = dormant("zhang", "小群", List.of(both));
        String larger = dormant("zhang", "大群", List.of(both, friend("一"), friend("二")));
        dormant("li", "别人的", List.of("zhang"));
        people.memberCreatesGroup("zhang", "活群", List.of("li"));

        List<JsonNode> proposals = all("/group-chats/merge-proposals");
        assertThat(proposals).singleElement().satisfies(proposal -> {
            assertThat(proposal.path("from").asString()).isEqualTo(small);
            assertThat(proposal.path("into").asString()).isEqualTo(larger);
            assertThat(proposal.path("shared").asInt()).isEqualTo(2); // the contact, and the owner
            assertThat(proposal.path("expectedSize").asInt()).isEqualTo(4);
        });
        assertThat(all("/group-chats/merge-proposals?owner=li")).isEmpty();

        Answer accepted = accept(small, larger);
        assertThat(accepted.status()).as(accepted.http().body()).isEqualTo(201);
        assertThat(accept(small, larger).json().path("reason").asString()).isEqualTo("merged_already");
        assertThat(accept(larger, "wrNowhere").json().path("reason").asString()).isEqualTo("not_mergeable");

        assertThat(all("/group-chats/merge-proposals")).isEmpty();
        assertThat(all("/group-chats/merges")).hasSize(1);
        assertThat(all("/group-chats/tasks")).singleElement().satisfies(task -> {
            assertThat(task.path("kind").asString()).isEqualTo("INVITE");
            assertThat(task.path("owner").asString()).isEqualTo("zhang");
            assertThat(task.path("text").asString()).contains("小群", "大群");
        });
        String id = all("/group-chats/tasks").getFirst().path("id").asString();
        assertThat(post("/group-chats/tasks/" + id + "/done", Map.of())
                        .json()
                        .path("status")
                        .asString())
                .isEqualTo("DONE");
    }

    private Answer accept(String from, String into) {
        return post("/group-chats/merges", Map.of("from", from, "into", into));
    }

    private String dormant(String owner, String name, List<String> members) {
        String chatId = people.memberCreatesGroup(owner, name, members);
        String path = "/group-chats/" + chatId + "/lifecycle";
        soon().untilAsserted(() ->
                assertThat(get(path).json().path("phase").asString("")).isEqualTo("RECRUITING"));
        assertThat(post(path + "/transitions", Map.of("to", "DORMANT", "reason", "没人说话"))
                        .status())
                .isEqualTo(200);
        return chatId;
    }

    private String friend(String name) {
        return people.memberAdds("zhang", name).externalUserId();
    }
}
