package scrm.tag.corptag;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

import scrm.harness.Answer;
import scrm.simulator.Friendship;
import scrm.simulator.server.Fault;
import scrm.tag.TagServiceIT;

class CorpTagIT extends TagServiceIT {
    private static final String EDIT = "externalcontact/edit_corp_tag";
    private static final String DELETE = "externalcontact/del_corp_tag";

    @Autowired
    private JdbcTemplate jdbc;

    @Test
    void aTagIsRenamedAndReorderedInWeComAndWithUsAtOnce() {
        JsonNode group = made("城市", "上海", "北京");
        String path = "/corp-tags/" + tag(group, "上海");
        Answer before = get(path);

        Answer after = put(path, before.etag(), Map.of("name", "上海市", "order", 4294967295L));
        assertThat(after.status()).isEqualTo(200);
        assertThat(after.json().path("name").asString()).isEqualTo("上海市");
        assertThat(get(path).json()).isEqualTo(after.json());
        assertThat(get(path).etag()).isEqualTo(after.etag()).isNotEqualTo(before.etag());
        assertThat(all("/tag-groups").getFirst().at("/tags/0/name").asString()).isEqualTo("上海市");
        assertThat(calls(EDIT)).hasSize(1);

        assertThat(put(path, before.etag(), Map.of("name", "沪", "order", 1)).status())
                .isEqualTo(412);
        assertThat(put(path, after.etag(), Map.of("name", "上海市", "order", 4294967295L))
                        .status())
                .isEqualTo(200);
        assertThat(calls(EDIT)).as("what stays as it is needs no call").hasSize(1);
    }

    @Test
    void whatWeComWouldRefuseIsRefusedBeforeItIsAsked() {
        JsonNode group = made("城市", "上海", "北京");
        String path = "/corp-tags/" + tag(group, "上海");
        String etag = get(path).etag();

        Answer taken = put(path, etag, Map.of("name", "北京", "order", 1));
        assertThat(taken.status()).isEqualTo(409);
        assertThat(taken.json().path("reason").asString()).isEqualTo("corp_tag_name_taken");
        assertThat(errors(put(path, etag, Map.of("name", "长".repeat(31), "order", 4294967296L))))
                .containsExactly("name too_long", "order out_of_range");
        assertThat(errors(put(path, etag, Map.of("name", "上海", "order", 1, "groupId", "etOther"))))
                .containsExactly("groupId tag_stays_in_group");
        assertThat(calls(EDIT)).isEmpty();

        jdbc.update(
                "INSERT INTO corp_tag (corp_id, tag_id, group_id, name, create_time, sort_order, seen_at)"
                        + " SELECT ?, CONCAT('full', seq), ?, CONCAT('n', seq), '2026-01-01', 0, '2030-01-01'"
                        + " FROM (SELECT a.n + 100 * b.n AS seq FROM (WITH RECURSIVE s AS (SELECT 0 n UNION ALL"
                        + " SELECT n + 1 FROM s WHERE n < 99) SELECT n FROM s) a, (WITH RECURSIVE s AS (SELECT 0 n UNION"
                        + " ALL SELECT n + 1 FROM s WHERE n < 99) SELECT n FROM s) b) numbers WHERE seq < 9998",
                corpId(),
                group.path("groupId").asString());
        Answer full = post("/tag-groups", tagGroup("省", "江苏"));
        assertThat(full.status()).isEqualTo(409);
        assertThat(full.json().path("reason").asString()).isEqualTo("corp_tags_full");
        assertThat(post("/tag-groups", tagGroup("城市", "上海")).status())
                .as("a tag that is there needs no room")
                .isEqualTo(201);
    }

