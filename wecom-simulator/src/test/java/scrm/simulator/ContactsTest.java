package scrm.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ContactsTest extends SimulatorTest {
    @Test
    void batchPagesThroughAllMembersWithoutLossOrRepeat() {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            all.add(aContact("zhang", "z" + i));
        }
        for (int i = 0; i < 6; i++) {
            all.add(aContact("li", "l" + i));
        }

        List<String> seen = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = api.post(
                    "externalcontact/batch/get_by_user",
                    "{\"userid_list\":[\"zhang\",\"li\"],\"limit\":4,\"cursor\":\"" + cursor + "\"}");
            page.path("external_contact_list")
                    .forEach(c ->
                            seen.add(c.at("/external_contact/external_userid").asString()));
            cursor = page.path("next_cursor").asString();
        } while (!cursor.isEmpty());

        assertThat(seen).containsExactlyElementsOf(all);
    }

    @Test
    void aRemovedMemberStaysKnownButARemovedContactIsGone() {
        String contact = aContact("zhang", "a");
        people.contactDeletes("zhang", contact);
        assertThat(api.get("externalcontact/list", "userid", "zhang").path("external_userid"))
                .hasSize(1);

        people.memberDeletes("zhang", contact);

        assertThat(api.get("externalcontact/list", "userid", "zhang")
                        .path("errcode")
                        .asInt())
                .isEqualTo(84061);
        assertThat(corp.callbacks())
                .extracting("kind")
                .endsWith("change_external_contact/del_follow_user", "change_external_contact/del_external_contact");
    }

    @Test
    void callsOfTheApiCauseNoCallbacks() {
        String contact = aContact("zhang", "a");
        int before = corp.callbacks().size();

        api.post(
                "externalcontact/remark",
                "{\"userid\":\"zhang\",\"external_userid\":\"" + contact + "\",\"remark\":\"VIP\"}");
        assertThat(corp.callbacks()).hasSize(before);

        people.memberEditsRemark("zhang", contact, "VVIP");
        assertThat(corp.callbacks()).hasSize(before + 1);
        assertThat(api.get("externalcontact/get", "external_userid", contact)
                        .at("/follow_user/0/remark")
                        .asString())
                .isEqualTo("VVIP");
    }

    @Test
    void unknownContactsAndStrangersAreToldApart() {
        String contact = aContact("zhang", "a");

        assertThat(api.get("externalcontact/get", "external_userid", "wmNobody")
                        .path("errcode")
                        .asInt())
                .isEqualTo(40096);
        assertThat(api.errcode(
                        "externalcontact/remark",
                        "{\"userid\":\"li\",\"external_userid\":\"" + contact + "\",\"remark\":\"x\"}"))
                .isEqualTo(84061);
    }

    @Test
    void membersAndDepartmentsAreListed() {
        people.departmentOpens(7, "sales", 1);
        people.memberJoinsDepartment("wang", "王五", 7);

        assertThat(api.get("department/simplelist").path("department_id")).hasSize(2);
        assertThat(api.get("user/simplelist", "department_id", "7")
                        .at("/userlist/0/userid")
                        .asString())
                .isEqualTo("wang");
        assertThat(api.get("user/get", "userid", "wang").path("name").asString())
                .isEqualTo("王五");
        assertThat(api.get("externalcontact/get_follow_user_list").path("follow_user"))
                .hasSize(3);
        assertThat(api.post("user/list_id", "{\"limit\":2}").path("next_cursor").asString())
                .isNotEmpty();
    }
}
