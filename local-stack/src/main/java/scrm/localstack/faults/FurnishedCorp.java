package scrm.localstack.faults;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

import scrm.localstack.Failure;

/**
 * A corp that has one of everything that has an id. Whatever has a name bears {@link #name()}, by which it can be told
 * wherever it turns up.
 */
final class FurnishedCorp {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** So many who quit at once are an alert. */
    private static final int BURST = 5;

    private final FaultContext context;
    private final FaultCorp corp;
    private final String name;
    private final Map<String, Operation> lists = new HashMap<>();

    /** Values of variables that stand in no list, by themselves or after what they follow in a path. */
    private final Map<String, String> unlisted = new HashMap<>();

    /** Signed once: that costs more than most requests. */
    private final String token;

    private final Caller gateway;
    private Map<String, Object> values = Map.of();
    private String channelId = "";
    private String liveCodeId = "";
    private String chatId = "";
    private List<FaultCorp.Arrival> contacts = List.of();

    private FurnishedCorp(FaultContext context, FaultCorp corp, String name) {
        this.context = context;
        this.corp = corp;
        this.name = name;
        this.token = context.bearer(corp);
        this.gateway = new Caller(context.stack().gatewayUrl(), token);
        context.operations().stream()
                .filter(Operation::isList)
                .forEach(list -> lists.put(list.service() + list.path(), list));
    }

    /**
     * Furnishes the corp.
     *
     * @param name in ASCII letters, and in no other corp's data
     */
    static FurnishedCorp of(FaultContext context, FaultCorp corp, String name) {
        FurnishedCorp furnished = new FurnishedCorp(context, corp, name);
        furnished.openChannel();
        corp.publishPlan("PT1S");
        furnished.contactsCome();
        furnished.keepBooks();
        furnished.promise();
        furnished.gather();
        furnished.furnish();
        furnished.leaveNobodyOn();
        furnished.awaitAll();
        furnished.values = Map.copyOf(furnished.found());
        return furnished;
    }

    FaultCorp corp() {
        return corp;
    }

    String name() {
        return name;
    }

    String channelId() {
        return channelId;
    }

    /** The contact that most of it is about. */
    FaultCorp.Arrival contact() {
        return contacts.getFirst();
    }

    String liveCodeId() {
        return liveCodeId;
    }

    /** Values that fields and parameters of these names can have. */
    Map<String, Object> values() {
        return values;
    }

    private Map<String, Object> found() {
        Map<String, Object> values = new HashMap<>();
        values.put("channelId", channelId);
        values.put("parentId", channelId);
        values.put("liveCodeId", Long.valueOf(liveCodeId));
        values.put("invitesTo", Long.valueOf(liveCodeId));
        values.put("externalUserId", contact().externalUserId());
        values.put("userId", contact().userId());
        values.put("memberId", contact().externalUserId());
        values.put("receiver", contact().externalUserId());
        values.put("chatId", chatId);
        values.put("logoId", Long.valueOf(unlisted.getOrDefault("imageId", "0")));
        values.put("posterId", Long.valueOf(unlisted.getOrDefault("imageId", "0")));
        ids(
                Map.of(
                        "planId", "SOP/plans",
                        "enrolmentId", "SOP/enrolments",
                        "materialId", "SOP/materials",
                        "segmentId", "TAG/segments",
                        "tagId", "TAG/corp-tags",
                        "charterId", "GROUP/charters"),
                values);
        return values;
    }

    private void ids(Map<String, String> listsByName, Map<String, Object> values) {
        listsByName.forEach((field, list) -> Optional.ofNullable(lists.get(list))
                .flatMap(operation -> ids(operation, operation.path(), field).findFirst())
                .ifPresent(id -> values.put(field, id.matches("\\d+") ? Long.valueOf(id) : id)));
    }

    /** Whatever its id may be told by: its name, and its ids at WeCom, which no other corp has. */
    Set<String> marks() {
        Set<String> marks = new TreeSet<>(List.of(name, corp.corpId(), chatId));
        contacts.forEach(contact -> marks.add(contact.externalUserId()));
        corp.list("live-codes")
                .forEach(code -> Stream.of("configId", "state", "qrCode", "shortLink")
                        .map(field -> code.path(field).asString(""))
                        .filter(mark -> mark.length() > 4)
                        .forEach(marks::add));
        return marks;
    }

