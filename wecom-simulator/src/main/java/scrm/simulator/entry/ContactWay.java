package scrm.simulator.entry;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

import scrm.simulator.server.Fields;

/** A "contact me" code; what an update does not mention stays. */
final class ContactWay {
    private static final Set<String> UPDATABLE = Set.of(
            "remark",
            "skip_verify",
            "style",
            "state",
            "user",
            "party",
            "expires_in",
            "chat_expires_in",
            "unionid",
            "conclusions",
            "mark_source");

    private final ObjectNode fields;
    private final long createTime;
    private List<String> members;
    private int nextMember;
    private boolean dead;

    ContactWay(ObjectNode fields, List<String> members, long createTime) {
        this.fields = fields;
        this.members = members;
        this.createTime = createTime;
    }

    String configId() {
        return fields.path("config_id").asString();
    }

    @Nullable
    String state() {
        return view().text("state");
    }

    boolean skipVerify() {
        return view().flag("skip_verify", true);
    }

    boolean temporary() {
        return view().flag("is_temp", false);
    }

    long createTime() {
        return createTime;
    }

    /** Whether it still leads to anybody: temporary codes end with time or with their first friend. */
    boolean alive(long now) {
        return !dead && (!temporary() || now < createTime + view().number("expires_in", 7 * 86_400L));
    }

    /** The member to be added next: each in turn. */
    String nextMember() {
        return members.get(nextMember++ % members.size());
    }

    void used() {
        dead = temporary();
    }

    void update(Fields changes, List<String> newMembers) {
        for (String name : UPDATABLE) {
            if (changes.has(name)) {
                fields.set(name, changes.node(name));
            }
        }
        members = newMembers;
    }

    Fields view() {
        return Fields.of(fields);
    }

    ObjectNode show() {
        return fields.deepCopy();
    }
}
