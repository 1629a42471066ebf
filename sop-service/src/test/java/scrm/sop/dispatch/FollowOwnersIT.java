package scrm.sop.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static scrm.sop.PlanScript.plan;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import scrm.events.ChatId;
import scrm.events.CorpId;
import scrm.events.EventId;
import scrm.events.GroupEvent.GroupChatOpened;
import scrm.events.UserId;
import scrm.sop.SopServiceIT;
import scrm.sop.audience.GroupTargets;

/** Group chats whose owner changes between enrolment and step. */
class FollowOwnersIT extends SopServiceIT {
    @Autowired
    private GroupTargets groups;

    @Test
    void whoOwnsAGroupWhenItsStepIsDueSpeaksInIt() {
        corp.people().memberJoins("zhang", "张三");
        corp.people().memberJoins("li", "李四");
        String planId = post(
                        "/plans",
                        plan("开群")
                                .with("audience", "GROUP")
                                .trigger("GROUP_OPENED")
                                .says("a", "PT1H")
                                .body())
                .json()
                .path("id")
                .asString();
        assertThat(post("/plans/" + planId + "/publish", Map.of()).status()).isEqualTo(200);
        ChatId chat = new ChatId(corp.people().memberCreatesGroup("zhang", "群", List.of("li")));
        CorpId corpId = new CorpId(corpId());
        publish(new GroupChatOpened(
                EventId.derived("opened", corpId()), corpId, WECOM.clock().instant(), chat, new UserId("zhang"), "群"));
        soon().untilAsserted(() -> assertThat(senders()).containsExactly("zhang"));

        WECOM.clock().advance(Duration.ofSeconds(1));
        corp.people().changesGroupOwner(chat.value(), "li");
        soon().untilAsserted(() -> {
            WECOM.clock().advance(Duration.ofSeconds(5));
            assertThat(groups.find(corpId, List.of(chat)).get(chat).owner()).isEqualTo(new UserId("li"));
        });
        WECOM.clock().advance(Duration.ofHours(1));

        soon().untilAsserted(() -> assertThat(all("/due-steps")).singleElement().satisfies(step -> {
            assertThat(step.path("state").asString()).isEqualTo("DISPATCHED");
            assertThat(step.path("userId").asString()).isEqualTo("li");
        }));
        WECOM.clock().advance(Duration.ofSeconds(5));
        soon().untilAsserted(() -> assertThat(calls("externalcontact/add_msg_template"))
                .singleElement()
                .satisfies(call -> assertThat(JsonMapper.shared()
                                .readTree(call.body())
                                .path("sender")
                                .asString())
                        .isEqualTo("li")));
    }

    private List<String> senders() {
        return all("/due-steps").stream()
                .map((JsonNode step) -> step.path("userId").asString())
                .toList();
    }
}
