package scrm.localstack.demo;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

import scrm.localstack.Progress;

/** What plans send: it waits for the member's tap, and then it is where it should be. */
final class Sends {
    private static final Duration RESULTS_RIPEN = Duration.ofMinutes(30);

    private final DemoCorp corp;
    private final Progress progress;

    Sends(DemoCorp corp, Progress progress) {
        this.corp = corp;
        this.progress = progress;
    }

    /** Publishes a plan; returns its id. */
    String publish(Map<String, Object> plan) {
        String id = corp.rest().post("/plans", plan).path("id").asString();
        JsonNode published = corp.rest().post("/plans/" + id + "/publish", Map.of());
        progress.print("  plan %s (%s) is %s"
                .formatted(
                        id,
                        published.path("name").asString(),
                        published.path("status").asString()));
        return id;
    }

    /** A step has come due: members confirm what they are asked to send, and contacts or groups receive it. */
    void send(String step, int receivers) {
        long before = corp.deliveries("SENT");
        corp.await("step %s at WeCom".formatted(step), () -> corp.deliveries("HANDED_OVER") == receivers);
        List<JsonNode> waiting = corp.all("/group-messages?status=CREATED");
        waiting.forEach(message -> corp.act(
                "memberConfirmsSend",
                Map.of(
                        "msgid",
                        message.path("msgid").asString(),
                        "userId",
                        message.path("sender").asString())));
        corp.pass(RESULTS_RIPEN);
        corp.await("the results of step %s".formatted(step), () -> corp.deliveries("SENT") == before + receivers);
        progress.print(
                "  step %s: %d group messages confirmed, %d received".formatted(step, waiting.size(), receivers));
    }

    /** The texts that somebody really got, the oldest first. */
    List<String> received(String receiver) {
        return corp.act("inbox", Map.of("receiver", receiver))
                .valueStream()
                .map(message -> message.at("/content/text/content").asString(""))
                .toList();
    }
}
