package scrm.simulator.directory;

import tools.jackson.databind.node.ObjectNode;

/** A department; 1 is the root. */
record Department(long id, String name, long parentId, long order) {
    void show(ObjectNode to) {
        to.put("id", id);
        to.put("name", name);
        to.put("name_en", name);
        to.putArray("department_leader");
        to.put("parentid", parentId);
        to.put("order", order);
    }
}