    @Test
    void whatTheConsoleMadeIsRefusedByWeComInWordsThatHelp() {
        var console = people.consoleAddsTags("等级", List.of("A"));
        soon().untilAsserted(() -> assertThat(all("/corp-tags")).hasSize(1));
        String path = "/corp-tags/" + console.tagIds().getFirst();

        Answer refused = put(path, get(path).etag(), Map.of("name", "B", "order", 0));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().at("/wecom/errcode").asInt()).isEqualTo(301002);
        assertThat(refused.json().at("/wecom/hint").asString()).contains("Another application, or the console");
        assertThat(get(path).json().path("name").asString()).isEqualTo("A");
    }

    @Test
    void aGroupIsDescribedInWordsThatOnlyWeKnow() {
        JsonNode group = made("等级", "A", "B");
        String path = "/tag-groups/" + group.path("groupId").asString();
        Map<String, Object> wanted = new HashMap<>(Map.of(
                "groupName",
                "等级",
                "order",
                0,
                "category",
                "GROWTH",
                "exclusive",
                true,
                "colour",
                "#1A9F6C",
                "owner",
                "zhang"));

        Answer described = put(path, get(path).etag(), wanted);
        assertThat(described.status()).isEqualTo(200);
        assertThat(described.json().path("exclusive").asBoolean()).isTrue();
        assertThat(described.json().path("colour").asString()).isEqualTo("#1A9F6C");
        assertThat(calls(EDIT)).as("WeCom is told nothing of it").isEmpty();
        assertThat(all("/tag-groups?category=GROWTH")).hasSize(1);
        assertThat(all("/tag-groups?category=BEHAVIOUR")).isEmpty();
        assertThat(all("/corp-tags?category=GROWTH")).hasSize(2);
        assertThat(all("/corp-tags?category=ATTRIBUTE")).isEmpty();

        wanted.put("groupName", "级别");
        assertThat(put(path, described.etag(), wanted).json().path("groupName").asString())
                .isEqualTo("级别");
        assertThat(calls(EDIT)).hasSize(1);
        wanted.put("colour", "green");
        assertThat(errors(put(path, "*", wanted))).containsExactly("colour wrong_format");
        made("城市", "上海");
        wanted.put("colour", "#1A9F6C");
        wanted.put("groupName", "城市");
        assertThat(put(path, "*", wanted).json().path("reason").asString()).isEqualTo("tag_group_name_taken");
    }

    @Test
    void aGroupThatChangedSinceItWasReadIsNotDeleted() {
        JsonNode group = made("城市", "上海");
        String path = "/tag-groups/" + group.path("groupId").asString();
        String etag = get(path).etag();
        made("城市", "北京");

        assertThat(delete(path).status()).isEqualTo(428);
        assertThat(delete(path, etag).status()).isEqualTo(412);
        assertThat(calls(DELETE)).isEmpty();
    }

    @Test
    void aDeletionTellsBeforehandHowManyCarryWhatGoes() {
        JsonNode group = made("城市", "上海", "北京");
        for (String name : List.of("李雷", "韩梅梅")) {
            Friendship added = friend(name);
            post(
                    "/external-contacts/" + added.externalUserId() + "/tags",
                    Map.of("tagIds", List.of(tag(group, "上海"), tag(group, "北京"))));
            soon().untilAsserted(() -> assertThat(get("/external-contacts/" + added.externalUserId())
                            .json()
                            .at("/followUsers/0/tags"))
                    .hasSize(2));
        }
        String path = "/tag-groups/" + group.path("groupId").asString();
        String etag = get(path).etag();

        JsonNode would = delete(path + "?dryRun=true", etag).json();
        assertThat(would.path("tags").asInt()).isEqualTo(2);
        assertThat(would.path("contacts").asInt()).isEqualTo(2);
        assertThat(would.path("deleted").asBoolean()).isFalse();
        assertThat(calls(DELETE)).isEmpty();

        assertThat(delete(path, etag).json().path("deleted").asBoolean()).isTrue();
        assertThat(all("/tag-groups")).isEmpty();
        assertThat(all("/corp-tags")).isEmpty();
        assertThat(get(path).status()).isEqualTo(404);
        assertThat(calls(DELETE)).hasSize(1);
    }

    @Test
    void theLastTagTakesItsGroupAlong() {
        JsonNode group = made("城市", "上海", "北京");
        String shanghai = "/corp-tags/" + tag(group, "上海");
        String beijing = "/corp-tags/" + tag(group, "北京");

        assertThat(delete(shanghai, get(shanghai).etag()).json().path("group").asBoolean())
                .isFalse();
        assertThat(all("/tag-groups")).hasSize(1);
        assertThat(delete(beijing, get(beijing).etag()).json().path("group").asBoolean())
                .isTrue();
        assertThat(all("/tag-groups")).isEmpty();
    }

    /** F14: nobody knows whether WeCom did it; the list of all tags tells. */
    @Test
    void anEditWhoseReplyWasLostIsFoundInTheList() {
        JsonNode group = made("城市", "上海");
        String path = "/corp-tags/" + tag(group, "上海");
        String etag = get(path).etag();
        WECOM.faults().add(Fault.replyDropped().on(EDIT).of(corpId()));

        assertThat(put(path, etag, Map.of("name", "沪", "order", 0)).status()).isEqualTo(503);
        soon().untilAsserted(() ->
                assertThat(get(path).json().path("name").asString()).isEqualTo("沪"));
    }

    @Test
    void aStrategysTagsAreMadeListedEditedAndDeletedApart() {
        Map<String, Object> wanted = new HashMap<>(tagGroup("城市", "上海"));
        wanted.put("strategyId", 7);
        Answer made = post("/tag-groups", wanted);
        assertThat(made.status()).isEqualTo(201);
        made("城市", "上海");
        assertThat(all("/tag-groups")).hasSize(2);
        assertThat(all("/tag-groups?strategyId=7"))
                .singleElement()
                .satisfies(group -> assertThat(group.path("strategyId").asInt()).isEqualTo(7));
        assertThat(post("/tag-groups", wanted).json().path("tags")).hasSize(1);

        String path = "/corp-tags/" + made.json().at("/tags/0/tagId").asString();
        Answer edited = put(path, get(path).etag(), Map.of("name", "沪", "order", 3));
        assertThat(edited.status()).isEqualTo(200);
        assertThat(calls("externalcontact/edit_strategy_tag")).hasSize(1);
        people.consoleAddsTags("等级", List.of("A"));
        soon().untilAsserted(() -> assertThat(all("/tag-groups")).hasSize(3));
        assertThat(get(path).json().path("name").asString())
                .as("a reading of all has the strategies' too")
                .isEqualTo("沪");

        assertThat(delete(path, get(path).etag()).json().path("group").asBoolean())
                .isTrue();
        assertThat(calls("externalcontact/del_strategy_tag")).hasSize(1);
        assertThat(calls(EDIT)).isEmpty();
        assertThat(all("/tag-groups?strategyId=7")).isEmpty();
    }

    @Test
    void anApplicationWithoutStrategiesStillSeesTheCorpsTags() {
        WECOM.faults()
                .add(Fault.errcode(48002)
                        .on("externalcontact/get_strategy_tag_list")
                        .of(corpId()));
        people.consoleAddsTags("等级", List.of("A"));

        soon().untilAsserted(() -> assertThat(all("/corp-tags")).hasSize(1));
    }

    @Test
    void theOrderThatTheConsoleShufflesIsReadAgain() {
        var console = people.consoleAddsTags("等级", List.of("A", "B", "C"));
        soon().untilAsserted(() -> assertThat(all("/corp-tags")).hasSize(3));
        people.consoleShufflesTags(console.groupId());

        soon().untilAsserted(() -> assertThat(
                        all("/tag-groups").getFirst().path("tags").valueStream())
                .extracting(tag -> tag.path("name").asString())
                .containsExactly("C", "B", "A"));
    }

    private JsonNode made(String group, String... names) {
        Answer made = post("/tag-groups", tagGroup(group, names));
        assertThat(made.status()).isEqualTo(201);
        return made.json();
    }

    private static String tag(JsonNode group, String name) {
        return group.path("tags")
                .valueStream()
                .filter(tag -> tag.path("name").asString().equals(name))
                .findFirst()
                .orElseThrow()
                .path("tagId")
                .asString();
    }

    private Friendship friend(String name) {
        Friendship added = people.memberAdds("zhang", name);
        soon().untilAsserted(() -> assertThat(get("/external-contacts/" + added.externalUserId())
                        .json()
                        .at("/followUsers/0/addedAt")
                        .asString(""))
                .isNotEmpty());
        return added;
    }

    private static List<String> errors(Answer answer) {
        assertThat(answer.status()).isEqualTo(400);
        return answer.json()
                .path("errors")
                .valueStream()
                .map(error -> error.path("field").asString() + " "
                        + error.path("code").asString())
                .toList();
    }

    private static Map<String, Object> tagGroup(String groupName, String... tagNames) {
        return Map.of(
                "groupName",
                groupName,
                "tags",
                Stream.of(tagNames).map(name -> Map.of("name", name)).toList());
    }
}
