package scrm.simulator.server;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** JS-SDK tickets, and the addresses that WeCom calls from. Sources: documents 90312, 90930. */
public final class Tickets {
    private static final Duration LIFE = Duration.ofHours(2);

    private final World world;
    private final Map<String, Ticket> tickets = new HashMap<>();

    public Tickets(World world) {
        this.world = world;
    }

    private record Ticket(String value, Instant expiresAt) {}

    public void route(Routes routes) {
        routes.get("get_jsapi_ticket", (call, reply) -> answer("corp", reply));
        routes.get("ticket/get", (call, reply) -> {
            if (!call.query().get("type", "").equals("agent_config")) {
                throw new WeComError(40035, "type is agent_config");
            }
            answer("agent", reply);
        });
        routes.get("getcallbackip", (call, reply) -> reply.putArray("ip_list").add("127.0.0.1"));
        routes.get(
                "get_api_domain_ip", (call, reply) -> reply.putArray("ip_list").add("127.0.0.1"));
    }

    private void answer(String kind, ObjectNode reply) {
        Instant now = world.instant();
        Ticket ticket = tickets.compute(
                kind,
                (k, old) -> old != null && old.expiresAt.isAfter(now)
                        ? old
                        : new Ticket(world.id("kgt8ON7yVITDhtdwci0qe", 60), now.plus(LIFE)));
        reply.put("ticket", ticket.value);
        reply.put("expires_in", Duration.between(now, ticket.expiresAt).toSeconds());
    }
}
