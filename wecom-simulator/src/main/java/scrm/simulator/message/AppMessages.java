package scrm.simulator.message;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import scrm.simulator.directory.Directory;
import scrm.simulator.directory.Member;
import scrm.simulator.server.Call;
import scrm.simulator.server.Days;
import scrm.simulator.server.Fields;
import scrm.simulator.server.Routes;
import scrm.simulator.server.WeComError;
import scrm.simulator.server.World;

/** Messages and cards of the app to members. Source: document 90236. */
public final class AppMessages {
    private static final Set<String> TYPES = Set.of(
            "text",
            "markdown",
            "image",
            "voice",
            "video",
            "file",
            "textcard",
            "news",
            "mpnews",
            "template_card",
            "miniprogram_notice");
    private static final Set<String> INTERACTIVE =
            Set.of("button_interaction", "vote_interaction", "multiple_interaction");
    private static final Pattern TASK_ID = Pattern.compile("[0-9A-Za-z_@-]{1,128}");
    private static final int PER_MEMBER_MINUTE = 30;
    private static final int PER_MEMBER_HOUR = 1000;
    private static final int PER_ACCOUNT_DAY = 200;
    private static final long RECALL_SECONDS = 86_400;
    private static final long RESPONSE_CODE_SECONDS = 72 * 3600;

    private final World world;
    private final Directory directory;
    private final long agentId;
    private final Map<String, AppMessage> messages = new LinkedHashMap<>();
    private final Map<Object, Integer> counts = new HashMap<>();
    private final Map<String, Long> duplicates = new HashMap<>();
    private final Set<String> taskIds = new LinkedHashSet<>();

    public AppMessages(World world, Directory directory, long agentId) {
        this.world = world;
        this.directory = directory;
        this.agentId = agentId;
    }

    public void route(Routes routes) {
        routes.post("message/send", this::send);
        routes.post("message/recall", this::recall);
        routes.post("message/update_template_card", this::updateCard);
    }

    /** A member presses a button of a card. */
    public void click(String msgid, String userId, String eventKey, Map<String, List<String>> selected) {
        AppMessage message = messages.get(msgid);
        if (message == null || !message.went(userId) || message.cardType().isEmpty()) {
            throw new IllegalArgumentException(userId + " has no card " + msgid);
        }
        String code = world.id("rc", 30);
        message.responseCode(code);
        world.tell(world.events()
                .templateCard(userId, eventKey, message.taskId(), message.cardType(), code, agentId, selected));
    }

    private void send(Call call, ObjectNode reply) {
        Fields body = call.body();
        if (body.requiredNumber("agentid") != agentId) {
            throw new WeComError(40056, "invalid agentid");
        }
        String type = body.required("msgtype", 40008);
        if (!TYPES.contains(type) || !body.has(type)) {
            throw new WeComError(40008, "invalid message type: " + type);
        }
        boolean interactive = check(type, body.object(type));
        List<String> invalid = new ArrayList<>();
        Set<String> receivers = receivers(body, invalid);
        if (receivers.isEmpty()) {
            throw new WeComError(81013, "no valid receiver");
        }
        countDay(receivers.size());
        String code = interactive ? world.id("rc", 30) : null;
        AppMessage message = new AppMessage(world.id("msg", 29), receivers, body, world.now(), code);
        messages.put(message.msgid(), message);
        if (!repeated(body)) {
            receivers.stream()
                    .filter(this::hasRoom)
                    .forEach(userId -> world.deliver(
                            "app_message", userId, Long.toString(agentId), message.msgid(), content(type, body)));
        }
        reply.put("invaliduser", String.join("|", invalid).toLowerCase(Locale.ROOT));
        reply.put("invalidparty", "");
        reply.put("invalidtag", "");
        reply.put("unlicenseduser", "");
        reply.put("msgid", message.msgid());
        if (code != null) {
            reply.put("response_code", code);
        }
    }

