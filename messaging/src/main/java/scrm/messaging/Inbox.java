package scrm.messaging;

import java.util.Collection;
import java.util.Set;

import scrm.events.EventId;

/** Guards effects against repetition: the first claim of an event by a consumer wins, for good. */
public interface Inbox {
    /**
     * Claims an event for a consumer by inserting it; must run in the transaction of the effect.
     *
     * @return false if the consumer has claimed it before: do nothing
     * @throws IllegalStateException if no transaction is active
     */
    boolean claim(String consumer, EventId id);

    /** Those that a consumer has not claimed, as it is now; claims nothing. */
    Set<EventId> unclaimed(String consumer, Collection<EventId> ids);
}
