package scrm.localstack.faults;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

import scrm.localstack.DevelopmentCorp;
import scrm.localstack.Failure;
import scrm.localstack.Json;
import scrm.localstack.StackClient;
import scrm.simulator.callback.CallbackEvent;
import scrm.simulator.callback.CallbackEvents;
import scrm.simulator.callback.CallbackSigner;

/**
 * A corp made for one row: some members, one channel, one live code. Its customers come in the simulator, but their
 * callbacks are sent by us, so that we know which were acknowledged.
 */
final class FaultCorp {
    /** WeCom's call for a group message, and its field of receivers. */
    static final String ADD_MESSAGE = "externalcontact/add_msg_template";

    private static final String RECEIVERS = "external_userid";
    private static final int MEMBERS = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Each process looks at the file of corps once a second. */
    private static final Duration UNTIL_KNOWN = Duration.ofSeconds(2);

    private final FaultContext context;
    private final DevelopmentCorp corp;
    private final Json rest;
    private final String channelId;
    private String configId = "";
    private final CallbackLoad load;
    private final CallbackEvents events;
    private final AtomicInteger plans = new AtomicInteger();
    private long callbacksRead;

    private FaultCorp(FaultContext context, DevelopmentCorp corp, Json rest, String channelId) {
        this.context = context;
        this.corp = corp;
        this.rest = rest;
        this.channelId = channelId;
        this.load = new CallbackLoad(
                context.stack().client().callbackUrl(corp.corpId()),
                new CallbackSigner(corp.corpId(), corp.callbackToken(), corp.callbackAesKey(), Clock.systemUTC()));
        this.events = new CallbackEvents(corp.corpId(), Clock.systemUTC());
    }

    /**
     * A contact who scanned the live code.
     *
     * @param userId the member who was added
     * @param externalUserId the contact
     * @param event what WeCom would post
     */
    record Arrival(String userId, String externalUserId, CallbackEvent event) {}

    static FaultCorp open(FaultContext context, String corpId) {
        StackClient client = context.stack().client();
        DevelopmentCorp corp = client.addCorp(corpId, "故障演练", false);
        context.last(UNTIL_KNOWN);
        Json rest = client.rest(corpId);
        if (!context.await(
                "corp " + corpId,
                PATIENCE,
                () -> rest.send("GET", "/channels", null).isOk())) {
            throw new Failure("The services do not serve corp " + corpId);
        }
        users().forEach(user -> client.act(corpId, "memberJoins", Map.of("userId", user, "name", user)));
        JsonNode channel = rest.post(
                "/channels", Map.of("name", "演练", "tags", List.of(Map.of("groupName", "来源", "tagName", "演练"))));
        FaultCorp opened = new FaultCorp(context, corp, rest, channel.path("id").asString());
        opened.configId = opened.awaitedLiveCode();
        return opened;
    }

    private String awaitedLiveCode() {
        String path = "/live-codes/" + openLiveCode("演练").path("id").asString();
        if (!context.await("live code", PATIENCE, () -> rest.get(path).hasNonNull("configId"))) {
            throw new Failure("WeCom's contact way was not made: " + rest.get(path));
        }
        return rest.get(path).path("configId").asString();
    }

    /** Its REST interface at the gateway, below {@code /v1/corps/{corpId}}. */
    Json rest() {
        return rest;
    }

    String corpId() {
        return corp.corpId();
    }

    /** The channel that it has from the start. */
    String channelId() {
        return channelId;
    }

    CallbackLoad load() {
        return load;
    }

    /** Sends callbacks as WeCom does. @throws Failure if some are never acknowledged */
    void deliver(List<CallbackEvent> callbacks, int perSecond) {
        int unacked = load.sendAsWeCom(callbacks, perSecond).unacked().size();
        if (unacked > 0) {
            throw new Failure(unacked + " callbacks were never acknowledged");
        }
    }

    /** Sends what these arrivals caused. */
    void announce(List<Arrival> arrivals, int perSecond) {
        deliver(arrivals.stream().map(Arrival::event).toList(), perSecond);
    }

    /** Its entry in the corps file, with its secrets. */
    DevelopmentCorp definition() {
        return corp;
    }

    /** Signs in its name at another time than now. */
    CallbackSigner signer(Duration ahead) {
        return new CallbackSigner(
                corp.corpId(), corp.callbackToken(), corp.callbackAesKey(), Clock.offset(Clock.systemUTC(), ahead));
    }

    /** Lets its people act; what they can do is told by the simulator's README. */
    JsonNode act(String act, Map<String, Object> parameters) {
        return context.stack().client().act(corp.corpId(), act, parameters);
    }

