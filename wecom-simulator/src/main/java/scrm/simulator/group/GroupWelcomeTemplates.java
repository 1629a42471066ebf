package scrm.simulator.group;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import scrm.simulator.media.Attachments;
import scrm.simulator.server.Call;
import scrm.simulator.server.Routes;
import scrm.simulator.server.WeComError;
import scrm.simulator.server.World;

/** Welcomes that members may attach to groups. Source: document 92366. */
public final class GroupWelcomeTemplates {
    private static final String PREFIX = "externalcontact/group_welcome_template/";
    private static final int MOST = 100;
    private static final List<String> KEPT =
            List.of("text", "image", "link", "miniprogram", "file", "video", "agentid", "notify");

    private final World world;
    private final Attachments attachments;
    private final Map<String, ObjectNode> templates = new LinkedHashMap<>();

    public GroupWelcomeTemplates(World world, Attachments attachments) {
        this.world = world;
        this.attachments = attachments;
    }

    public void route(Routes routes) {
        routes.post(PREFIX + "add", this::add);
        routes.post(PREFIX + "edit", this::edit);
        routes.post(PREFIX + "get", (call, reply) -> reply.setAll(template(call)));
        routes.post(PREFIX + "del", (call, reply) -> {
            template(call);
            templates.remove(call.body().required("template_id"));
        });
    }

    private void add(Call call, ObjectNode reply) {
        if (templates.size() >= MOST) {
            throw new WeComError(41055, "more than " + MOST + " templates");
        }
        String id = world.id("msg", 29);
        put(id, call);
        reply.put("template_id", id);
    }

    private void edit(Call call, ObjectNode reply) {
        template(call);
        put(call.body().required("template_id"), call);
    }

    private void put(String id, Call call) {
        attachments.welcomeTemplate(call.body());
        ObjectNode template = JsonNodeFactory.instance.objectNode();
        KEPT.stream()
                .filter(call.body()::has)
                .forEach(name -> template.set(name, call.body().node(name)));
        templates.put(id, template);
    }

    private ObjectNode template(Call call) {
        ObjectNode template = templates.get(call.body().required("template_id"));
        if (template == null) {
            throw new WeComError(41058, "not a template of this app");
        }
        return template;
    }
}
