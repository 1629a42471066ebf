package scrm.group.interceptrule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

import scrm.events.CorpId;
import scrm.group.GroupServiceIT;
import scrm.harness.Answer;
import scrm.messaging.testing.QueryPlans;
import scrm.simulator.server.Fault;
import scrm.wecom.Caller;
import scrm.wecom.InterceptRules.Rule;
import scrm.wecom.InterceptRules.RuleId;

class InterceptRuleIT extends GroupServiceIT {
    private static final String RULES = "/group-chats/intercept-rules";
    private static final String ADD = "externalcontact/add_intercept_rule";
    private static final String UPDATE = "externalcontact/update_intercept_rule";
    private static final String DELETE = "externalcontact/del_intercept_rule";

    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private scrm.wecom.InterceptRules weCom;

    @Test
    void aRuleIsMadeEditedAndDeleted() {
        String path = active(Map.of());
        JsonNode made = get(path).json();
        assertThat(made.path("ruleId").asString()).isNotBlank();
        assertThat(made.path("words").values().stream().map(JsonNode::asString)).containsExactly("赌博", "代购");
        assertThat(made.path("semantics").get(0).asString()).isEqualTo("EMAIL");

        assertThat(put(path, get(path).etag(), body(Map.of("words", List.of("私单"), "users", List.of("li"))))
                        .status())
                .isEqualTo(200);
        inSync(path);
        assertThat(calls(UPDATE)).hasSize(1);
        assertThat(atWeCom(made.path("ruleId").asString()).words()).containsExactly("私单");
        assertThat(atWeCom(made.path("ruleId").asString()).users())
                .extracting(user -> user.value())
                .containsExactly("li");
        assertThat(put(path, "\"1\"", body(Map.of())).status()).isEqualTo(412);

        assertThat(delete(path).status()).isEqualTo(202);
        inSync(path);
        assertThat(calls(DELETE)).hasSize(1);
        assertThat(get(RULES).json().path("items")).isEmpty();
        assertThat(get(RULES + "?status=DELETED").json().path("items")).hasSize(1);
        assertThat(put(path, get(path).etag(), body(Map.of()))
                        .json()
                        .path("reason")
                        .asString())
                .isEqualTo("intercept_rule_deleted");
    }

    @Test
    void aRuleWhoseAnswerWasLostIsFoundInWeComsListAndNotMadeTwice() {
        String other = active(Map.of("words", List.of("别的")));
        WECOM.faults().add(Fault.replyDropped().on(ADD).of(corpId()).times(1));

        String path = asked(Map.of());

        inTime(path, "ACTIVE");
        assertThat(calls(ADD)).hasSize(2);
        assertThat(get(path).json().path("ruleId").asString())
                .isNotEqualTo(get(other).json().path("ruleId").asString());
    }

    @Test
    void aRuleWhoseCallNeverArrivedIsMadeAfterAll() {
        WECOM.faults().add(Fault.connectionReset().on(ADD).of(corpId()).times(1));

        String path = asked(Map.of());

        inTime(path, "ACTIVE");
        assertThat(get(path).json().path("failure").isNull()).isTrue();
    }

    @Test
    void whatWeComRefusesIsToldAndTriedAgainByAnEdit() {
        WECOM.faults().add(Fault.errcode(41076).on(ADD).of(corpId()).times(1));
        String path = asked(Map.of());
        soon().untilAsserted(() ->
                assertThat(get(path).json().path("status").asString()).isEqualTo("FAILED"));
        assertThat(get(path).json().path("failure").path("errcode").asInt()).isEqualTo(41076);

        put(path, get(path).etag(), body(Map.of("name", "新规则")));

        soon().untilAsserted(() ->
                assertThat(get(path).json().path("status").asString()).isEqualTo("ACTIVE"));
    }

