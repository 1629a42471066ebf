package scrm.sop;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Plans as tests write them. */
public final class PlanScript {
    private final Map<String, Object> body = new HashMap<>();
    private final List<Map<String, Object>> steps = new ArrayList<>();

    private PlanScript(String name) {
        body.put("name", name);
        body.put("steps", steps);
    }

    public static PlanScript plan(String name) {
        return new PlanScript(name);
    }

    public PlanScript with(String field, Object value) {
        body.put(field, value);
        return this;
    }

    public PlanScript trigger(String type, Object... fieldsAndValues) {
        body.put("trigger", trigger(type, List.of(fieldsAndValues)));
        return this;
    }

    public PlanScript exit(String type, Object... fieldsAndValues) {
        body.put("exits", List.of(trigger(type, List.of(fieldsAndValues))));
        return this;
    }

    private static Map<String, Object> trigger(String type, List<Object> fieldsAndValues) {
        Map<String, Object> trigger = new HashMap<>(Map.of("type", type));
        for (int i = 0; i < fieldsAndValues.size(); i += 2) {
            trigger.put(String.valueOf(fieldsAndValues.get(i)), fieldsAndValues.get(i + 1));
        }
        return trigger;
    }

    public PlanScript says(String key, String after) {
        steps.add(Map.of("key", key, "when", Map.of("after", after), "content", Map.of("text", "步骤 " + key)));
        return this;
    }

    public Map<String, Object> body() {
        return body;
    }
}
