package scrm.simulator.entry;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import scrm.simulator.contact.Relation;

/** An acquisition link and who came by it. */
final class AcquisitionLink {
    private final String id;
    private final String url;
    private final long createTime;
    final List<Relation> customers = new ArrayList<>();
    String name = "";
    boolean skipVerify = true;
    boolean markSource = true;
    JsonNode range;

    @Nullable
    JsonNode priority;

    List<String> members;
    private int next;

    AcquisitionLink(String id, String url, long createTime, JsonNode range, List<String> members) {
        this.id = id;
        this.url = url;
        this.createTime = createTime;
        this.range = range;
        this.members = members;
    }

    String id() {
        return id;
    }

    String nextMember() {
        return members.get(next++ % members.size());
    }

    void showCreated(ObjectNode to) {
        to.put("link_id", id);
        to.put("link_name", name);
        to.put("url", url);
        to.put("create_time", createTime);
    }

    void show(ObjectNode to) {
        showCreated(to);
        to.put("skip_verify", skipVerify);
        to.put("mark_source", markSource);
    }
}
