package scrm.group.charter;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Charters as clients write them. */
public final class CharterFixtures {
    private CharterFixtures() {}

    /** One that can be approved, of the kind TASK, whose group zhang owns. */
    public static Map<String, Object> charter(String name, Map<String, Object> parts) {
        Map<String, Object> charter = new HashMap<>(Map.of(
                "name", name,
                "kind", "TASK",
                "why", "留住复购客户",
                "value", "每周福利",
                "where", "门店扫码",
                "audience", "老客户",
                "goal", Map.of("measure", "ORDERS", "target", 100),
                "earning", "群内复购",
                "roles", List.of(Map.of("userId", "zhang", "role", "OWNER")),
                "tags", List.of("福利")));
        charter.put("rules", List.of("不发广告"));
        charter.putAll(parts);
        return charter;
    }
}
