package scrm.simulator.directory;

import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** A member of the corp. */
public record Member(String userId, String name, List<Long> departments) {
    public Member {
        departments = List.copyOf(departments);
    }

    void show(ObjectNode to) {
        to.put("userid", userId);
        to.put("name", name);
        departments.forEach(to.putArray("department")::add);
        to.put("open_userid", "wo" + Integer.toHexString(userId.hashCode()));
    }
}
