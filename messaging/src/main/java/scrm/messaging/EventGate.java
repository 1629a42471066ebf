package scrm.messaging;

import java.util.List;
import java.util.function.Predicate;

import scrm.events.Event;

/** Keeps events from all consumers of a service, whatever they are for; a bean of this type is all that it takes. */
public interface EventGate {
    /** Tells which events of a poll may pass. Asked before each transaction, for all of its events at once. */
    Predicate<Event> passing(List<Event> poll);
}