    /** Until it is closed, calls of an API go wrong for this corp; the fields are those of the simulator's faults. */
    Broken breaks(String path, Map<String, Object> how) {
        Map<String, Object> fault = new HashMap<>(how);
        fault.put("corpId", corp.corpId());
        fault.put("path", path);
        Json simulator = context.stack().client().simulator();
        long id = simulator.post("/simulator/faults", fault).path("id").asLong();
        return () -> simulator.send("DELETE", "/simulator/faults/" + id, null);
    }

    /** A fault that lasts until it is closed. */
    @FunctionalInterface
    interface Broken extends AutoCloseable {
        @Override
        void close();
    }

    /** What WeCom would have posted since this was last asked. */
    List<CallbackEvent> told() {
        List<CallbackEvent> told = new ArrayList<>();
        JsonNode page;
        do {
            page = context.stack()
                    .client()
                    .simulator()
                    .get("/simulator/callbacks?corpId=" + corp.corpId() + "&after=" + callbacksRead + "&limit=1000");
            for (JsonNode callback : page) {
                callbacksRead = callback.path("number").asLong();
                told.add(new CallbackEvent(
                        callback.path("kind").asString(), callback.path("xml").asString()));
            }
        } while (!page.isEmpty());
        return told;
    }

    /** So many new contacts scan; their callbacks are not sent yet. */
    List<Arrival> arrive(int count) {
        return arrive(count, configId, "客户");
    }

    /** So many new contacts scan the live code that WeCom knows by this id; their names begin alike. */
    List<Arrival> arrive(int count, String scanned, String name) {
        for (int i = 0; i < count; i++) {
            act("contactScans", Map.of("configIdOrState", scanned, "contactName", name + i));
        }
        return told().stream()
                .filter(event -> event.kind().endsWith("add_external_contact"))
                .map(event ->
                        new Arrival(element(event.xml(), "UserID"), element(event.xml(), "ExternalUserID"), event))
                .toList();
    }

    /** What WeCom posts when the member edits the contact. */
    CallbackEvent edited(Arrival arrival) {
        return events.editExternalContact(arrival.userId(), arrival.externalUserId());
    }

    /** Writes what WeCom posts at the very second of that arrival. */
    CallbackEvents eventsAt(Arrival arrival) {
        long second = Long.parseLong(element(arrival.event().xml(), "CreateTime"));
        return new CallbackEvents(corp.corpId(), Clock.fixed(Instant.ofEpochSecond(second), ZoneOffset.UTC));
    }

    /** Asks for one more live code, with all members; it need not be there yet. */
    JsonNode openLiveCode(String name) {
        return openLiveCode(name, users());
    }

    /** Asks for one more live code, with these members. */
    JsonNode openLiveCode(String name, List<String> users) {
        return rest.post(
                "/live-codes",
                Map.of("channelId", channelId, "name", name, "users", users, "welcome", Map.of("text", "欢迎")));
    }

    /** Edits what is there, as it is now. */
    void edit(String path, Map<String, Object> body) {
        String version = rest.send("GET", path, null).header("ETag").orElse("");
        Json.Answer answer = rest.send("PUT", path, body, "If-Match", version);
        if (!answer.isOk()) {
            throw new Failure("PUT " + path + " answered " + answer.status() + ": " + answer.body());
        }
    }

    /** A plan of one message, so long after a contact was added. @return its path */
    String publishPlan(String after) {
        return publish(Map.of("type", "CONTACT_ADDED"), after, Map.of());
    }

    /**
     * A plan of one message.
     *
     * @param after how long after it began to hold for somebody
     * @param more fields of the plan
     * @return its path
     */
    String publish(Map<String, Object> trigger, String after, Map<String, Object> more) {
        Map<String, Object> step = Map.of("when", Map.of("after", after), "content", Map.of("text", "新人指南"));
        Map<String, Object> plan = new HashMap<>(
                Map.of("name", "演练" + plans.incrementAndGet(), "trigger", trigger, "steps", List.of(step)));
        plan.putAll(more);
        String path = "/plans/" + rest.post("/plans", plan).path("id").asString();
        rest.post(path + "/publish", Map.of());
        context.await(
                "plan", PATIENCE, () -> rest.get(path).path("publishedVersion").asInt() > 0);
        return path;
    }

