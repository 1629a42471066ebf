package scrm.channel.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import scrm.channel.ChannelServiceIT;
import scrm.events.ChatId;
import scrm.events.CorpId;
import scrm.events.EventId;
import scrm.events.GroupEvent.GroupChatEnded;
import scrm.events.GroupEvent.GroupMemberJoined;
import scrm.events.GroupEvent.NextGroupOpened;
import scrm.events.State;
import scrm.harness.Answer;
import scrm.simulator.server.Fault;

class GroupCodeIT extends ChannelServiceIT {
    private static final String JOIN_WAY = "externalcontact/groupchat/";

    @BeforeEach
    void ownerIsThere() {
        corp.people().memberJoins("owner", "群主");
    }

    @Test
    void aCodeLeadsToTheNextGroupAtItsSoftCapAndJoinsAreAttributed() {
        String first = group("一群");
        String second = group("二群");
        String path = groupCode(Map.of("chatIds", List.of(first, second), "softCap", 3));
        JsonNode made = active(path);
        assertThat(texts(made.path("openGroups"))).containsExactly(first, second);

        String contact = joins(made);
        soon().untilAsserted(() ->
                assertThat(get(path + "/group-joins").json().path("items")).hasSize(1));
        JsonNode join = get(path + "/group-joins").json().at("/items/0");
        assertThat(join.path("externalUserId").asString()).isEqualTo(contact);
        assertThat(join.path("chatId").asString()).isEqualTo(first);
        assertThat(join.path("channelId").asString())
                .isEqualTo(made.path("channelId").asString());

        joins(made);

        soon().untilAsserted(() -> {
            assertThat(texts(get(path).json().path("openGroups"))).containsExactly(second);
            assertThat(get(path).json().path("sync").asString()).isEqualTo("IN_SYNC");
        });
        assertThat(calls(JOIN_WAY + "update_join_way")).hasSize(1);
        assertThat(corp.people().contactJoinsGroup(handle(made), stranger())).isEqualTo(second);
    }

    @Test
    void aFullGroupIsLeftOnceTheCorpsSettingsAreMended() {
        String first = group("一群");
        String second = group("二群");
        String path = groupCode(Map.of("chatIds", List.of(first, second), "softCap", 2));
        JsonNode made = active(path);
        later(Duration.ofSeconds(5));
        int counted = calls(JOIN_WAY + "get_join_way").size();
        WECOM.faults().add(Fault.errcode(48002).on(JOIN_WAY + "get_join_way").of(corpId()));

        joins(made);
        later(Duration.ofSeconds(5));
        soon().untilAsserted(() -> assertThat(calls(JOIN_WAY + "get_join_way")).hasSizeGreaterThan(counted));
        WECOM.faults().clear();
        later(Duration.ofMinutes(2));

        soon().untilAsserted(() ->
                assertThat(texts(get(path).json().path("openGroups"))).containsExactly(second));
    }

    @Test
    void aJoinThatIsToldTwiceIsOneJoin() {
        String chat = group("一群");
        String path = groupCode(Map.of("chatIds", List.of(chat)));
        JsonNode made = active(path);
        GroupMemberJoined event = event(made, chat, stranger(), "once");

        publish(event);
        publish(event);
        publish(event(made, chat, stranger(), "another"));

        soon().untilAsserted(() ->
                assertThat(get(path + "/group-joins").json().path("items")).hasSize(2));
    }

    @Test
    void aGroupThatIsDismissedDropsOutAndTheCodeIsNeverWithoutATarget() {
        String first = group("一群");
        String second = group("二群");
        String path = groupCode(Map.of("chatIds", List.of(first, second)));
        active(path);

        ends(first);
        soon().untilAsserted(() ->
                assertThat(texts(get(path).json().path("openGroups"))).containsExactly(second));
        ends(second);

        soon().untilAsserted(() ->
                assertThat(get(path).json().path("exhausted").asBoolean()).isTrue());
        assertThat(texts(get(path).json().path("openGroups"))).isNotEmpty();
    }

