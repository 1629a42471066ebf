package scrm.tag.surveyform;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.tag.contact.PersonalData;
import scrm.tag.survey.SurveyServiceIT;

class SurveyFormIT extends SurveyServiceIT {
    private static final String[] WHOLE = {
        "q.visit", "yes", "q.likes", "tea", "q.likes", "cake", "q.nps", "9", "q.words", "很好，\r\n谢谢"
    };

    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private List<PersonalData> personalData;

    @Test
    void whoeverHasTheLinkAnswersAndStaysUnknown() {
        JsonNode survey = published(draft());
        HttpResponse<String> form = open(path(survey), "Accept-Language", "zh-CN");
        assertThat(form.statusCode()).isEqualTo(200);
        assertThat(form.body()).contains("<html lang=\"zh-CN\">", "满意度调查", "第一次来？", "（必填）");
        assertThat(header(form, "Content-Type")).isEqualTo("text/html;charset=UTF-8");
        assertThat(header(form, "Cache-Control")).isEqualTo("no-store");
        assertThat(header(form, "Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(header(form, "X-Robots-Tag")).contains("noindex");
        assertThat(header(form, "Content-Security-Policy"))
                .contains("default-src 'none'", "form-action 'self'")
                .doesNotContain("script-src");
        assertThat(form.headers().map()).doesNotContainKey("set-cookie");
        assertThat(form.body())
                .doesNotContain("<script")
                .doesNotContain("http://")
                .doesNotContain("https://");

        HttpResponse<String> thanks = send(path(survey), form, WHOLE);

        assertThat(thanks.statusCode()).isEqualTo(200);
        assertThat(thanks.body()).contains("Thanks a lot!");
        JsonNode answer = answers(survey).getFirst();
        assertThat(answer.path("externalUserId").isNull()).isTrue();
        assertThat(answer.path("given").toString()).contains("[\"cake\",\"tea\"]", "\"9\"", "很好，\\n谢谢");
    }

    @Test
    void anAnswerByAPersonalLinkTagsTheMembersRelationAndIsInTheTimeline() {
        List<String> tagIds = tags("新客", "茶", "蛋糕", "推荐者");
        String lilei = contact("李雷");
        people.memberAddsExisting("li", lilei);
        followed(lilei, 2);
        JsonNode survey = published(draft(tagIds.toArray(String[]::new)));
        String path = personal(survey, lilei, "zhang");

        assertThat(send(path, open(path), WHOLE).statusCode()).isEqualTo(200);

        soon().untilAsserted(() -> assertThat(tagsOf(lilei, "zhang")).containsExactlyInAnyOrderElementsOf(tagIds));
        assertThat(tagsOf(lilei, "li")).isEmpty();
        JsonNode answer = answers(survey).getFirst();
        assertThat(answer.path("externalUserId").asString()).isEqualTo(lilei);
        assertThat(all("/external-contacts/" + lilei + "/tags"))
                .allMatch(assignment -> assignment
                        .path("source")
                        .asString()
                        .equals("SURVEY:" + survey.path("id").asString() + ":"
                                + answer.path("id").asString()));
        soon().untilAsserted(() -> assertThat(all("/external-contacts/" + lilei + "/timeline"))
                .filteredOn(entry -> entry.path("kind").asString().equals("SURVEY_ANSWERED"))
                .singleElement()
                .satisfies(entry -> assertThat(entry.at("/detail/answerId").asString())
                        .isEqualTo(answer.path("id").asString())));
        assertThat(all(links(survey)).getFirst().path("answeredAt").asString(""))
                .isNotEmpty();
    }

    @Test
    void withoutAMemberAllRelationsThatLastAreTagged() {
        List<String> tagIds = tags("新客");
        String lilei = contact("李雷");
        people.memberAddsExisting("li", lilei);
        followed(lilei, 2);
        JsonNode survey = published(draft(tagIds.toArray(String[]::new)));
        String path = personal(survey, lilei);

        send(path, open(path), WHOLE);

        soon().untilAsserted(() -> {
            assertThat(tagsOf(lilei, "zhang")).isEqualTo(tagIds);
            assertThat(tagsOf(lilei, "li")).isEqualTo(tagIds);
        });
    }

    @Test
    void theSameFormSentAgainIsThankedForAndChangesNothing() {
        JsonNode survey = published(draft());
        String lilei = contact("李雷");
        for (String path : List.of(path(survey), personal(survey, lilei))) {
            HttpResponse<String> form = open(path);
            HttpResponse<String> first = send(path, form, WHOLE);
            HttpResponse<String> again = send(path, form, "q.visit", "no", "q.nps", "0");
            assertThat(again.statusCode()).isEqualTo(200);
            assertThat(again.body()).isEqualTo(first.body());
        }

        assertThat(answers(survey)).hasSize(2);
        assertThat(results(survey).path("answers").asLong()).isEqualTo(2);
    }

    @Test
    void aContactAnswersOnceByWhateverLinkUnlessTheSurveyTakesMore() {
        String lilei = contact("李雷");
        JsonNode once = published(draft());
        String path = personal(once, lilei);
        String other = personal(once, lilei, "zhang");
        HttpResponse<String> late = open(other);
        send(path, open(path), WHOLE);
        HttpResponse<String> refused = send(other, late, WHOLE);
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body()).contains("You have answered already");
        assertThat(open(path, "Accept-Language", "en").statusCode()).isEqualTo(409);
        assertThat(answers(once)).hasSize(1);

        Map<String, Object> draft = new LinkedHashMap<>(draft());
        draft.put("repeatable", true);
        JsonNode often = published(draft);
        String again = personal(often, lilei);
        send(again, open(again), WHOLE);
        assertThat(send(again, open(again), WHOLE).statusCode()).isEqualTo(200);
        assertThat(answers(often)).hasSize(2);
    }

    @Test
    void formsThatAreSentAtTheSameTimeAreOneAnswer() throws Exception {
        String lilei = contact("李雷");
        JsonNode survey = published(draft());
        String path = personal(survey, lilei);
        HttpResponse<String> one = open(path);
        HttpResponse<String> two = open(path);

        List<Integer> different = atOnce(List.of(
                () -> send(path, one, WHOLE).statusCode(),
                () -> send(path, two, WHOLE).statusCode()));
        assertThat(different).containsExactlyInAnyOrder(200, 409);
        assertThat(answers(survey)).hasSize(1);
        assertThat(results(survey).path("answers").asLong()).isEqualTo(1);

        HttpResponse<String> form = open(path(survey));
        List<Integer> same = atOnce(List.of(
                () -> send(path(survey), form, WHOLE).statusCode(),
                () -> send(path(survey), form, WHOLE).statusCode()));
        assertThat(same).containsExactly(200, 200);
        assertThat(answers(survey)).hasSize(2);
    }

    @Test
    void manyAnswersAtOnceAreCountedEachOnce() throws Exception {
        JsonNode survey = published(draft());
        List<Callable<Integer>> visitors = IntStream.range(0, 24)
                .<Callable<Integer>>mapToObj(i -> () -> send(
                                path(survey),
                                open(path(survey)),
                                "q.visit",
                                i % 2 == 0 ? "yes" : "no",
                                "q.nps",
                                "" + i % 11)
                        .statusCode())
                .toList();

        assertThat(atOnce(visitors)).containsOnly(200);
        JsonNode results = results(survey);
        assertThat(results.path("answers").asLong()).isEqualTo(24);
        assertThat(results.at("/questions/0/options/0/chosen").asLong()).isEqualTo(12);
        assertThat(results.at("/questions/0/options/0/share").asDouble()).isEqualTo(0.5);
    }

    @Test
    void whatIsMissingIsShownAtItsQuestionAndWhatWasTypedIsKept() {
        JsonNode survey = published(draft());
        HttpResponse<String> form = open(path(survey));
        HttpResponse<String> faulty =
                send(path(survey), form, "q.likes", "cake", "q.likes", "beer", "q.words", "\"><b>" + "长".repeat(30));

        assertThat(faulty.statusCode()).isEqualTo(422);
        assertThat(faulty.body())
                .contains("<title>Error: How was it?</title>", "role=\"alert\"", "<a href=\"#f-visit\">")
                .contains("<p class=\"fault\" id=\"e-visit\">Please answer this question</p>")
                .contains("<p class=\"fault\" id=\"e-likes\">Please choose again</p>")
                .contains("<p class=\"fault\" id=\"e-words\">Use 20 characters at most</p>")
                .contains("value=\"cake\" checked", "&quot;&gt;&lt;b&gt;长")
                .doesNotContain("<b>", "beer");
        assertThat(hidden(faulty)).isEqualTo(hidden(form));
        assertThat(answers(survey)).isEmpty();

        send(path(survey), faulty, WHOLE);
        assertThat(answers(survey)).hasSize(1);
    }

    @Test
    void whatSomebodyWroteIsNeverMarkup() {
        String hostile = "<script>alert(1)</script>\" onload='x' &amp;";
        Map<String, Object> draft = new LinkedHashMap<>(draft());
        draft.put("title", text(hostile, hostile));
        draft.put("introduction", text(hostile, hostile));
        draft.put("thanks", text(hostile, hostile));
        JsonNode survey = published(draft);

        HttpResponse<String> form = open(path(survey) + "?lang=%3Cscript%3E");
        assertThat(form.body()).contains("&lt;script&gt;alert(1)&lt;/script&gt;&quot; onload=&#39;x&#39; &amp;amp;");
        assertThat(form.body()).doesNotContain("<script");
        Map<String, List<String>> fields = hidden(form);
        fields.put("submission", List.of("\"><script>"));
        fields.put("version", List.of("<script>"));
        fields.put("q.visit", List.of("<script>"));
        HttpResponse<String> faulty = sendFields(path(survey), fields, "Accept-Language", "<script>");
        assertThat(faulty.statusCode()).isEqualTo(422);
        assertThat(faulty.body()).doesNotContain("<script");
        assertThat(send(path(survey), form, WHOLE).body()).doesNotContain("<script");
        assertThat(open("/s/%3Cscript%3E").body()).doesNotContain("<script");
    }

    @Test
    void theLanguageIsTheBrowsersOrTheOneThatIsChosen() {
        Map<String, Object> draft = new LinkedHashMap<>(draft());
        draft.put("introduction", Map.of("zh", "只有中文"));
        JsonNode survey = published(draft);
        assertThat(open(path(survey), "Accept-Language", "fr, en;q=0.8").body())
                .contains("<html lang=\"en\">", "How was it?", "<span lang=\"zh-CN\">只有中文</span>")
                .contains("<a href=\"?lang=zh-CN\" hreflang=\"zh-CN\" lang=\"zh-CN\">中文</a>");
        HttpResponse<String> chosen = open(path(survey) + "?lang=zh-CN", "Accept-Language", "en");
        assertThat(chosen.body()).contains("<html lang=\"zh-CN\">", "action=\"?lang=zh-CN\"", "满意度调查");
        assertThat(header(chosen, "Content-Language")).isEqualTo("zh-CN");
        assertThat(sendFields(path(survey) + "?lang=zh-CN", hidden(chosen), "Accept-Language", "en")
                        .body())
                .contains("请检查以下内容", "请回答这一题");
        assertThat(open("/s/" + "A".repeat(24), "Accept-Language", "en").body()).contains("There is nothing here");
    }

    @Test
    void aSurveyHasItsTime() {
        Map<String, Object> draft = new LinkedHashMap<>(draft());
        draft.put("validFrom", WECOM.clock().instant().plus(Duration.ofHours(1)).toString());
        draft.put(
                "validUntil", WECOM.clock().instant().plus(Duration.ofHours(3)).toString());
        JsonNode survey = published(draft);
        assertThat(open(path(survey)).statusCode()).isEqualTo(403);

        WECOM.clock().advance(Duration.ofHours(2));
        HttpResponse<String> form = open(path(survey));
        HttpResponse<String> sent = open(path(survey));
        assertThat(form.statusCode()).isEqualTo(200);
        send(path(survey), sent, WHOLE);

        WECOM.clock().advance(Duration.ofHours(1));
        assertThat(send(path(survey), form, WHOLE).statusCode()).isEqualTo(410);
        assertThat(send(path(survey), sent, WHOLE).statusCode()).isEqualTo(200);
        assertThat(answers(survey)).hasSize(1);
    }

    @Test
    void aFormOfTheVersionBeforeCanStillBeSent() {
        JsonNode survey = published(draft());
        HttpResponse<String> form = open(path(survey));
        String id = "/surveys/" + survey.path("id").asString();
        Map<String, Object> other = new LinkedHashMap<>(draft());
        other.put(
                "questions", List.of(Map.of("id", "new", "type", "TEXT", "title", text("新", "New"), "required", true)));
        put(id, get(id).etag(), other);
        post(id + "/publish", Map.of());

        assertThat(send(path(survey), form, WHOLE).statusCode()).isEqualTo(200);
        assertThat(answers(survey).getFirst().path("version").asInt()).isEqualTo(1);
        assertThat(results(survey).path("questions")).hasSize(5);
        assertThat(get(id + "/results?version=2").json().path("answers").asLong(-1))
                .isZero();
        assertThat(all(id + "/answers?version=2")).isEmpty();
    }

    /** Whoever keeps forms of a version that took many answers gives no more than one. */
    @Test
    void howOftenAContactAnswersIsSaidByThePublishedVersionAndNotByTheForm() {
        String lilei = contact("李雷");
        Map<String, Object> draft = new LinkedHashMap<>(draft());
        draft.put("repeatable", true);
        JsonNode survey = published(draft);
        String path = personal(survey, lilei);
        List<HttpResponse<String>> forms = List.of(open(path), open(path));
        String id = "/surveys/" + survey.path("id").asString();
        put(id, get(id).etag(), draft());
        post(id + "/publish", Map.of());

        assertThat(send(path, forms.get(0), WHOLE).statusCode()).isEqualTo(200);
        assertThat(send(path, forms.get(1), WHOLE).statusCode()).isEqualTo(409);
        assertThat(answers(survey))
                .singleElement()
                .satisfies(answer -> assertThat(answer.path("version").asInt()).isEqualTo(1));
    }

    @Test
    void programsThatFillInEverythingAreThankedAndNotBelieved() {
        JsonNode survey = published(draft());
        HttpResponse<String> form = open(path(survey));
        Map<String, List<String>> fields = hidden(form);
        fields.put("website", List.of("https://spam.example"));
        fields.put("q.visit", List.of("yes"));
        fields.put("q.nps", List.of("1"));

        assertThat(sendFields(path(survey), fields).statusCode()).isEqualTo(200);
        assertThat(answers(survey)).isEmpty();
    }

    @Test
    void whoSendsTooManyWaitsAMinute() {
        String lilei = contact("李雷");
        Map<String, Object> draft = new LinkedHashMap<>(draft());
        draft.put("repeatable", true);
        JsonNode survey = published(draft);
        String path = personal(survey, lilei);
        WECOM.clock().advance(Duration.ofMinutes(1));
        for (int i = 0; i < 10; i++) {
            assertThat(send(path, open(path), WHOLE).statusCode()).isEqualTo(200);
        }
        HttpResponse<String> form = open(path);
        HttpResponse<String> refused = send(path, form, WHOLE);
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(header(refused, "Retry-After")).isEqualTo("60");
        assertThat(refused.body()).contains("Too many at once");
        assertThat(open(path(survey)).statusCode()).isEqualTo(200);

        WECOM.clock().advance(Duration.ofMinutes(1));
        assertThat(send(path, form, WHOLE).statusCode()).isEqualTo(200);
        assertThat(answers(survey)).hasSize(11);
    }

    @Test
    void aRevokedLinkTakesNoFormThatWasOpenedBefore() {
        String lilei = contact("李雷");
        JsonNode survey = published(draft());
        String path = personal(survey, lilei);
        HttpResponse<String> form = open(path);
        delete(links(survey) + "/" + all(links(survey)).getFirst().path("id").asString());

        assertThat(send(path, form, WHOLE).statusCode()).isEqualTo(410);
        assertThat(answers(survey)).isEmpty();
    }

    @Test
    void thePageSaysSoWhileTheDatabaseIsAwayAndTheFormCanBeSentAfterwards() {
        JsonNode survey = published(draft());
        HttpResponse<String> form = open(path(survey));
        jdbc.execute("RENAME TABLE survey_answer_value TO survey_answer_value_away");
        try {
            HttpResponse<String> refused = send(path(survey), form, WHOLE);
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(header(refused, "Retry-After")).isEqualTo("5");
            assertThat(refused.body()).contains("cannot be shown right now");
        } finally {
            jdbc.execute("RENAME TABLE survey_answer_value_away TO survey_answer_value");
        }

        assertThat(send(path(survey), form, WHOLE).statusCode()).isEqualTo(200);
        assertThat(results(survey).path("answers").asLong()).isEqualTo(1);
    }

    @Test
    void answersAreCountedAveragedListedAndHandedOut() {
        JsonNode survey = published(draft());
        send(path(survey), open(path(survey)), WHOLE);
        send(path(survey), open(path(survey)), "q.visit", "no", "q.nps", "2", "q.words", "=HYPERLINK(\"x\")");

        JsonNode results = results(survey);
        assertThat(results.at("/questions/0/options").toString())
                .isEqualTo("[{\"id\":\"yes\",\"title\":{\"zh\":\"是\",\"en\":\"Yes\"},\"chosen\":1,\"share\":0.5},"
                        + "{\"id\":\"no\",\"title\":{\"zh\":\"否\",\"en\":\"No\"},\"chosen\":1,\"share\":0.5}]");
        assertThat(results.at("/questions/1/answers").asLong()).isEqualTo(1);
        assertThat(results.at("/questions/2/average").asDouble()).isEqualTo(5.5);
        assertThat(results.at("/questions/2/netPromoterScore").asDouble(-1)).isZero();
        assertThat(results.at("/questions/2/options")).hasSize(11);
        assertThat(results.at("/questions/3/answers").asLong()).isEqualTo(2);

        HttpResponse<String> file = send(request("/surveys/" + survey.path("id").asString() + "/answers/export")
                        .setHeader("Accept", "text/csv"))
                .http();
        assertThat(file.statusCode()).isEqualTo(200);
        assertThat(header(file, "Content-Type")).isEqualToIgnoringCase("text/csv;charset=UTF-8");
        assertThat(file.body().lines().toList().getFirst())
                .isEqualTo("\uFEFFanswerId,answeredAt,version,language,externalUserId,userId,"
                        + "visit 第一次来？,likes 喜欢什么？,nps 会推荐吗？,words 还想说什么？");
        assertThat(file.body()).contains(",是,蛋糕; 茶,9,\"很好，\n谢谢\"", ",否,,2,\"'=HYPERLINK(\"\"x\"\")\"");
    }

    @Test
    void whoIsErasedLeavesCountsAndNothingElse() {
        String lilei = contact("李雷");
        String hanmei = contact("韩梅梅");
        JsonNode survey = published(draft());
        for (String contact : List.of(lilei, hanmei)) {
            String path = personal(survey, contact, "zhang");
            send(path, open(path), WHOLE);
        }
        PersonalData surveys = personalData.stream()
                .filter(data -> data.section().equals("surveys"))
                .findFirst()
                .orElseThrow();
        CorpId corpId = new CorpId(corpId());
        ExternalUserId erased = new ExternalUserId(lilei);
        assertThat(surveys.export(corpId, erased).toString()).contains("很好", "yes", "zhang");

        transaction.executeWithoutResult(_ -> surveys.erase(corpId, erased));

        assertThat(surveys.export(corpId, erased).toString()).doesNotContain("很好", "yes", "zhang");
        assertThat(surveys.export(corpId, new ExternalUserId(hanmei)).toString())
                .contains("很好");
        assertThat(results(survey).path("answers").asLong()).isEqualTo(2);
        assertThat(answers(survey)).hasSize(2).anySatisfy(answer -> {
            assertThat(answer.path("externalUserId").isNull()).isTrue();
            assertThat(answer.path("userId").isNull()).isTrue();
            assertThat(answer.path("given").toString()).contains("yes").doesNotContain("很好");
        });
        assertThat(all(links(survey))).hasSize(1);
    }

    private List<JsonNode> answers(JsonNode survey) {
        return all("/surveys/" + survey.path("id").asString() + "/answers");
    }

    private JsonNode results(JsonNode survey) {
        return get("/surveys/" + survey.path("id").asString() + "/results").json();
    }

    private static String links(JsonNode survey) {
        return "/surveys/" + survey.path("id").asString() + "/links";
    }

    private static List<Integer> atOnce(List<Callable<Integer>> visits) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Integer> statuses = new ArrayList<>();
            for (Future<Integer> visit : threads.invokeAll(visits)) {
                statuses.add(visit.get());
            }
            return statuses;
        }
    }

    private static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }
}