    /** A list of ours, read page by page. */
    List<JsonNode> list(String name) {
        List<JsonNode> items = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = rest.get("/" + name + "?limit=200" + cursor);
            page.path("items").forEach(items::add);
            cursor = page.hasNonNull("next") ? "&cursor=" + page.path("next").asString() : "";
        } while (!cursor.isEmpty());
        return items;
    }

    /** What we know to have happened to a contact. */
    List<JsonNode> timeline(String externalUserId) {
        return list("external-contacts/" + externalUserId + "/timeline");
    }

    /** How often each contact occurs in a list of ours. */
    Map<String, Integer> contactsIn(String list) {
        Map<String, Integer> counts = new HashMap<>();
        list(list).forEach(item -> counts.merge(item.path("externalUserId").asString(), 1, Integer::sum));
        return counts;
    }

    /**
     * Waits until attributions and contacts hold all of these, and counts.
     *
     * @return how many are missing in either, and how many attributions are there twice
     */
    Effects awaitEffects(List<Arrival> arrivals, Duration patience) {
        Set<String> wanted = new HashSet<>();
        arrivals.forEach(arrival -> wanted.add(arrival.externalUserId()));
        context.await("effects of " + wanted.size() + " contacts", patience, () -> missing(wanted) == 0);
        Map<String, Integer> attributions = contactsIn("attributions");
        long twice = attributions.values().stream().filter(n -> n > 1).count();
        return new Effects(missing(wanted), twice + repeatedWelcomes());
    }

    /**
     * What a load led to.
     *
     * @param missing contacts without their effect
     * @param repeated effects that happened twice
     */
    record Effects(long missing, long repeated) {
        Effects plus(Effects other) {
            return new Effects(missing + other.missing, repeated + other.repeated);
        }

        boolean isNone() {
            return missing == 0 && repeated == 0;
        }
    }

    private long missing(Set<String> wanted) {
        try {
            Set<String> attributed = contactsIn("attributions").keySet();
            Set<String> stored = contactsIn("external-contacts").keySet();
            return wanted.stream()
                    .filter(contact -> !attributed.contains(contact) || !stored.contains(contact))
                    .count();
        } catch (Failure notYetBack) {
            return wanted.size();
        }
    }

    /**
     * Waits until WeCom has been asked to send a plan's message to all of these, and counts.
     *
     * @return how many it was not asked to send to, and how many more than once
     */
    Effects awaitMessages(List<Arrival> arrivals, Duration patience) {
        return awaitReceivers(arrivals.stream().map(Arrival::externalUserId).toList(), patience);
    }

    Effects awaitReceivers(Collection<String> contacts, Duration patience) {
        context.await(
                "messages to " + contacts.size() + " contacts",
                patience,
                () -> timesOf(ADD_MESSAGE, RECEIVERS).keySet().containsAll(contacts));
        Map<String, Integer> times = timesOf(ADD_MESSAGE, RECEIVERS);
        return new Effects(
                contacts.stream().filter(contact -> !times.containsKey(contact)).count(), repeated(times));
    }

    /** How often WeCom was called for each value of a field, whatever it answered. */
    Map<String, Integer> timesOf(String path, String field) {
        Map<String, Integer> times = new HashMap<>();
        for (JsonNode call : ledger(path)) {
            JsonNode body = body(call).path(field);
            Collection<JsonNode> values = body.isArray() ? body.values() : List.of(body);
            values.forEach(value -> times.merge(value.asString(), 1, Integer::sum));
        }
        return times;
    }

    static long repeated(Map<String, Integer> times) {
        return times.values().stream().filter(n -> n > 1).count();
    }

    /** Welcome codes that WeCom saw used with success more than once. */
    private long repeatedWelcomes() {
        Map<String, Integer> sent = new HashMap<>();
        for (JsonNode call : ledger("externalcontact/send_welcome_msg")) {
            if (call.path("executed").asBoolean() && call.path("errcode").asInt() == 0) {
                sent.merge(body(call).path("welcome_code").asString(), 1, Integer::sum);
            }
        }
        return repeated(sent);
    }

    /** All calls of one API that WeCom saw from this corp; of every API if the path is empty. */
    List<JsonNode> ledger(String path) {
        String of = path.isEmpty() ? "" : "&path=" + path;
        List<JsonNode> calls = new ArrayList<>();
        long after = 0;
        JsonNode page;
        do {
            page = context.stack()
                    .client()
                    .simulator()
                    .get("/simulator/ledger?corpId=" + corp.corpId() + of + "&limit=1000&after=" + after);
            for (JsonNode call : page) {
                after = call.path("number").asLong();
                calls.add(call);
            }
        } while (!page.isEmpty());
        return calls;
    }

    /** What a call of the ledger carried, which keeps it as text. */
    static JsonNode body(JsonNode call) {
        return Json.MAPPER.readTree(call.path("body").asString());
    }

    static List<String> users() {
        return IntStream.rangeClosed(1, MEMBERS).mapToObj(i -> "member" + i).toList();
    }

    /** The text of an element of a callback. */
    static String element(String xml, String name) {
        int begin = xml.indexOf("<" + name + ">") + name.length() + 2;
        String text = xml.substring(begin, xml.indexOf("</" + name + ">", begin));
        return text.startsWith("<![CDATA[") ? text.substring(9, text.length() - 3) : text;
    }
}
