package scrm.localstack.faults;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

import scrm.localstack.Failure;
import scrm.localstack.Json;

/** A referral campaign in which one contact brings another at once: the reward is earned, and told to a webhook. */
final class RewardedCampaign {
    static final String SECRET = "whsec_ZmF1bHRzLXNlY3JldC1vZi0zMi1ieXRlcy1leGFjdGx5";

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final FaultContext context;
    private final FaultCorp corp;
    private final String path;

    private RewardedCampaign(FaultContext context, FaultCorp corp, String path) {
        this.context = context;
        this.corp = corp;
        this.path = path;
    }

    /** Asks for a campaign that tells of its rewards there. */
    static Json.Answer ask(FaultCorp corp, String channelId, String name, String webhook) {
        Instant now = Clock.systemUTC().instant();
        Map<String, Object> body = new HashMap<>(Map.of(
                "channelId",
                channelId,
                "name",
                name,
                "startsAt",
                now.minus(Duration.ofHours(1)).toString(),
                "endsAt",
                now.plus(Duration.ofDays(30)).toString(),
                "users",
                FaultCorp.users(),
                "maxDepth",
                1,
                "stayDays",
                0,
                "tiers",
                List.of(Map.of("invitees", 1, "reward", name, "stock", 10))));
        body.put("webhook", Map.of("url", webhook, "secret", SECRET));
        return corp.rest().send("POST", "/referral-campaigns", body);
    }

    /** The campaign that was asked for, with one participant, who brings one contact. */
    static RewardedCampaign of(FaultContext context, FaultCorp corp, Json.Answer asked, String participant) {
        RewardedCampaign campaign = new RewardedCampaign(
                context, corp, "/referral-campaigns/" + asked.body().path("id").asString());
        String code = "/live-codes/"
                + corp.rest()
                        .post(campaign.path + "/participants", Map.of("externalUserId", participant))
                        .path("liveCodeId")
                        .asString();
        campaign.await(
                "the participant's live code",
                () -> corp.rest().get(code).path("status").asString().equals("ACTIVE"));
        String configId = corp.rest().get(code).path("configId").asString();
        corp.announce(corp.arrive(1, configId, "好友"), 20);
        return campaign;
    }

    /** Waits until its webhook was tried, and tells how that stands. */
    String delivery() {
        String deliveries = path.substring(1) + "/webhook-deliveries";
        await(
                "the webhook",
                () -> corp.list(deliveries).stream()
                        .anyMatch(delivery -> delivery.path("tries").asInt() > 0));
        String id = corp.list(deliveries).getFirst().path("id").asString();
        return corp.rest().get(path + "/webhook-deliveries/" + id).toString();
    }

    private void await(String what, BooleanSupplier condition) {
        if (!context.await(what, PATIENCE, condition)) {
            throw new Failure("There is not " + what + " of " + path);
        }
    }
}
