package scrm.simulator.server;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

import scrm.simulator.callback.CallbackEvent;
import scrm.simulator.callback.CallbackEvents;

/**
 * What all features of one corp share. Its monitor guards their state: API calls and acts of people run one at a time
 * in a corp.
 */
public final class World {
    private final String corpId;
    private final Clock clock;
    private final Ids ids;
    private final CallbackEvents events;
    private final Consumer<CallbackEvent> callbacks;
    private final Letterbox letterbox;
    private final PriorityQueue<Due> dues = new PriorityQueue<>();
    private long order;

    /** Where messages end up that people really get. */
    @FunctionalInterface
    public interface Letterbox {
        void receive(String kind, String receiver, String sender, String id, JsonNode content);
    }

    public World(String corpId, Clock clock, Ids ids, Consumer<CallbackEvent> callbacks, Letterbox letterbox) {
        this.corpId = corpId;
        this.clock = clock;
        this.ids = ids;
        this.events = new CallbackEvents(corpId, clock);
        this.callbacks = callbacks;
        this.letterbox = letterbox;
    }

    public String corpId() {
        return corpId;
    }

    public Instant instant() {
        return clock.instant();
    }

    /** Now, in the seconds that WeCom counts in. */
    public long now() {
        return clock.instant().getEpochSecond();
    }

    public String id(String prefix, int length) {
        return ids.next(prefix, length);
    }

    public CallbackEvents events() {
        return events;
    }

    /** Sends a callback: for acts of people only, never for calls of the API. */
    public void tell(CallbackEvent event) {
        callbacks.accept(event);
    }

    /** Does something once simulated time has moved on: before the next call or act after that. */
    public void later(Duration delay, Runnable task) {
        dues.add(new Due(instant().plus(delay), ++order, task));
    }

    /** Does what has fallen due. */
    public synchronized void ripen() {
        Instant now = instant();
        for (Due next = dues.peek(); next != null && !next.at.isAfter(now); next = dues.peek()) {
            dues.remove(next);
            next.task.run();
        }
    }

    public void deliver(String kind, String receiver, String sender, String id, JsonNode content) {
        letterbox.receive(kind, receiver, sender, id, content);
    }

    private record Due(Instant at, long order, Runnable task) implements Comparable<Due> {
        @Override
        public int compareTo(Due other) {
            int byTime = at.compareTo(other.at);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }
}
