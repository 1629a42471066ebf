package scrm.sop.material;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.events.UserId;
import scrm.harness.Answer;
import scrm.simulator.Friendship;
import scrm.sop.SopServiceIT;

class MaterialIT extends SopServiceIT {
    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10};

    @Autowired
    private RenderMaterial renderMaterial;

    @Autowired
    private TransactionTemplate transaction;

    @Test
    void allThatIsWrongWithAMaterialIsToldAtOnce() {
        List<Map<String, Object>> links = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            links.add(Map.of("type", "link", "title", i == 3 ? "长".repeat(43) : "t", "url", "https://example.com/"));
        }

        Answer answer = post(
                "/materials",
                Map.of(
                        "name",
                        "错",
                        "text",
                        "{who}" + "好".repeat(1400),
                        "attachments",
                        links,
                        "validFrom",
                        "2026-12-02T00:00:00Z",
                        "validUntil",
                        "2026-12-01T00:00:00Z"));

        assertThat(errors(answer))
                .containsExactly(
                        "text too_many_bytes",
                        "text unknown_variable",
                        "attachments too_many",
                        "attachments[3].title too_many_bytes",
                        "validUntil ends_before_start");
        assertThat(all("/materials")).isEmpty();
    }

    @Test
    void aVersionStaysAsItWasSaid() {
        String path = "/materials/"
                + add("话术", "第一版", Map.of("tags", List.of("春", "秋"))).path("id").asString();

        Answer renamed = put(path, get(path).etag(), Map.of("name", "新名", "text", "第一版", "folder", "节日"));
        assertThat(renamed.json().path("current").asInt())
                .as("only its name changed")
                .isEqualTo(1);
        Answer edited = put(path, renamed.etag(), Map.of("name", "新名", "text", "第二版", "folder", "节日"));
        assertThat(edited.json().path("current").asInt()).isEqualTo(2);
        assertThat(put(path, renamed.etag(), Map.of("name", "旧", "text", "旧")).status())
                .isEqualTo(412);

        JsonNode versions = get(path + "/versions").json();
        assertThat(versions).hasSize(2);
        assertThat(versions.at("/0/text").asString()).isEqualTo("第二版");
        assertThat(versions.at("/1/text").asString()).isEqualTo("第一版");
        assertThat(edited.json().path("tags")).isEmpty();
    }

    @Test
    void materialsAreFoundByFolderTagAndWords() {
        add("中秋问候", "月圆人团圆", Map.of("folder", "节日", "tags", List.of("中秋")));
        add("春节问候", "新年好", Map.of("folder", "节日", "tags", List.of("春节", "拜年")));
        add("价目", "见附件", Map.of());

        assertThat(names("/materials?folder=节日")).containsExactly("中秋问候", "春节问候");
        assertThat(names("/materials?tag=拜年")).containsExactly("春节问候");
        assertThat(names("/materials?text=团圆")).containsExactly("中秋问候");
        assertThat(names("/materials?text=价")).containsExactly("价目");
        assertThat(names("/materials")).hasSize(3);
        assertThat(post("/materials", Map.of("name", "价目", "text", "x")).status())
                .isEqualTo(409);
    }

    @Test
    void aPreviewShowsWhatThisContactWouldRead() {
        corp.people().memberJoins("zhang", "张三");
        Friendship added = corp.people().memberAdds("zhang", "小李");
        String path = "/materials/"
                + add("问候", "{contactName}您好，我是{memberName}，积分{own_points|0}", Map.of())
                        .path("id")
                        .asString();
        Map<String, Object> who = Map.of("externalUserId", added.externalUserId(), "userId", "zhang");

        JsonNode before = post(path + "/preview", who).json();
        assertThat(before.path("reason").asString()).isEqualTo("VARIABLE_MISSING");
        assertThat(before.at("/missing/0").asString()).isEqualTo("memberName");

        assertThat(put("/materials/values/members/zhang", "*", Map.of("memberName", "小张"))
                        .status())
                .isEqualTo(204);
        assertThat(put(
                                "/materials/values/contacts/" + added.externalUserId(),
                                "*",
                                Map.of("values", Map.of("own_points", "120")))
                        .status())
                .isEqualTo(204);
        assertThat(post(path + "/preview", who).json().path("text").asString()).isEqualTo("小李您好，我是小张，积分120");
        assertThat(put(
                                "/materials/values/contacts/" + added.externalUserId(),
                                "*",
                                Map.of("values", Map.of("points", "1")))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void contactsAreSpokenToByNameOnceWeComHasToldIt() {
        corp.people().memberJoins("zhang", "张三");
        Friendship added = corp.people().memberAdds("zhang", "小王");
        MaterialId id = new MaterialId(
                add("问候", "{contactName|您}好", Map.of()).path("id").asLong());
        CorpId corpId = new CorpId(corpId());
        ExternalUserId contact = new ExternalUserId(added.externalUserId());
        Reader reader = new Reader(new UserId("zhang"), contact);

        assertThat(renderMaterial.render(corpId, id, 1, List.of(reader)))
                .containsEntry(reader, new Rendering.Ready("您好", List.of()));
        transaction.executeWithoutResult(_ -> renderMaterial.prepare(corpId, id, 1, List.of(contact)));
        soon().untilAsserted(() -> assertThat(renderMaterial.render(corpId, id, 1, List.of(reader)))
                .containsEntry(reader, new Rendering.Ready("小王好", List.of())));

        long asked = calls("externalcontact/get").size();
        transaction.executeWithoutResult(_ -> renderMaterial.prepare(corpId, id, 1, List.of(contact)));
        WECOM.clock().advance(Duration.ofDays(8));
        transaction.executeWithoutResult(_ -> renderMaterial.prepare(corpId, id, 1, List.of(contact)));
        soon().untilAsserted(() ->
                assertThat(calls("externalcontact/get")).as("once a week").hasSize((int) asked + 1));
    }

    @Test
    void whatHasExpiredIsNotSent() {
        Instant now = WECOM.clock().instant();
        MaterialId id = new MaterialId(
                add("限时", "快来", Map.of("validUntil", now.plusSeconds(3600).toString()))
                        .path("id")
                        .asLong());
        Reader anybody = new Reader(new UserId("zhang"), new ExternalUserId("wmAnybody"));

        WECOM.clock().advance(Duration.ofHours(2));

        assertThat(renderMaterial.render(new CorpId(corpId()), id, 1, List.of(anybody)))
                .containsEntry(anybody, new Rendering.Refused("EXPIRED", List.of()));
        assertThat(get("/materials/" + id).json().path("validity").asString()).isEqualTo("EXPIRED");
    }

    @Test
    void picturesAreAtWeComBeforeTheyAreSentAndAnewOnceItForgotThem() {
        String material = add(
                        "海报",
                        "看这里",
                        Map.of(
                                "attachments",
                                List.of(Map.of(
                                        "type",
                                        "image",
                                        "filename",
                                        "a.png",
                                        "content",
                                        Base64.getEncoder().encodeToString(PNG)))))
                .path("id")
                .asString();
        entry(material, Duration.ofDays(5));
        String second = entry(material, Duration.ofDays(12));
        assertThat(uploads()).isZero();

        WECOM.clock().advance(Duration.ofDays(4).plusHours(6));
        soon().untilAsserted(() -> assertThat(uploads()).isEqualTo(1));
        WECOM.clock().advance(Duration.ofDays(7));
        soon().untilAsserted(() -> assertThat(uploads()).isEqualTo(2));

        assertThat(get("/materials/" + material + "/uses").json()).hasSize(2);
        assertThat(get("/materials/" + material + "/uses").json().at("/0/id").asString())
                .isEqualTo(second);
    }

    private int uploads() {
        return calls("media/upload").size();
    }

    private String entry(String material, Duration in) {
        Answer answer = post(
                "/calendar",
                Map.of(
                        "startsAt",
                        WECOM.clock().instant().plus(in).toString(),
                        "topic",
                        "海报",
                        "chatId",
                        "wrOne",
                        "materialId",
                        material));
        assertThat(answer.status()).as(answer.http().body()).isEqualTo(201);
        return answer.json().path("id").asString();
    }

    private JsonNode add(String name, String text, Map<String, Object> more) {
        Map<String, Object> body = new HashMap<>(more);
        body.put("name", name);
        body.put("text", text);
        Answer answer = post("/materials", body);
        assertThat(answer.status()).as(answer.http().body()).isEqualTo(201);
        return answer.json();
    }

    private List<String> names(String path) {
        return all(path).stream()
                .map((JsonNode item) -> item.path("name").asString())
                .toList();
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
