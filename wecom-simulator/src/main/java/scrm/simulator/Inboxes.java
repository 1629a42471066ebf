package scrm.simulator;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;

import scrm.simulator.server.World.Letterbox;

/** What everybody in one corp received. */
final class Inboxes implements Letterbox {
    private final Clock clock;
    private final Map<String, List<Received>> byReceiver = new ConcurrentHashMap<>();

    Inboxes(Clock clock) {
        this.clock = clock;
    }

    @Override
    public void receive(String kind, String receiver, String sender, String id, JsonNode content) {
        Received received = new Received(kind, receiver, sender, id, content, clock.instant());
        byReceiver.compute(receiver, (r, before) -> {
            List<Received> all = before == null ? new ArrayList<>(1) : new ArrayList<>(before);
            all.add(received);
            return List.copyOf(all);
        });
    }

    List<Received> of(String receiver) {
        return byReceiver.getOrDefault(receiver, List.of());
    }
}
