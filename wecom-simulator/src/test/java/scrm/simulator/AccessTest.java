package scrm.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import org.junit.jupiter.api.Test;

import scrm.simulator.server.ApiCall;
import scrm.simulator.server.Fault;
import scrm.simulator.server.Latency;
import scrm.simulator.server.Limits;

class AccessTest extends SimulatorTest {
    private static final String FOLLOWERS = "externalcontact/get_follow_user_list";

    @Test
    void aTokenIsTheSameWhileItIsValid() {
        String first = api.token();
        api.refresh();
        assertThat(api.token()).isEqualTo(first);

        simulator.clock().advance(Duration.ofHours(2));
        assertThat(errcode()).isEqualTo(42001);
        api.refresh();
        assertThat(api.token()).isNotEqualTo(first);
        assertThat(errcode()).isZero();
    }

    @Test
    void revokedInventedAndMissingTokensDiffer() {
        corp.revokeTokens();
        assertThat(errcode()).isEqualTo(42001);
        api.token("invented");
        assertThat(errcode()).isEqualTo(40014);
        api.token("");
        assertThat(errcode()).isEqualTo(41001);
    }

    @Test
    void repeatedWrongSecretsBanTheIp() {
        assertThat(api.gettoken("wrong").path("errcode").asInt()).isEqualTo(40001);
        for (int i = 0; i < 20; i++) {
            api.gettoken("wrong");
        }
        assertThat(api.gettoken(corp.definition().secret()).path("errcode").asInt())
                .isEqualTo(45009);
        simulator.clock().advance(Duration.ofMinutes(61));
        assertThat(api.gettoken(corp.definition().secret()).path("errcode").asInt())
                .isZero();
    }

    @Test
    void switchesRefuse() {
        corp.ipTrusted(false);
        assertThat(errcode()).isEqualTo(60020);
        corp.ipTrusted(true);
        corp.apiGranted(false);
        assertThat(errcode()).isEqualTo(48002);
    }

    @Test
    void aQuotaBlocksForAsLongAsItsWindow() {
        corp.limits(FOLLOWERS, new Limits(3, 0, 0, true));
        for (int i = 0; i < 3; i++) {
            assertThat(errcode()).isZero();
        }
        assertThat(errcode()).isEqualTo(45009);
        simulator.clock().advance(Duration.ofSeconds(59));
        assertThat(errcode()).isEqualTo(45009);
        simulator.clock().advance(Duration.ofSeconds(61));
        assertThat(errcode()).isZero();
    }

    @Test
    void tooManyCallsInFlightAreRefused() throws Exception {
        corp.limits(Limits.NONE.concurrent(1));
        simulator.latency(Latency.fixed(Duration.ofMillis(500)));
        Thread slow = Thread.startVirtualThread(this::errcode);
        while (errcode() != 45033 && slow.isAlive()) {
            // One of the two is refused as soon as they meet.
        }
        slow.join();

        assertThat(simulator.ledger().calls(FOLLOWERS))
                .extracting(ApiCall::errcode)
                .contains(45033);
    }

    @Test
    void faultsHitWhatTheyAreFor() {
        simulator
                .faults()
                .add(Fault.errcode(-1).on("externalcontact/*").of("ww1").times(2));

        assertThat(errcode()).isEqualTo(-1);
        assertThat(api.get("department/list").path("errcode").asInt()).isZero();
        assertThat(errcode()).isEqualTo(-1);
        assertThat(errcode()).isZero();
        assertThat(simulator.faults().active())
                .singleElement()
                .satisfies(active -> assertThat(active.hits()).isEqualTo(2));
    }

    @Test
    void aDroppedReplyIsExecutedAndAResetIsNot() {
        HttpRequest request =
                api.request("externalcontact/add_corp_tag", "{\"group_name\":\"g\",\"tag\":[{\"name\":\"t\"}]}");
        simulator.faults().add(Fault.connectionReset().times(1));
        assertThatThrownBy(() -> Api.raw(request)).isInstanceOf(IOException.class);
        assertThat(api.post("externalcontact/get_corp_tag_list", "{}").path("tag_group"))
                .isEmpty();

        simulator.faults().add(Fault.replyDropped().times(1));
        assertThatThrownBy(() -> Api.raw(request)).isInstanceOf(IOException.class);
        assertThat(api.post("externalcontact/get_corp_tag_list", "{}").path("tag_group"))
                .hasSize(1);
        assertThat(simulator.ledger().calls("externalcontact/add_corp_tag"))
                .extracting(ApiCall::executed)
                .containsExactly(false, true);
    }

    @Test
    void brokenAnswersAreNotJson() throws Exception {
        HttpRequest request = api.request(FOLLOWERS, "{}");
        simulator.faults().add(Fault.status(502).times(1));
        simulator.faults().add(Fault.notJson().times(1));

        assertThat(Api.raw(request).statusCode()).isEqualTo(502);
        assertThat(Api.raw(request).body()).startsWith("<html>");
    }

    @Test
    void doubledAmpersandsAndMalformedBodiesAreUnderstood() throws Exception {
        URI doubled =
                URI.create(simulator.baseUrl() + "/cgi-bin/" + FOLLOWERS + "?access_token=" + api.token() + "&&a=b");
        assertThat(Api.raw(HttpRequest.newBuilder(doubled).build()).body()).contains("\"errcode\":0");
        assertThat(api.errcode("externalcontact/groupchat/get", "not json")).isEqualTo(47001);
        assertThat(Api.raw(api.request("no/such/path", "{}")).statusCode()).isEqualTo(404);
    }

    @Test
    void theLedgerHoldsNoSecrets() {
        errcode();

        assertThat(simulator.ledger().calls())
                .noneMatch(call -> call.toString().contains(api.token())
                        || call.toString().contains(corp.definition().secret()));
    }

    private int errcode() {
        return api.get(FOLLOWERS).path("errcode").asInt(-999);
    }
}