    private Set<String> receivers(Fields body, List<String> invalid) {
        String toUser = body.text("touser", "");
        Set<String> receivers = new LinkedHashSet<>();
        if (toUser.equals("@all")) {
            directory.members().stream().map(Member::userId).forEach(receivers::add);
            return receivers;
        }
        List<String> users = split(toUser);
        List<String> parties = split(body.text("toparty", ""));
        if (users.size() > 1000
                || parties.size() > 100
                || split(body.text("totag", "")).size() > 100) {
            throw new WeComError(40058, "too many receivers");
        }
        for (String userId : users) {
            if (directory.has(userId)) {
                receivers.add(userId);
            } else {
                invalid.add(userId);
            }
        }
        receivers.addAll(
                directory.expand(List.of(), parties.stream().map(Long::valueOf).toList()));
        return receivers;
    }

    /** Whether a card may be answered. */
    private boolean check(String type, Fields content) {
        switch (type) {
            case "textcard" -> {
                atMost(128, "title", content.required("title"));
                atMost(512, "description", content.required("description"));
                atMost(2048, "url", content.required("url"));
            }
            case "news" -> {
                if (content.objects("articles").isEmpty()
                        || content.objects("articles").size() > 8) {
                    throw new WeComError(45008, "1 to 8 articles");
                }
            }
            case "template_card" -> {
                String cardType = content.required("card_type");
                String taskId = content.text("task_id", "");
                boolean interactive = INTERACTIVE.contains(cardType);
                if ((interactive || !taskId.isEmpty())
                        && !TASK_ID.matcher(taskId).matches()) {
                    throw new WeComError(40058, "bad task_id");
                }
                if (!taskId.isEmpty() && !taskIds.add(taskId)) {
                    throw new WeComError(40058, "task_id was used before");
                }
                return interactive;
            }
            default -> {
                // The others have no limits that refuse: long text is cut off.
            }
        }
        return false;
    }

    private boolean repeated(Fields body) {
        if (!body.flag("enable_duplicate_check", false)) {
            return false;
        }
        long interval = Math.min(body.number("duplicate_check_interval", 1800), 14_400);
        Long before = duplicates.put(body.node().toString(), world.now());
        return before != null && world.now() - before < interval;
    }

    /** Beyond 30 a minute or 1,000 an hour a member gets no more; nobody is told. */
    private boolean hasRoom(String userId) {
        long now = world.now();
        return counts.merge(userId + " m" + now / 60, 1, Integer::sum) <= PER_MEMBER_MINUTE
                && counts.merge(userId + " h" + now / 3600, 1, Integer::sum) <= PER_MEMBER_HOUR;
    }

    private void countDay(int receivers) {
        int sent = counts.merge(Days.day(world.now()), receivers, Integer::sum);
        if (sent > directory.members().size() * PER_ACCOUNT_DAY) {
            throw new WeComError(45009, "reach max message quota of the day");
        }
    }

    private void recall(Call call, ObjectNode reply) {
        AppMessage message = messages.get(call.body().required("msgid", 41046));
        if (message == null || message.sentAt() + RECALL_SECONDS < world.now()) {
            throw new WeComError(41047, "invalid msgid, or older than 24 h");
        }
        message.recalled = true;
    }

    private void updateCard(Call call, ObjectNode reply) {
        String code = call.body().required("response_code");
        AppMessage message = messages.values().stream()
                .filter(m -> code.equals(m.responseCode()) && m.sentAt() + RESPONSE_CODE_SECONDS > world.now())
                .findFirst()
                .orElseThrow(() -> new WeComError(40035, "invalid response_code"));
        message.responseCode(null);
        reply.putArray("invaliduser");
    }

    private static ObjectNode content(String type, Fields body) {
        ObjectNode content = JsonNodeFactory.instance.objectNode();
        content.put("msgtype", type);
        content.set(type, body.node(type));
        return content;
    }

    private static List<String> split(@Nullable String joined) {
        return joined == null || joined.isEmpty() ? List.of() : List.of(joined.split("\\|"));
    }

    private static void atMost(int bytes, String name, String value) {
        if (value.getBytes(StandardCharsets.UTF_8).length > bytes) {
            throw new WeComError(45002, name + " is longer than " + bytes + " bytes");
        }
    }
}
