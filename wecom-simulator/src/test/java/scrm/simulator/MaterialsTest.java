package scrm.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class MaterialsTest extends SimulatorTest {
    @Test
    void groupWelcomeTemplatesAreKeptUpToAHundred() {
        String add = "externalcontact/group_welcome_template/add";
        String id = api.post(add, "{\"text\":{\"content\":\"hi %NICKNAME%\"}}")
                .path("template_id")
                .asString();
        assertThat(api.post("externalcontact/group_welcome_template/get", "{\"template_id\":\"" + id + "\"}")
                        .at("/text/content")
                        .asString())
                .startsWith("hi");
        for (int i = 0; i < 99; i++) {
            assertThat(api.errcode(add, "{\"text\":{\"content\":\"x\"}}")).isZero();
        }
        assertThat(api.errcode(add, "{\"text\":{\"content\":\"x\"}}")).isEqualTo(41055);
        assertThat(api.errcode("externalcontact/group_welcome_template/del", "{\"template_id\":\"no\"}"))
                .isEqualTo(41058);
    }

    @Test
    void interceptRulesChangeTheirRange() {
        String id = api.post(
                        "externalcontact/add_intercept_rule",
                        "{\"rule_name\":\"r\",\"word_list\":[\"bad\"],\"semantics_list\":[1],\"intercept_type\":1,"
                                + "\"applicable_range\":{\"user_list\":[\"zhang\"]}}")
                .path("rule_id")
                .asString();
        api.post(
                "externalcontact/update_intercept_rule",
                "{\"rule_id\":\"" + id + "\",\"add_applicable_range\":{\"user_list\":[\"li\"]},"
                        + "\"remove_applicable_range\":{\"user_list\":[\"zhang\"]}}");

        JsonNode rule = api.post("externalcontact/get_intercept_rule", "{\"rule_id\":\"" + id + "\"}")
                .path("rule");

        assertThat(rule.at("/applicable_range/user_list").toString()).isEqualTo("[\"li\"]");
        assertThat(rule.at("/extra_rule/semantics_list").toString()).isEqualTo("[1]");
        assertThat(api.get("externalcontact/get_intercept_rule_list").path("rule_list"))
                .hasSize(1);
    }

    @Test
    void productsAreChecked() {
        String picture = api.upload("media/upload_attachment", "media_type=image&attachment_type=2", new byte[10])
                .path("media_id")
                .asString();
        String id = api.post("externalcontact/add_product_album", product(100, picture))
                .path("product_id")
                .asString();

        assertThat(api.post("externalcontact/get_product_album", "{\"product_id\":\"" + id + "\"}")
                        .at("/product/price")
                        .asInt())
                .isEqualTo(100);
        assertThat(api.errcode("externalcontact/add_product_album", product(5_000_001, picture)))
                .isEqualTo(40058);
    }

    @Test
    void ticketsAreTheSameWhileValidAndScarce() {
        String ticket = api.get("get_jsapi_ticket").path("ticket").asString();
        for (int i = 1; i < 400; i++) {
            assertThat(api.get("get_jsapi_ticket").path("ticket").asString()).isEqualTo(ticket);
        }
        assertThat(api.get("get_jsapi_ticket").path("errcode").asInt()).isEqualTo(45009);
        assertThat(api.get("ticket/get", "type", "agent_config").path("ticket").asString())
                .isNotEmpty();
        assertThat(api.get("getcallbackip").path("ip_list")).hasSize(1);
    }

    private static String product(int price, String picture) {
        return "{\"description\":\"d\",\"price\":" + price
                + ",\"attachments\":[{\"type\":\"image\",\"image\":{\"media_id\":\"" + picture + "\"}}]}";
    }
}
