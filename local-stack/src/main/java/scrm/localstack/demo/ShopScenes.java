package scrm.localstack.demo;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

import scrm.localstack.Progress;

/** Shops below one another in the tree of channels, their codes out of a file, and a code that leads on to a group. */
final class ShopScenes {
    private final DemoCorp corp;
    private final Progress progress;
    private final Checks checks;

    ShopScenes(DemoCorp corp, Progress progress, Checks checks) {
        this.corp = corp;
        this.progress = progress;
        this.checks = checks;
    }

    /**
     * A shop and its code.
     *
     * @param code the live code, as REST answered
     */
    record Shop(String name, String channelId, JsonNode code) {}

    /**
     * Two shops and what they belong to.
     *
     * @param campaign the channel right above both
     * @param byCode a contact code
     * @param byLink an acquisition link
     */
    record Chain(String campaign, Shop byCode, Shop byLink) {}

    /** A platform, a campaign below it and two placements below that; one file opens the codes of both. */
    Chain open(List<String> members) {
        String platform = channel("线下门店", "PLATFORM", Map.of());
        String campaign = channel("开业季", "CAMPAIGN", Map.of("parentId", platform));
        String byCode = placement("南京路店", campaign);
        String byLink = placement("徐家汇店", campaign);
        String file = """
                channelId,name,users,kind,welcomeText
                %s,南京路店,%s,CONTACT,欢迎光临南京路店
                %s,徐家汇店,%s,ACQUISITION_LINK,欢迎光临徐家汇店
                """.formatted(byCode, String.join(";", members), byLink, members.getFirst());
        String job = "/jobs/"
                + corp.rest()
                        .postText("/live-codes/import", "text/csv", file)
                        .at("/job/id")
                        .asString();
        corp.await(
                "the file of codes",
                () -> corp.rest().get(job).path("state").asString().equals("SUCCEEDED"));
        JsonNode done = corp.rest().get(job);
        progress.print("  a file of %s codes: %s opened, %s refused"
                .formatted(done.path("total"), done.path("done"), done.path("failed")));
        return new Chain(campaign, shop("南京路店", byCode), shop("徐家汇店", byLink));
    }

    private String placement(String name, String campaign) {
        return channel(
                name,
                "PLACEMENT",
                Map.of("parentId", campaign, "tags", List.of(Map.of("groupName", "来源渠道", "tagName", name))));
    }

    private String channel(String name, String kind, Map<String, Object> more) {
        Map<String, Object> request = new HashMap<>(more);
        request.put("name", name);
        request.put("kind", kind);
        return corp.rest().post("/channels", request).path("id").asString();
    }

    private Shop shop(String name, String channelId) {
        JsonNode code = active(
                "/live-codes/"
                        + corp.all("/live-codes?channelId=" + channelId)
                                .getFirst()
                                .path("id")
                                .asString(),
                name);
        progress.print("  %s: %s, %s"
                .formatted(
                        name,
                        code.path("kind").asString(),
                        code.path("shortLink").asString()));
        return new Shop(name, channelId, code);
    }

    /** A shop's code whose welcome leads on into a group. */
    Shop leadingOn(Shop shop, List<String> members, String groupCodeId) {
        String path = "/live-codes/"
                + corp.rest()
                        .post(
                                "/live-codes",
                                Map.of(
                                        "channelId",
                                        shop.channelId(),
                                        "kind",
                                        "FRIEND_THEN_GROUP",
                                        "name",
                                        shop.name() + "福利码",
                                        "users",
                                        members,
                                        "invitesTo",
                                        groupCodeId,
                                        "welcome",
                                        Map.of("text", "{contactName}，加入福利群领好礼")))
                        .path("id")
                        .asString();
        return new Shop(shop.name(), shop.channelId(), active(path, shop.name()));
    }

    /** The group has as many members as its code is to fill it with, so the code leads into the next one. */
    void rotate(JsonNode groupCode, String full, String next) {
        String path = "/live-codes/" + groupCode.path("id").asString();
        int members =
                corp.rest().get("/group-chats/" + full).path("memberCount").asInt();
        Map<String, Object> edited = Map.of(
                "name",
                groupCode.path("name").asString(),
                "groups",
                Map.of("chatIds", List.of(full, next), "softCap", members));
        String version = "\"" + corp.rest().get(path).path("version").asInt() + "\"";
        checks.equal(
                "a second group is taken",
                200,
                corp.rest().send("PUT", path, edited, "If-Match", version).status());
        corp.await("the next group behind the code", () -> {
            JsonNode code = corp.rest().get(path);
            return code.path("sync").asString().equals("IN_SYNC")
                    && code.path("openGroups").size() == 1
                    && code.at("/openGroups/0").asString().equals(next);
        });
        progress.print("  the group code fills groups up to %d members: it leads into the next one".formatted(members));
    }

    /** Whoever came was welcomed with the way into the group. */
    void invited(Shop shop) {
        JsonNode welcome = corp.all("/live-codes/%s/welcomes"
                        .formatted(shop.code().path("id").asString()))
                .getFirst();
        progress.print("  the welcome is %s, with the way into the group"
                .formatted(welcome.path("outcome").asString()));
        checks.equal(
                "the welcome that leads on", "SENT", welcome.path("outcome").asString());
        checks.equal("it lacks nothing", "", welcome.path("reason").asString(""));
    }

    private JsonNode active(String path, String name) {
        corp.await(
                "the code of " + name,
                () -> corp.rest().get(path).path("status").asString().equals("ACTIVE"));
        return corp.rest().get(path);
    }
}
