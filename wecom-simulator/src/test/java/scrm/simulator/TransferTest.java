package scrm.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class TransferTest extends SimulatorTest {
    @Test
    void aTransferIsDoneAfterADayAndTellsBothSides() {
        String contact = aContact("zhang", "a");
        assertThat(ask("externalcontact/transfer_customer", contact)).isZero();
        assertThat(ask("externalcontact/transfer_customer", contact)).isEqualTo(40129);
        assertThat(status("externalcontact/transfer_result")).isEqualTo(2);

        simulator.clock().advance(Duration.ofHours(24));
        api.refresh();

        assertThat(status("externalcontact/transfer_result")).isEqualTo(1);
        assertThat(corp.callbacks().getLast().xml())
                .contains("add_external_contact")
                .contains("[li]");
        assertThat(corp.callbacks().get(1).xml()).contains("<Source><![CDATA[DELETE_BY_TRANSFER]]></Source>");
        JsonNode follower =
                api.get("externalcontact/get", "external_userid", contact).at("/follow_user/0");
        assertThat(follower.path("userid").asString()).isEqualTo("li");
        assertThat(follower.path("add_way").asInt()).isEqualTo(202);
    }

    @Test
    void aSuccessorWhoIsAFriendAlreadyIsNotAddedAgain() {
        String contact = aContact("zhang", "a");
        people.memberAddsExisting("li", contact);
        ask("externalcontact/transfer_customer", contact);
        simulator.clock().advance(Duration.ofHours(24));

        assertThat(corp.callbacks()).extracting("kind").endsWith("change_external_contact/del_external_contact");
    }

    @Test
    void aContactMayRefuse() {
        String contact = aContact("zhang", "a");
        ask("externalcontact/transfer_customer", contact);
        people.contactRefusesTransfer("zhang", "li", contact);
        simulator.clock().advance(Duration.ofHours(25));
        api.refresh();

        assertThat(status("externalcontact/transfer_result")).isEqualTo(3);
        assertThat(corp.callbacks().getLast().xml()).contains("customer_refused");
        assertThat(corp.callbacks()).hasSize(2);
    }

    @Test
    void whatALeaverLeavesIsHandedOver() {
        String contact = aContact("zhang", "a");
        String chatId = people.memberCreatesGroup("zhang", "g", List.of(contact));
        people.memberLeaves("zhang");
        assertThat(api.post("externalcontact/get_unassigned_list", "{}")
                        .at("/info/0/external_userid")
                        .asString())
                .isEqualTo(contact);
        assertThat(ask("externalcontact/resigned/transfer_customer", contact)).isZero();

        JsonNode groups = api.post(
                "externalcontact/groupchat/transfer",
                "{\"chat_id_list\":[\"" + chatId + "\",\"nothing\"],\"new_owner\":\"li\"}");
        simulator.clock().advance(Duration.ofHours(24));
        api.refresh();

        assertThat(groups.path("failed_chat_list")).hasSize(1);
        assertThat(api.post("externalcontact/groupchat/get", "{\"chat_id\":\"" + chatId + "\"}")
                        .at("/group_chat/owner")
                        .asString())
                .isEqualTo("li");
        assertThat(status("externalcontact/resigned/transfer_result")).isEqualTo(1);
        assertThat(api.post("externalcontact/get_unassigned_list", "{}").path("info"))
                .isEmpty();
    }

    private int ask(String path, String contact) {
        return api.post(
                        path,
                        "{\"handover_userid\":\"zhang\",\"takeover_userid\":\"li\",\"external_userid\":[\"" + contact
                                + "\"]}")
                .at("/customer/0/errcode")
                .asInt();
    }

    private int status(String path) {
        return api.post(path, "{\"handover_userid\":\"zhang\",\"takeover_userid\":\"li\"}")
                .at("/customer/0/status")
                .asInt();
    }
}