    @Test
    void aCorpThatHasAHundredIsToldSo() {
        jdbc.update(
                "INSERT INTO intercept_rule (corp_id, name, words, semantics, action, users, departments, status, sync,"
                        + " rule_id, version, created_at, updated_at)"
                        + " SELECT ?, CONCAT('r', n), 'w', '', 'WARN', 'li', '', 'ACTIVE', 'IN_SYNC', CONCAT('r', n), 1,"
                        + " '2026-11-22', '2026-11-22' FROM "
                        + QueryPlans.NUMBERS + " WHERE n < 100",
                corpId());

        Answer answer = post(RULES, body(Map.of()));

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.json().path("reason").asString()).isEqualTo("intercept_rules_full");
        assertThat(answer.json().path("detail").asString()).contains("100");
    }

    @Test
    void aSyncTakesOverWhatWasMadeEditedAndDeletedElsewhere() {
        String edited = active(Map.of("name", "甲"));
        String deleted = active(Map.of("name", "乙"));
        String same = active(Map.of("name", "丙"));
        var caller = Caller.person(new CorpId(corpId()));
        var editedId = id(edited);
        var before = weCom.get(caller, editedId);
        var elsewhere = new Rule(
                "丁", before.words(), before.semantics(), before.action(), before.users(), before.departments());
        weCom.update(caller, editedId, elsewhere);
        weCom.delete(caller, id(deleted));
        weCom.add(
                caller,
                new Rule(
                        "戊",
                        before.words(),
                        before.semantics(),
                        before.action(),
                        before.users(),
                        before.departments()));
        String etag = get(same).etag();

        JsonNode job = post("/jobs", Map.of("kind", "intercept-rule-sync")).json();
        soon().untilAsserted(() -> assertThat(get("/jobs/" + job.path("id").asString())
                        .json()
                        .path("state")
                        .asString())
                .isEqualTo("SUCCEEDED"));

        assertThat(get(edited).json().path("name").asString()).isEqualTo("丁");
        assertThat(get(deleted).json().path("status").asString()).isEqualTo("DELETED");
        assertThat(get(same).etag()).isEqualTo(etag);
        assertThat(all(RULES))
                .extracting(rule -> rule.path("name").asString())
                .containsExactlyInAnyOrder("丁", "丙", "戊");
    }

    @Test
    void aRuleThatBreaksWeComsLimitsNamesWhatIsWrong() {
        assertThat(problems(Map.of("name", "名".repeat(21)))).containsExactly("name");
        assertThat(problems(Map.of("words", List.of()))).containsExactly("words");
        assertThat(problems(Map.of("words", List.of("好", "词".repeat(33), " ", "好", "a\nb"))))
                .containsExactly("words[1]", "words[2]", "words[3]", "words[4]");
        assertThat(problems(Map.of(
                        "words",
                        IntStream.range(0, 301).mapToObj(String::valueOf).toList())))
                .containsExactly("words");
        assertThat(problems(Map.of("users", List.of()))).containsExactly("users");
        assertThat(problems(Map.of("users", new ArrayList<>(Collections.nCopies(1001, "li")))))
                .containsExactly("users");
        assertThat(calls(ADD)).isEmpty();
    }

    private List<String> problems(Map<String, Object> changes) {
        Answer answer = post(RULES, body(changes));
        assertThat(answer.status()).isEqualTo(400);
        return answer.json().path("errors").values().stream()
                .map(error -> error.path("field").asString())
                .toList();
    }

    private static Map<String, Object> body(Map<String, Object> changes) {
        Map<String, Object> body = new HashMap<>(Map.of(
                "name",
                "规则",
                "words",
                List.of("赌博", "代购"),
                "semantics",
                List.of("EMAIL"),
                "action",
                "BLOCK",
                "users",
                List.of("zhang")));
        body.putAll(changes);
        return body;
    }

    private String asked(Map<String, Object> changes) {
        Answer answer = post(RULES, body(changes));
        assertThat(answer.status()).isEqualTo(202);
        return RULES + "/" + answer.json().path("id").asString();
    }

    private String active(Map<String, Object> changes) {
        String path = asked(changes);
        soon().untilAsserted(() ->
                assertThat(get(path).json().path("status").asString()).isEqualTo("ACTIVE"));
        return path;
    }

    private void inTime(String path, String status) {
        soon().untilAsserted(() -> {
            WECOM.clock().advance(Duration.ofSeconds(20));
            assertThat(get(path).json().path("status").asString()).isEqualTo(status);
        });
    }

    private void inSync(String path) {
        soon().untilAsserted(() ->
                assertThat(get(path).json().path("sync").asString()).isEqualTo("IN_SYNC"));
    }

    private RuleId id(String path) {
        return new RuleId(get(path).json().path("ruleId").asString());
    }

    private Rule atWeCom(String ruleId) {
        return weCom.get(Caller.person(new CorpId(corpId())), new RuleId(ruleId));
    }
}
