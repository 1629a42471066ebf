package scrm.messaging;

import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

import scrm.events.Event;
import scrm.events.Topic;

/**
 * A service's way in for the events of some topics; a bean of this type is all that it takes.
 *
 * <p>Events of a poll are handled in one transaction, each claimed in the {@link Inbox} first. If one fails, the poll
 * is rolled back and its events are handled one by one: what may pass later (a deadlock, a store that is away) is tried
 * again in place, so that the order of a key is kept; what never will goes to the topic's dead letters with its cause.
 */
public interface EventConsumer {
    /** The Kafka group and the name that claims are made under, for example {@code channel-qrcode-service.welcome}. */
    String name();

    /** The topics that it reads. */
    Set<Topic> topics();

    /**
     * Whether somebody waits for each event. The others rest for a moment after each poll, so that under load their
     * polls, and with them their transactions, are few and large; an event that comes alone is handled at once.
     */
    default boolean urgent() {
        return false;
    }

    /**
     * Tells which events of a poll concern it; the others are passed by, without a claim or any other row. For
     * consumers that most events do not concern. Asked before each transaction, for all of its events at once, so that
     * one question to the database is enough; what it goes by must not be older than the poll.
     */
    default Predicate<Event> concerning(List<Event> poll) {
        return _ -> true;
    }

    /**
     * For consumers that do no more than mark what an event is about: of a poll's events about the same, only the last
     * concerns them. It is the last to come again, too, so none is taken for handled that is not.
     *
     * @param subject what an event is about; null: nothing that is marked
     */
    static Predicate<Event> lastOfEach(List<Event> poll, Function<Event, @Nullable Object> subject) {
        Map<Object, Event> last = new HashMap<>();
        for (Event event : poll) {
            Object its = subject.apply(event);
            if (its != null) {
                last.put(its, event);
            }
        }
        Set<Event> all = Collections.newSetFromMap(new IdentityHashMap<>());
        all.addAll(last.values());
        return all::contains;
    }

    /**
     * Handles an event once, in the transaction in which it was claimed. Calls nothing outside: work for the outside is
     * submitted to the {@link WorkQueue}. Events that do not concern the service are ignored.
     */
    void on(Event event);

    /**
     * Is told of every arrival that concerns it, repeated ones too, in the same transaction and after {@link #on}: two
     * edits of one object in the same second are byte-identical, so a refresh must not be swallowed by deduplication.
     * Only for effects that may repeat, such as marking an object dirty.
     */
    default void onEveryArrival(Event event) {}
}
