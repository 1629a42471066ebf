package scrm.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class GroupChatTest extends SimulatorTest {
    @Test
    void everyMemberChangeMakesANewVersionThatTheCallbackChains() {
        String a = aContact("zhang", "a");
        String b = aContact("zhang", "b");
        String chatId = people.memberCreatesGroup("zhang", "buyers", List.of(a));
        String first = chat(chatId).path("member_version").asString();

        people.memberInvites(chatId, "zhang", List.of(b, "li"));
        String second = chat(chatId).path("member_version").asString();
        people.quitsGroup(chatId, a);
        people.ownerRemoves(chatId, List.of(b));

        String added = corp.callbacks().get(3).xml();
        assertThat(added)
                .contains("<UpdateDetail><![CDATA[add_member]]></UpdateDetail>")
                .contains("<JoinScene>0</JoinScene>")
                .contains("<MemChangeCnt>2</MemChangeCnt>")
                .contains(
                        "<MemChangeList><Item><![CDATA[" + b + "]]></Item><Item><![CDATA[li]]></Item></MemChangeList>")
                .contains("<LastMemVer><![CDATA[" + first + "]]></LastMemVer>")
                .contains("<CurMemVer><![CDATA[" + second + "]]></CurMemVer>");
        assertThat(corp.callbacks().get(4).xml()).contains("<QuitScene>0</QuitScene>");
        assertThat(corp.callbacks().get(5).xml()).contains("<QuitScene>1</QuitScene>");
        assertThat(chat(chatId).path("member_list")).hasSize(2);
    }

    @Test
    void contactsJoinByCodeWithItsState() {
        String chatId = people.memberCreatesGroup("zhang", "buyers", List.of());
        JsonNode made = api.post(
                "externalcontact/groupchat/add_join_way",
                "{\"scene\":2,\"chat_id_list\":[\"" + chatId + "\"],\"state\":\"j1\"}");
        assertThat(made.has("qr_code")).isFalse();
        JsonNode way = api.post(
                "externalcontact/groupchat/get_join_way",
                "{\"config_id\":\"" + made.path("config_id").asString() + "\"}");
        assertThat(way.at("/join_way/qr_code").asString()).isNotEmpty();
        String contact = aContact("zhang", "a");

        assertThat(people.contactJoinsGroup("j1", contact)).isEqualTo(chatId);

        JsonNode joined = chat(chatId).path("member_list").path(1);
        assertThat(joined.path("userid").asString()).isEqualTo(contact);
        assertThat(joined.path("state").asString()).isEqualTo("j1");
        assertThat(joined.path("join_scene").asInt()).isEqualTo(3);
        assertThat(joined.path("name").asString()).isEqualTo("a");
        assertThat(joined.has("invitor")).isFalse();
    }

    @Test
    void aFullGroupLeadsToANewOne() {
        String chatId = people.memberCreatesGroup("zhang", "buyers", List.of());
        api.post(
                "externalcontact/groupchat/add_join_way",
                "{\"scene\":2,\"chat_id_list\":[\"" + chatId + "\"],\"state\":\"j1\",\"room_base_name\":\"buyers\","
                        + "\"room_base_id\":2}");
        String last = "";
        for (int i = 0; i < 200; i++) {
            last = people.contactJoinsGroup("j1", aContact("zhang", "c" + i));
        }

        assertThat(last).isNotEqualTo(chatId);
        assertThat(chat(last).path("name").asString()).isEqualTo("buyers2");
    }

    @Test
    void aJoinWayLeadsToFiveGroupsAtMost() {
        assertThat(api.errcode(
                        "externalcontact/groupchat/add_join_way",
                        "{\"scene\":2,\"chat_id_list\":[\"1\",\"2\",\"3\",\"4\",\"5\",\"6\"]}"))
                .isEqualTo(41091);
    }

    @Test
    void groupsAreListedByOwnerUntilDismissed() {
        String first = people.memberCreatesGroup("zhang", "1", List.of());
        people.memberCreatesGroup("li", "2", List.of());
        assertThat(list("zhang")).hasSize(1);

        people.changesGroupOwner(first, "li");
        assertThat(list("zhang")).isEmpty();
        people.dismissesGroup(first);
        assertThat(list("li")).hasSize(1);
        assertThat(api.errcode("externalcontact/groupchat/get", "{\"chat_id\":\"" + first + "\"}"))
                .isEqualTo(90501);
    }

    @Test
    void whatIsReadMayLagBehindTheCallback() {
        String chatId = people.memberCreatesGroup("zhang", "buyers", List.of());
        corp.groupLag(Duration.ofSeconds(2));

        people.memberInvites(chatId, "zhang", List.of("li"));
        people.renamesGroup(chatId, "sellers");

        assertThat(chat(chatId).path("member_list")).hasSize(1);
        simulator.clock().advance(Duration.ofSeconds(3));
        assertThat(chat(chatId).path("member_list")).hasSize(2);
        assertThat(chat(chatId).path("name").asString()).isEqualTo("sellers");
    }

    private JsonNode list(String owner) {
        return api.post(
                        "externalcontact/groupchat/list",
                        "{\"owner_filter\":{\"userid_list\":[\"" + owner + "\"]},\"limit\":10}")
                .path("group_chat_list");
    }

    private JsonNode chat(String chatId) {
        return api.post("externalcontact/groupchat/get", "{\"chat_id\":\"" + chatId + "\",\"need_name\":1}")
                .path("group_chat");
    }
}
