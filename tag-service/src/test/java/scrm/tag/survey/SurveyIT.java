package scrm.tag.survey;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import scrm.harness.Answer;

class SurveyIT extends SurveyServiceIT {
    @Test
    void aDraftIsEditedPublishedClosedAndOpenedAgain() {
        Answer made = post("/surveys", draft());
        assertThat(made.status()).isEqualTo(201);
        String survey = "/surveys/" + made.json().path("id").asString();
        assertThat(made.header("Location")).endsWith(survey);
        assertThat(made.json().path("status").asString()).isEqualTo("DRAFT");
        assertThat(made.json().path("link").asString()).matches("https://scrm\\.example/s/[A-Za-z0-9_-]{24}");
        assertThat(made.json().at("/draft/questions/2/to").asInt()).isEqualTo(10);
        assertThat(open(path(made.json())).statusCode()).isEqualTo(404);

        Map<String, Object> shorter = new LinkedHashMap<>(draft());
        shorter.put("title", text("新标题", "A new title"));
        assertThat(put(survey, "\"7\"", shorter).status()).isEqualTo(412);
        Answer edited = put(survey, made.etag(), shorter);
        assertThat(edited.status()).isEqualTo(200);
        assertThat(edited.json().at("/title/en").asString()).isEqualTo("A new title");
        assertThat(put(survey, made.etag(), shorter).status()).isEqualTo(412);

        assertThat(post(survey + "/close", Map.of()).json().path("reason").asString())
                .isEqualTo("survey_not_open");
        JsonNode first = post(survey + "/publish", Map.of()).json();
        assertThat(first.path("publishedVersion").asInt()).isEqualTo(1);
        assertThat(first.path("status").asString()).isEqualTo("OPEN");
        assertThat(open(path(first), "Accept-Language", "en").body()).contains("A new title");

        put(survey, get(survey).etag(), draft());
        assertThat(open(path(first), "Accept-Language", "en").body()).contains("A new title");
        post(survey + "/publish", Map.of());
        assertThat(open(path(first), "Accept-Language", "en").body()).contains("How was it?");
        JsonNode versions = get(survey + "/versions").json();
        assertThat(versions).hasSize(2);
        assertThat(versions.at("/0/version").asInt()).isEqualTo(2);
        assertThat(versions.at("/1/questionnaire/title/en").asString()).isEqualTo("A new title");

        assertThat(post(survey + "/close", Map.of()).json().path("status").asString())
                .isEqualTo("CLOSED");
        assertThat(open(path(first)).statusCode()).isEqualTo(410);
        assertThat(post(survey + "/reopen", Map.of()).json().path("status").asString())
                .isEqualTo("OPEN");
        assertThat(post(survey + "/reopen", Map.of()).status()).isEqualTo(409);
        assertThat(open(path(first)).statusCode()).isEqualTo(200);
    }

    @Test
    void surveysAreListedWithoutWhatTheyAsk() {
        for (int i = 0; i < 8; i++) {
            post("/surveys", draft());
        }
        published(draft());

        assertThat(all("/surveys"))
                .hasSize(9)
                .allMatch(survey -> survey.path("draft").isMissingNode());
        assertThat(all("/surveys?status=OPEN")).hasSize(1);
        assertThat(get("/surveys/999999999").status()).isEqualTo(404);
        assertThat(post("/surveys/999999999/publish", Map.of()).status()).isEqualTo(404);
    }

