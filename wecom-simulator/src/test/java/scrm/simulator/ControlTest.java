package scrm.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ControlTest extends SimulatorTest {
    @Test
    void everyActOfPeopleIsAlsoAnActByJson() {
        contactWay("s1", "zhang");

        JsonNode added = api.control(
                "POST", "corps/ww1/people/contactScans", "{\"configIdOrState\":\"s1\",\"contactName\":\"小李\"}");
        JsonNode group = api.control(
                "POST",
                "corps/ww1/people/memberCreatesGroup",
                "{\"userId\":\"zhang\",\"name\":\"g\",\"memberIds\":[\""
                        + added.path("externalUserId").asString() + "\"]}");
        JsonNode inbox = api.control(
                "POST",
                "corps/ww1/people/inbox",
                "{\"receiver\":\"" + added.path("externalUserId").asString() + "\"}");

        assertThat(added.path("userId").asString()).isEqualTo("zhang");
        assertThat(group.path("id").asString()).startsWith("wr");
        assertThat(inbox.isArray()).isTrue();
        assertThat(api.control("GET", "corps/ww1/people", "")
                        .path("contactScans")
                        .toString())
                .isEqualTo("{\"configIdOrState\":\"String\",\"contactName\":\"String\"}");
    }

    @Test
    void actsThatCannotBeSayWhy() {
        JsonNode refused = api.control(
                "POST", "corps/ww1/people/contactScans", "{\"configIdOrState\":\"none\",\"contactName\":\"a\"}");
        assertThat(refused.path("error").asString()).contains("none");
        assertThat(api.control("POST", "corps/ww1/people/flies", "{}").has("error"))
                .isTrue();
        assertThat(api.control("POST", "corps/ww1/people/contactScans", "{}")
                        .path("error")
                        .asString())
                .isEqualTo("missing configIdOrState");
    }

    @Test
    void clockLedgerFaultsAndCorpsAreReachable() {
        assertThat(api.control("GET", "health", "").path("status").asString()).isEqualTo("UP");
        assertThat(api.control("POST", "clock", "{\"advance\":\"PT1H\"}")
                        .path("ahead")
                        .asString())
                .isEqualTo("PT1H");
        assertThat(api.control("POST", "faults", "{\"errcode\":45009,\"path\":\"department/list\",\"count\":1}")
                        .path("id")
                        .asInt())
                .isEqualTo(1);
        assertThat(api.get("department/list").path("errcode").asInt()).isEqualTo(45009);
        assertThat(api.get("department/list").path("errcode").asInt()).isZero();
        assertThat(api.control("GET", "ledger?corpId=ww1&path=department/list", ""))
                .hasSize(2);
        assertThat(api.control("GET", "ledger/counts", "")
                        .at("/department~1list/45009")
                        .asInt())
                .isEqualTo(1);
        assertThat(api.control("POST", "corps", "{\"corpId\":\"ww2\",\"name\":\"Two\"}")
                        .path("secret")
                        .asString())
                .isEqualTo(CorpDefinition.of("ww2").secret());
        assertThat(api.control("GET", "corps", "")).hasSize(2);
        api.control("PUT", "corps/ww1/callback-mode", "{\"dropProbability\":1}");
        people.memberAdds("zhang", "a");
        assertThat(api.control("GET", "callbacks?corpId=ww1", "")
                        .path(0)
                        .path("outcome")
                        .asString())
                .isEqualTo("DROPPED");
        assertThat(api.control("POST", "corps/ww1/signed-callbacks", "[{\"kind\":\"x\",\"xml\":\"<xml/>\"}]")
                        .path(0)
                        .path("query")
                        .asString())
                .startsWith("msg_signature=");
    }
}
