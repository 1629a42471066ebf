package scrm.group.charter;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

import scrm.events.ChatId;
import scrm.events.CorpId;
import scrm.events.EventId;
import scrm.events.GroupCodeEvent.GroupCodeOpened;
import scrm.events.GroupCodeEvent.GroupCodeRefused;
import scrm.events.GroupCodeEvent.GroupCodeWanted;
import scrm.events.GroupEvent;
import scrm.events.GroupEvent.GroupChartered;
import scrm.events.GroupEvent.GroupChatOpened;
import scrm.events.State;
import scrm.group.GroupServiceIT;
import scrm.harness.Answer;
import scrm.wecom.Caller;
import scrm.wecom.JoinWays;

class CharterIT extends GroupServiceIT {
    @Autowired
    private JoinWays joinWays;

    @Test
    void aDraftIsApprovedOnceNothingIsMissingAndAnEditMakesItADraftAgain() {
        String path = write(Map.of("name", "福利群", "kind", "WELFARE"));
        assertThat(errors(post(path + "/approve", Map.of())))
                .containsExactlyInAnyOrder(
                        "why required",
                        "value required",
                        "where required",
                        "audience required",
                        "endsOn required",
                        "earning required",
                        "roles required");

        String stale = get(path).etag();
        assertThat(put(path, stale, CharterFixtures.charter("福利群", Map.of())).status())
                .isEqualTo(200);
        assertThat(put(path, stale, CharterFixtures.charter("别的", Map.of())).status())
                .isEqualTo(412);
        Answer approved = post(path + "/approve", Map.of());
        assertThat(approved.json().path("status").asString()).isEqualTo("APPROVED");
        assertThat(post(path + "/approve", Map.of()).json()).isEqualTo(approved.json());

        Answer edited = put(path, approved.etag(), CharterFixtures.charter("福利一群", Map.of("softCap", 300)));
        assertThat(edited.json().path("status").asString()).isEqualTo("DRAFT");
        assertThat(edited.json().path("softCap").asInt()).isEqualTo(300);
        assertThat(get(path).json()).isEqualTo(edited.json());
    }

    @Test
    void whatIsWrongIsNamedAndNothingIsWritten() {
        assertThat(errors(post(
                        "/charters",
                        CharterFixtures.charter("群", Map.of("startsOn", "2030-02-02", "endsOn", "2030-02-01")))))
                .containsExactly("endsOn ends_before_start");
        assertThat(errors(post("/charters", CharterFixtures.charter("群", Map.of("endsOn", "2020-01-01")))))
                .containsExactly("endsOn past");
        assertThat(errors(post(
                        "/charters",
                        CharterFixtures.charter(
                                "群",
                                Map.of(
                                        "roles",
                                        List.of(
                                                Map.of("userId", "zhang", "role", "OWNER"),
                                                Map.of("userId", "li", "role", "OWNER")))))))
                .containsExactly("roles[1].role second_owner");
        assertThat(errors(post(
                        "/charters",
                        CharterFixtures.charter("群", Map.of("rules", List.of("一", "二", "三", "四"), "softCap", 501)))))
                .containsExactlyInAnyOrder("rules too_many", "softCap too_large");
        assertThat(all("/charters")).isEmpty();
    }

    @Test
    void aGroupThatAppearsIsUnchartedUntilItGetsTheOneCharterThatItMayHave() {
        String chatId = group("团购");
        String other = group("闲聊");
        assertThat(chats("?uncharted=true")).containsExactlyInAnyOrder(chatId, other);

        String path = write(CharterFixtures.charter(
                "团购",
                Map.of(
                        "planIds", List.of("7"),
                        "topics", List.of(Map.of("day", 1, "text", "自我介绍")))));
        Answer attached = put(path + "/chat", get(path).etag(), Map.of("chatId", chatId));
        assertThat(attached.status()).as(attached.http().body()).isEqualTo(200);
        assertThat(attached.json().path("startsOn").asString("")).isNotEmpty();
        post(path + "/approve", Map.of());

        assertThat(chats("?uncharted=true")).containsExactly(other);
        assertThat(chats("?uncharted=false")).containsExactly(chatId);
        assertThat(get("/group-chats/" + chatId + "/charter").json())
                .isEqualTo(get(path).json());
        soon().untilAsserted(() -> assertThat(published(GroupChartered.class))
                .singleElement()
                .satisfies(told -> {
                    assertThat(told.chatId().value()).isEqualTo(chatId);
                    assertThat(told.tags()).containsExactly("福利");
                    assertThat(told.planIds()).containsExactly("7");
                    assertThat(told.topics()).hasSize(1);
                }));

        Answer second = post("/charters?chatId=" + chatId, CharterFixtures.charter("又一份", Map.of()));
        assertThat(second.status()).isEqualTo(409);
        assertThat(second.json().path("reason").asString()).isEqualTo("group_chartered");
        assertThat(all("/charters")).hasSize(1);
        assertThat(errors(post("/charters?chatId=wrNowhere", CharterFixtures.charter("无群", Map.of()))))
                .containsExactly("chatId not_found");
        assertThat(delete(path, get(path).etag()).status()).isEqualTo(409);
    }

