package scrm.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import scrm.simulator.server.Latency;

class CorpTagTest extends SimulatorTest {
    @Test
    void tagsAreAddedToAGroupByItsNameAndMarked() {
        JsonNode group = add("level", "gold", "gold", "silver");
        assertThat(group.path("tag")).hasSize(2);
        JsonNode more = add("level", "bronze");
        assertThat(more.path("group_id")).isEqualTo(group.path("group_id"));
        String contact = aContact("zhang", "a");
        String gold = group.at("/tag/0/id").asString();

        assertThat(mark("zhang", contact, gold)).isZero();
        assertThat(mark("zhang", contact, gold)).isZero();

        JsonNode tags =
                api.get("externalcontact/get", "external_userid", contact).at("/follow_user/0/tags");
        assertThat(tags).hasSize(1);
        assertThat(tags.path(0).path("tag_id").asString()).isEqualTo(gold);
        assertThat(tags.path(0).path("group_name").asString()).isEqualTo("level");
    }

    @Test
    void namesAreUniqueAndBounded() {
        add("level", "gold");

        assertThat(errcodeOfAdd("level", "gold")).isEqualTo(40071);
        assertThat(errcodeOfAdd("level", "一".repeat(31))).isEqualTo(40058);
        assertThat(errcodeOfAdd("level", "一".repeat(30))).isZero();
        assertThat(api.errcode("externalcontact/add_corp_tag", "{\"group_name\":\"empty\",\"tag\":[]}"))
                .isEqualTo(40063);
    }

    @Test
    void theLastTagTakesItsGroupAlong() {
        JsonNode group = add("level", "gold");

        api.post(
                "externalcontact/del_corp_tag",
                "{\"tag_id\":[\"" + group.at("/tag/0/id").asString() + "\"]}");

        assertThat(api.post("externalcontact/get_corp_tag_list", "{}").path("tag_group"))
                .isEmpty();
        JsonNode deleted = api.post(
                "externalcontact/get_corp_tag_list",
                "{\"group_id\":[\"" + group.path("group_id").asString() + "\"]}");
        assertThat(deleted.at("/tag_group/0/deleted").asBoolean()).isTrue();
    }

    @Test
    void tenThousandTagsAreTheMost() {
        for (int group = 0; group < 10; group++) {
            add("g" + group, IntStream.range(0, 1000).mapToObj(i -> "t" + i).toArray(String[]::new));
        }

        assertThat(errcodeOfAdd("g0", "one more")).isEqualTo(40126);
        assertThat(errcodeOfAdd("fresh", "one more")).isEqualTo(40126);
        assertThat(api.post("externalcontact/get_corp_tag_list", "{}").path("tag_group"))
                .hasSize(10);
    }

    @Test
    void marksOfOnePairAtOnceAreRefused() throws Exception {
        String gold = add("level", "gold").at("/tag/0/id").asString();
        String contact = aContact("zhang", "a");
        String other = aContact("zhang", "b");
        simulator.latency(Latency.fixed(Duration.ofMillis(300)));

        List<Integer> same = atOnce(markRequest("zhang", contact, gold), markRequest("zhang", contact, gold));
        List<Integer> different = atOnce(markRequest("zhang", contact, gold), markRequest("zhang", other, gold));

        assertThat(same).containsExactlyInAnyOrder(0, 45035);
        assertThat(different).containsExactly(0, 0);
    }

    @Test
    void theConsoleTellsWhatItDoes() {
        People.ConsoleTags made = people.consoleAddsTags("level", List.of("gold", "silver"));
        people.consoleRenamesTag(made.tagIds().getFirst(), "Gold");
        people.consoleShufflesTags(null);
        people.consoleDeletesTagGroup(made.groupId());

        assertThat(corp.callbacks())
                .extracting("kind")
                .containsExactly(
                        "change_external_tag/create",
                        "change_external_tag/create",
                        "change_external_tag/create",
                        "change_external_tag/update",
                        "change_external_tag/shuffle",
                        "change_external_tag/delete");
        assertThat(corp.callbacks().get(4).xml()).contains("<Id><![CDATA[]]></Id>");
    }

    @Test
    void whatTheConsoleMadeIsNotTheApplicationsToChange() {
        var made = corp.people().consoleAddsTags("level", List.of("gold"));
        String tag = made.tagIds().getFirst();

        assertThat(api.errcode("externalcontact/edit_corp_tag", "{\"id\":\"" + tag + "\",\"name\":\"silver\"}"))
                .isEqualTo(301002);
        assertThat(api.errcode("externalcontact/edit_corp_tag", "{\"id\":\"" + made.groupId() + "\",\"order\":7}"))
                .isEqualTo(301002);
        assertThat(api.errcode("externalcontact/del_corp_tag", "{\"tag_id\":[\"" + tag + "\"]}"))
                .isEqualTo(301002);
    }

    @Test
    void strategyTagsAreApart() {
        add("level", "gold");
        JsonNode made = api.post(
                "externalcontact/add_strategy_tag",
                "{\"strategy_id\":1,\"group_name\":\"level\",\"tag\":[{\"name\":\"gold\"}]}");

        assertThat(made.path("errcode").asInt()).isZero();
        assertThat(api.post("externalcontact/get_corp_tag_list", "{}").path("tag_group"))
                .hasSize(1);
        assertThat(api.post("externalcontact/get_strategy_tag_list", "{\"strategy_id\":\"1\"}")
                        .path("tag_group"))
                .hasSize(1);
        assertThat(api.errcode(
                        "externalcontact/del_corp_tag",
                        "{\"tag_id\":[\"" + made.at("/tag_group/tag/0/id").asString() + "\"]}"))
                .isEqualTo(40068);
    }

    private JsonNode add(String group, String... names) {
        return api.post("externalcontact/add_corp_tag", addBody(group, names)).path("tag_group");
    }

    private int errcodeOfAdd(String group, String name) {
        return api.errcode("externalcontact/add_corp_tag", addBody(group, name));
    }

    private static String addBody(String group, String... names) {
        return List.of(names).stream()
                .map(name -> "{\"name\":\"" + name + "\"}")
                .collect(Collectors.joining(",", "{\"group_name\":\"" + group + "\",\"tag\":[", "]}"));
    }

    private int mark(String userId, String contact, String tagId) {
        return api.errcode("externalcontact/mark_tag", markBody(userId, contact, tagId));
    }

    private HttpRequest markRequest(String userId, String contact, String tagId) {
        return api.request("externalcontact/mark_tag", markBody(userId, contact, tagId));
    }

    private static String markBody(String userId, String contact, String tagId) {
        return "{\"userid\":\"" + userId + "\",\"external_userid\":\"" + contact + "\",\"add_tag\":[\"" + tagId
                + "\"]}";
    }

    private static List<Integer> atOnce(HttpRequest... requests) throws Exception {
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Integer>> calls = List.of(requests).stream()
                    .map(request -> (Callable<Integer>) () -> Api.JSON
                            .readTree(Api.raw(request).body())
                            .path("errcode")
                            .asInt())
                    .toList();
            return executor.invokeAll(calls).stream()
                    .map(future -> future.resultNow())
                    .toList();
        }
    }
}
