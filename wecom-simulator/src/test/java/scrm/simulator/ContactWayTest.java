package scrm.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ContactWayTest extends SimulatorTest {
    private static final String WELCOME = "externalcontact/send_welcome_msg";

    @Test
    void aScanMakesAFriendshipThatCarriesTheState() {
        contactWay("s1", "zhang");

        Friendship added = people.contactScans("s1", "小李");

        assertThat(added.userId()).isEqualTo("zhang");
        JsonNode detail = api.get("externalcontact/get", "external_userid", added.externalUserId());
        assertThat(detail.at("/external_contact/name").asString()).isEqualTo("小李");
        assertThat(detail.at("/follow_user/0/userid").asString()).isEqualTo("zhang");
        assertThat(detail.at("/follow_user/0/state").asString()).isEqualTo("s1");
        assertThat(detail.at("/follow_user/0/add_way").asInt()).isEqualTo(1);
        assertThat(corp.callbacks())
                .singleElement()
                .satisfies(callback -> assertThat(callback.xml())
                        .contains("<ChangeType><![CDATA[add_external_contact]]></ChangeType>")
                        .contains("<State><![CDATA[s1]]></State>")
                        .contains("<WelcomeCode><![CDATA[" + added.welcomeCode() + "]]></WelcomeCode>"));
    }

    @Test
    void membersOfACodeTakeTurns() {
        contactWay("s1", "zhang", "li");

        assertThat(people.contactScans("s1", "a").userId()).isEqualTo("zhang");
        assertThat(people.contactScans("s1", "b").userId()).isEqualTo("li");
    }

    @Test
    void aCodeIsKeptAsMadeAndUpdatedFieldByField() {
        String configId = contactWay("s1", "zhang");

        api.post("externalcontact/update_contact_way", "{\"config_id\":\"" + configId + "\",\"user\":[\"li\"]}");

        JsonNode way = api.post("externalcontact/get_contact_way", "{\"config_id\":\"" + configId + "\"}")
                .path("contact_way");
        assertThat(way.path("state").asString()).isEqualTo("s1");
        assertThat(way.path("type").asInt()).isEqualTo(2);
        assertThat(way.path("user").toString()).isEqualTo("[\"li\"]");
        assertThat(way.path("qr_code").asString()).startsWith("https://");
        assertThat(people.contactScans(configId, "a").userId()).isEqualTo("li");
    }

    @Test
    void badCodesAreRefused() {
        String add = "externalcontact/add_contact_way";
        assertThat(api.errcode(add, "{\"scene\":2,\"user\":[\"li\"]}")).isEqualTo(41037);
        assertThat(api.errcode(add, "{\"type\":1,\"scene\":2,\"user\":[\"li\",\"zhang\"]}"))
                .isEqualTo(41035);
        assertThat(api.errcode(add, "{\"type\":1,\"scene\":2,\"user\":[\"nobody\"]}"))
                .isEqualTo(60111);
        assertThat(api.errcode(add, "{\"type\":1,\"scene\":2,\"user\":[\"li\"],\"state\":\"" + "x".repeat(31) + "\"}"))
                .isEqualTo(40058);
        corp.codeQuota(0);
        assertThat(api.errcode(add, "{\"type\":1,\"scene\":2,\"user\":[\"li\"]}"))
                .isEqualTo(41045);
        assertThatThrownBy(() -> people.contactScans("unknown", "a")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void codesAreListedByTime() {
        contactWay("s1", "zhang");
        simulator.clock().advance(Duration.ofDays(100));
        api.refresh();
        String newer = contactWay("s2", "zhang");

        JsonNode listed = api.post("externalcontact/list_contact_way", "{}").path("contact_way");

        assertThat(listed).hasSize(1);
        assertThat(listed.path(0).path("config_id").asString()).isEqualTo(newer);
    }

    @Test
    void aWelcomeArrivesOnce() {
        contactWay("s1", "zhang");
        Friendship added = people.contactScans("s1", "a");

        assertThat(api.errcode(WELCOME, welcome(added.welcomeCode()))).isZero();
        assertThat(api.errcode(WELCOME, welcome(added.welcomeCode()))).isEqualTo(41051);

        assertThat(people.inbox(added.externalUserId())).singleElement().satisfies(received -> {
            assertThat(received.kind()).isEqualTo("welcome");
            assertThat(received.content().at("/text/content").asString()).isEqualTo("hi");
        });
    }

    @Test
    void aWelcomeCodeLivesTwentySeconds() {
        contactWay("s1", "zhang");
        Friendship added = people.contactScans("s1", "a");
        simulator.clock().advance(Duration.ofSeconds(21));

        assertThat(api.errcode(WELCOME, welcome(added.welcomeCode()))).isEqualTo(41050);
        assertThat(api.errcode(WELCOME, welcome("invented"))).isEqualTo(41050);
    }

    @Test
    void noWelcomeAfterAChatNorWhereTheConsoleHasOne() {
        contactWay("s1", "zhang");
        Friendship chatting = people.contactScans("s1", "a");
        people.contactChats("zhang", chatting.externalUserId(), "hello");
        people.contactDeletes("zhang", chatting.externalUserId());
        Friendship again = people.contactScansAgain("s1", chatting.externalUserId());
        people.consoleSetsWelcome("zhang", true);

        assertThat(api.errcode(WELCOME, welcome(chatting.welcomeCode()))).isEqualTo(41051);
        assertThat(again.welcomeCode()).isNull();
        assertThat(people.contactScans("s1", "b").welcomeCode()).isNull();
        assertThat(people.memberAddsWeComUser("li", "c").welcomeCode()).isNull();
    }

    @Test
    void aHalfAddedContactIsNoContactUntilConfirmed() {
        contactWay("s1", "zhang");
        Friendship half = people.contactHalfAdds("s1", "a");
        assertThat(api.get("externalcontact/get", "external_userid", half.externalUserId())
                        .path("errcode")
                        .asInt())
                .isEqualTo(84061);
        assertThat(api.errcode(WELCOME, welcome(half.welcomeCode()))).isZero();

        Friendship confirmed = people.memberConfirms("zhang", half.externalUserId());

        assertThat(confirmed.welcomeCode()).isNull();
        assertThat(confirmed.state()).isEqualTo("s1");
        assertThat(api.get("externalcontact/list", "userid", "zhang").path("external_userid"))
                .hasSize(1);
    }

    @Test
    void contactsComeByAcquisitionLinkWithTheirChannel() {
        String linkId = api.post(
                        "externalcontact/customer_acquisition/create_link",
                        "{\"link_name\":\"x\",\"range\":{\"user_list\":[\"zhang\"]}}")
                .at("/link/link_id")
                .asString();

        Friendship added = people.contactFollowsLink(linkId, "é".repeat(40), "a");

        assertThat(added.state()).isEqualTo("é".repeat(32));
        JsonNode customers =
                api.post("externalcontact/customer_acquisition/customer", "{\"link_id\":\"" + linkId + "\"}");
        assertThat(customers.at("/customer_list/0/external_userid").asString()).isEqualTo(added.externalUserId());
    }

    private static String welcome(String code) {
        return "{\"welcome_code\":\"" + code + "\",\"text\":{\"content\":\"hi\"}}";
    }
}
