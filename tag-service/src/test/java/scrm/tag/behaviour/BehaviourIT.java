package scrm.tag.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

import scrm.events.AttributionEvent.ContactAttributed;
import scrm.events.ChatId;
import scrm.events.ConversionEvent.OrderPlaced;
import scrm.events.ConversionEvent.OrderRefunded;
import scrm.events.CorpId;
import scrm.events.Event;
import scrm.events.EventId;
import scrm.events.ExternalUserId;
import scrm.events.GroupEvent.GroupMemberJoined;
import scrm.events.GroupEvent.GroupMemberQuit;
import scrm.events.SopEvent.LinkClicked;
import scrm.events.TaggingEvent.SurveyAnswered;
import scrm.events.UserId;
import scrm.harness.Answer;
import scrm.simulator.Friendship;
import scrm.tag.TagServiceIT;

class BehaviourIT extends TagServiceIT {
    private static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private JdbcBehaviourData data;

    @Autowired
    private TransactionTemplate transaction;

    @Test
    void whatEventsTellIsTakenDownOnceAndToldToTheOthers() {
        Friendship added = friend();
        String contact = added.externalUserId();
        List<Event> events = List.of(
                new ContactAttributed(
                        id("a", contact),
                        corp(),
                        NOW,
                        new UserId("zhang"),
                        new ExternalUserId(contact),
                        "a1",
                        "lc1",
                        "ch1",
                        true,
                        List.of()),
                joined(contact, NOW, 1),
                new LinkClicked(id("l", contact), corp(), NOW.plusSeconds(1), contact, "link1", "https://example.com/"),
                new SurveyAnswered(
                        id("s", contact),
                        corp(),
                        NOW.plusSeconds(2),
                        null,
                        new ExternalUserId(contact),
                        "s1",
                        1,
                        "answer1",
                        List.of("q1:o1", "q2:o3")),
                new OrderPlaced(
                        id("o", contact),
                        corp(),
                        NOW.plusSeconds(3),
                        new ExternalUserId(contact),
                        "order1",
                        "CNY",
                        12_300),
                new OrderRefunded(
                        id("r", contact),
                        corp(),
                        NOW.plusSeconds(4),
                        new ExternalUserId(contact),
                        "order1",
                        "r1",
                        "CNY",
                        300));
        events.forEach(this::publish);
        events.forEach(this::publish);

        soon().untilAsserted(() -> assertThat(behaviours(contact))
                .extracting(one ->
                        one.path("kind").asString() + " " + one.path("subject").asString())
                .containsExactlyInAnyOrder(
                        "ADDED ",
                        "ATTRIBUTED lc1",
                        "GROUP_JOINED wr1",
                        "LINK_CLICKED link1",
                        "SURVEY_ANSWERED s1",
                        "OPTION_CHOSEN s1:q1:o1",
                        "OPTION_CHOSEN s1:q2:o3",
                        "PURCHASED order1",
                        "REFUNDED order1"));
        assertThat(all("/external-contacts/" + contact + "/behaviours?kind=PURCHASED"))
                .singleElement()
                .satisfies(order -> {
                    assertThat(order.path("amount").asLong()).isEqualTo(12_300);
                    assertThat(order.path("currency").asString()).isEqualTo("CNY");
                    assertThat(order.path("occurredAt").asString()).isEqualTo("2026-11-22T08:00:03Z");
                });
        // The others are in the timeline as the events that they were taken down from.
        soon().untilAsserted(() -> assertThat(all("/external-contacts/" + contact + "/timeline"))
                .filteredOn(entry -> entry.path("kind").asString().equals("BEHAVED"))
                .extracting(entry -> entry.at("/detail/kind").asString())
                .containsExactlyInAnyOrder("LINK_CLICKED", "PURCHASED", "REFUNDED"));
        assertThat(one("contact_channel", "channel_id", contact)).isEqualTo("ch1");
        assertThat(one("contact_activity", "last_active_at", contact)).isNotEmpty();
    }

    @Test
    void ofTwoWordsAboutAGroupTheNewerCountsWhateverOrderTheyComeIn() {
        Random random = new Random(7);
        for (int round = 0; round < 6; round++) {
            String contact = "wmgroup" + round;
            List<Event> events = new ArrayList<>(List.of(
                    joined(contact, NOW, 1),
                    left(contact, NOW.plusSeconds(10), 2),
                    joined(contact, NOW.plusSeconds(20), 3)));
            boolean out = round % 2 == 0;
            if (out) {
                events.add(left(contact, NOW.plusSeconds(30), 4));
            }
            Collections.shuffle(events, random);
            events.forEach(this::publish);
            int told = events.size();

            soon().untilAsserted(() -> assertThat(behaviours(contact)).hasSize(told));
            assertThat(one("group_membership", "joined_at", contact)).startsWith("2026-11-22T08:00:20");
            assertThat(one("group_membership", "left_at", contact)).isEqualTo(out ? "2026-11-22T08:00:30" : "null");
        }
    }

