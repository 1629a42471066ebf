package scrm.localstack.demo;

import java.net.URI;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

import scrm.localstack.Json;
import scrm.localstack.Progress;

/** What goes on around a channel beside its scans: a lure, the printed link, a roster, a referral campaign. */
final class ChannelScenes {
    private static final int PHONES = 3;
    private static final String PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) MicroMessenger/8.0.50";
    private static final String PREVIEW = "Mozilla/5.0 (compatible; Bytespider; https://zhanzhang.toutiao.com/)";
    private static final int STAY_DAYS = 1;

    private final DemoCorp corp;
    private final Progress progress;
    private final Checks checks;

    ChannelScenes(DemoCorp corp, Progress progress, Checks checks) {
        this.corp = corp;
        this.progress = progress;
        this.checks = checks;
    }

    /** The last one of what was promised is taken: its owner gets a task. */
    void lure(String channelId, String contact, String owner) {
        String lures = "/channels/" + channelId + "/lures";
        JsonNode lure =
                corp.rest().post(lures, Map.of("title", "试用装", "promise", "加好友即送试用装一份", "stock", 1, "owner", owner));
        corp.rest()
                .post(
                        lures + "/" + lure.path("id").asString() + "/claims",
                        Map.of("claimId", "demo-1", "externalUserId", contact));
        String tasks = "/channels/lure-tasks?status=OPEN&owner=" + owner;
        corp.await("the task about the lure", () -> !corp.all(tasks).isEmpty());
        JsonNode task = corp.all(tasks).getFirst();
        progress.print("  the lure %s is %s: a task for %s"
                .formatted(
                        task.path("title").asString(),
                        task.path("reason").asString(),
                        task.path("owner").asString()));
        checks.equal(
                "reason of the lure's task", "EXHAUSTED", task.path("reason").asString());
    }

    /** Phones open the printed link and are counted; a preview is answered and is not. */
    void openLink(String liveCodeId) {
        JsonNode code = corp.rest().get("/live-codes/" + liveCodeId);
        Json link = new Json(URI.create(code.path("shortLink").asString()), null);
        for (int i = 0; i < PHONES; i++) {
            checks.equal("the short link answers", 200, open(link, "?p=lightbox-1", PHONE));
        }
        checks.equal("the short link answers a preview", 200, open(link, "", PREVIEW));
        for (String picture : List.of("image.png?caption=Scan", "image.svg")) {
            Json.Answer answer =
                    corp.rest().send("GET", "/live-codes/" + liveCodeId + "/" + picture, null, "Accept", "*/*");
            checks.equal("the live code as " + picture, 200, answer.status());
        }
        LocalDate today = corp.now().toLocalDate();
        String scans = "/live-codes/%s/scans?from=%s&until=%s".formatted(liveCodeId, today, today);
        corp.await("the scans", () -> corp.rest().get(scans).path("scans").asInt() >= PHONES);
        JsonNode counted = corp.rest().get(scans);
        progress.print("  %s opened %s times, by %s"
                .formatted(
                        code.path("shortLink").asString(),
                        counted.path("scans"),
                        counted.at("/devices/0/device").asString()));
        checks.equal("scans of the short link", PHONES, counted.path("scans").asInt());
    }

    private static int open(Json link, String query, String userAgent) {
        return link.send("GET", query, null, "Accept", "text/html", "User-Agent", userAgent)
                .status();
    }

    /** One member alone is on, falls ill, and is back: an alarm comes and goes. */
    void roster(String liveCodeId, String member) {
        String roster = "/live-codes/" + liveCodeId + "/roster";
        Map<String, Object> everyDay = Map.of(
                "weekdays",
                List.of(DayOfWeek.values()),
                "from",
                "00:00",
                "until",
                "00:00",
                "users",
                List.of(Map.of("userId", member)));
        checks.equal(
                "a roster is taken",
                200,
                corp.rest()
                        .send("PUT", roster, Map.of("slots", List.of(everyDay)), "If-Match", "\"0\"")
                        .status());
        corp.await("the roster at WeCom", () -> leadsTo(roster, List.of(member)));
        progress.print("  the live code leads to %s alone".formatted(member));
        String away = "/live-codes/away-users/" + member;
        corp.rest()
                .put(
                        away,
                        Map.of(
                                "until",
                                corp.now().plus(Duration.ofHours(2)).toInstant().toString()));
        String open = "/live-codes/alarms?open=true&liveCodeId=" + liveCodeId;
        corp.await("the alarm that nobody is on", () -> !corp.all(open).isEmpty());
        JsonNode alarm = corp.all(open).getFirst();
        progress.print(
                "  %s is away: alarm %s".formatted(member, alarm.path("reason").asString()));
        checks.equal("the alarm", "NOBODY_ON", alarm.path("reason").asString());
        corp.rest().send("DELETE", away, null);
        corp.await("the end of the alarm", () -> corp.all(open).isEmpty());
        int version = corp.rest().get(roster).path("version").asInt();
        checks.equal(
                "the roster is taken away",
                204,
                corp.rest()
                        .send("DELETE", roster, null, "If-Match", "\"" + version + "\"")
                        .status());
        progress.print("  %s is back, the alarm is closed, the roster taken away".formatted(member));
    }

    private boolean leadsTo(String roster, List<String> members) {
        JsonNode now = corp.rest().get(roster);
        return now.path("sync").asString().equals("IN_SYNC")
                && now.path("users")
                        .valueStream()
                        .map(JsonNode::asString)
                        .toList()
                        .equals(members);
    }

    /**
     * A campaign in which a contact gets a live code of their own.
     *
     * @param contact who takes part
     * @param webhook where rewards are told
     */
    Referral campaign(String channelId, List<String> members, String contact, URI webhook) {
        String campaign = "/referral-campaigns/"
                + corp.rest()
                        .post(
                                "/referral-campaigns",
                                Map.of(
                                        "channelId",
                                        Long.parseLong(channelId),
                                        "name",
                                        "老带新",
                                        "startsAt",
                                        corp.now().minusHours(1).toInstant().toString(),
                                        "endsAt",
                                        corp.now().plusDays(30).toInstant().toString(),
                                        "users",
                                        members,
                                        "maxDepth",
                                        2,
                                        "welcome",
                                        Map.of("text", "{contactName}，您好，朋友把您介绍给了我们"),
                                        "stayDays",
                                        STAY_DAYS,
                                        "tiers",
                                        List.of(Map.of("invitees", 1, "reward", "咖啡券", "stock", 10)),
                                        "webhook",
                                        Map.of("url", webhook.toString(), "secret", CompanySystems.SECRET)))
                        .path("id")
                        .asString();
        String code = "/live-codes/"
                + corp.rest()
                        .post(campaign + "/participants", Map.of("externalUserId", contact))
                        .path("liveCodeId")
                        .asString();
        corp.await(
                "the participant's live code",
                () -> corp.rest().get(code).path("status").asString().equals("ACTIVE"));
        progress.print("  a contact takes part and has a live code of their own");
        JsonNode ready = corp.rest().get(code);
        return new Referral(
                campaign, ready.path("id").asString(), ready.path("configId").asString());
    }

    /**
     * A campaign with one participant.
     *
     * @param path of the campaign
     * @param liveCodeId of the participant
     * @param configId of that code at WeCom
     */
    record Referral(String path, String liveCodeId, String configId) {}

    /**
     * Whoever was brought has stayed: the participant has earned the reward, and the company's shop has heard of it.
     */
    void reward(Referral referral, CompanySystems systems) {
        corp.await("the reward", () -> !corp.all(referral.path() + "/rewards").isEmpty());
        corp.await("the webhook about it", () -> systems.genuine(Demo.SHOP) > 0);
        JsonNode reward = corp.all(referral.path() + "/rewards").getFirst();
        progress.print("  who was brought stayed %d day: %s %s, told by a signed webhook"
                .formatted(
                        STAY_DAYS,
                        reward.path("reward").asString(),
                        reward.path("status").asString()));
        checks.equal("the reward", "GRANTED", reward.path("status").asString());
        checks.equal(
                "invitations that count",
                1,
                corp.all(referral.path() + "/invitations?status=QUALIFIED").size());
    }
}