    @Test
    void aFullCodeGoesOnWithTheNextGroupThatIsOpened() {
        String full = group("一群");
        String path = groupCode(Map.of("chatIds", List.of(full), "softCap", 2));
        joins(active(path));
        soon().untilAsserted(() ->
                assertThat(get(path).json().path("exhausted").asBoolean()).isTrue());
        String next = group("二群");
        NextGroupOpened event = new NextGroupOpened(
                EventId.derived("next", corpId()),
                new CorpId(corpId()),
                WECOM.clock().instant(),
                new ChatId(full),
                new ChatId(next));

        publish(event);
        publish(event);

        soon().untilAsserted(() -> {
            assertThat(texts(get(path).json().at("/groups/chatIds"))).containsExactly(full, next);
            assertThat(texts(get(path).json().path("openGroups"))).containsExactly(next);
            assertThat(get(path).json().path("exhausted").asBoolean()).isFalse();
        });
    }

    @Test
    void aDismissedGroupDropsOutThoughTheFirstHasRoom() {
        String first = group("一群");
        String second = group("二群");
        String path = groupCode(Map.of("chatIds", List.of(first, second)));
        active(path);

        ends(second);

        soon().untilAsserted(() -> {
            assertThat(texts(get(path).json().path("openGroups"))).containsExactly(first);
            assertThat(texts(get(path).json().at("/groups/chatIds"))).containsExactly(first);
            assertThat(get(path).json().path("sync").asString()).isEqualTo("IN_SYNC");
        });
    }

    @Test
    void anEmptyGroupThatIsGivenToAFullCodeIsOpenedThoughNobodyCanJoin() {
        String full = group("一群");
        String path = groupCode(Map.of("chatIds", List.of(full), "softCap", 2));
        // Nobody scans: the places are taken by somebody whom the owner invites.
        JsonNode made = active(path);
        String invited = stranger();
        corp.people().memberInvites(full, "owner", List.of(invited));
        publish(invited(full, invited));
        soon().untilAsserted(() ->
                assertThat(get(path).json().path("exhausted").asBoolean()).isTrue());
        String empty = group("二群");

        Answer edited = put(
                path,
                get(path).etag(),
                Map.of("name", "群码", "groups", Map.of("chatIds", List.of(full, empty), "softCap", 2)));

        assertThat(edited.status()).as(edited.http().body()).isEqualTo(200);
        soon().untilAsserted(() -> {
            assertThat(texts(get(path).json().path("openGroups"))).containsExactly(empty);
            assertThat(get(path).json().path("exhausted").asBoolean()).isFalse();
            assertThat(get(path).json().path("sync").asString()).isEqualTo("IN_SYNC");
        });
        assertThat(corp.people().contactJoinsGroup(handle(made), stranger())).isEqualTo(empty);
    }

    @Test
    void aGroupThatWeComOpensByItselfBelongsToTheCode() {
        List<String> members = IntStream.range(1, 200).mapToObj(i -> "m" + i).toList();
        members.forEach(member -> corp.people().memberJoins(member, member));
        String full = corp.people().memberCreatesGroup("owner", "一群", members);
        String path = groupCode(Map.of(
                "chatIds", List.of(full), "softCap", 150, "autoCreate", true, "roomBaseName", "福利群", "roomBaseId", 2));
        JsonNode made = active(path);
        String external = stranger();
        String opened = corp.people().contactJoinsGroup(handle(made), external);
        assertThat(opened).isNotEqualTo(full);

        publish(event(made, opened, external, "opened"));

        soon().untilAsserted(() ->
                assertThat(texts(get(path).json().path("openGroups"))).containsExactly(opened));
        assertThat(texts(get(path).json().at("/groups/chatIds"))).containsExactly(full, opened);
        soon().untilAsserted(() -> assertThat(calls(JOIN_WAY + "update_join_way"))
                .singleElement()
                .satisfies(call -> assertThat(call.body()).contains("\"room_base_id\":3")));
    }

