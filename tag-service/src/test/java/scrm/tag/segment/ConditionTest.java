package scrm.tag.segment;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import scrm.messaging.EventJson;

class ConditionTest {
    private static final JsonMapper JSON =
            JsonMapper.builder().addModule(EventJson.idModule()).build();

    @Test
    void whatIsWrongIsNamedWhereItStands() {
        assertThat(problems("{}")).isEqualTo("d one_condition");
        assertThat(problems("{'tagId':'t','lost':true}")).isEqualTo("d one_condition");
        assertThat(problems("{'all':[]}")).isEqualTo("d.all required");
        assertThat(problems("{'all':[{'tagId':'t'},null]}")).isEqualTo("d.all[1] required");
        assertThat(problems("{'any':[{'none':[{'personalTag':{'name':' '}}]}]}"))
                .isEqualTo("d.any[0].none[0].personalTag.userId required"
                        + ", d.any[0].none[0].personalTag.name required");
        assertThat(problems("{'added':{}}")).isEqualTo("d.added required");
        assertThat(problems("{'added':{'from':'2026-01-02','until':'2026-01-01'}}"))
                .isEqualTo("d.added.until ends_before_start");
        assertThat(problems("{'lastActive':{'from':'2026-01-02','withinDays':3}}"))
                .isEqualTo("d.lastActive.withinDays days_or_range");
        assertThat(problems("{'lastActive':{'withinDays':-1}}")).isEqualTo("d.lastActive.withinDays out_of_range");
        assertThat(problems("{'channelId':''}")).isEqualTo("d.channelId required");
    }

    @Test
    void itMayBeTenDeepAndHaveAHundredTerms() {
        assertThat(problems(nested(9))).isEmpty();
        assertThat(problems(nested(10))).isEqualTo("d" + ".all[0]".repeat(9) + ".all too_deep");
        assertThat(problems(wide(100))).isEmpty();
        assertThat(problems(wide(101))).isEqualTo("d too_many_terms");
    }

    private static String nested(int levels) {
        return "{'all':[".repeat(levels) + "{'lost':true}" + "]}".repeat(levels);
    }

    private static String wide(int terms) {
        return "{'any':[" + "{'lost':true},".repeat(terms - 1) + "{'lost':true}]}";
    }

    private static String problems(String json) {
        Condition condition = JSON.readValue(json.replace('\'', '"'), Condition.class);
        return String.join(
                ", ",
                condition.problems("d").stream()
                        .map(problem -> problem.field() + " " + problem.code())
                        .toList());
    }
}
