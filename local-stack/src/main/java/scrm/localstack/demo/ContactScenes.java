package scrm.localstack.demo;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

import scrm.localstack.Json;
import scrm.localstack.Progress;

/** What marketers do with contacts: grow and tag them by what they do, ask them, find them, tag them by the dozen. */
final class ContactScenes {
    private static final String GROUP = "客户价值";
    static final String BIG = "大额客户";
    static final String GREETED = "新客已问候";
    private static final String TEA = "爱喝茶";
    private static final String INVITED = "沙龙邀请";
    private static final Pattern HIDDEN = Pattern.compile("type=\"hidden\" name=\"(\\w+)\" value=\"([^\"]*)\"");

    private final DemoCorp corp;
    private final Progress progress;
    private final Checks checks;
    private final Map<String, String> tagIds = new HashMap<>();
    private String rule = "";

    ContactScenes(DemoCorp corp, Progress progress, Checks checks) {
        this.corp = corp;
        this.progress = progress;
        this.checks = checks;
    }

    /** Tags that the story needs; made as soon as tag-service has heard of the corp. */
    void tags() {
        Map<String, Object> group = Map.of(
                "groupName",
                GROUP,
                "tags",
                List.of(Map.of("name", BIG), Map.of("name", GREETED), Map.of("name", TEA), Map.of("name", INVITED)));
        corp.await(
                "tag-service to serve the corp",
                () -> corp.rest().send("POST", "/tag-groups", group).status() == 201);
        corp.all("/corp-tags")
                .forEach(tag -> tagIds.put(
                        tag.path("name").asString(), tag.path("tagId").asString()));
    }

    /** The id of one of them. */
    String tag(String name) {
        return tagIds.getOrDefault(name, "");
    }

    /** The proposed growth model, and a rule about large orders. */
    void prepare(long largeOrder) {
        Map<String, Object> model = new HashMap<>();
        corp.rest().get("/growth-model").properties().forEach(entry -> model.put(entry.getKey(), entry.getValue()));
        model.remove("version");
        model.put("enabled", true);
        checks.equal(
                "the growth model is taken",
                true,
                corp.rest()
                        .send("PUT", "/growth-model", model, "If-Match", "\"0\"")
                        .isOk());
        Map<String, Object> when =
                Map.of("event", Map.of("kind", "PURCHASED", "amountAtLeast", largeOrder, "currency", "CNY"));
        Map<String, Object> then = Map.of("addTagIds", List.of(tagIds.get(BIG)), "expireAfterDays", 90);
        JsonNode preview = corp.rest().post("/tagging-rules/preview", Map.of("when", when, "then", then));
        rule = "/tagging-rules/"
                + corp.rest()
                        .post("/tagging-rules", Map.of("name", "大额订单", "when", when, "then", then))
                        .path("id")
                        .asString();
        progress.print("  a growth model; a rule for orders from %.2f yuan on, which would have tagged %s until now"
                .formatted(largeOrder / 100.0, preview.path("contacts")));
    }

    /** The rule has tagged who bought for much, and whoever bought has grown. */
    void grown(List<String> large, List<String> other) {
        corp.await("the tags of large orders", () -> carrying(BIG).size() == large.size());
        checks.equal("who has the tag of large orders", List.copyOf(sorted(large)), sorted(carrying(BIG)));
        corp.await(
                "growth of who bought",
                () -> large.stream().allMatch(contact -> level(contact).equals("B"))
                        && other.stream().allMatch(contact -> level(contact).equals("B")));
        JsonNode growth = corp.rest().get("/external-contacts/" + large.getFirst() + "/growth");
        progress.print("  the rule tagged %d contacts as %s; who bought is on level %s with %s points: %s"
                .formatted(
                        large.size(),
                        BIG,
                        growth.path("level").asString(),
                        growth.path("points"),
                        growth.path("behaviours")
                                .valueStream()
                                .map(one -> one.path("kind").asString() + " " + one.path("points"))
                                .collect(Collectors.joining(", "))));
        checks.equal(
                "firings of the rule",
                (long) large.size(),
                corp.rest()
                        .get(rule + "/firings")
                        .path("rows")
                        .valueStream()
                        .mapToLong(row -> row.path("firings").asLong())
                        .sum());
    }

    /** A contact answers a survey on the phone; the answer is a tag. */
    void survey(String contact) {
        JsonNode survey = corp.rest()
                .post(
                        "/surveys",
                        Map.of(
                                "title",
                                Map.of("zh", "您爱喝什么？", "en", "What do you like to drink?"),
                                "thanks",
                                Map.of("zh", "谢谢您！", "en", "Thank you!"),
                                "questions",
                                List.of(Map.of(
                                        "id",
                                        "drink",
                                        "type",
                                        "SINGLE",
                                        "required",
                                        true,
                                        "title",
                                        Map.of("zh", "选一个", "en", "Choose one"),
                                        "options",
                                        List.of(
                                                option("tea", "茶", "Tea", List.of(tagIds.get(TEA))),
                                                option("coffee", "咖啡", "Coffee", List.of()))))));
        String path = "/surveys/" + survey.path("id").asString();
        corp.rest().post(path + "/publish", Map.of());
        String link = corp.rest()
                .post(path + "/links", Map.of("externalUserIds", List.of(contact)))
                .at("/links/0/link")
                .asString();
        Json page = new Json(URI.create(link), null);
        String form = page.getText("", "text/html");
        String filled = hidden(form) + "&q.drink=tea";
        page.postText("", "application/x-www-form-urlencoded", filled);
        page.postText("", "application/x-www-form-urlencoded", filled);
        corp.await("the tag of the answer", () -> carrying(TEA).equals(List.of(contact)));
        long answers = corp.rest().get(path + "/results").path("answers").asLong();
        progress.print("  a contact answers %s on the phone, the form is sent twice: %d answer, tag %s"
                .formatted(link, answers, TEA));
        checks.equal("answers to the survey", 1L, answers);
    }