    @Test
    void aLossIsTakenDownWhoeverCausesIt() {
        Friendship first = friend();
        Friendship second = friend();
        people.memberDeletes("zhang", first.externalUserId());
        people.contactDeletes("zhang", second.externalUserId());

        for (Friendship lost : List.of(first, second)) {
            soon().untilAsserted(() -> assertThat(kinds(lost.externalUserId())).containsExactly("LOST", "ADDED"));
        }
    }

    @Test
    void aClientTellsABehaviourOnceByItsKey() {
        String contact = friend().externalUserId();
        Map<String, Object> told = new HashMap<>(Map.of("kind", "LIVE_WATCHED", "key", "k1", "subject", "room 1"));
        assertThat(tell(contact, told).status()).isEqualTo(201);
        assertThat(tell(contact, told).status()).isEqualTo(200);
        told.put("key", "k2");
        assertThat(tell(contact, told).status()).isEqualTo(201);
        assertThat(kinds(contact)).filteredOn("LIVE_WATCHED"::equals).hasSize(2);
        assertThat(one("contact_activity", "last_active_at", contact)).isNotEqualTo("null");

        assertThat(refused(contact, Map.of("kind", "PURCHASED", "key", "k3"))).isEqualTo("kind told_by_events");
        assertThat(refused(contact, Map.of("kind", "lower", "key", "k3"))).startsWith("kind ");
        assertThat(refused(contact, Map.of("kind", "MESSAGE_SENT"))).startsWith("key ");
        assertThat(refused(contact, Map.of("kind", "MESSAGE_SENT", "key", "k3", "occurredAt", "2126-01-01T00:00:00Z")))
                .isEqualTo("occurredAt in_the_future");
        assertThat(refused(contact, Map.of("kind", "MESSAGE_SENT", "key", "k3", "occurredAt", "-0004-01-01T00:00:00Z")))
                .isEqualTo("occurredAt out_of_range");
        assertThat(tell("wmnobody", told).status()).isEqualTo(404);
    }

    @Test
    void aContactSeesAllThatIsHeldOfItAndItCanBeDeleted() {
        String contact = friend().externalUserId();
        publish(joined(contact, NOW, 1));
        soon().untilAsserted(() -> assertThat(kinds(contact)).hasSize(2));
        ExternalUserId id = new ExternalUserId(contact);
        assertThat(data.export(corp(), id).toString()).contains("GROUP_JOINED", "wr1", "ADDED");

        transaction.executeWithoutResult(_ -> data.erase(corp(), id));
        assertThat(behaviours(contact)).isEmpty();
        assertThat(data.export(corp(), id).toString()).doesNotContain("wr1");
    }

    private Friendship friend() {
        Friendship added = people.memberAdds("zhang", "李雷");
        soon().untilAsserted(() -> {
            assertThat(get("/external-contacts/" + added.externalUserId()).status())
                    .isEqualTo(200);
            assertThat(kinds(added.externalUserId())).contains("ADDED");
        });
        return added;
    }

    private GroupMemberJoined joined(String contact, Instant at, int number) {
        return new GroupMemberJoined(
                id("g" + number, contact), corp(), at, new ChatId("wr1"), contact, true, 3, null, null);
    }

    private GroupMemberQuit left(String contact, Instant at, int number) {
        return new GroupMemberQuit(id("g" + number, contact), corp(), at, new ChatId("wr1"), contact, true, 0);
    }

    private EventId id(String what, String contact) {
        return EventId.derived(what, corpId(), contact);
    }

    private CorpId corp() {
        return new CorpId(corpId());
    }

    private Answer tell(String contact, Map<String, Object> behaviour) {
        return post("/external-contacts/" + contact + "/behaviours", behaviour);
    }

    private String refused(String contact, Map<String, Object> behaviour) {
        Answer answer = tell(contact, behaviour);
        assertThat(answer.status()).isEqualTo(400);
        JsonNode error = answer.json().path("errors").path(0);
        return error.path("field").asString() + " " + error.path("code").asString();
    }

    private List<JsonNode> behaviours(String contact) {
        return all("/external-contacts/" + contact + "/behaviours");
    }

    private List<String> kinds(String contact) {
        return behaviours(contact).stream()
                .map(one -> one.path("kind").asString())
                .toList();
    }

    private String one(String table, String column, String contact) {
        return jdbc.sql("SELECT " + column + " FROM " + table + " WHERE corp_id = ? AND external_userid = ?")
                .params(corpId(), contact)
                .query((row, _) -> String.valueOf(row.getObject(1)))
                .single();
    }
}
