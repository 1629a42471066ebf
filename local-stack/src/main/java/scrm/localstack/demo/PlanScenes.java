package scrm.localstack.demo;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

import scrm.localstack.Progress;

/** A plan for newcomers. */
final class PlanScenes {
    private static final Duration RESULTS_RIPEN = Duration.ofMinutes(30);

    private final DemoCorp corp;
    private final Progress progress;

    PlanScenes(DemoCorp corp, Progress progress) {
        this.corp = corp;
        this.progress = progress;
    }

    /** Three steps for newcomers. */
    void publish() {
        JsonNode plan = corp.rest()
                .post(
                        "/plans",
                        Map.of(
                                "name",
                                "新客培育",
                                "trigger",
                                Map.of("type", "CONTACT_ADDED"),
                                "steps",
                                List.of(
                                        step(Map.of("after", "PT1H"), "这里有一份新人指南"),
                                        step(Map.of("day", 1, "at", "10:00"), "昨天的问题都解决了吗？"),
                                        step(Map.of("day", 3), "送您一张优惠券"))));
        JsonNode published = corp.rest().post("/plans/" + plan.path("id").asString() + "/publish", Map.of());
        progress.print("  plan %s (%s) is %s"
                .formatted(
                        published.path("id").asString(),
                        published.path("name").asString(),
                        published.path("status").asString()));
        corp.await(
                "the plan to run",
                () -> corp.rest()
                                .get("/plans/" + plan.path("id").asString())
                                .path("publishedVersion")
                                .asInt()
                        > 0);
    }

    private static Map<String, Object> step(Map<String, Object> when, String text) {
        return Map.of("when", when, "content", Map.of("text", text));
    }

    /** A step has come due: members confirm what they are asked to send, contacts receive it. */
    void send(int step, int receivers) {
        corp.await(
                "step %d at WeCom".formatted(step),
                () -> corp.deliveries("HANDED_OVER") + corp.deliveries("SENT") == (long) receivers * step);
        Set<String> confirmed = new HashSet<>();
        corp.all("/group-messages?status=CREATED").forEach(message -> {
            corp.act(
                    "memberConfirmsSend",
                    Map.of(
                            "msgid",
                            message.path("msgid").asString(),
                            "userId",
                            message.path("sender").asString()));
            confirmed.add(message.path("id").asString());
        });
        corp.pass(RESULTS_RIPEN);
        corp.await("the results of step %d".formatted(step), () -> corp.deliveries("SENT") == (long) receivers * step);
        progress.print(
                "  %d group messages confirmed, %d contacts received them".formatted(confirmed.size(), receivers));
    }
}
