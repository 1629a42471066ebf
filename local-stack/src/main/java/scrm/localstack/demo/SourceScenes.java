package scrm.localstack.demo;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

import scrm.localstack.Progress;

/** Channels, each with a live code that welcomes. */
final class SourceScenes {
    /** A picture of one pixel: enough for WeCom to take it as an image. */
    private static final String PICTURE =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==";

    private final DemoCorp corp;
    private final Progress progress;

    SourceScenes(DemoCorp corp, Progress progress) {
        this.corp = corp;
        this.progress = progress;
    }

    String channel(String name) {
        return corp.rest()
                .post("/channels", Map.of("name", name, "tags", List.of(Map.of("groupName", "来源渠道", "tagName", name))))
                .path("id")
                .asString();
    }

    static String welcome(String name) {
        return "{contactName}，您好，我是{memberName}，欢迎来自" + name + "的您";
    }

    static Map<String, Object> picture() {
        return Map.of("type", "image", "filename", "welcome.png", "content", PICTURE);
    }

    /** One of the wordings that contacts are split among evenly. */
    static Map<String, Object> arm(String text) {
        return Map.of("weight", 1, "text", text);
    }

    Source open(String name, Map<String, Object> welcome) {
        String channelId = channel(name);
        Map<String, Object> introducing = new HashMap<>(welcome);
        introducing.put("memberNames", DemoCorp.MEMBER_NAMES);
        JsonNode code = corp.rest()
                .post(
                        "/live-codes",
                        Map.of(
                                "channelId",
                                channelId,
                                "name",
                                name + "活码",
                                "users",
                                DemoCorp.MEMBERS,
                                "welcome",
                                introducing));
        String path = "/live-codes/" + code.path("id").asString();
        corp.await(
                "live code of " + name,
                () -> corp.rest().get(path).path("status").asString().equals("ACTIVE"));
        JsonNode active = corp.rest().get(path);
        progress.print("  channel %s (%s), live code %s, state %s"
                .formatted(
                        channelId,
                        name,
                        active.path("configId").asString(),
                        active.path("state").asString()));
        return new Source(
                name,
                channelId,
                active.path("id").asString(),
                active.path("configId").asString());
    }
}
