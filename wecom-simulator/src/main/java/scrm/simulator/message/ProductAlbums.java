package scrm.simulator.message;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import scrm.simulator.media.Attachments;
import scrm.simulator.server.Call;
import scrm.simulator.server.Fields;
import scrm.simulator.server.Paging;
import scrm.simulator.server.Routes;
import scrm.simulator.server.WeComError;
import scrm.simulator.server.World;

/** Products to show in chats. Source: document 95096. */
public final class ProductAlbums {
    private static final int PRICE_IN_FEN = 5_000_000;

    private final World world;
    private final Attachments attachments;
    private final Map<String, ObjectNode> products = new LinkedHashMap<>();

    public ProductAlbums(World world, Attachments attachments) {
        this.world = world;
        this.attachments = attachments;
    }

    public void route(Routes routes) {
        routes.post("externalcontact/add_product_album", this::add);
        routes.post("externalcontact/get_product_album", (call, reply) -> reply.set("product", product(call)));
        routes.post("externalcontact/get_product_album_list", this::list);
        routes.post("externalcontact/update_product_album", this::update);
        routes.post("externalcontact/delete_product_album", (call, reply) -> {
            product(call);
            products.remove(call.body().required("product_id"));
        });
    }

    private void add(Call call, ObjectNode reply) {
        call.body().required("description");
        call.body().required("price");
        attachments.album(call.body());
        String id = world.id("pro", 29);
        ObjectNode product = JsonNodeFactory.instance.objectNode();
        product.put("product_id", id);
        product.put("create_time", world.now());
        change(product, call.body());
        products.put(id, product);
        reply.put("product_id", id);
    }

    private void update(Call call, ObjectNode reply) {
        ObjectNode product = product(call);
        if (call.body().has("attachments")) {
            attachments.album(call.body());
        }
        change(product, call.body());
    }

    private void list(Call call, ObjectNode reply) {
        int limit = call.body().limit(50, 100);
        List<ObjectNode> all = List.copyOf(products.values());
        Paging.page(reply, "product_list", all, call.body().text("cursor"), limit, product -> product);
    }

    private static void change(ObjectNode product, Fields body) {
        String description = body.text("description", "");
        if (description.codePointCount(0, description.length()) > 300) {
            throw new WeComError(40058, "description is longer than 300");
        }
        if (body.number("price", 0) < 0 || body.number("price", 0) > PRICE_IN_FEN) {
            throw new WeComError(40058, "price is more than " + PRICE_IN_FEN);
        }
        if (!body.text("product_sn", "").matches("[0-9A-Za-z]{0,128}")) {
            throw new WeComError(40058, "bad product_sn");
        }
        for (String name : List.of("description", "price", "product_sn", "attachments")) {
            if (body.has(name)) {
                product.set(name, body.node(name));
            }
        }
    }

    private ObjectNode product(Call call) {
        ObjectNode product = products.get(call.body().required("product_id"));
        if (product == null) {
            throw new WeComError(40035, "invalid product_id");
        }
        return product;
    }
}
