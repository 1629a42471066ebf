package scrm.simulator.contact;

import tools.jackson.databind.node.ObjectNode;

/** A tag of a group; equal only to itself. */
final class CorpTag {
    private final String id;
    private final TagGroup group;
    private final long createTime;
    String name;
    long order;
    private boolean deleted;
    /** Whether the admin made it in the console: no application may change it then. */
    boolean consoles;

    CorpTag(String id, TagGroup group, String name, long order, long createTime) {
        this.id = id;
        this.group = group;
        this.name = name;
        this.order = order;
        this.createTime = createTime;
    }

    String id() {
        return id;
    }

    TagGroup group() {
        return group;
    }

    String name() {
        return name;
    }

    boolean deleted() {
        return deleted;
    }

    void delete() {
        deleted = true;
    }

    void show(ObjectNode to, boolean withDeleted) {
        to.put("id", id);
        to.put("name", name);
        to.put("create_time", createTime);
        to.put("order", order);
        if (withDeleted) {
            to.put("deleted", deleted);
        }
    }
}
