package scrm.tag.survey;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

import scrm.harness.Answer;
import scrm.tag.TagServiceIT;

/** A corp that asks its contacts. */
public abstract class SurveyServiceIT extends TagServiceIT {
    private static final HttpClient BROWSER = HttpClient.newHttpClient();
    private static final Pattern HIDDEN = Pattern.compile("type=\"hidden\" name=\"(\\w+)\" value=\"([^\"]*)\"");

    /** A contact of zhang's that we know. */
    protected final String contact(String name) {
        String externalUserId = people.memberAdds("zhang", name).externalUserId();
        followed(externalUserId, 1);
        return externalUserId;
    }

    /** Waits until we know that so many follow a contact. */
    protected final void followed(String externalUserId, int members) {
        soon().untilAsserted(() -> assertThat(
                        get("/external-contacts/" + externalUserId).json().path("followUsers"))
                .hasSize(members)
                .allMatch(relation -> !relation.path("addedAt").asString("").isEmpty()));
    }

    /** Tags that we know; one group in a test. */
    protected final List<String> tags(String... names) {
        List<String> tagIds = people.consoleAddsTags("问卷", List.of(names)).tagIds();
        soon().untilAsserted(() -> assertThat(all("/corp-tags")).hasSize(names.length));
        return tagIds;
    }

    /** The tags that a relation carries. */
    protected final List<String> tagsOf(String externalUserId, String userId) {
        List<String> tags = new ArrayList<>();
        for (JsonNode relation :
                get("/external-contacts/" + externalUserId).json().path("followUsers")) {
            if (relation.path("userId").asString().equals(userId)) {
                relation.path("tags").forEach(tag -> tags.add(tag.path("tagId").asString()));
            }
        }
        return tags;
    }

    /** One question of each type; the choices and the top of the scale lead to the tags, if there are any. */
    protected static Map<String, Object> draft(String... tagIds) {
        Map<String, Object> draft = new LinkedHashMap<>();
        draft.put("title", text("满意度调查", "How was it?"));
        draft.put("introduction", text("请花一分钟。", "It takes a minute."));
        draft.put("thanks", text("谢谢您！", "Thanks a lot!"));
        draft.put(
                "questions",
                List.of(
                        Map.of(
                                "id",
                                "visit",
                                "type",
                                "SINGLE",
                                "title",
                                text("第一次来？", "Your first visit?"),
                                "required",
                                true,
                                "options",
                                List.of(option("yes", "是", "Yes", tagIds, 0), option("no", "否", "No", tagIds, 9))),
                        Map.of(
                                "id",
                                "likes",
                                "type",
                                "MULTIPLE",
                                "title",
                                text("喜欢什么？", "What do you like?"),
                                "options",
                                List.of(
                                        option("tea", "茶", "Tea", tagIds, 1),
                                        option("cake", "蛋糕", "Cake", tagIds, 2),
                                        option("art", "画", "Art", tagIds, 9))),
                        Map.of(
                                "id",
                                "nps",
                                "type",
                                "SCALE",
                                "title",
                                text("会推荐吗？", "Would you recommend us?"),
                                "required",
                                true,
                                "from",
                                0,
                                "to",
                                10,
                                "low",
                                text("不会", "Never"),
                                "high",
                                text("一定", "Certainly"),
                                "ranges",
                                tagIds.length < 4
                                        ? List.of()
                                        : List.of(Map.of("from", 9, "to", 10, "tagIds", List.of(tagIds[3])))),
                        Map.of(
                                "id",
                                "words",
                                "type",
                                "TEXT",
                                "title",
                                text("还想说什么？", "Anything else?"),
                                "maxLength",
                                20)));
        return draft;
    }

    protected static Map<String, Object> text(String zh, String en) {
        return Map.of("zh", zh, "en", en);
    }

    private static Map<String, Object> option(String id, String zh, String en, String[] tagIds, int tag) {
        return Map.of(
                "id", id, "title", text(zh, en), "tagIds", tag < tagIds.length ? List.of(tagIds[tag]) : List.of());
    }

    /** Makes and publishes a survey. */
    protected final JsonNode published(Map<String, Object> draft) {
        Answer made = post("/surveys", draft);
        assertThat(made.status()).as(made.http().body()).isEqualTo(201);
        Answer published = post("/surveys/" + made.json().path("id").asString() + "/publish", Map.of());
        assertThat(published.status()).as(published.http().body()).isEqualTo(200);
        return published.json();
    }

    /** The path of everybody's link. */
    protected static String path(JsonNode survey) {
        return URI.create(survey.path("link").asString()).getPath();
    }

    /** The path of a new personal link. */
    protected final String personal(JsonNode survey, String externalUserId, String... userId) {
        Map<String, Object> wanted = new LinkedHashMap<>();
        wanted.put("externalUserIds", List.of(externalUserId));
        if (userId.length > 0) {
            wanted.put("userId", userId[0]);
        }
        Answer given = post("/surveys/" + survey.path("id").asString() + "/links", wanted);
        assertThat(given.status()).as(given.http().body()).isEqualTo(201);
        return URI.create(given.json().at("/links/0/link").asString()).getPath();
    }

    /** Opens a page as a browser does: without a token. */
    protected final HttpResponse<String> open(String path, String... headers) {
        return browse(page(path, headers).GET());
    }

    /** Fills in a form that was opened, and sends it. */
    protected final HttpResponse<String> send(String path, HttpResponse<String> form, String... fields) {
        Map<String, List<String>> sent = hidden(form);
        for (int i = 0; i < fields.length; i += 2) {
            sent.computeIfAbsent(fields[i], _ -> new ArrayList<>()).add(fields[i + 1]);
        }
        return sendFields(path, sent, "Accept-Language", "en");
    }

    protected final HttpResponse<String> sendFields(String path, Map<String, List<String>> fields, String... headers) {
        String body = fields.entrySet().stream()
                .flatMap(
                        field -> field.getValue().stream().map(value -> encoded(field.getKey()) + "=" + encoded(value)))
                .collect(Collectors.joining("&"));
        return browse(page(path, headers)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body)));
    }

    protected static Map<String, List<String>> hidden(HttpResponse<String> form) {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        Matcher field = HIDDEN.matcher(form.body());
        while (field.find()) {
            fields.computeIfAbsent(field.group(1), _ -> new ArrayList<>()).add(field.group(2));
        }
        return fields;
    }

    private HttpRequest.Builder page(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return request;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static HttpResponse<String> browse(HttpRequest.Builder request) {
        try {
            return BROWSER.send(request.build(), BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
