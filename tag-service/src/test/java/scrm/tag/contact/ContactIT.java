package scrm.tag.contact;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import scrm.events.CorpId;
import scrm.events.State;
import scrm.events.UserId;
import scrm.harness.Answer;
import scrm.simulator.Friendship;
import scrm.simulator.callback.CallbackMode;
import scrm.simulator.server.Fault;
import scrm.tag.TagServiceIT;
import scrm.wecom.Caller;
import scrm.wecom.ContactWays;
import scrm.wecom.ContactWays.NewContactWay;

class ContactIT extends TagServiceIT {
    @Autowired
    private ContactWays contactWays;

    @Test
    void aContactWhoScansIsStoredWithItsRelation() {
        Friendship added = scan("s-store", "李雷");

        JsonNode contact = stored(added);
        assertThat(contact.path("name").asString()).isEqualTo("李雷");
        JsonNode followUser = contact.path("followUsers").get(0);
        assertThat(followUser.path("userId").asString()).isEqualTo("zhang");
        assertThat(followUser.path("state").asString()).isEqualTo("s-store");
        assertThat(followUser.path("addedAt").asString("")).isNotEmpty();
        assertThat(followUser.path("ended").isNull()).isTrue();
        assertThat(all("/external-contacts?state=s-store")).hasSize(1);
        assertThat(all("/external-contacts?userId=li")).isEmpty();
    }

    @Test
    void whatAMemberEditsInTheClientIsReadAnew() {
        Friendship added = people.memberAdds("zhang", "韩梅梅");
        stored(added);
        people.memberEditsRemark("zhang", added.externalUserId(), "同学");
        people.memberMarksPersonalTag("zhang", added.externalUserId(), "球友");

        soon().untilAsserted(() -> {
            JsonNode followUser = contact(added).path("followUsers").get(0);
            assertThat(followUser.path("remark").asString()).isEqualTo("同学");
            assertThat(followUser.path("personalTags").toString()).isEqualTo("[\"球友\"]");
        });
    }

    @Test
    void aLossStaysWithWhoEndedIt() {
        Friendship left = people.memberAdds("zhang", "一");
        Friendship removed = people.memberAdds("zhang", "二");
        stored(left);
        stored(removed);
        people.contactDeletes("zhang", left.externalUserId());
        people.memberDeletes("zhang", removed.externalUserId());

        soon().untilAsserted(() -> {
            assertThat(endedBy(left)).isEqualTo("CONTACT");
            assertThat(endedBy(removed)).isEqualTo("MEMBER");
        });
        assertThat(all("/external-contacts?lost=true")).hasSize(2);
        assertThat(all("/external-contacts?endedBy=CONTACT"))
                .singleElement()
                .satisfies(contact ->
                        assertThat(contact.path("externalUserId").asString()).isEqualTo(left.externalUserId()));
        assertThat(get("/external-contacts?endedBy=nobody").status()).isEqualTo(400);
        assertThat(contact(removed).path("name").asString()).isEqualTo("二");
    }

    @Test
    void aHalfAddedContactIsStoredOnceItIsConfirmed() {
        contactWay("s-half");
        Friendship half = people.contactHalfAdds("s-half", "半");
        soon().until(() -> !calls("externalcontact/get").isEmpty());
        assertThat(get("/external-contacts/" + half.externalUserId()).status()).isEqualTo(404);

        people.memberConfirms("zhang", half.externalUserId());

        assertThat(stored(half).path("name").asString()).isEqualTo("半");
    }

    @Test
    void theTimelineTellsOfTheCallbackAndTheStoring() {
        Friendship added = scan("s-line", "李雷");
        stored(added);

        soon().untilAsserted(() -> assertThat(all("/external-contacts/" + added.externalUserId() + "/timeline").stream()
                        .map(entry -> entry.path("kind").asString())
                        .toList())
                .containsExactly("ADDED", "STORED"));
        assertThat(all("/external-contacts/" + added.externalUserId() + "/timeline"))
                .allSatisfy(
                        entry -> assertThat(entry.path("traceId").asString("")).hasSize(32));
    }

    /** F16: what is held is what WeCom shows after the last edit, however alike and often the callbacks came. */
    @Test
    void byteIdenticalCallbacksOfSeveralEditsEndInTheLastEdit() {
        Friendship added = people.memberAdds("zhang", "李雷");
        stored(added);
        corp.callbackMode(CallbackMode.repeatedAndShuffled(5, Duration.ofSeconds(2), 16));
        for (int i = 0; i < 20; i++) {
            people.memberEditsRemark("zhang", added.externalUserId(), "第" + i);
        }

        soon().untilAsserted(() -> assertThat(
                        contact(added).path("followUsers").get(0).path("remark").asString())
                .isEqualTo("第19"));
    }

    /** F15: each callback 1-5 times, shuffled. */
    @Test
    void repeatedAndShuffledCallbacksEndInWhatHappened() {
        corp.callbackMode(CallbackMode.repeatedAndShuffled(5, Duration.ofSeconds(5), 42));
        List<Friendship> added = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            added.add(people.memberAdds(i % 2 == 0 ? "zhang" : "li", "客" + i));
        }
        for (int i = 0; i < 30; i++) {
            Friendship friendship = added.get(i);
            switch (i % 3) {
                case 0 -> people.contactDeletes(friendship.userId(), friendship.externalUserId());
                case 1 -> people.memberDeletes(friendship.userId(), friendship.externalUserId());
                default -> people.memberEditsRemark(friendship.userId(), friendship.externalUserId(), "备注" + i);
            }
        }