    @Test
    void allThatIsWrongIsToldAtOnceAndNothingIsMade() {
        List<Object> tooMany = new ArrayList<>();
        for (int i = 0; i < 31; i++) {
            tooMany.add(Map.of("id", "o" + i, "title", Map.of("en", "x")));
        }
        Map<String, Object> draft = Map.of(
                "introduction",
                Map.of("zh", "x".repeat(2_001)),
                "validFrom",
                "2026-12-02T00:00:00Z",
                "validUntil",
                "2026-12-01T00:00:00Z",
                "questions",
                List.of(
                        Map.of("type", "SINGLE", "title", Map.of("en", "?"), "options", tooMany),
                        Map.of("id", "a b", "type", "TEXT", "title", Map.of("en", " "), "options", List.of()),
                        Map.of(
                                "id",
                                "s",
                                "type",
                                "SCALE",
                                "title",
                                Map.of("en", "?"),
                                "from",
                                1,
                                "to",
                                11,
                                "ranges",
                                List.of(Map.of("from", 1, "to", 1))),
                        Map.of("id", "s", "title", Map.of("en", "?"))));

        assertThat(problems(post("/surveys", draft)))
                .containsExactlyInAnyOrder(
                        "title text_missing",
                        "introduction.zh too_long",
                        "validUntil ends_before_start",
                        "questions[0].id required",
                        "questions[0].options too_many",
                        "questions[1].id wrong_format",
                        "questions[1].title text_missing",
                        "questions[1].options not_for_type",
                        "questions[2].to out_of_range",
                        "questions[2].ranges[0].tagIds too_few",
                        "questions[3].id duplicate",
                        "questions[3].type required");
        assertThat(problems(post("/surveys", Map.of("title", text("问", "Q"))))).containsExactly("questions too_few");
        assertThat(all("/surveys")).isEmpty();
    }

    @Test
    void tagsMustBeThereWhenASurveyIsWrittenAndWhenItIsPublished() {
        List<String> tagIds = tags("新客", "茶");
        assertThat(problems(post("/surveys", draft(tagIds.get(0), "et-none"))))
                .containsExactly("questions[1].options[0].tagIds[0] not_found");

        Answer made = post("/surveys", draft(tagIds.get(0), tagIds.get(1)));
        assertThat(made.status()).isEqualTo(201);
        people.consoleDeletesTag(tagIds.get(0));
        soon().untilAsserted(() -> assertThat(all("/corp-tags")).hasSize(1));
        assertThat(problems(post("/surveys/" + made.json().path("id").asString() + "/publish", Map.of())))
                .containsExactly("questions[0].options[0].tagIds[0] not_found");
    }

    @Test
    void personalLinksAreForContactsThatAreFollowedAndToldOnce() {
        String lilei = contact("李雷");
        JsonNode survey = published(draft());
        String links = "/surveys/" + survey.path("id").asString() + "/links";
        assertThat(problems(post(links, Map.of("externalUserIds", List.of(lilei, "wm-nobody")))))
                .containsExactly("externalUserIds[1] not_followed");
        assertThat(problems(post(links, Map.of("externalUserIds", List.of(lilei), "userId", "li"))))
                .containsExactly("externalUserIds[0] not_followed");
        assertThat(problems(post(links, Map.of("externalUserIds", List.of()))))
                .containsExactly("externalUserIds required");
        assertThat(all(links)).isEmpty();

        String path = personal(survey, lilei, "zhang");
        assertThat(path).matches("/s/[A-Za-z0-9_-]{24}").isNotEqualTo(path(survey));
        assertThat(open(path).statusCode()).isEqualTo(200);
        JsonNode link = all(links + "?externalUserId=" + lilei).getFirst();
        assertThat(link.toString()).doesNotContain(path.substring(3));
        assertThat(link.path("userId").asString()).isEqualTo("zhang");

        String one = links + "/" + link.path("id").asString();
        assertThat(delete(one).status()).isEqualTo(204);
        assertThat(delete(one).status()).isEqualTo(204);
        assertThat(delete(links + "/999999999").status()).isEqualTo(404);
        assertThat(open(path).statusCode()).isEqualTo(410);
        assertThat(all(links).getFirst().path("revokedAt").asString("")).isNotEmpty();
        Answer unpublished = post("/surveys", draft());
        assertThat(post(
                                "/surveys/" + unpublished.json().path("id").asString() + "/links",
                                Map.of("externalUserIds", List.of(lilei)))
                        .json()
                        .path("reason")
                        .asString())
                .isEqualTo("survey_not_published");
    }

    private static List<String> problems(Answer answer) {
        assertThat(answer.status()).as(answer.http().body()).isEqualTo(400);
        List<String> problems = new ArrayList<>();
        answer.json()
                .path("errors")
                .forEach(error -> problems.add(error.path("field").asString() + " "
                        + error.path("code").asString()));
        return problems;
    }
}
