package scrm.localstack.faults;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

import scrm.localstack.Failure;
import scrm.localstack.Json;

/** A system of a company's that a plan tells of one contact. */
final class CalledWebhook {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final FaultContext context;
    private final FaultCorp corp;
    private final String path;

    private CalledWebhook(FaultContext context, FaultCorp corp, String path) {
        this.context = context;
        this.corp = corp;
        this.path = path;
    }

    /** Asks for one that is there. */
    static Json.Answer ask(FaultCorp corp, String name, String url) {
        Map<String, Object> webhook = Map.of("url", url, "secret", RewardedCampaign.SECRET);
        return corp.rest().send("POST", "/webhooks", Map.of("name", name, "webhook", webhook));
    }

    /** The one that was asked for, and a plan that tells it of a contact now. */
    static CalledWebhook of(FaultContext context, FaultCorp corp, Json.Answer asked, String externalUserId) {
        String id = asked.body().path("id").asString();
        CalledWebhook called = new CalledWebhook(context, corp, "webhooks/" + id + "/deliveries");
        Map<String, Object> step = Map.of("when", Map.of("after", "PT0S"), "webhookId", id);
        String planId = corp.rest()
                .post("/plans", Map.of("name", "通知" + id, "trigger", Map.of("type", "BY_HAND"), "steps", List.of(step)))
                .path("id")
                .asString();
        corp.rest().post("/plans/" + planId + "/publish", Map.of());
        called.await(
                "the contact in the plan",
                () -> corp.rest()
                                .post(
                                        "/enrolments",
                                        Map.of("planId", planId, "externalUserIds", List.of(externalUserId)))
                                .path("enrolled")
                                .asInt()
                        == 1);
        return called;
    }

    /** Waits until it was tried, and tells how that stands. */
    String delivery() {
        await(
                "the webhook",
                () -> corp.list(path).stream()
                        .anyMatch(delivery -> delivery.path("tries").asInt() > 0));
        String id = corp.list(path).getFirst().path("id").asString();
        return corp.rest().get("/" + path + "/" + id).toString();
    }

    private void await(String what, BooleanSupplier condition) {
        if (!context.await(what, PATIENCE, condition)) {
            throw new Failure("There is not " + what + " of " + path);
        }
    }
}
