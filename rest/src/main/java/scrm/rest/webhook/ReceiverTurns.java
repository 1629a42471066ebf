package scrm.rest.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How the places of this process are shared among receivers: one that lets calls wait has most of them at most, and one
 * that did not answer is not called again for a while, so that the others have theirs.
 */
final class ReceiverTurns {
    static final int AT_ONCE = 12;
    static final Duration REST = Duration.ofSeconds(30);

    private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

    private final Map<EndpointId, Receiver> receivers = new HashMap<>();

    private record Receiver(int underWay, Instant restsUntil) {
        static final Receiver IDLE = new Receiver(0, Instant.MIN);
    }

    /**
     * Asks for a place.
     *
     * @param attempt how often this was asked for the message, from 1: who comes often waits longer
     * @return empty: it may be called, and the place is owed back; else how long to wait
     */
    synchronized Optional<Duration> take(EndpointId id, int attempt, Instant now) {
        Receiver receiver = receivers.getOrDefault(id, Receiver.IDLE);
        if (receiver.restsUntil().isAfter(now)) {
            return Optional.of(Duration.between(now, receiver.restsUntil()).plus(waits(attempt)));
        }
        if (receiver.underWay() >= AT_ONCE) {
            return Optional.of(waits(attempt));
        }
        receivers.put(id, new Receiver(receiver.underWay() + 1, receiver.restsUntil()));
        return Optional.empty();
    }

    /** Gives a place back. */
    synchronized void giveBack(EndpointId id, boolean answered, Instant now) {
        Receiver receiver = receivers.getOrDefault(id, Receiver.IDLE);
        Instant restsUntil = answered ? Instant.MIN : now.plus(REST);
        int underWay = Math.max(0, receiver.underWay() - 1);
        if (underWay == 0 && answered) {
            receivers.remove(id);
        } else {
            receivers.put(id, new Receiver(underWay, restsUntil));
        }
    }

    private static Duration waits(int attempt) {
        Duration wait = Duration.ofSeconds(Math.max(1, attempt));
        return wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT;
    }
}
