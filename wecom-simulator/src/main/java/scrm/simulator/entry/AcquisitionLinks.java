package scrm.simulator.entry;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import scrm.simulator.contact.Relation;
import scrm.simulator.directory.Directory;
import scrm.simulator.server.Call;
import scrm.simulator.server.Fields;
import scrm.simulator.server.Paging;
import scrm.simulator.server.Routes;
import scrm.simulator.server.WeComError;
import scrm.simulator.server.World;

/** Acquisition links (获客助手) of one corp. Sources: documents 97297 to 97299, 97375, 100130. */
public final class AcquisitionLinks {
    private static final int STATE_BYTES = 64;
    private static final int PEOPLE = 500;
    private static final int QUOTA = 10_000;
    private static final long CHAT_KEY_SECONDS = 30 * 60;

    private final World world;
    private final Directory directory;
    private final Map<String, AcquisitionLink> links = new LinkedHashMap<>();
    private final Map<String, ChatKey> chatKeys = new LinkedHashMap<>();
    private int used;

    public AcquisitionLinks(World world, Directory directory) {
        this.world = world;
        this.directory = directory;
    }

    private record ChatKey(Relation relation, String linkId, long issuedAt) {}

    public void route(Routes routes) {
        String prefix = "externalcontact/customer_acquisition/";
        routes.post(prefix + "list_link", this::list);
        routes.post(prefix + "get", this::get);
        routes.post(prefix + "create_link", this::create);
        routes.post(prefix + "update_link", this::update);
        routes.post(prefix + "delete_link", this::delete);
        routes.post(prefix + "customer", this::customers);
        routes.post(prefix + "statistic", this::statistic);
        routes.post(prefix + "get_chat_info", this::chatInfo);
        routes.get("externalcontact/customer_acquisition_quota", this::quota);
    }

    String nextMember(String linkId) {
        return link(linkId).nextMember();
    }

    void cameIn(String linkId, Relation relation) {
        link(linkId).customers.add(relation);
        used++;
    }

    /** The customer writes for the first time: a key by which to ask who it was, for half an hour. */
    public String writes(String linkId, Relation relation) {
        String key = world.id("CHATKEY", 24);
        chatKeys.put(key, new ChatKey(relation, linkId, world.now()));
        return key;
    }

    /** A channel as WeCom keeps it: 64 bytes at most, never half a character. */
    static String truncated(String channel) {
        byte[] bytes = channel.getBytes(StandardCharsets.UTF_8);
        int end = Math.min(bytes.length, STATE_BYTES);
        while (end < bytes.length && end > 0 && (bytes[end] & 0xC0) == 0x80) {
            end--;
        }
        return new String(bytes, 0, end, StandardCharsets.UTF_8);
    }

    private AcquisitionLink link(String id) {
        AcquisitionLink link = links.get(id);
        if (link == null) {
            throw new WeComError(40035, "invalid link_id: " + id);
        }
        return link;
    }

    private void list(Call call, ObjectNode reply) {
        List<String> ids = List.copyOf(links.keySet());
        Paging.page(
                reply,
                "link_id_list",
                ids,
                call.body().text("cursor"),
                call.body().limit(100, 100),
                id -> JsonNodeFactory.instance.stringNode(id));
    }

    private void get(Call call, ObjectNode reply) {
        AcquisitionLink link = link(call.body().required("link_id"));
        link.show(reply.putObject("link"));
        reply.set("range", link.range);
        if (link.priority != null) {
            reply.set("priority_option", link.priority);
        }
    }

    private void create(Call call, ObjectNode reply) {
        Fields body = call.body();
        List<String> members = members(body);
        String id = world.id("caca", 26);
        AcquisitionLink link = new AcquisitionLink(
                id, "https://work.weixin.qq.com/ca/" + id, world.now(), body.node("range"), members);
        body.required("link_name");
        change(link, body);
        links.put(id, link);
        link.showCreated(reply.putObject("link"));
    }

    private void update(Call call, ObjectNode reply) {
        AcquisitionLink link = link(call.body().required("link_id"));
        if (call.body().has("range")) {
            link.members = members(call.body());
            link.range = call.body().node("range");
        }
        change(link, call.body());
    }

    private void delete(Call call, ObjectNode reply) {
        links.remove(link(call.body().required("link_id")).id());
    }

    private static void change(AcquisitionLink link, Fields body) {
        String name = body.text("link_name", link.name);
        if (name.codePointCount(0, name.length()) > 30) {
            throw new WeComError(40058, "link_name is longer than 30");
        }
        link.name = name;
        link.skipVerify = body.flag("skip_verify", link.skipVerify);
        link.markSource = body.flag("mark_source", link.markSource);
        if (body.has("priority_option")) {
            link.priority = body.node("priority_option");
        }
    }

    private List<String> members(Fields body) {
        Fields range = body.object("range");
        List<String> members = directory.expand(range.texts("user_list"), range.numbers("department_list"));
        if (members.isEmpty() || members.size() > PEOPLE) {
            throw new WeComError(40035, "range holds 1 to " + PEOPLE + " people");
        }
        return members;
    }

    private void customers(Call call, ObjectNode reply) {
        AcquisitionLink link = link(call.body().required("link_id"));
        int limit = call.body().limit(1000, 1000);
        Paging.page(reply, "customer_list", link.customers, call.body().text("cursor"), limit, relation -> {
            ObjectNode customer = JsonNodeFactory.instance.objectNode();
            customer.put("external_userid", relation.externalUserId());
            customer.put("userid", relation.userId());
            customer.put("chat_status", relation.chatted() ? 1 : 0);
            if (relation.state() != null) {
                customer.put("state", relation.state());
            }
            return customer;
        });
    }

    private void statistic(Call call, ObjectNode reply) {
        AcquisitionLink link = link(call.body().required("link_id"));
        long from = call.body().requiredNumber("start_time");
        long to = call.body().requiredNumber("end_time");
        if (to - from > 30 * 86_400L || from < world.now() - 180 * 86_400L) {
            throw new WeComError(40035, "at most 30 of the last 180 days");
        }
        long came = link.customers.stream()
                .filter(r -> r.createTime() >= from && r.createTime() <= to)
                .count();
        reply.put("click_link_customer_cnt", came);
        reply.put("new_customer_cnt", came);
    }

    private void chatInfo(Call call, ObjectNode reply) {
        ChatKey key = chatKeys.get(call.body().required("chat_key", 41201));
        if (key == null || key.issuedAt + CHAT_KEY_SECONDS < world.now()) {
            throw new WeComError(41201, "invalid or expired chat_key");
        }
        reply.put("userid", key.relation.userId());
        reply.put("external_userid", key.relation.externalUserId());
        ObjectNode info = reply.putObject("chat_info");
        info.put("recv_msg_cnt", 1);
        info.put("link_id", key.linkId);
        info.put("state", key.relation.state());
    }

    private void quota(Call call, ObjectNode reply) {
        reply.put("total", QUOTA);
        reply.put("balance", QUOTA - used);
        reply.putArray("quota_list")
                .addObject()
                .put("expire_date", world.now() + 365 * 86_400L)
                .put("balance", QUOTA - used);
    }
}
