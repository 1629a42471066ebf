package scrm.group.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import scrm.events.GroupCodeEvent.GroupCodeWanted;
import scrm.group.GroupServiceIT;
import scrm.group.charter.CharterFixtures;
import scrm.harness.Answer;

class GroupTemplateIT extends GroupServiceIT {
    @Test
    void aGroupThatWorksIsCopiedAsOftenAsAskedAndOnceForEachKey() {
        String template = template(Map.of());
        Map<String, Object> request =
                Map.of("count", 45, "pattern", "福利{n}群", "firstNumber", 2, "owners", List.of("zhang", "li"));

        Answer first = clone(template, "key-1", request);
        Answer again = clone(template, "key-1", request);

        assertThat(first.status()).as(first.http().body()).isEqualTo(202);
        assertThat(again.json().path("id")).isEqualTo(first.json().path("id"));
        finished(first);
        List<JsonNode> charters = all("/charters?opened=false");
        assertThat(charters)
                .hasSize(45)
                .allSatisfy(
                        charter -> assertThat(charter.path("status").asString()).isEqualTo("APPROVED"));
        assertThat(charters)
                .extracting(charter -> charter.path("name").asString())
                .containsExactlyElementsOf(IntStream.range(2, 47)
                        .mapToObj(number -> "福利" + number + "群")
                        .toList());
        assertThat(all("/charters?owner=li&opened=false")).hasSize(22);
        assertThat(all(template + "/clones"))
                .hasSize(45)
                .allSatisfy(
                        copy -> assertThat(copy.path("charterId").asString("")).isNotEmpty());
        assertThat(all("/group-chats/tasks?kind=MAKE_GROUP&status=OPEN")).hasSize(45);

        String made = people.memberCreatesGroup("li", "福利3群", List.of("zhang"));
        soon().untilAsserted(() -> assertThat(get("/group-chats/" + made + "/charter")
                        .json()
                        .path("name")
                        .asString(""))
                .isEqualTo("福利3群"));
        assertThat(all("/group-chats/tasks?kind=MAKE_GROUP&status=OPEN")).hasSize(44);
    }

    @Test
    void copiesInAChannelAskForTheirLiveCodes() {
        String there = people.memberCreatesGroup("zhang", "一群", List.of("li"));
        soon().untilAsserted(
                        () -> assertThat(get("/group-chats/" + there).status()).isEqualTo(200));
        String template = template(Map.of("channelId", "4"));

        finished(clone(template, "key-2", Map.of("count", 2, "names", List.of("二群", "三群"), "chatIds", List.of(there))));

        soon().untilAsserted(() -> assertThat(published(GroupCodeWanted.class))
                .extracting(GroupCodeWanted::roomBaseName)
                .containsExactlyInAnyOrder("二群", "三群"));
        assertThat(all("/group-chats/tasks")).isEmpty();
    }

    @Test
    void whatIsWrongIsNamedAndNothingIsCopied() {
        String template = template(Map.of());
        assertThat(errors(clone(template, "a", Map.of("count", 101, "pattern", "{n}"))))
                .containsExactly("count too_large");
        assertThat(errors(clone(template, "b", Map.of("count", 2)))).containsExactly("names required");
        assertThat(errors(clone(template, "c", Map.of("count", 2, "names", List.of("一")))))
                .containsExactly("names too_few");
        assertThat(errors(clone(template, "d", Map.of("count", 2, "pattern", "群"))))
                .containsExactly("pattern wrong_format");
        assertThat(errors(clone(
                        template,
                        "e",
                        Map.of("count", 1, "pattern", "{n}", "chatIds", List.of("wrX"), "endsOn", "2020-01-01"))))
                .containsExactlyInAnyOrder("chatIds no_channel", "chatIds[0] not_found", "endsOn past");
        assertThat(all("/charters")).isEmpty();
        assertThat(all("/jobs")).isEmpty();

        Answer draft = post("/charters", CharterFixtures.charter("草稿", Map.of()));
        Answer refused = post(
                "/group-templates",
                Map.of("name", "模板", "charterId", draft.json().path("id").asString()));
        assertThat(refused.status()).isEqualTo(409);
        assertThat(errors(post("/group-templates", Map.of("name", "模板", "charterId", "999999999"))))
                .containsExactly("charterId not_found");
        assertThat(delete(template).status()).isEqualTo(204);
        assertThat(get(template).status()).isEqualTo(404);
    }

    private String template(Map<String, Object> parts) {
        Answer charter = post("/charters", CharterFixtures.charter("福利1群", Map.of("endsOn", "2990-01-01")));
        String charterId = charter.json().path("id").asString();
        post("/charters/" + charterId + "/approve", Map.of());
        Map<String, Object> request = new HashMap<>(Map.of("name", "福利", "charterId", charterId));
        request.putAll(parts);
        Answer made = post("/group-templates", request);
        assertThat(made.status()).as(made.http().body()).isEqualTo(201);
        assertThat(made.json().at("/definition/endsOn").asString("")).isEmpty();
        delete("/charters/" + charterId, get("/charters/" + charterId).etag());
        return "/group-templates/" + made.json().path("id").asString();
    }

    private Answer clone(String template, String key, Map<String, Object> body) {
        return send(request(template + "/clones")
                .header("Idempotency-Key", corpId() + key)
                .POST(BodyPublishers.ofString(JsonMapper.shared().writeValueAsString(body))));
    }

    private void finished(Answer job) {
        soon().untilAsserted(
                        () -> assertThat(get("/jobs/" + job.json().path("id").asString())
                                        .json()
                                        .path("state")
                                        .asString(""))
                                .isEqualTo("SUCCEEDED"));
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