    private static Map<String, Object> option(String id, String zh, String en, List<String> tags) {
        return Map.of("id", id, "title", Map.of("zh", zh, "en", en), "tagIds", tags);
    }

    private static String hidden(String form) {
        return HIDDEN.matcher(form)
                .results()
                .map(found -> encoded(found.group(1)) + "=" + encoded(found.group(2)))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Whom a message should reach: found, counted, frozen, tagged together, and tagged back. */
    void invite(int expected) {
        Map<String, Object> definition = Map.of(
                "all",
                List.of(
                        Map.of("any", List.of(Map.of("tagId", tagIds.get(BIG)), Map.of("tagId", tagIds.get(TEA)))),
                        Map.of("lost", false)));
        Json.Answer first = corp.rest().send("POST", "/segments/preview", Map.of("definition", definition));
        corp.await(
                "the segment",
                () -> first.isOk()
                        && corp.rest()
                                        .post("/segments/preview", Map.of("definition", definition))
                                        .path("count")
                                        .asInt()
                                == expected);
        String segment = corp.rest()
                .post("/segments", Map.of("name", "沙龙客人", "definition", definition))
                .path("id")
                .asString();
        JsonNode snapshot = corp.rest().post("/segments/" + segment + "/snapshots", Map.of());
        progress.print("  a segment means %d contacts; a snapshot for the invitation holds %s"
                .formatted(expected, snapshot.path("count")));
        checks.equal(
                "contacts in the snapshot", expected, snapshot.path("count").asInt());
        Map<String, Object> wanted = Map.of("segmentId", segment, "add", List.of(tagIds.get(INVITED)));
        JsonNode trial = bulk("?dryRun=true", wanted);
        JsonNode done = bulk("", wanted);
        corp.await("the tags of the segment", () -> carrying(INVITED).size() == expected);
        progress.print("  tagged together: the dry run foretold %s calls, %s tags changed"
                .formatted(trial.path("calls"), done.path("changes")));
        String bulk = "/external-contacts/tags/bulk/" + done.path("id").asString();
        corp.await("the end of tagging", () -> finished(bulk));
        corp.rest().post(bulk + "/undo", Map.of());
        corp.await("the undoing", () -> carrying(INVITED).isEmpty());
        progress.print("  and undone");
    }

    private JsonNode bulk(String query, Map<String, Object> wanted) {
        String bulk = "/external-contacts/tags/bulk";
        String path =
                bulk + "/" + corp.rest().post(bulk + query, wanted).path("id").asString();
        corp.await("a bulk tagging", () -> finished(path));
        return corp.rest().get(path).path("bulk");
    }

    private boolean finished(String bulk) {
        return !corp.rest().get(bulk).at("/bulk/finishedAt").asString("").isEmpty();
    }

    /** All that we hold is compared with WeCom's. */
    void compare(int relations) {
        String job = corp.rest()
                .post("/jobs?service=tag", Map.of("kind", "external-contact-sync", "mode", "full"))
                .path("id")
                .asString();
        String report = "/external-contacts/sync-reports/" + job;
        corp.await(
                "the comparison with WeCom",
                () -> corp.rest().send("GET", report, null).isOk()
                        && !corp.rest().get(report).path("endedAt").asString("").isEmpty());
        JsonNode told = corp.rest().get(report);
        progress.print("  compared with WeCom: %s relations there, %s unknown to us, %s unseen, %s contacts differ"
                .formatted(
                        told.at("/relations/inWeCom"),
                        told.at("/relations/unknown"),
                        told.at("/relations/unseen"),
                        told.at("/repaired/changed")));
        checks.equal("relations unknown to us", 0, told.at("/relations/unknown").asInt());
        checks.equal("contacts that differ", 0, told.at("/repaired/changed").asInt());
        checks.equal(
                "relations in WeCom, or more",
                true,
                told.at("/relations/inWeCom").asInt() >= relations);
    }

    /** Somebody wants to see what is held about them, and then to have it deleted. */
    void erase(String contact) {
        JsonNode export = corp.rest().get("/external-contacts/" + contact + "/export");
        corp.rest().post("/external-contacts/" + contact + "/erasure", Map.of());
        corp.await(
                "the erasure",
                () -> corp.rest()
                                .send("GET", "/external-contacts/" + contact, null)
                                .status()
                        == 404);
        progress.print("  a contact is shown all that we hold (%d parts), and has it deleted"
                .formatted(export.path("sections").size()));
        checks.equal(
                "contacts found of those deleted",
                0L,
                corp.all("/external-contacts").stream()
                        .filter(one -> one.path("externalUserId").asString().equals(contact))
                        .count());
    }

    private List<String> carrying(String tag) {
        return corp.all("/external-contacts?tagId=" + tagIds.get(tag)).stream()
                .map(contact -> contact.path("externalUserId").asString())
                .toList();
    }

    private String level(String contact) {
        return corp.rest()
                .send("GET", "/external-contacts/" + contact + "/growth", null)
                .body()
                .path("level")
                .asString("");
    }

    private static List<String> sorted(List<String> contacts) {
        return contacts.stream().sorted().toList();
    }
}