    /** The operation's path with ids of what this corp has, or nothing if it has none of that. */
    Optional<String> path(Operation operation) {
        return bound(operation, operation.path()).map(operation::sent);
    }

    private Optional<String> bound(Operation operation, String path) {
        int begin = path.indexOf('{');
        if (begin < 0) {
            return Optional.of(path);
        }
        int end = path.indexOf('}');
        String variable = path.substring(begin + 1, end);
        return idsAbove(operation, path.substring(0, begin - 1), variable)
                .map(id -> bound(operation, path.substring(0, begin) + id + path.substring(end + 1)))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Stream<String> idsAbove(Operation operation, String list, String variable) {
        String template = operation.path().substring(0, operation.path().indexOf("/{" + variable));
        String known = unlisted.getOrDefault(template + "/" + variable, unlisted.get(variable));
        if (known != null) {
            return Stream.of(known);
        }
        Operation above = lists.get(operation.service() + template);
        return above == null ? Stream.empty() : ids(above, list, variable);
    }

    /** What a list of its own holds, asked at the service, for the gateway has no list of all jobs. */
    private Stream<String> ids(Operation list, String path, String variable) {
        return items(list, path).stream()
                .map(item -> item.path(item.has(variable) ? variable : "id").asString(""))
                .filter(id -> !id.isEmpty());
    }

    private List<JsonNode> items(Operation list, String path) {
        return new Caller(context.doors(list).getLast(), token)
                .get(Caller.inCorp(corp.corpId(), path) + "?limit=200")
                .json()
                .path("items")
                .valueStream()
                .toList();
    }

    private void openChannel() {
        channelId = post("/channels", Map.of("name", name, "tags", List.of(tag())))
                .path("id")
                .asString();
        liveCodeId = post(
                        "/live-codes",
                        Map.of(
                                "channelId",
                                channelId,
                                "name",
                                name,
                                "users",
                                FaultCorp.users(),
                                "welcome",
                                Map.of("text", name)))
                .path("id")
                .asString();
        await("the live code", () -> liveCode().path("status").asString().equals("ACTIVE"));
    }

    private Map<String, Object> tag() {
        return Map.of("groupName", name, "tagName", name);
    }

    private JsonNode liveCode() {
        return corp.rest().get("/live-codes/" + liveCodeId);
    }

    private void contactsCome() {
        contacts = corp.arrive(2, liveCode().path("configId").asString(), name);
        corp.announce(contacts, 20);
        if (corp.awaitEffects(contacts, PATIENCE).missing() > 0) {
            throw new Failure("Contacts of " + corp.corpId() + " are missing");
        }
    }

    private void keepBooks() {
        String today = LocalDate.now(ZoneOffset.UTC).toString();
        String contact = contact().externalUserId();
        String orderId = name + "-1";
        post(
                "/costs",
                Map.of(
                        "channelId",
                        channelId,
                        "kind",
                        "FIXED",
                        "amount",
                        100,
                        "currency",
                        "CNY",
                        "from",
                        today,
                        "until",
                        today,
                        "note",
                        name));
        post(
                "/conversions",
                Map.of(
                        "orderId",
                        orderId,
                        "externalUserId",
                        contact,
                        "amount",
                        100,
                        "currency",
                        "CNY",
                        "occurredAt",
                        today + "T00:00:00Z"));
        unlisted.put(
                "imageId",
                post("/live-codes/images", Map.of("content", SampleBody.PICTURE))
                        .path("id")
                        .asString());
        unlisted.put("day", "2031-01-01");
        corp.rest().put("/live-codes/holidays/2031-01-01", Map.of("worksAs", "SUNDAY"));
        post("/live-codes/group-welcome-templates", Map.of("name", name, "text", name));
        post("/tag-groups", Map.of("groupName", name + "2", "tags", List.of(Map.of("name", name))));
        post("/jobs?service=tag", Map.of("kind", "external-contact-sync"));
        Caller.Answer imported = gateway.send(
                "POST",
                Caller.inCorp(corp.corpId(), "/live-codes/import"),
                "text/csv",
                "channelId,name,users\n%s,%s,member1\n".formatted(channelId, name));
        if (!imported.isOk()) {
            throw new Failure("No import: " + imported.body());
        }
    }

    private void promise() {
        String lures = "/channels/" + channelId + "/lures";
        String contact = contact().externalUserId();
        String lure = post(lures, Map.of("title", name, "promise", name, "stock", 1, "owner", "member1"))
                .path("id")
                .asString();
        post(lures + "/" + lure + "/claims", Map.of("claimId", name, "externalUserId", contact));
        try (WebhookTrap shop = WebhookTrap.on(FaultContext.WEBHOOK_ADDRESS)) {
            var asked = RewardedCampaign.ask(corp, channelId, name, shop.url() + name);
            RewardedCampaign.of(context, corp, asked, contact).delivery();
            var told = CalledWebhook.ask(corp, name, shop.url() + name + "2");
            CalledWebhook.of(context, corp, told, contact).delivery();
        }
    }

    private void gather() {
        List<String> members = new ArrayList<>(
                contacts.stream().map(FaultCorp.Arrival::externalUserId).toList());
        List<String> passing = new ArrayList<>();
        for (int i = 0; i < BURST; i++) {
            passing.add(corp.act("memberAdds", Map.of("userId", "member1", "contactName", name + "passing" + i))
                    .path("externalUserId")
                    .asString());
        }
        members.addAll(passing);
        chatId = corp.act("memberCreatesGroup", Map.of("userId", "member1", "name", name, "memberIds", members))
                .path("id")
                .asString();
        corp.act("memberInvites", Map.of("chatId", chatId, "userId", "member1", "memberIds", List.of("member2")));
        announceGroup();
        // Who has quit before we read the group was never in it.
        String known = "/group-chats/" + chatId + "/members?limit=100";
        await(
                "the group's members",
                () -> corp.rest().send("GET", known, null).body().path("items").size() > members.size());
        passing.forEach(contact -> corp.act("quitsGroup", Map.of("chatId", chatId, "memberId", contact)));
        announceGroup();
    }

    private void announceGroup() {
        corp.deliver(
                corp.told().stream()
                        .filter(event -> event.kind().contains("chat"))
                        .toList(),
                20);
    }

    private void furnish() {
        KafkaTopic.poison(context.stack().stores().addresses(), corp.corpId());
        String contact = contact().externalUserId();
        new TagFurniture(corp.rest(), name, this::await).place(contact, chatId);
        unlisted.put(
                "/group-chats/transfers/jobId",
                new GroupFurniture(corp.rest(), name, this::await).place(chatId, contact));
        unlisted.put("/group-reports/chatId", chatId);
        unlisted.putAll(new SopFurniture(corp.rest(), name, this::await).place(contact, chatId));
        unlisted.put(
                "/external-contacts/{externalUserId}/follow-users/userId",
                contact().userId());
    }

    /** The only one on a roster is away: an alarm. */
    private void leaveNobodyOn() {
        Map<String, Object> always = Map.of(
                "weekdays",
                List.of("MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY"),
                "from",
                LocalTime.MIN.toString(),
                "until",
                LocalTime.MIN.toString(),
                "users",
                List.of(Map.of("userId", "member1")));
        corp.rest()
                .send(
                        "PUT",
                        "/live-codes/" + liveCodeId + "/roster",
                        Map.of("slots", List.of(always)),
                        "If-Match",
                        "\"0\"");
        String until = LocalDate.now(ZoneOffset.UTC).plusDays(2) + "T00:00:00Z";
        corp.rest().put("/live-codes/away-users/member1", Map.of("until", until));
    }

    private void awaitAll() {
        for (String list : List.of(
                "live-codes/alarms",
                "channels/lure-tasks",
                "group-chats",
                "enrolments",
                "due-steps",
                "group-messages",
                "group-messages/campaigns",
                "moments",
                "live-codes/" + liveCodeId + "/welcomes")) {
            await(list, () -> !corp.list(list).isEmpty());
        }
    }

    private JsonNode post(String path, Map<String, Object> body) {
        return corp.rest().post(path, body);
    }

    private void await(String what, BooleanSupplier condition) {
        if (!context.await(what + " of " + corp.corpId(), PATIENCE, condition)) {
            throw new Failure("There is not " + what + " in " + corp.corpId());
        }
    }

    /** Which of the operations with variables it has nothing for. */
    List<String> missing(List<Operation> operations) {
        List<String> missing = new ArrayList<>();
        operations.stream()
                .filter(operation -> path(operation).isEmpty())
                .forEach(operation -> missing.add(operation.toString()));
        return missing;
    }
}
