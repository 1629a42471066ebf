package scrm.sop.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import scrm.harness.Answer;
import scrm.sop.SopServiceIT;

class PlanIT extends SopServiceIT {
    private static final Map<String, Object> HELLO = Map.of("text", "你好");

    @Test
    void allThatIsWrongWithAPlanIsToldAtOnce() {
        Answer answer = post(
                "/plans",
                Map.of(
                        "name",
                        "错误百出",
                        "steps",
                        List.of(
                                step(Map.of("after", "-PT1H"), HELLO),
                                step(Map.of("day", 0, "at", "10:00"), HELLO),
                                step(Map.of("at", "10:00"), HELLO),
                                step(Map.of("after", "PT1H", "day", 1), HELLO),
                                step(Map.of("after", "PT1H"), Map.of("text", "好".repeat(1334))),
                                step(Map.of("after", "PT1H"), Map.of("attachments", links(10))),
                                step(Map.of("after", "PT1H"), Map.of()))));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(errors(answer))
                .containsExactly(
                        "steps[0].when.after before_trigger",
                        "steps[1].when.at before_trigger",
                        "steps[2].when when_missing",
                        "steps[3].when when_ambiguous",
                        "steps[4].content.text too_many_bytes",
                        "steps[5].content.attachments too_many",
                        "steps[6].content.text required");
    }

    @Test
    void aPlanWithoutStepsIsNotPublished() {
        String path = "/plans/" + draft("空").path("id").asString();

        Answer answer = post(path + "/publish", Map.of());

        assertThat(answer.status()).isEqualTo(400);
        assertThat(errors(answer)).containsExactly("steps too_few");
        assertThat(post(path + "/pause", Map.of()).status()).isEqualTo(409);
    }

    @Test
    void aPublishedVersionStaysAsItWas() {
        String path = "/plans/"
                + draft("改版", step(Map.of("after", "PT1H"), HELLO)).path("id").asString();
        post(path + "/publish", Map.of());

        Answer edited = put(
                path,
                get(path).etag(),
                Map.of("name", "改版", "steps", List.of(step(Map.of("after", "PT2H"), Map.of("text", "再见")))));
        assertThat(edited.status()).as(edited.http().body()).isEqualTo(200);
        assertThat(put(path, "\"1\"", Map.of("name", "旧")).status()).isEqualTo(412);
        post(path + "/publish", Map.of());

        JsonNode versions = get(path + "/versions").json();
        assertThat(versions).hasSize(2);
        assertThat(versions.at("/0/steps/0/when/after").asString()).isEqualTo("PT2H");
        assertThat(versions.at("/1/steps/0/when/after").asString()).isEqualTo("PT1H");
        assertThat(versions.at("/1/steps/0/content/text").asString()).isEqualTo("你好");
        assertThat(get(path).json().path("publishedVersion").asInt()).isEqualTo(2);
    }

    @Test
    void aPreviewTellsLocalTimes() {
        String path = "/plans/"
                + draft(
                                "预览",
                                step(Map.of("after", "PT1H"), HELLO),
                                step(Map.of("day", 1, "at", "10:00"), HELLO),
                                step(Map.of("day", 3), HELLO))
                        .path("id")
                        .asString();

        JsonNode preview = get(path + "/preview?at=2026-11-22T10:00:00Z").json();

        assertThat(preview.at("/steps/0/dueAt").asString()).isEqualTo("2026-11-22T19:00:00+08:00");
        assertThat(preview.at("/steps/1/dueAt").asString()).isEqualTo("2026-11-23T10:00:00+08:00");
        assertThat(preview.at("/steps/2/dueAt").asString()).isEqualTo("2026-11-25T18:00:00+08:00");
    }

    @Test
    void twoPlansOfOneNameAreRefused() {
        draft("同名");

        assertThat(post("/plans", Map.of("name", "同名")).status()).isEqualTo(409);
    }

    @SafeVarargs
    @SuppressWarnings("varargs")
    private JsonNode draft(String name, Map<String, Object>... steps) {
        Answer answer = post(
                "/plans", Map.of("name", name, "trigger", Map.of("type", "CONTACT_ADDED"), "steps", List.of(steps)));
        assertThat(answer.status()).as(answer.http().body()).isEqualTo(201);
        return answer.json();
    }

    private static Map<String, Object> step(Map<String, Object> when, Map<String, Object> content) {
        return Map.of("when", when, "content", content);
    }

    private static List<Map<String, Object>> links(int count) {
        List<Map<String, Object>> links = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            links.add(Map.of("type", "link", "title", "t" + i, "url", "https://example.com/" + i));
        }
        return links;
    }

    private static List<String> errors(Answer answer) {
        List<String> errors = new ArrayList<>();
        answer.json()
                .path("errors")
                .forEach(error -> errors.add(error.path("field").asString() + " "
                        + error.path("code").asString()));
        return errors;
    }
}
