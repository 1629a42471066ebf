package scrm.simulator.message;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import scrm.simulator.server.Call;
import scrm.simulator.server.Fields;
import scrm.simulator.server.Routes;
import scrm.simulator.server.WeComError;
import scrm.simulator.server.World;

/** Words that members may not send. Source: document 95097. */
public final class InterceptRules {
    private static final int RULES = 100;
    private static final int WORDS = 300;
    private static final int WORD_LENGTH = 32;
    private static final int RANGE = 1000;

    private final World world;
    private final Map<String, ObjectNode> rules = new LinkedHashMap<>();

    public InterceptRules(World world) {
        this.world = world;
    }

    public void route(Routes routes) {
        routes.post("externalcontact/add_intercept_rule", this::add);
        routes.get("externalcontact/get_intercept_rule_list", this::list);
        routes.post("externalcontact/get_intercept_rule", (call, reply) -> reply.set("rule", rule(call)));
        routes.post("externalcontact/update_intercept_rule", this::update);
        routes.post("externalcontact/del_intercept_rule", (call, reply) -> {
            rule(call);
            rules.remove(call.body().required("rule_id"));
        });
    }

    private void add(Call call, ObjectNode reply) {
        Fields body = call.body();
        if (rules.size() >= RULES) {
            throw new WeComError(41069, "more than " + RULES + " rules");
        }
        checkName(body.required("rule_name", 41070));
        checkWords(body.texts("word_list"));
        if (!List.of(1L, 2L).contains(body.requiredNumber("intercept_type"))) {
            throw new WeComError(40035, "intercept_type is 1 or 2");
        }
        Fields range = body.object("applicable_range");
        if (range.texts("user_list").isEmpty() && range.texts("department_list").isEmpty()) {
            throw new WeComError(41076, "applicable_range is empty");
        }
        String id = world.id("rule", 28);
        ObjectNode rule = JsonNodeFactory.instance.objectNode();
        rule.put("rule_id", id);
        rule.put("rule_name", body.required("rule_name"));
        rule.set("word_list", body.node("word_list"));
        rule.putObject("extra_rule")
                .set("semantics_list", JsonNodeFactory.instance.arrayNode().addAll(numbers(body, "semantics_list")));
        rule.put("intercept_type", body.requiredNumber("intercept_type"));
        rule.set("applicable_range", range.node().deepCopy());
        checkRange(rule);
        rules.put(id, rule);
        reply.put("rule_id", id);
    }

    private void list(Call call, ObjectNode reply) {
        ArrayNode list = reply.putArray("rule_list");
        rules.values()
                .forEach(rule -> list.addObject()
                        .put("rule_id", rule.path("rule_id").asString())
                        .put("rule_name", rule.path("rule_name").asString())
                        .put("create_time", world.now()));
    }

    private void update(Call call, ObjectNode reply) {
        Fields body = call.body();
        ObjectNode rule = rule(call);
        if (body.has("rule_name")) {
            checkName(body.required("rule_name"));
            rule.put("rule_name", body.required("rule_name"));
        }
        if (body.has("word_list")) {
            checkWords(body.texts("word_list"));
            rule.set("word_list", body.node("word_list"));
        }
        for (String name : List.of("intercept_type", "extra_rule")) {
            if (body.has(name)) {
                rule.set(name, body.node(name));
            }
        }
        ObjectNode range = rule.withObject("applicable_range");
        for (String list : List.of("user_list", "department_list")) {
            List<String> removed = body.object("remove_applicable_range").texts(list);
            ArrayNode kept = JsonNodeFactory.instance.arrayNode();
            range.path(list).forEach(one -> {
                if (!removed.contains(one.asString())) {
                    kept.add(one);
                }
            });
            body.object("add_applicable_range").node(list).forEach(kept::add);
            range.set(list, kept);
        }
        checkRange(rule);
    }

    private ObjectNode rule(Call call) {
        ObjectNode rule = rules.get(call.body().required("rule_id", 41068));
        if (rule == null) {
            throw new WeComError(41068, "invalid rule_id");
        }
        return rule;
    }

    private static ArrayNode numbers(Fields body, String name) {
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        body.numbers(name).forEach(all::add);
        return all;
    }

    private static void checkName(String name) {
        if (name.isEmpty() || name.codePointCount(0, name.length()) > 20) {
            throw new WeComError(41070, "rule_name has 1 to 20 characters");
        }
    }

    private static void checkWords(List<String> words) {
        if (words.size() > WORDS || words.stream().anyMatch(w -> w.codePointCount(0, w.length()) > WORD_LENGTH)) {
            throw new WeComError(41071, "at most " + WORDS + " words of " + WORD_LENGTH + " characters");
        }
    }

    private static void checkRange(ObjectNode rule) {
        for (String list : List.of("user_list", "department_list")) {
            if (rule.path("applicable_range").path(list).size() > RANGE) {
                throw new WeComError(41077, list + " holds at most " + RANGE);
            }
        }
    }
}
