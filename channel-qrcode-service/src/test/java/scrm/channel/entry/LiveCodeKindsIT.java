package scrm.channel.entry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import scrm.channel.ChannelServiceIT;
import scrm.harness.Answer;
import scrm.simulator.server.Fault;

class LiveCodeKindsIT extends ChannelServiceIT {
    private static final String LINKS = "externalcontact/customer_acquisition/";

    @BeforeEach
    void memberIsThere() {
        corp.people().memberJoins("zhang", "张三");
    }

    @Test
    void whoComesByAnAcquisitionLinkIsAttributedToItsCode() {
        JsonNode code = active(open("ACQUISITION_LINK", Map.of()));
        String link = code.path("link").asString();
        String state = code.path("state").asString();
        assertThat(link).endsWith("?customer_channel=" + state);
        assertThat(code.path("qrCode").isNull()).isTrue();

        String contact = corp.people()
                .contactFollowsLink(code.path("configId").asString(), state, "李四")
                .externalUserId();

        soon().untilAsserted(() -> assertThat(get("/attributions?externalUserId=" + contact)
                        .json()
                        .at("/items/0/firstTouch/liveCodeId")
                        .asString())
                .isEqualTo(code.path("id").asString()));
    }

    @Test
    void theShortLinkOfAnAcquisitionLinkLeadsOnwards() throws IOException, InterruptedException {
        JsonNode code = active(open("ACQUISITION_LINK", Map.of()));
        String path = URI.create(code.path("shortLink").asString()).getPath();

        HttpResponse<Void> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                .build(),
                        HttpResponse.BodyHandlers.discarding());

        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location"))
                .contains(code.path("link").asString());
    }

    @Test
    void aLinkWhoseAnswerWasLostIsFoundByItsNameAndNotMadeTwice() {
        WECOM.faults()
                .add(Fault.replyDropped().on(LINKS + "create_link").of(corpId()).times(1));

        JsonNode code = active(open("ACQUISITION_LINK", Map.of()));

        assertThat(calls(LINKS + "create_link")).hasSize(1);
        assertThat(code.path("link").asString()).isNotBlank();
    }

    @Test
    void anEditOfALinkReachesWeComAndAnArchivedOneIsDeleted() {
        String path = open("ACQUISITION_LINK", Map.of());
        active(path);

        assertThat(put(path, get(path).etag(), Map.of("name", "官网", "users", List.of("zhang"), "skipVerify", false))
                        .status())
                .isEqualTo(200);
        soon().untilAsserted(() -> assertThat(calls(LINKS + "update_link"))
                .singleElement()
                .satisfies(call -> assertThat(call.body()).contains("官网 #")));

        assertThat(post(path + "/archive", Map.of()).status()).isEqualTo(200);
        soon().untilAsserted(() -> assertThat(calls(LINKS + "delete_link")).hasSize(1));
    }

    @Test
    void aPausedCodeKeepsItsPlaceAtWeComAndCanBeResumed() {
        String path = open("CONTACT", Map.of());
        active(path);

        assertThat(post(path + "/resume", Map.of()).status()).isEqualTo(200);
        assertThat(post(path + "/pause", Map.of()).json().path("status").asString())
                .isEqualTo("PAUSED");
        assertThat(post(path + "/pause", Map.of()).status()).isEqualTo(200);
        assertThat(post(path + "/resume", Map.of()).json().path("status").asString())
                .isEqualTo("ACTIVE");
        assertThat(calls("externalcontact/del_contact_way")).isEmpty();

        assertThat(post(path + "/archive", Map.of()).status()).isEqualTo(200);
        assertThat(post(path + "/pause", Map.of()).status()).isEqualTo(409);
    }

    @Test
    void aCopyIsACodeOfItsOwn() {
        String path = open("CONTACT", Map.of("welcome", Map.of("text", "你好")));
        JsonNode original = active(path);

        Answer copied = post(path + "/copy", Map.of("name", "二号店"));

        assertThat(copied.status()).as(copied.http().body()).isEqualTo(202);
        JsonNode copy = active("/live-codes/" + copied.json().path("id").asString());
        assertThat(copy.path("name").asString()).isEqualTo("二号店");
        assertThat(copy.path("users")).isEqualTo(original.path("users"));
        assertThat(copy.path("welcome")).isEqualTo(original.path("welcome"));
        assertThat(copy.path("channelId")).isEqualTo(original.path("channelId"));
        assertThat(copy.path("state")).isNotEqualTo(original.path("state"));
        assertThat(copy.path("configId")).isNotEqualTo(original.path("configId"));
    }

    @Test
    void codesAreFoundByEmployeeAndKindAlsoAfterAnEdit() {
        corp.people().memberJoins("wang", "王五");
        String path = open("CONTACT", Map.of());
        String other = open("ACQUISITION_LINK", Map.of());
        active(path);
        active(other);

        assertThat(ids("/live-codes?userId=zhang")).containsExactly(path, other);
        assertThat(ids("/live-codes?userId=zhang&kind=ACQUISITION_LINK")).containsExactly(other);

        assertThat(put(path, get(path).etag(), Map.of("name", "前台", "users", List.of("wang")))
                        .status())
                .isEqualTo(200);

        assertThat(ids("/live-codes?userId=zhang")).containsExactly(other);
        assertThat(ids("/live-codes?userId=wang")).containsExactly(path);
    }

    @Test
    void aFriendThenGroupCodeNeedsAGroupCodeToInviteTo() {
        String contact = open("CONTACT", Map.of());
        Map<String, Object> request = request("FRIEND_THEN_GROUP", Map.of("welcome", Map.of("text", "进群有礼")));

        assertThat(post("/live-codes", request).json().at("/errors/0/code").asString())
                .isEqualTo("required");
        request.put("invitesTo", Long.parseLong(contact.substring("/live-codes/".length())));
        assertThat(post("/live-codes", request).json().at("/errors/0/code").asString())
                .isEqualTo("not_a_group_code");
    }

    @Test
    void moreMembersThanWeComTakesAreRefusedByTheNumberOfTheKind() {
        Map<String, Object> request = request("CONTACT", Map.of());
        request.put("users", IntStream.range(0, 101).mapToObj(i -> "u" + i).toList());

        JsonNode problem = post("/live-codes", request).json();

        assertThat(problem.at("/errors/0/code").asString()).isEqualTo("too_many_users");
        assertThat(problem.at("/errors/0/detail").asString()).contains("100");
    }

    private Map<String, Object> request(String kind, Map<String, Object> more) {
        Map<String, Object> request = new HashMap<>(more);
        request.put("channelId", channel("渠道" + kind));
        request.put("kind", kind);
        request.put("name", "收银台");
        request.put("users", List.of("zhang"));
        return request;
    }

    private String open(String kind, Map<String, Object> more) {
        Answer answer = post("/live-codes", request(kind, more));
        assertThat(answer.status()).as(answer.http().body()).isEqualTo(202);
        return "/live-codes/" + answer.json().path("id").asString();
    }

    private JsonNode active(String path) {
        soon().untilAsserted(() ->
                assertThat(get(path).json().path("status").asString()).isEqualTo("ACTIVE"));
        return get(path).json();
    }

    private List<String> ids(String path) {
        List<String> ids = new ArrayList<>();
        get(path)
                .json()
                .path("items")
                .forEach(item -> ids.add("/live-codes/" + item.path("id").asString()));
        return ids;
    }
}
