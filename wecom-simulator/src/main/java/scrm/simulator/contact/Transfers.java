package scrm.simulator.contact;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import scrm.simulator.contact.Contacts.Unassigned;
import scrm.simulator.contact.Relation.Origin;
import scrm.simulator.directory.Directory;
import scrm.simulator.server.Call;
import scrm.simulator.server.Paging;
import scrm.simulator.server.Routes;
import scrm.simulator.server.WeComError;
import scrm.simulator.server.World;

/** Handing contacts over, from members in office and from leavers; done after 24 h. Sources: documents 92125, 94081. */
public final class Transfers {
    private static final Duration WAITING = Duration.ofHours(24);
    private static final long QUARTER = 90 * 86_400L;
    private static final long YEAR = 365 * 86_400L;
    private static final int ASSIGNED_BY_ADMIN = 202;

    private final World world;
    private final Directory directory;
    private final Contacts contacts;
    private final List<Transfer> transfers = new ArrayList<>();

    public Transfers(World world, Directory directory, Contacts contacts) {
        this.world = world;
        this.directory = directory;
        this.contacts = contacts;
    }

    /** One contact on its way; 1 done, 2 waiting, 3 refused, 4 successor full. */
    private static final class Transfer {
        private final String from;
        private final String to;
        private final String externalUserId;
        private final boolean resigned;
        private final long askedAt;
        private int status = 2;
        private long doneAt;

        Transfer(String from, String to, String externalUserId, boolean resigned, long askedAt) {
            this.from = from;
            this.to = to;
            this.externalUserId = externalUserId;
            this.resigned = resigned;
            this.askedAt = askedAt;
        }
    }

    public void route(Routes routes) {
        routes.postAlone(
                "externalcontact/transfer_customer", Transfers::pair, (call, reply) -> ask(call, reply, false));
        routes.post("externalcontact/transfer_result", (call, reply) -> results(call, reply, false));
        routes.postAlone(
                "externalcontact/resigned/transfer_customer", Transfers::pair, (call, reply) -> ask(call, reply, true));
        routes.post("externalcontact/resigned/transfer_result", (call, reply) -> results(call, reply, true));
        routes.post("externalcontact/get_unassigned_list", this::unassigned);
    }

    /** The contact refuses. */
    public void refuse(String from, String to, String externalUserId) {
        Transfer transfer = waiting(externalUserId)
                .filter(t -> t.from.equals(from) && t.to.equals(to))
                .orElseThrow(() -> new IllegalArgumentException("no transfer is waiting"));
        transfer.status = 3;
        world.tell(world.events().transferFail(to, externalUserId, "customer_refused"));
    }

    private static String pair(Call call) {
        return call.body().text("handover_userid") + " " + call.body().text("takeover_userid");
    }

    private void ask(Call call, ObjectNode reply, boolean resigned) {
        String from = call.body().required("handover_userid");
        String to = call.body().required("takeover_userid");
        List<String> ids = call.body().texts("external_userid");
        directory.member(to);
        if (resigned == directory.has(from)) {
            throw resigned ? new WeComError(40097, "not resigned: " + from) : new WeComError(60111, "left: " + from);
        }
        if (ids.isEmpty() || ids.size() > 100) {
            throw new WeComError(40035, "external_userid holds 1 to 100");
        }
        if (from.equals(to)) {
            throw new WeComError(40130, "handed over to the same person");
        }
        String message = call.body().text("transfer_success_msg", "");
        if (message.codePointCount(0, message.length()) > 200) {
            throw new WeComError(40058, "transfer_success_msg is longer than 200");
        }
        ArrayNode accepted = reply.putArray("customer");
        for (String id : ids) {
            int errcode = errcode(from, id, resigned);
            accepted.addObject().put("external_userid", id).put("errcode", errcode);
            if (errcode == 0) {
                Transfer transfer = new Transfer(from, to, id, resigned, world.now());
                transfers.add(transfer);
                world.later(WAITING, () -> finish(transfer));
            }
        }
    }

    private int errcode(String from, String id, boolean resigned) {
        if (!contacts.knows(id)) {
            return 40096;
        }
        if (waiting(id).isPresent()) {
            return 40129;
        }
        if (resigned) {
            Unassigned left = contacts.unassigned(from, id);
            return left == null || left.leftAt() + YEAR < world.now() ? 40131 : 0;
        }
        if (contacts.find(from, id).filter(Relation::visible).isEmpty()) {
            return 40131;
        }
        long recent = transfers.stream()
                .filter(t -> t.externalUserId.equals(id) && t.status == 1 && t.doneAt + QUARTER > world.now())
                .count();
        return recent >= 2 ? 40128 : 0;
    }

    private void finish(Transfer transfer) {
        if (transfer.status != 2 || !directory.has(transfer.to)) {
            return;
        }
        transfer.status = 1;
        transfer.doneAt = world.now();
        Contact contact = contacts.contact(transfer.externalUserId);
        contacts.end(transfer.from, contact);
        contacts.assigned(transfer.from, transfer.externalUserId);
        if (!transfer.resigned) {
            world.tell(world.events().delExternalContact(transfer.from, transfer.externalUserId, "DELETE_BY_TRANSFER"));
        }
        // Whoever is a friend already stays one; no event tells of it.
        if (contacts.find(transfer.to, transfer.externalUserId).isEmpty()) {
            contacts.befriend(transfer.to, contact, new Origin(ASSIGNED_BY_ADMIN, null, transfer.from));
            world.tell(world.events().addExternalContact(transfer.to, transfer.externalUserId, null, null));
        }
    }

    private Optional<Transfer> waiting(String externalUserId) {
        return transfers.stream()
                .filter(t -> t.status == 2 && t.externalUserId.equals(externalUserId))
                .findFirst();
    }

    private void results(Call call, ObjectNode reply, boolean resigned) {
        String from = call.body().required("handover_userid");
        String to = call.body().required("takeover_userid");
        List<Transfer> asked = transfers.stream()
                .filter(t -> t.resigned == resigned && t.from.equals(from) && t.to.equals(to))
                .toList();
        Paging.page(
                reply,
                "customer",
                asked,
                call.body().text("cursor"),
                1000,
                t -> JsonNodeFactory.instance
                        .objectNode()
                        .put("external_userid", t.externalUserId)
                        .put("status", t.status)
                        .put("takeover_time", t.status == 1 ? t.doneAt : t.askedAt + WAITING.toSeconds()));
    }

    private void unassigned(Call call, ObjectNode reply) {
        int size = call.body().integer("page_size", 1000);
        long page = call.body().number("page_id", 0);
        if (size < 1 || size > 1000 || page * size >= 50_000) {
            throw new WeComError(40035, "page_size is 1 to 1000; beyond 50,000 use cursor");
        }
        String cursor = call.body().text("cursor");
        if (cursor == null && page > 0) {
            cursor = Paging.cursor(page * size);
        }
        List<Unassigned> all = List.copyOf(contacts.unassigned());
        Paging.page(
                reply,
                "info",
                all,
                cursor,
                size,
                left -> JsonNodeFactory.instance
                        .objectNode()
                        .put("handover_userid", left.relation().userId())
                        .put("external_userid", left.relation().externalUserId())
                        .put("dimission_time", left.leftAt()));
        reply.put("is_last", reply.path("next_cursor").asString("").isEmpty());
    }
}
