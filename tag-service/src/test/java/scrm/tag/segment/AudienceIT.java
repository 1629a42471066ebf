package scrm.tag.segment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import scrm.events.ChatId;
import scrm.events.CorpId;
import scrm.events.EventId;
import scrm.events.GroupEvent.GroupMemberJoined;
import scrm.harness.Answer;
import scrm.tag.TagServiceIT;

/** Whom tags of groups mean, and what is done with all of a segment. */
class AudienceIT extends TagServiceIT {
    @Test
    void contactsInAGroupWithATagAreFoundAndTaggedTogether() {
        String inside = contact("李雷");
        contact("韩梅梅");
        publish(new GroupMemberJoined(
                EventId.derived("joined", corpId(), inside),
                new CorpId(corpId()),
                WECOM.clock().instant(),
                new ChatId("wr1"),
                inside,
                true,
                3,
                null,
                null));
        String groupTag =
                post("/group-chat-tags", Map.of("name", "新品")).json().path("id").asString();
        post("/group-chat-tags/taggings", Map.of("chatIds", List.of("wr1"), "add", List.of(groupTag)));
        Map<String, Object> condition = Map.of("groupChatTag", groupTag);
        soon().untilAsserted(() -> assertThat(members(condition)).containsExactly(inside));

        String tagId = people.consoleAddsTags("活动", List.of("沙龙")).tagIds().getFirst();
        soon().untilAsserted(() -> assertThat(all("/corp-tags")).hasSize(1));
        String segmentId = post("/segments", Map.of("name", "新品群", "definition", condition))
                .json()
                .path("id")
                .asString();
        Answer begun = post("/external-contacts/tags/bulk", Map.of("segmentId", segmentId, "add", List.of(tagId)));
        assertThat(begun.status()).as(begun.http().body()).isEqualTo(202);

        soon().untilAsserted(() -> assertThat(all("/external-contacts?tagId=" + tagId))
                .extracting(contact -> contact.path("externalUserId").asString())
                .containsExactly(inside));
        soon().untilAsserted(() -> assertThat(members(Map.of("tagId", tagId))).containsExactly(inside));
        assertThat(post("/external-contacts/tags/bulk", Map.of("segmentId", "999999", "add", List.of(tagId)))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void aTagOfGroupsThatIsNotThereIsRefused() {
        for (String none : List.of("999999", "x")) {
            JsonNode refusal = post("/segments/preview", Map.of("definition", Map.of("groupChatTag", none)))
                    .json();
            assertThat(refusal.at("/errors/0/field").asString()).isEqualTo("definition.groupChatTag");
            assertThat(refusal.at("/errors/0/code").asString()).isEqualTo("not_found");
        }
    }

    private List<String> members(Map<String, Object> condition) {
        Answer preview = post("/segments/preview", Map.of("definition", condition));
        return preview.json()
                .path("items")
                .valueStream()
                .map(contact -> contact.path("externalUserId").asString())
                .toList();
    }

    private String contact(String name) {
        String contact = people.memberAdds("zhang", name).externalUserId();
        soon().untilAsserted(() -> assertThat(get("/external-contacts/" + contact)
                        .json()
                        .at("/followUsers/0/addedAt")
                        .asString(""))
                .isNotEmpty());
        return contact;
    }
}