    @Test
    void aJoinWayWhoseAnswerWasLostIsNotMadeTwiceButLeftToAPerson() {
        WECOM.faults()
                .add(Fault.replyDropped()
                        .on(JOIN_WAY + "add_join_way")
                        .of(corpId())
                        .times(1));
        String path = groupCode(Map.of("chatIds", List.of(group("一群"))));

        soon().untilAsserted(() ->
                assertThat(get(path).json().path("status").asString()).isEqualTo("FAILED"));
        assertThat(calls(JOIN_WAY + "add_join_way")).hasSize(1);
        assertThat(get(path).json().at("/failure/reason").asString()).contains("lost");
    }

    @Test
    void aPictureThatCouldNotBeReadAtOnceIsReadLaterAndTheCodeIsMadeOnce() {
        WECOM.faults()
                .add(Fault.replyDropped()
                        .on(JOIN_WAY + "get_join_way")
                        .of(corpId())
                        .times(1));
        String path = groupCode(Map.of("chatIds", List.of(group("一群"))));

        assertThat(active(path).path("qrCode").asString()).isNotBlank();
        assertThat(calls(JOIN_WAY + "add_join_way")).hasSize(1);
    }

    @Test
    void whatAGroupCodeHasNoUseForIsRefused() {
        Answer answer = post(
                "/live-codes",
                Map.of(
                        "channelId",
                        channel("门店"),
                        "kind",
                        "GROUP",
                        "name",
                        "群码",
                        "users",
                        List.of("owner"),
                        "welcome",
                        Map.of("text", "你好")));

        assertThat(answer.status()).isEqualTo(400);
        List<String> errors = new ArrayList<>();
        answer.json()
                .path("errors")
                .forEach(error -> errors.add(error.path("field").asString() + " "
                        + error.path("code").asString()));
        assertThat(errors).containsExactlyInAnyOrder("users not_for_kind", "welcome not_for_kind", "groups required");
    }

    @Test
    void theGroupsOfANewCodeAreHeldToTheirLimits() {
        Answer answer = post(
                "/live-codes",
                Map.of(
                        "channelId",
                        channel("门店"),
                        "kind",
                        "GROUP",
                        "name",
                        "群码",
                        "groups",
                        Map.of("chatIds", List.of(), "softCap", 1)));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("errors").findValuesAsString("field"))
                .containsExactlyInAnyOrder("groups.chatIds", "groups.softCap");
    }

    private String group(String name) {
        return corp.people().memberCreatesGroup("owner", name, List.of());
    }

    private String groupCode(Map<String, Object> groups) {
        Answer answer = post(
                "/live-codes", Map.of("channelId", channel("门店"), "kind", "GROUP", "name", "群码", "groups", groups));
        assertThat(answer.status()).as(answer.http().body()).isEqualTo(202);
        return "/live-codes/" + answer.json().path("id").asString();
    }

    private JsonNode active(String path) {
        soon().untilAsserted(() ->
                assertThat(get(path).json().path("status").asString()).isEqualTo("ACTIVE"));
        return get(path).json();
    }

    private static String handle(JsonNode code) {
        return code.path("configId").asString();
    }

    private String stranger() {
        return corp.people().memberAdds("owner", "客户").externalUserId();
    }

    /** A contact scans, and group-service tells it. */
    private String joins(JsonNode code) {
        String external = stranger();
        String chat = corp.people().contactJoinsGroup(handle(code), external);
        publish(event(code, chat, external, external));
        return external;
    }

    private void ends(String chat) {
        corp.people().dismissesGroup(chat);
        publish(new GroupChatEnded(
                EventId.derived("ended", corpId(), chat),
                new CorpId(corpId()),
                WECOM.clock().instant(),
                new ChatId(chat)));
    }

    private GroupMemberJoined event(JsonNode code, String chat, String external, String name) {
        return new GroupMemberJoined(
                EventId.derived("joined", corpId(), chat, name),
                new CorpId(corpId()),
                WECOM.clock().instant(),
                new ChatId(chat),
                external,
                true,
                3,
                new State(code.path("state").asString()),
                null);
    }

    private GroupMemberJoined invited(String chat, String external) {
        return new GroupMemberJoined(
                EventId.derived("invited", corpId(), chat, external),
                new CorpId(corpId()),
                WECOM.clock().instant(),
                new ChatId(chat),
                external,
                true,
                1,
                null,
                null);
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asString()));
        return texts;
    }
}
