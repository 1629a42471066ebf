package scrm.messaging;

import scrm.events.Event;

/** What is to be published once the transaction commits; a relay publishes it, in order per key, at least once. */
public interface Outbox {
    /**
     * Writes the event, with the current trace context, in the running transaction.
     *
     * @throws IllegalStateException if no transaction is active
     */
    void append(Event event);
}