        soon().untilAsserted(() -> {
            for (int i = 0; i < 30; i++) {
                String expected = List.of("CONTACT", "MEMBER", "").get(i % 3);
                assertThat(endedBy(added.get(i))).as("contact %d", i).isEqualTo(expected);
            }
            assertThat(contact(added.get(29))
                            .path("followUsers")
                            .get(0)
                            .path("remark")
                            .asString())
                    .isEqualTo("备注29");
        });
    }

    @Test
    void anErrorOfWeComIsTriedAgain() {
        WECOM.faults()
                .add(Fault.status(502).on("externalcontact/get").of(corpId()).times(2));
        WECOM.faults()
                .add(Fault.errcode(-1).on("externalcontact/get").of(corpId()).times(1));

        assertThat(stored(people.memberAdds("zhang", "李雷")).path("name").asString())
                .isEqualTo("李雷");
    }

    @Test
    void aNewContactThatWeComIsLateToShowIsWaitedForHoweverOftenItWasTooBusy() {
        String get = "externalcontact/get";
        WECOM.faults().add(Fault.errcode(45033).on(get).of(corpId()).times(15));
        WECOM.faults().add(Fault.errcode(84061).on(get).of(corpId()).times(1));
        Friendship added = people.memberAdds("zhang", "李雷");
        soon().untilAsserted(() -> assertThat(calls(get)).hasSizeGreaterThanOrEqualTo(16));

        soon().untilAsserted(() -> {
            WECOM.clock().advance(Duration.ofMinutes(1));
            assertThat(contact(added).path("name").asString("")).isEqualTo("李雷");
        });
    }

    @Test
    void aRemarkIsEditedAtWeComAndShownAtOnce() {
        Friendship added = people.memberAdds("zhang", "李雷");
        stored(added);
        String path = "/external-contacts/" + added.externalUserId() + "/follow-users/zhang";
        String etag = get(path).etag();

        Answer edited = patch(path, etag, Map.of("remark", "同学", "remarkMobiles", List.of("13800000000")));

        assertThat(edited.status()).isEqualTo(200);
        assertThat(edited.json().path("remark").asString()).isEqualTo("同学");
        assertThat(edited.json().path("remarkMobiles").toString()).isEqualTo("[\"13800000000\"]");
        assertThat(edited.etag()).isNotEqualTo(etag);
        assertThat(patch(path, etag, Map.of("remark", "旧")).status()).isEqualTo(412);
        Answer refused = patch(path, edited.etag(), Map.of("remark", "长".repeat(21)));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().at("/errors/0/field").asString()).isEqualTo("remark");
        assertThat(calls("externalcontact/remark")).hasSize(1);
        assertThat(get("/external-contacts/" + added.externalUserId() + "/follow-users/li")
                        .status())
                .isEqualTo(404);
    }

    private Answer patch(String path, String etag, Object body) {
        return send(request(path)
                .header("If-Match", etag)
                .method("PATCH", BodyPublishers.ofString(new JsonMapper().writeValueAsString(body))));
    }

    /** F6: what no callback told is found by a synchronization. */
    @Test
    void aSyncRepairsWhatCallbacksDidNotTell() {
        contactWay("s-pull");
        Friendship known = people.memberAdds("li", "旧");
        stored(known);
        corp.callbackMode(CallbackMode.dropping(1, 6));
        List<Friendship> missed = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            missed.add(people.contactScans("s-pull", "新" + i));
        }
        people.memberDeletes("li", known.externalUserId());

        Answer started = post("/jobs", Map.of("kind", "external-contact-sync"));
        assertThat(started.status()).isEqualTo(202);
        String job = started.json().path("id").asString();
        soon().untilAsserted(() -> {
            JsonNode standing = get("/jobs/" + job).json();
            assertThat(standing.path("state").asString()).isEqualTo("SUCCEEDED");
            assertThat(standing.path("total").asInt()).isEqualTo(2);
            assertThat(standing.path("done").asInt()).isEqualTo(2);
        });
        missed.forEach(friendship -> assertThat(contact(friendship)
                        .path("followUsers")
                        .get(0)
                        .path("state")
                        .asString())
                .isEqualTo("s-pull"));
        soon().untilAsserted(() -> assertThat(endedBy(known)).isEqualTo("UNSEEN"));

        // Told apart from later news, so that attribution can be repaired.
        soon().untilAsserted(() -> assertThat(
                        all("/external-contacts/" + missed.getFirst().externalUserId() + "/timeline"))
                .singleElement()
                .satisfies(entry -> assertThat(entry.path("outcome").asString()).isEqualTo("CREATED")));
    }

    @Test
    void unknownKindsOfJobsAndUnknownContactsAreRefused() {
        assertThat(post("/jobs", Map.of("kind", "make-tea")).status()).isEqualTo(400);
        assertThat(get("/jobs/none").status()).isEqualTo(404);
        assertThat(get("/external-contacts/wmnobody").status()).isEqualTo(404);
    }

    private Friendship scan(String state, String name) {
        contactWay(state);
        return people.contactScans(state, name);
    }

    private void contactWay(String state) {
        contactWays.add(
                Caller.person(new CorpId(corpId())),
                new NewContactWay("code", true, new State(state), List.of(new UserId("zhang"))));
    }

    private JsonNode contact(Friendship friendship) {
        return get("/external-contacts/" + friendship.externalUserId()).json();
    }

    private JsonNode stored(Friendship friendship) {
        soon().untilAsserted(() -> assertThat(contact(friendship)
                        .path("followUsers")
                        .path(0)
                        .path("addedAt")
                        .asString(""))
                .isNotEmpty());
        return contact(friendship);
    }

    private String endedBy(Friendship friendship) {
        return contact(friendship)
                .path("followUsers")
                .path(0)
                .path("ended")
                .path("by")
                .asString("");
    }
}
