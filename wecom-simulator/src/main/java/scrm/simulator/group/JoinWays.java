package scrm.simulator.group;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import scrm.simulator.entry.CodeQuota;
import scrm.simulator.server.Call;
import scrm.simulator.server.Fields;
import scrm.simulator.server.Routes;
import scrm.simulator.server.WeComError;
import scrm.simulator.server.World;

/** Codes by which contacts join groups. Source: document 92229. */
public final class JoinWays {
    private static final String PREFIX = "externalcontact/groupchat/";
    private static final int CHATS = 5;

    private final World world;
    private final GroupChats chats;
    private final CodeQuota quota;
    private final Map<String, ObjectNode> ways = new LinkedHashMap<>();

    public JoinWays(World world, GroupChats chats, CodeQuota quota) {
        this.world = world;
        this.chats = chats;
        this.quota = quota;
    }

    public void route(Routes routes) {
        routes.post(PREFIX + "add_join_way", this::add);
        routes.post(PREFIX + "get_join_way", this::get);
        routes.post(PREFIX + "update_join_way", this::update);
        routes.post(PREFIX + "del_join_way", this::delete);
    }

    /** A contact scans: joins the first group with room, or a new one if the code may make one. */
    public String join(String configIdOrState, String externalUserId) {
        ObjectNode way = ways.containsKey(configIdOrState)
                ? ways.get(configIdOrState)
                : ways.values().stream()
                        .filter(w -> w.path("state").asString("").equals(configIdOrState))
                        .reduce((first, second) -> second)
                        .orElse(null);
        if (way == null) {
            throw new IllegalArgumentException("no join way has config_id or state " + configIdOrState);
        }
        GroupChat chat = roomOf(way);
        String state = way.has("state") ? way.path("state").asString() : null;
        chats.joinByCode(chat, externalUserId, state);
        return chat.id();
    }

    private GroupChat roomOf(ObjectNode way) {
        List<GroupChat> open =
                Fields.of(way).texts("chat_id_list").stream().map(chats::chat).toList();
        for (GroupChat chat : open) {
            if (!chat.full()) {
                return chat;
            }
        }
        Fields fields = Fields.of(way);
        if (!fields.flag("auto_create_room", true)) {
            throw new IllegalArgumentException("all groups of the join way are full");
        }
        long number = fields.number("room_base_id", 1);
        GroupChat first = open.getFirst();
        String name = fields.text("room_base_name", first.name) + number;
        GroupChat made = chats.create(first.owner(), name, List.of());
        way.put("room_base_id", number + 1);
        way.withArray("chat_id_list").add(made.id());
        return made;
    }

    private void add(Call call, ObjectNode reply) {
        ObjectNode way = checked(call.body());
        quota.take();
        String configId = world.id("", 32).toLowerCase(Locale.ROOT);
        put(configId, way);
        reply.put("config_id", configId);
    }

    private void get(Call call, ObjectNode reply) {
        reply.set("join_way", way(call).deepCopy());
    }

    private void update(Call call, ObjectNode reply) {
        way(call);
        put(call.body().required("config_id"), checked(call.body()));
    }

    private void delete(Call call, ObjectNode reply) {
        way(call);
        ways.remove(call.body().required("config_id"));
        quota.giveBack();
    }

    private void put(String configId, ObjectNode way) {
        way.put("config_id", configId);
        way.put("qr_code", "https://wework.qpic.cn/wwpic/" + configId + "/0");
        ways.put(configId, way);
    }

    private ObjectNode way(Call call) {
        ObjectNode way = ways.get(call.body().required("config_id", 41043));
        if (way == null) {
            throw new WeComError(41044, "invalid config_id");
        }
        return way;
    }

    private ObjectNode checked(Fields body) {
        long scene = body.number("scene", 0);
        if (scene != 1 && scene != 2) {
            throw new WeComError(41039, "scene is 1 or 2");
        }
        List<String> chatIds = body.texts("chat_id_list");
        if (chatIds.isEmpty()) {
            throw new WeComError(40058, "chat_id_list missing");
        }
        if (chatIds.size() > CHATS) {
            throw new WeComError(41091, "more than " + CHATS + " groups");
        }
        chatIds.forEach(chats::chat);
        ObjectNode way = JsonNodeFactory.instance.objectNode();
        way.put("scene", scene);
        way.put("remark", first(30, body.text("remark", "")));
        way.put("auto_create_room", body.integer("auto_create_room", 1));
        way.put("room_base_name", atMost(40, "room_base_name", body.text("room_base_name", "")));
        way.put("room_base_id", body.number("room_base_id", 1));
        chatIds.forEach(way.putArray("chat_id_list")::add);
        if (body.has("state")) {
            way.put("state", atMost(30, "state", body.required("state")));
        }
        way.put("mark_source", body.flag("mark_source", true));
        return way;
    }

    private static String first(int characters, String text) {
        return text.codePointCount(0, text.length()) <= characters
                ? text
                : text.substring(0, text.offsetByCodePoints(0, characters));
    }

    private static String atMost(int characters, String name, String text) {
        if (text.codePointCount(0, text.length()) > characters) {
            throw new WeComError(40058, name + " is longer than " + characters);
        }
        return text;
    }
}
