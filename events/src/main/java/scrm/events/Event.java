package scrm.events;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Something that happened. In JSON an event is one flat object whose {@code type} is the record's simple name; each has
 * a golden sample under {@code scrm/events/golden/}. Fields are only ever added, and readers ignore those that they do
 * not know.
 */
public sealed interface Event permits WeComEvent, ScrmEvent {
    /** Names this event for good; see {@link EventId}. */
    EventId id();

    /** The corp that it happened in. */
    CorpId corpId();

    /** When it happened: a callback's {@code CreateTime} (whole seconds), or our clock for our decisions. */
    Instant occurredAt();

    /** Where it is published. */
    Topic topic();

    /** The Kafka key: events with one key keep their order. */
    String key();

    /** Every event type by the name that its JSON carries. */
    static Map<String, Class<? extends Event>> types() {
        Map<String, Class<? extends Event>> types = new TreeMap<>();
        leaves(Event.class).forEach(type -> types.put(type.getSimpleName(), type.asSubclass(Event.class)));
        return types;
    }

    private static Stream<Class<?>> leaves(Class<?> type) {
        return type.isSealed() ? Stream.of(type.getPermittedSubclasses()).flatMap(Event::leaves) : Stream.of(type);
    }
}
