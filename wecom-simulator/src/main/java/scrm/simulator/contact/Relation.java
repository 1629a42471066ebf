package scrm.simulator.contact;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** One member's relation to one contact. */
public final class Relation {
    private final long number;
    private final String userId;
    private final Contact contact;
    private final Origin origin;
    private final long createTime;
    // Most relations of a large corp have none of these: shared until written.
    private Set<CorpTag> tags = Set.of();
    private Set<String> personalTags = Set.of();
    private List<Long> chatTimes = List.of();
    String remark;
    String description = "";
    String remarkCompany = "";
    List<String> remarkMobiles = List.of();
    boolean half;
    boolean requested;
    boolean contactDeleted;
    private long lastChat;

    /**
     * How it came to be.
     *
     * @param addWay WeCom's add_way: 1 QR code, 2 phone search, 16 acquisition link, 202 assigned ...
     */
    public record Origin(int addWay, @Nullable String state, String operUserId) {}

    Relation(long number, String userId, Contact contact, Origin origin, long createTime) {
        this.number = number;
        this.userId = userId;
        this.contact = contact;
        this.origin = origin;
        this.createTime = createTime;
        this.remark = contact.name();
    }

    public String userId() {
        return userId;
    }

    public Contact contact() {
        return contact;
    }

    public String externalUserId() {
        return contact.externalUserId();
    }

    public @Nullable String state() {
        return origin.state();
    }

    public long createTime() {
        return createTime;
    }

    long number() {
        return number;
    }

    /** Whether both sides are friends: what can be sent arrives. */
    public boolean mutual() {
        return visible() && !contactDeleted;
    }

    public boolean chatted() {
        return lastChat > 0;
    }

    /** Orders relations by their latest chat; 0 if there was none. */
    public long lastChat() {
        return lastChat;
    }

    void lastChat(long order) {
        lastChat = order;
    }

    void chatted(long order, long at) {
        lastChat = order;
        if (chatTimes.isEmpty()) {
            chatTimes = new ArrayList<>(1);
        }
        chatTimes.add(at);
    }

    List<Long> chatTimes() {
        return chatTimes;
    }

    void tagPersonally(String tagName) {
        personalTags = new LinkedHashSet<>(personalTags);
        personalTags.add(tagName);
    }

    int tagCount() {
        return tags.size();
    }

    void retag(List<CorpTag> add, List<CorpTag> remove) {
        tags = new LinkedHashSet<>(tags);
        tags.addAll(add);
        remove.forEach(tags::remove);
    }

    public boolean hasTag(String tagId) {
        return tags.stream().anyMatch(tag -> tag.id().equals(tagId) && !tag.deleted());
    }

    /** Whether the API knows it: the member has confirmed, and has not removed the contact. */
    boolean visible() {
        return !half && !requested;
    }

    /** As an element of {@code follow_user}. */
    void showFollowUser(ObjectNode to) {
        showCommon(to);
        ArrayNode all = to.putArray("tags");
        tags.stream()
                .filter(tag -> !tag.deleted())
                .forEach(tag -> all.addObject()
                        .put("group_name", tag.group().name())
                        .put("tag_name", tag.name())
                        .put("tag_id", tag.id())
                        .put("type", tag.group().strategyId() == null ? 1 : 3));
        personalTags.forEach(name ->
                all.addObject().put("group_name", "").put("tag_name", name).put("type", 2));
    }

    /** As {@code follow_info}: ids of tags only, no personal ones. */
    void showFollowInfo(ObjectNode to) {
        showCommon(to);
        ArrayNode ids = to.putArray("tag_id");
        tags.stream().filter(tag -> !tag.deleted()).forEach(tag -> ids.add(tag.id()));
    }

    private void showCommon(ObjectNode to) {
        to.put("userid", userId);
        to.put("remark", remark);
        to.put("description", description);
        to.put("createtime", createTime);
        to.put("remark_corp_name", remarkCompany);
        remarkMobiles.forEach(to.putArray("remark_mobiles")::add);
        to.put("add_way", origin.addWay());
        to.put("oper_userid", origin.operUserId());
        if (origin.state() != null) {
            to.put("state", origin.state());
        }
    }
}
