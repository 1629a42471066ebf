package scrm.simulator.group;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import scrm.simulator.directory.Directory;
import scrm.simulator.server.Call;
import scrm.simulator.server.Paging;
import scrm.simulator.server.Routes;
import scrm.simulator.server.WeComError;
import scrm.simulator.server.World;

/** The calls about groups. Sources: documents 92120, 92122. */
public final class GroupChatApi {
    private static final int INHERITED = 3;
    private static final int VISIBLE_WITHOUT_FILTER = 1000;
    private static final long TRANSFER_DAYS = 90;

    private final World world;
    private final GroupChats chats;
    private final Directory directory;

    public GroupChatApi(World world, GroupChats chats, Directory directory) {
        this.world = world;
        this.chats = chats;
        this.directory = directory;
    }

    public void route(Routes routes) {
        routes.post("externalcontact/groupchat/list", this::list);
        routes.post("externalcontact/groupchat/get", this::get);
        routes.post("externalcontact/groupchat/transfer", (call, reply) -> transfer(call, reply, true));
        routes.post("externalcontact/groupchat/onjob_transfer", (call, reply) -> transfer(call, reply, false));
        routes.post("externalcontact/opengid_to_chatid", this::chatId);
    }

    /** What a mini program opened in the group sees as its id. */
    public String openGid(String chatId) {
        return "og" + chats.chat(chatId).id();
    }

    private void list(Call call, ObjectNode reply) {
        long status = call.body().number("status_filter", 0);
        Set<String> owners = new HashSet<>(call.body().object("owner_filter").texts("userid_list"));
        if (owners.size() > 100) {
            throw new WeComError(40035, "owner_filter holds at most 100");
        }
        if (owners.isEmpty() && directory.members().size() > VISIBLE_WITHOUT_FILTER) {
            throw new WeComError(81017, "too many members visible: filter by owners");
        }
        call.body().requiredNumber("limit");
        List<GroupChat> asked = chats.all().stream()
                .filter(chat -> !chat.dismissed
                        && (status == 0 || chat.status == status)
                        && (owners.isEmpty() || owners.contains(chat.owner)))
                .toList();
        int limit = call.body().limit(1000, 1000);
        Paging.page(
                reply,
                "group_chat_list",
                asked,
                call.body().text("cursor"),
                limit,
                chat -> JsonNodeFactory.instance
                        .objectNode()
                        .put("chat_id", chat.id())
                        .put("status", chat.status));
    }

    private void get(Call call, ObjectNode reply) {
        boolean withNames = call.body().flag("need_name", false);
        chats.chat(call.body().required("chat_id")).show(reply.putObject("group_chat"), withNames, world.instant());
    }

    private void chatId(Call call, ObjectNode reply) {
        String openGid = call.body().required("opengid", 90511);
        try {
            reply.put("chat_id", chats.chat(openGid.replaceFirst("^og", "")).id());
        } catch (WeComError e) {
            throw new WeComError(90511, "invalid opengid");
        }
    }

    private void transfer(Call call, ObjectNode reply, boolean ownerLeft) {
        List<String> chatIds = call.body().texts("chat_id_list");
        String newOwner = call.body().required("new_owner");
        directory.member(newOwner);
        if (chatIds.isEmpty() || chatIds.size() > 100) {
            throw new WeComError(40035, "chat_id_list holds 1 to 100");
        }
        ArrayNode failed = reply.putArray("failed_chat_list");
        for (String chatId : chatIds) {
            try {
                hand(chats.chat(chatId), newOwner, ownerLeft);
            } catch (WeComError e) {
                failed.addObject()
                        .put("chat_id", chatId)
                        .put("errcode", e.errcode())
                        .put("errmsg", e.getMessage());
            }
        }
    }

    private void hand(GroupChat chat, String newOwner, boolean ownerLeft) {
        boolean gone = !directory.has(chat.owner);
        if (ownerLeft && !gone) {
            throw new WeComError(90500, "the owner has not resigned");
        }
        if (!ownerLeft && gone) {
            throw new WeComError(90502, "the owner has resigned");
        }
        if (chat.owner.equals(newOwner)) {
            throw new WeComError(90504, "the owner does not change");
        }
        long since = world.now() - TRANSFER_DAYS * 86_400;
        if (!ownerLeft && chat.handedOver.stream().filter(at -> at > since).count() >= 2) {
            throw new WeComError(90506, "handed over twice in 90 days");
        }
        chat.handedOver.add(world.now());
        chat.owner = newOwner;
        chat.status = ownerLeft ? INHERITED : chat.status;
    }
}
