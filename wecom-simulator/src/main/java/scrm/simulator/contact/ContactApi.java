package scrm.simulator.contact;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import scrm.simulator.directory.Directory;
import scrm.simulator.directory.Member;
import scrm.simulator.server.Call;
import scrm.simulator.server.Fields;
import scrm.simulator.server.Paging;
import scrm.simulator.server.Routes;
import scrm.simulator.server.WeComError;

/** The calls about contacts. Sources: documents 92114, 92994, 92115, 99434. */
public final class ContactApi {
    private static final int FOLLOWERS_PER_PAGE = 500;
    /** A batch's cursor: the member's place in the list above, the relation's number below. */
    private static final int NUMBER_BITS = 40;

    private final Contacts contacts;
    private final Directory directory;

    public ContactApi(Contacts contacts, Directory directory) {
        this.contacts = contacts;
        this.directory = directory;
    }

    public void route(Routes routes) {
        routes.get("externalcontact/get_follow_user_list", this::followUsers);
        routes.get("externalcontact/list", this::list);
        routes.get("externalcontact/get", this::get);
        routes.post("externalcontact/batch/get_by_user", this::batch);
        routes.post("externalcontact/remark", this::remark);
        routes.post("externalcontact/contact_list", this::contactList);
        routes.post("externalcontact/close_temp_chat", this::closeTempChat);
    }

    private void followUsers(Call call, ObjectNode reply) {
        ArrayNode ids = reply.putArray("follow_user");
        directory.members().stream().map(Member::userId).forEach(ids::add);
    }

    private void list(Call call, ObjectNode reply) {
        String userId = call.query().required("userid", 40003);
        directory.member(userId);
        List<Relation> relations = contacts.of(userId);
        if (relations.isEmpty()) {
            throw new WeComError(84061, "not external contact");
        }
        ArrayNode ids = reply.putArray("external_userid");
        relations.forEach(relation -> ids.add(relation.externalUserId()));
    }

    private void get(Call call, ObjectNode reply) {
        Contact contact = contacts.contact(call.query().required("external_userid", 40096));
        List<Relation> followers =
                contact.relations.values().stream().filter(Relation::visible).toList();
        if (followers.isEmpty()) {
            throw new WeComError(84061, "not external contact");
        }
        contact.show(reply.putObject("external_contact"));
        Paging.page(reply, "follow_user", followers, call.query().get("cursor"), FOLLOWERS_PER_PAGE, relation -> {
            ObjectNode shown = JsonNodeFactory.instance.objectNode();
            relation.showFollowUser(shown);
            return shown;
        });
        if (reply.path("next_cursor").asString("").isEmpty()) {
            reply.remove("next_cursor");
        }
    }

    private void batch(Call call, ObjectNode reply) {
        List<String> userIds = call.body().texts("userid_list");
        if (userIds.isEmpty() || userIds.size() > 100) {
            throw new WeComError(40035, "userid_list holds 1 to 100");
        }
        userIds.forEach(directory::member);
        List<String> unlicensed =
                userIds.stream().filter(userId -> !directory.licensed(userId)).toList();
        if (unlicensed.size() == userIds.size()) {
            throw new WeComError(701008, "no licensed member");
        }
        int limit = call.body().limit(50, 100);
        long position = Paging.position(call.body().text("cursor"));
        int member = (int) (position >>> NUMBER_BITS);
        long number = position & ((1L << NUMBER_BITS) - 1);
        ArrayNode page = reply.putArray("external_contact_list");
        String next = "";
        for (; member < userIds.size() && next.isEmpty(); member++, number = 0) {
            for (Relation relation : contacts.from(userIds.get(member), number).values()) {
                if (!relation.visible() || !directory.licensed(relation.userId())) {
                    continue;
                }
                if (page.size() == limit) {
                    next = Paging.cursor(((long) member << NUMBER_BITS) | number);
                    break;
                }
                ObjectNode entry = page.addObject();
                relation.contact().show(entry.putObject("external_contact"));
                relation.showFollowInfo(entry.putObject("follow_info"));
                number = relation.number();
            }
        }
        reply.put("next_cursor", next);
        if (!unlicensed.isEmpty()) {
            unlicensed.forEach(reply.putObject("fail_info").putArray("unlicensed_userid_list")::add);
        }
    }

    private void remark(Call call, ObjectNode reply) {
        Fields body = call.body();
        Relation relation = contacts.relation(body.required("userid"), body.required("external_userid"));
        if (List.of("remark", "description", "remark_company", "remark_mobiles", "remark_pic_mediaid").stream()
                .noneMatch(body::has)) {
            throw new WeComError(40058, "nothing to change");
        }
        relation.remark = atMost(20, "remark", body.text("remark", relation.remark));
        relation.description = atMost(150, "description", body.text("description", relation.description));
        if (relation.contact().type() == Contact.WECHAT) {
            relation.remarkCompany = atMost(20, "remark_company", body.text("remark_company", relation.remarkCompany));
        }
        if (body.has("remark_mobiles")) {
            relation.remarkMobiles = body.texts("remark_mobiles").stream()
                    .filter(mobile -> !mobile.isEmpty())
                    .toList();
        }
    }

    private void contactList(Call call, ObjectNode reply) {
        List<Relation> all = new ArrayList<>();
        for (Member member : directory.members()) {
            all.addAll(contacts.of(member.userId()));
        }
        int limit = call.body().limit(1000, 1000);
        Paging.page(
                reply,
                "info_list",
                all,
                call.body().text("cursor"),
                limit,
                relation -> JsonNodeFactory.instance
                        .objectNode()
                        .put("is_customer", true)
                        .put("tmp_openid", "tmp" + relation.externalUserId())
                        .put("external_userid", relation.externalUserId())
                        .put("name", relation.contact().name())
                        .put("follow_userid", relation.userId())
                        .put("add_time", relation.createTime()));
    }

    private void closeTempChat(Call call, ObjectNode reply) {
        contacts.relation(call.body().required("userid"), call.body().required("external_userid"));
    }

    private static String atMost(int characters, String name, String value) {
        if (value.codePointCount(0, value.length()) > characters) {
            throw new WeComError(40058, name + " is longer than " + characters);
        }
        return value;
    }
}
