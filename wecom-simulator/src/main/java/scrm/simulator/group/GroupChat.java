package scrm.simulator.group;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A customer group. */
public final class GroupChat {
    static final int CAPACITY = 200;

    private final String id;
    private final long createTime;
    final Map<String, ChatMember> members = new LinkedHashMap<>();
    final List<Spoken> spoken = new ArrayList<>();
    final List<Long> handedOver = new ArrayList<>();
    List<String> admins = List.of();
    String name;
    String owner;
    String notice = "";
    String version;
    int status;
    boolean dismissed;
    private @Nullable ObjectNode before;
    private Instant beforeUntil = Instant.MIN;

    /** A message in the group. */
    record Spoken(long at, String memberId) {}

    GroupChat(String id, String name, String owner, String version, long createTime) {
        this.id = id;
        this.name = name;
        this.owner = owner;
        this.version = version;
        this.createTime = createTime;
    }

    public String id() {
        return id;
    }

    public String owner() {
        return owner;
    }

    public boolean dismissed() {
        return dismissed;
    }

    long createTime() {
        return createTime;
    }

    boolean full() {
        return members.size() >= CAPACITY;
    }

    /** To be called ahead of a change: until then {@code groupchat/get} shows what was before it. */
    void remember(Instant now, Instant until) {
        if (until.isAfter(now)) {
            if (!now.isBefore(beforeUntil)) {
                before = JsonNodeFactory.instance.objectNode();
                showNow(before, true);
            }
            beforeUntil = until;
        }
    }

    void show(ObjectNode to, boolean withNames, Instant now) {
        if (before != null && now.isBefore(beforeUntil)) {
            to.setAll(before.deepCopy());
            return;
        }
        showNow(to, withNames);
    }

    private void showNow(ObjectNode to, boolean withNames) {
        to.put("chat_id", id);
        to.put("name", name);
        to.put("owner", owner);
        to.put("create_time", createTime);
        to.put("notice", notice);
        ArrayNode list = to.putArray("member_list");
        members.values().forEach(member -> member.show(list.addObject(), withNames));
        ArrayNode adminList = to.putArray("admin_list");
        admins.forEach(admin -> adminList.addObject().put("userid", admin));
        to.put("member_version", version);
    }
}