    @Test
    void aGroupThatWeComOpensByTheCodeIsTheCharters() {
        String full = group("福利一群");
        String path = write(CharterFixtures.charter("福利二群", Map.of()));
        Map<String, Object> asked = Map.of("channelId", "4", "chatIds", List.of(full));
        assertThat(post(path + "/open", asked).json().path("reason").asString()).isEqualTo("charter_not_approved");
        post(path + "/approve", Map.of());
        assertThat(errors(post(path + "/open", Map.of("channelId", "4", "chatIds", List.of("wrNowhere")))))
                .containsExactly("chatIds[0] not_found");

        assertThat(post(path + "/open", asked).status()).isEqualTo(200);
        assertThat(post(path + "/open", asked).json().path("reason").asString()).isEqualTo("charter_opening");
        soon().untilAsserted(() -> assertThat(published(GroupCodeWanted.class))
                .singleElement()
                .satisfies(wanted -> {
                    assertThat(wanted.channelId()).isEqualTo("4");
                    assertThat(wanted.chatIds()).containsExactly(new ChatId(full));
                    assertThat(wanted.softCap()).isEqualTo(200);
                }));
        publish(new GroupCodeOpened(
                EventId.derived("opened", corpId()),
                new CorpId(corpId()),
                WECOM.clock().instant(),
                get(path).json().path("id").asString(),
                "31",
                new State("s-" + corpId())));
        soon().untilAsserted(() -> assertThat(
                        get(path).json().at("/opening/liveCodeId").asString(""))
                .isEqualTo("31"));

        // The group that was there before is joined by the same code, and is none of the charter's.
        joinBy("s-" + corpId(), full);
        WECOM.clock().advance(Duration.ofSeconds(5));
        String made = group("福利二群1");
        joinBy("s-" + corpId(), made);

        soon().untilAsserted(() ->
                assertThat(get(path).json().path("chatId").asString("")).isEqualTo(made));
        assertThat(chats("?uncharted=true")).containsExactly(full);
    }

    @Test
    void whoeverHearsOfACharterKnowsItsGroup() {
        String chatId = people.memberCreatesGroup("zhang", "快群", List.of("li"));
        soon().untilAsserted(
                        () -> assertThat(get("/group-chats/" + chatId).status()).isEqualTo(200));
        Answer charter = post("/charters?chatId=" + chatId, CharterFixtures.charter("快群", Map.of()));
        post("/charters/" + charter.json().path("id").asString() + "/approve", Map.of());

        soon().untilAsserted(() -> assertThat(published(GroupChartered.class)).isNotEmpty());
        List<GroupEvent> told = published(GroupEvent.class).stream()
                .filter(event -> event instanceof GroupChartered || event instanceof GroupChatOpened)
                .toList();
        assertThat(told.getFirst()).isInstanceOf(GroupChatOpened.class);
        assertThat(told).hasSize(2);
    }

    @Test
    void aCodeThatIsRefusedMayBeAskedForAgain() {
        String full = group("一群");
        String path = write(CharterFixtures.charter("二群", Map.of()));
        post(path + "/approve", Map.of());
        Map<String, Object> asked = Map.of("channelId", "4", "chatIds", List.of(full));
        post(path + "/open", asked);
        publish(new GroupCodeRefused(
                EventId.derived("refused", corpId()),
                new CorpId(corpId()),
                WECOM.clock().instant(),
                get(path).json().path("id").asString(),
                "channel_archived"));
        soon().untilAsserted(() ->
                assertThat(get(path).json().at("/opening/refusal").asString("")).isEqualTo("channel_archived"));
        assertThat(post(path + "/open", asked).status()).isEqualTo(200);
    }

    @Test
    void aGroupThatItsOwnerMakesUnderTheNameIsTheCharters() {
        String path = write(CharterFixtures.charter("读书会", Map.of()));
        post(path + "/approve", Map.of());
        people.memberCreatesGroup("li", "读书会", List.of("zhang"));
        String made = group("读书会");
        soon().untilAsserted(() ->
                assertThat(get(path).json().path("chatId").asString("")).isEqualTo(made));
    }

    @Test
    void aGroupThatWasThereBeforeItsCharterIsNotTakenForItByItsName() {
        String old = people.memberCreatesGroup("zhang", "老群", List.of("li"));
        WECOM.clock().advance(Duration.ofMinutes(1));
        String path = write(CharterFixtures.charter("老群", Map.of()));
        post(path + "/approve", Map.of());
        soon().untilAsserted(() -> assertThat(get("/group-chats/" + old + "/lifecycle")
                        .json()
                        .path("phase")
                        .asString(""))
                .isEqualTo("RECRUITING"));
        String made = group("老群");
        soon().untilAsserted(() ->
                assertThat(get(path).json().path("chatId").asString("")).isEqualTo(made));
    }

    private void joinBy(String state, String chatId) {
        joinWays.add(
                Caller.person(new CorpId(corpId())),
                new JoinWays.NewJoinWay("码", false, null, null, List.of(new ChatId(chatId)), new State(state)));
        people.contactJoinsGroup(state, people.memberAdds("zhang", "客户").externalUserId());
        soon().untilAsserted(() -> assertThat(all("/group-chats/" + chatId + "/members"))
                .anySatisfy(
                        member -> assertThat(member.path("state").asString("")).isEqualTo(state)));
    }

    private String write(Map<String, Object> charter) {
        Answer answer = post("/charters", charter);
        assertThat(answer.status()).as(answer.http().body()).isEqualTo(201);
        return "/charters/" + answer.json().path("id").asString();
    }

    private String group(String name) {
        String chatId = people.memberCreatesGroup("zhang", name, List.of("li"));
        soon().untilAsserted(() -> assertThat(
                        get("/group-chats/" + chatId).json().path("owner").asString(""))
                .isEqualTo("zhang"));
        return chatId;
    }

    private List<String> chats(String query) {
        return all("/group-chats" + query).stream()
                .map(chat -> chat.path("chatId").asString())
                .toList();
    }

    private static List<String> errors(Answer answer) {
        assertThat(answer.status()).as(answer.http().body()).isEqualTo(400);
        List<String> errors = new ArrayList<>();
        for (JsonNode error : answer.json().path("errors")) {
            errors.add(error.path("field").asString() + " " + error.path("code").asString());
        }
        return errors;
    }
}
