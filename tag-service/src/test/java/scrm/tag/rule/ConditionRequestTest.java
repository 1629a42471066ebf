package scrm.tag.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import scrm.messaging.EventJson;
import scrm.rest.FieldProblem;

class ConditionRequestTest {
    private static final JsonMapper JSON =
            JsonMapper.builder().addModule(EventJson.idModule()).build();

    @Test
    void whatIsWrittenIsUnderstood() {
        assertThat(read("""
                {"all": [
                    {"event": {"kind": "PURCHASED", "amountAtLeast": 100, "currency": "CNY"}},
                    {"none": [{"tag": {"tagId": "et1"}}, {"level": {"levels": ["S", "A"]}}]},
                    {"any": [
                        {"behaviour": {"kind": "LINK_CLICKED", "days": 7, "countAtLeast": 3}},
                        {"idle": {"days": 30}},
                        {"followUser": {"userIds": ["zhang"]}},
                        {"addWay": {"addWays": [1, 3]}},
                        {"group": {}}]}]}
                """)).isInstanceOf(Condition.All.class);
        assertThat(read("{\"group\": {\"chatId\": \"wr1\"}}")).isInstanceOf(Condition.InGroup.class);
    }

    @Test
    void whatIsWrongIsNamedByItsPath() {
        assertThat(problems("{}")).containsExactly("when one_condition");
        assertThat(problems("{\"tag\": {\"tagId\": \"a\"}, \"group\": {}}")).containsExactly("when one_condition");
        assertThat(problems("{\"all\": []}")).containsExactly("when.all too_few");
        assertThat(problems("""
                {"any": [{"event": {"kind": "lower"}}, {"none": [{"idle": {"days": 0}}, {"tag": {}}]},
                    {"event": {"kind": "ADDED", "channelId": "1"}},
                    {"event": {"kind": "PURCHASED", "amountAtLeast": 0}},
                    {"behaviour": {"kind": "PURCHASED"}},
                    {"level": {"levels": ["D"]}}, {"followUser": {}}]}
                """))
                .containsExactly(
                        "when.any[0].event.kind malformed",
                        "when.any[1].none[0].idle.days out_of_range",
                        "when.any[1].none[1].tag.tagId required",
                        "when.any[2].event.channelId only_attributed",
                        "when.any[3].event.amountAtLeast too_small",
                        "when.any[3].event.currency required",
                        "when.any[4].behaviour.countAtLeast required",
                        "when.any[4].behaviour.days required",
                        "when.any[5].level.levels not_allowed",
                        "when.any[6].followUser.userIds required");
    }

    @Test
    void whatIsTooDeepOrTooMuchIsRefused() {
        String deep = "{\"tag\": {\"tagId\": \"a\"}}";
        for (int i = 0; i < 9; i++) {
            deep = "{\"all\": [" + deep + "]}";
        }
        assertThat(problems(deep)).isEmpty();
        assertThat(problems("{\"all\": [" + deep + "]}"))
                .singleElement()
                .asString()
                .endsWith(" too_deep");

        String many = String.join(", ", Collections.nCopies(100, "{\"tag\": {\"tagId\": \"a\"}}"));
        assertThat(problems("{\"all\": [" + many + "]}")).containsExactly("when.all[99] too_many");
    }

    private static Condition read(String json) {
        List<FieldProblem> problems = new ArrayList<>();
        Condition condition =
                ConditionRequest.condition(JSON.readValue(json, ConditionRequest.class), "when", problems);
        assertThat(problems).isEmpty();
        return condition;
    }

    private static List<String> problems(String json) {
        List<FieldProblem> problems = new ArrayList<>();
        ConditionRequest.condition(JSON.readValue(json, ConditionRequest.class), "when", problems);
        return problems.stream()
                .map(problem -> problem.field() + " " + problem.code())
                .toList();
    }
}
