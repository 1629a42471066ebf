package scrm.group.stranger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

import scrm.events.CorpId;
import scrm.events.EventId;
import scrm.events.ExternalUserId;
import scrm.events.GroupEvent.GroupStrangerJoined;
import scrm.events.TaggingEvent.ExternalContactStored;
import scrm.events.UserId;
import scrm.group.GroupServiceIT;
import scrm.messaging.testing.QueryPlans;

class StrangerIT extends GroupServiceIT {
    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private JdbcClient client;

    @Test
    void whoJoinsWithoutBeingAnybodysContactIsListedAndAnnouncedOnce() {
        String friend = people.memberAdds("li", "友").externalUserId();
        String stranger = stranger("陌");
        pulled();
        String chatId = group(friend, stranger);

        assertThat(all("/group-chats/" + chatId + "/members?strangers=true"))
                .extracting(member -> member.path("memberId").asString())
                .containsExactly(stranger);
        soon().untilAsserted(() -> {
            WECOM.clock().advance(Duration.ofSeconds(30));
            assertThat(published(GroupStrangerJoined.class)).hasSize(1);
        });
        assertThat(published(GroupStrangerJoined.class))
                .singleElement()
                .satisfies(event -> assertThat(event.externalUserId().value()).isEqualTo(stranger));

        // Somebody else joins, and the stranger is not announced again.
        String another = stranger("又");
        people.memberInvites(chatId, "zhang", List.of(another));
        soon().untilAsserted(() -> {
            WECOM.clock().advance(Duration.ofSeconds(30));
            assertThat(published(GroupStrangerJoined.class))
                    .extracting(event -> event.externalUserId().value())
                    .containsExactly(stranger, another);
        });
    }

    @Test
    void whoBecomesAContactIsNoStrangerAnyMoreUntilTheLastMemberIsLost() {
        String contact = stranger("客");
        pulled();
        String chatId = group(contact);
        Instant now = WECOM.clock().instant();
        tell("one", "zhang", contact, null, now);
        tell("two", "li", contact, null, now);
        soon().untilAsserted(() -> assertThat(strangers(chatId)).isEmpty());

        tell("three", "zhang", contact, now, now.plusSeconds(1));
        tell("four", "li", contact, now, now.plusSeconds(1));

        soon().untilAsserted(() -> assertThat(strangers(chatId)).hasSize(1));
        // What was told earlier comes late.
        tell("five", "zhang", contact, null, now.minusSeconds(5));
        tell("six", "li", "wm-marker", null, now);
        soon().untilAsserted(() -> assertThat(jdbc.queryForObject(
                        "SELECT COUNT(*) FROM known_contact WHERE corp_id = ? AND external_userid = 'wm-marker'",
                        Integer.class,
                        corpId()))
                .isEqualTo(1));
        assertThat(strangers(chatId)).hasSize(1);
    }

    @Test
    void aPullFindsThatSomebodyIsNobodysContactAnyMore() {
        String contact = people.memberAdds("li", "友").externalUserId();
        pulled();
        String chatId = group(contact);
        assertThat(strangers(chatId)).isEmpty();
        people.memberDeletes("li", contact);
        WECOM.clock().advance(Duration.ofSeconds(1));

        pulled();

        assertThat(strangers(chatId)).hasSize(1);
    }

    @Test
    void whileContactsAreNotKnownNobodyIsCalledAStranger() {
        String contact = people.memberAdds("li", "友").externalUserId();
        String chatId = group(contact);

        assertThat(get("/group-chats/" + chatId + "/members?strangers=true")
                        .json()
                        .path("reason")
                        .asString())
                .isEqualTo("contacts_not_pulled");
        WECOM.clock().advance(Duration.ofMinutes(2));
        assertThat(published(GroupStrangerJoined.class)).isEmpty();
    }

    @Test
    void strangersAreFoundByIndex() {
        QueryPlans.fill(
                jdbc,
                "known_contact",
                "corp_id, external_userid, userid, lasting, told_at",
                "'wwplans', CONCAT('wm', n), 'zhang', TRUE, '2026-11-22'");
        QueryPlans.fill(
                jdbc,
                "group_member",
                "corp_id, chat_id, member_id, is_external, joined_at",
                "'wwplans', CONCAT('wr', n % 100), CONCAT('wm', n), TRUE, '2026-11-22'");
        jdbc.update("INSERT INTO known_contact_pull (corp_id, pulled_at) VALUES ('wwplans', '2026-11-01')");

        assertThat(QueryPlans.keys(client, JdbcStrangers.UNANNOUNCED, Map.of("corpId", "wwplans", "chatId", "wr1")))
                .doesNotContain("null")
                .allSatisfy(key -> assertThat(key).isIn("PRIMARY", "group_stranger_of_contact"));
    }

    private List<JsonNode> strangers(String chatId) {
        return all("/group-chats/" + chatId + "/members?strangers=true");
    }

    /** Somebody whom no member has as a contact. */
    private String stranger(String name) {
        String contact = people.memberAdds("li", name).externalUserId();
        people.memberDeletes("li", contact);
        return contact;
    }

    private void tell(String id, String userId, String contact, @Nullable Instant endedAt, Instant at) {
        publish(new ExternalContactStored(
                EventId.derived(corpId(), id),
                new CorpId(corpId()),
                at,
                new UserId(userId),
                new ExternalUserId(contact),
                null,
                false,
                null,
                endedAt));
    }

    private void pulled() {
        JsonNode job = post("/jobs", Map.of("kind", "known-contact-pull")).json();
        soon().untilAsserted(() -> assertThat(get("/jobs/" + job.path("id").asString())
                        .json()
                        .path("state")
                        .asString())
                .isEqualTo("SUCCEEDED"));
        WECOM.clock().advance(Duration.ofSeconds(2));
    }

    private String group(String... members) {
        String chatId = people.memberCreatesGroup("zhang", "群", List.of(members));
        soon().untilAsserted(() -> assertThat(
                        get("/group-chats/" + chatId).json().path("memberCount").asInt())
                .isEqualTo(1 + members.length));
        return chatId;
    }
}
