package scrm.channel.grouptemplate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

import scrm.channel.ChannelServiceIT;
import scrm.harness.Answer;
import scrm.simulator.server.Fault;

class GroupTemplateIT extends ChannelServiceIT {
    private static final String TEMPLATES = "/live-codes/group-welcome-templates";
    private static final String WECOMS = "externalcontact/group_welcome_template/";
    private static final String PICTURE =
            Base64.getEncoder().encodeToString(new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 1, 2, 3});

    @Autowired
    private JdbcClient jdbc;

    @Test
    void aTemplateIsMadeEditedAndDeleted() {
        String path = active(Map.of("text", "欢迎 %NICKNAME%", "notifyMembers", false));

        assertThat(get(path).json().path("templateId").asString()).isNotBlank();
        assertThat(calls(WECOMS + "add"))
                .singleElement()
                .satisfies(call -> assertThat(call.body()).contains("欢迎 %NICKNAME%", "\"notify\":0"));

        edit(path, Map.of("text", "你好"));
        inSync(path);
        assertThat(calls(WECOMS + "edit"))
                .singleElement()
                .satisfies(call -> assertThat(call.body()).contains("你好"));

        assertThat(delete(path).status()).isEqualTo(202);
        inSync(path);
        assertThat(calls(WECOMS + "del")).hasSize(1);
        assertThat(get(path).json().path("status").asString()).isEqualTo("DELETED");
        assertThat(get(TEMPLATES).json().path("items")).isEmpty();
        assertThat(get(TEMPLATES + "?status=DELETED").json().path("items")).hasSize(1);
        assertThat(put(path, get(path).etag(), template(Map.of("text", "你好")))
                        .json()
                        .path("reason")
                        .asString())
                .isEqualTo("group_template_deleted");
    }

    @Test
    void aTemplateWhoseAnswerWasLostIsMadeAgainOnlyIfAPersonSaysSo() {
        WECOM.faults().add(Fault.replyDropped().on(WECOMS + "add").of(corpId()).times(1));

        String path = asked(Map.of("text", "你好"));

        soon().untilAsserted(() -> assertThat(status(path)).isEqualTo("UNKNOWN"));
        assertThat(calls(WECOMS + "add")).hasSize(1);
        assertThat(put(path, get(path).etag(), template(Map.of("text", "新")))
                        .json()
                        .path("reason")
                        .asString())
                .isEqualTo("group_template_unknown");
        // Long after, it is still not asked by itself.
        WECOM.clock().advance(Duration.ofHours(2));
        active(Map.of("text", "另一个"));
        assertThat(calls(WECOMS + "add")).hasSize(2);
        assertThat(status(path)).isEqualTo("UNKNOWN");

        assertThat(post(path + "/retry", Map.of()).status()).isEqualTo(202);

        soon().untilAsserted(() -> assertThat(status(path)).isEqualTo("ACTIVE"));
        assertThat(get(path).json().path("failure").isNull()).isTrue();
        assertThat(calls(WECOMS + "add")).hasSize(3);
    }

    @Test
    void aCorpThatHasAHundredIsToldSoAndTriedAgainWhenOneIsGone() {
        List<String> paths = IntStream.range(0, 100)
                .mapToObj(number -> asked(Map.of("text", "第" + number)))
                .toList();
        paths.forEach(
                path -> soon().untilAsserted(() -> assertThat(status(path)).isEqualTo("ACTIVE")));

        String path = asked(Map.of("text", "多一个"));

        soon().untilAsserted(() -> assertThat(status(path)).isEqualTo("FAILED"));
        JsonNode failure = get(path).json().path("failure");
        assertThat(failure.path("errcode").asInt()).isEqualTo(41055);
        assertThat(failure.path("reason").asString()).contains("as many group welcomes as it may have");

        delete(paths.getFirst());
        inSync(paths.getFirst());
        edit(path, Map.of("text", "多一个"));
        soon().untilAsserted(() -> assertThat(status(path)).isEqualTo("ACTIVE"));
    }

    @Test
    void aPictureIsAtWeComBeforeTheTemplateAndRenewedInIt() {
        String path = active(Map.of("attachments", List.of(image(PICTURE))));

        assertThat(calls("media/upload")).hasSize(1);
        String first = mediaId(WECOMS + "add");
        assertThat(get(path).json().at("/attachments/0/contentId").asString()).isNotBlank();
        assertThat(calls(WECOMS + "edit")).isEmpty();

        for (int day = 0; day < 3; day++) {
            int uploads = calls("media/upload").size();
            WECOM.clock().advance(Duration.ofDays(3));
            soon().untilAsserted(() -> assertThat(calls("media/upload")).hasSize(uploads + 1));
            soon().untilAsserted(() -> assertThat(calls(WECOMS + "edit")).hasSize(uploads));
        }
        assertThat(mediaId(WECOMS + "edit")).isNotEqualTo(first);

        // One that is gone has its media forgotten.
        delete(path);
        inSync(path);
        int uploads = calls("media/upload").size();
        WECOM.clock().advance(Duration.ofDays(3));
        soon().untilAsserted(() -> assertThat(renewal()).isEqualTo("DONE"));
        assertThat(calls("media/upload")).hasSize(uploads);
    }

    @Test
    void aPictureThatWeComRefusesIsTold() {
        WECOM.faults().add(Fault.errcode(40007).on("media/upload").of(corpId()));

        String path = asked(Map.of("attachments", List.of(image(PICTURE))));

        soon().untilAsserted(() -> assertThat(status(path)).isEqualTo("FAILED"));
        assertThat(get(path).json().at("/failure/errcode").asInt()).isEqualTo(40007);
        assertThat(calls(WECOMS + "add")).isEmpty();
    }

    @Test
    void whatWeComRefusesToEditOrDeleteIsToldAndTriedAgainOnDemand() {
        String path = active(Map.of("text", "你好"));
        WECOM.faults().add(Fault.errcode(40058).on(WECOMS + "*").of(corpId()).times(2));

        edit(path, Map.of("text", "您好"));
        sync(path, "FAILED");
        assertThat(get(path).json().at("/failure/errcode").asInt()).isEqualTo(40058);
        delete(path);
        soon().untilAsserted(() -> assertThat(calls(WECOMS + "del")).hasSize(1));
        sync(path, "FAILED");

        assertThat(post(path + "/retry", Map.of()).status()).isEqualTo(202);

        sync(path, "IN_SYNC");
        assertThat(get(path).json().path("failure").isNull()).isTrue();
        assertThat(calls(WECOMS + "del")).hasSize(2);
    }

    @Test
    void aTemplateOfACorpThatIsNotSetUpWaitsAndIsMadeOnceByItself() {
        WECOM.faults().add(Fault.errcode(48002).on(WECOMS + "add").of(corpId()));
        String path = asked(Map.of("text", "你好"));
        waits(path, "CREATING", "IN_SYNC", 48002);
        String etag = get(path).etag();
        for (int calls = 2; calls < 5; calls++) {
            afterTheHold(WECOMS + "add", calls);
        }
        assertThat(get(path).etag()).isEqualTo(etag);

        WECOM.faults().clear();
        afterTheHold(WECOMS + "add", 5);

        soon().untilAsserted(() -> assertThat(status(path)).isEqualTo("ACTIVE"));
        assertThat(get(path).json().path("failure").isNull()).isTrue();
    }

    @Test
    void anEditAndADeletionWaitForTheCorpsSettingsAndReachWeComByThemselves() {
        String path = active(Map.of("text", "你好"));
        WECOM.faults().add(Fault.errcode(60020).on(WECOMS + "*").of(corpId()));
        edit(path, Map.of("text", "您好"));
        waits(path, "ACTIVE", "PENDING", 60020);
        afterTheHold(WECOMS + "edit", 2);

        WECOM.faults().clear();
        afterTheHold(WECOMS + "edit", 3);
        inSync(path);
        assertThat(get(path).json().path("failure").isNull()).isTrue();

        WECOM.faults().add(Fault.errcode(60020).on(WECOMS + "*").of(corpId()));
        delete(path);
        waits(path, "DELETED", "PENDING", 60020);

        WECOM.faults().clear();
        afterTheHold(WECOMS + "del", 2);
        inSync(path);
    }

    private void waits(String path, String status, String sync, int errcode) {
        soon().untilAsserted(() ->
                assertThat(get(path).json().at("/failure/errcode").asInt()).isEqualTo(errcode));
        assertThat(status(path)).isEqualTo(status);
        sync(path, sync);
    }

    private void afterTheHold(String api, int calls) {
        later(Duration.ofMinutes(2));
        soon().untilAsserted(() -> assertThat(calls(api)).hasSize(calls));
    }

    @Test
    void whatWeComWouldNotTakeIsToldAtOnce() {
        assertThat(errors(Map.of())).containsExactly("text required");
        assertThat(errors(Map.of("text", "好".repeat(1001)))).containsExactly("text too_many_bytes");
        assertThat(errors(Map.of("attachments", List.of(image(PICTURE), image(PICTURE)))))
                .containsExactly("attachments too_many");
        assertThat(errors(Map.of("attachments", List.of(image("AAAAAAAAAAAA")))))
                .containsExactly("attachments[0].content media_type");
        assertThat(errors(Map.of("attachments", List.of(Map.of("type", "image", "contentId", 4711)))))
                .containsExactly("attachments[0].contentId not_found");
        assertThat(get(TEMPLATES).json().path("items")).isEmpty();
        assertThat(get(TEMPLATES + "/4711").status()).isEqualTo(404);
        assertThat(put(active(Map.of("text", "你好")), "\"0\"", template(Map.of("text", "你好")))
                        .status())
                .isEqualTo(412);
    }

    private String active(Map<String, Object> more) {
        String path = asked(more);
        soon().untilAsserted(() -> assertThat(status(path)).isEqualTo("ACTIVE"));
        return path;
    }

    private String asked(Map<String, Object> more) {
        Answer answer = post(TEMPLATES, template(more));
        assertThat(answer.status()).as(answer.http().body()).isEqualTo(202);
        return TEMPLATES + "/" + answer.json().path("id").asString();
    }

    private void edit(String path, Map<String, Object> more) {
        Answer answer = put(path, get(path).etag(), template(more));
        assertThat(answer.status()).as(answer.http().body()).isEqualTo(200);
    }

    private static Map<String, Object> template(Map<String, Object> more) {
        Map<String, Object> template = new HashMap<>(Map.of("name", "新人群"));
        template.putAll(more);
        return template;
    }

    private static Map<String, Object> image(String content) {
        return Map.of("type", "image", "filename", "welcome.png", "content", content);
    }

    private String status(String path) {
        return get(path).json().path("status").asString();
    }

    private void inSync(String path) {
        sync(path, "IN_SYNC");
    }

    private void sync(String path, String expected) {
        soon().untilAsserted(() ->
                assertThat(get(path).json().path("sync").asString()).isEqualTo(expected));
    }

    private String renewal() {
        return jdbc.sql("SELECT state FROM work WHERE kind = 'welcome-media' AND corp_id = :corpId")
                .param("corpId", corpId())
                .query(String.class)
                .single();
    }

    private String mediaId(String api) {
        String body = calls(api).getLast().body();
        int at = body.indexOf("\"media_id\":\"") + "\"media_id\":\"".length();
        return body.substring(at, body.indexOf('"', at));
    }

    private List<String> errors(Map<String, Object> more) {
        Answer answer = post(TEMPLATES, template(more));
        assertThat(answer.status()).as(answer.http().body()).isEqualTo(400);
        List<String> errors = new ArrayList<>();
        answer.json()
                .path("errors")
                .forEach(error -> errors.add(error.path("field").asString() + " "
                        + error.path("code").asString()));
        return errors;
    }
}
