package scrm.simulator.entry;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import scrm.simulator.directory.Directory;
import scrm.simulator.server.Call;
import scrm.simulator.server.Fields;
import scrm.simulator.server.Paging;
import scrm.simulator.server.Routes;
import scrm.simulator.server.WeComError;
import scrm.simulator.server.World;

/** "Contact me" codes (联系我) of one corp. Source: document 92228. */
public final class ContactWays {
    private static final int MEMBERS = 100;
    private static final long DAY = 86_400;
    private static final List<String> KEPT = List.of(
            "remark",
            "style",
            "state",
            "user",
            "party",
            "expires_in",
            "chat_expires_in",
            "unionid",
            "is_exclusive",
            "mark_source",
            "conclusions");

    private final World world;
    private final Directory directory;
    private final CodeQuota quota;
    private final Map<String, ContactWay> ways = new LinkedHashMap<>();

    public ContactWays(World world, Directory directory, CodeQuota quota) {
        this.world = world;
        this.directory = directory;
        this.quota = quota;
    }

    public void route(Routes routes) {
        routes.post("externalcontact/add_contact_way", this::add);
        routes.post("externalcontact/get_contact_way", this::get);
        routes.post("externalcontact/list_contact_way", this::list);
        routes.post("externalcontact/update_contact_way", this::update);
        routes.post("externalcontact/del_contact_way", this::delete);
    }

    /** The code with this config_id, else the newest with this state; null if there is none, or it is dead. */
    @Nullable
    ContactWay find(String configIdOrState) {
        ContactWay found = ways.get(configIdOrState);
        if (found == null) {
            for (ContactWay way : ways.values()) {
                found = configIdOrState.equals(way.state()) ? way : found;
            }
        }
        return found != null && found.alive(world.now()) ? found : null;
    }

    private void add(Call call, ObjectNode reply) {
        Fields body = call.body();
        long type = oneOrTwo(body, "type", 41037);
        long scene = oneOrTwo(body, "scene", 41039);
        List<String> members = members(body, type);
        check(body);
        quota.take();
        ObjectNode fields = JsonNodeFactory.instance.objectNode();
        fields.put("config_id", world.id("", 32).toLowerCase(Locale.ROOT));
        fields.put("type", type);
        fields.put("scene", scene);
        fields.put("skip_verify", body.flag("skip_verify", true));
        fields.put("is_temp", body.flag("is_temp", false));
        KEPT.stream().filter(body::has).forEach(name -> fields.set(name, body.node(name)));
        if (scene == 2) {
            fields.put(
                    "qr_code",
                    "https://wework.qpic.cn/wwpic/" + fields.path("config_id").asString() + "/0");
        }
        ContactWay way = new ContactWay(fields, members, world.now());
        ways.put(way.configId(), way);
        reply.put("config_id", way.configId());
        if (scene == 2) {
            reply.set("qr_code", fields.path("qr_code"));
        }
    }

    private void get(Call call, ObjectNode reply) {
        reply.set("contact_way", way(call).show());
    }

    private void list(Call call, ObjectNode reply) {
        long from = call.body().number("start_time", world.now() - 90 * DAY);
        long to = call.body().number("end_time", world.now());
        List<ContactWay> asked = ways.values().stream()
                .filter(way -> !way.temporary() && way.createTime() >= from && way.createTime() <= to)
                .toList();
        int limit = call.body().limit(100, 1000);
        Paging.page(
                reply,
                "contact_way",
                asked,
                call.body().text("cursor"),
                limit,
                way -> JsonNodeFactory.instance.objectNode().put("config_id", way.configId()));
    }

    private void update(Call call, ObjectNode reply) {
        ContactWay way = way(call);
        Fields body = call.body();
        check(body);
        // Members not mentioned stay; user and party overwrite one by one.
        ObjectNode merged = way.show();
        List.of("user", "party").stream().filter(body::has).forEach(name -> merged.set(name, body.node(name)));
        way.update(body, members(Fields.of(merged), way.view().number("type", 1)));
    }

    private void delete(Call call, ObjectNode reply) {
        ways.remove(way(call).configId());
        quota.giveBack();
    }

    private ContactWay way(Call call) {
        ContactWay way = ways.get(call.body().required("config_id", 41043));
        if (way == null) {
            throw new WeComError(41044, "invalid config_id");
        }
        return way;
    }

    private List<String> members(Fields body, long type) {
        List<String> users = body.texts("user");
        List<Long> parties = body.numbers("party");
        if (type == 1 && (users.size() != 1 || !parties.isEmpty())) {
            throw new WeComError(41035, "type 1 takes exactly one user");
        }
        List<String> members = directory.expand(users, parties);
        if (members.isEmpty()) {
            throw new WeComError(41035, "user and party are both empty");
        }
        if (members.size() > MEMBERS) {
            throw new WeComError(41041, "more than " + MEMBERS + " members");
        }
        return members;
    }

    private static void check(Fields body) {
        for (String name : List.of("state", "remark")) {
            String value = body.text(name, "");
            if (value.codePointCount(0, value.length()) > 30) {
                throw new WeComError(40058, name + " is longer than 30");
            }
        }
        if (body.number("expires_in", 0) > 14 * DAY || body.number("chat_expires_in", 0) > 14 * DAY) {
            throw new WeComError(40058, "expires_in is more than 14 days");
        }
    }

    private static long oneOrTwo(Fields body, String name, int errcode) {
        long value = body.number(name, 0);
        if (value != 1 && value != 2) {
            throw new WeComError(errcode, name + " is 1 or 2");
        }
        return value;
    }
}
