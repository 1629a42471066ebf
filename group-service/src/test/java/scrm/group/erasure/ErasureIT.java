package scrm.group.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

import scrm.events.CorpId;
import scrm.events.EventId;
import scrm.events.ExternalUserId;
import scrm.events.TaggingEvent.ContactErased;
import scrm.group.GroupServiceIT;
import scrm.harness.HeldText;

class ErasureIT extends GroupServiceIT {
    @Autowired
    private JdbcClient client;

    @Test
    void nothingNamesAnErasedMemberAndItsStayIsCountedAsBefore() {
        String contact = people.memberAdds("zhang", "李雷").externalUserId();
        String chatId = people.memberCreatesGroup("zhang", "团购", List.of("li", contact));
        soon().untilAsserted(() -> assertThat(members(chatId)).contains(contact));
        int stays = all("/group-chats/" + chatId + "/members?history=true").size();

        publish(new ContactErased(
                EventId.derived("erasure-it", corpId()),
                new CorpId(corpId()),
                WECOM.clock().instant(),
                new ExternalUserId(contact)));

        soon().untilAsserted(() -> assertThat(members(chatId)).doesNotContain(contact));
        WECOM.clock().advance(Duration.ofMinutes(4));
        soon().untilAsserted(() -> assertThat(HeldText.places(client, contact)).isEmpty());
        assertThat(all("/group-chats/" + chatId + "/members?history=true")).hasSize(stays);

        // The group is read anew, and still has the contact in it.
        String other = people.memberAdds("zhang", "别人").externalUserId();
        people.memberInvites(chatId, "zhang", List.of(other));
        people.quitsGroup(chatId, contact);
        people.memberInvites(chatId, "zhang", List.of(contact));
        people.renamesGroup(chatId, "新名");
        soon().untilAsserted(() -> {
            assertThat(get("/group-chats/" + chatId).json().path("name").asString())
                    .isEqualTo("新名");
            assertThat(members(chatId)).contains(other);
        });
        soon().untilAsserted(() -> assertThat(HeldText.places(client, contact)).isEmpty());
    }

    private List<String> members(String chatId) {
        return all("/group-chats/" + chatId + "/members").stream()
                .map((JsonNode member) -> member.path("memberId").asString())
                .toList();
    }
}
