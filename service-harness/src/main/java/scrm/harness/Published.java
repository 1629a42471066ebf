package scrm.harness;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

import scrm.events.Event;
import scrm.events.Topic;
import scrm.messaging.EventConsumer;

/** Hears what the service under test tells the others; a bean of its test. */
public final class Published implements EventConsumer {
    private final List<Event> events = new CopyOnWriteArrayList<>();
    private final Set<Topic> topics;

    /** @param topics that the service publishes to */
    public Published(Topic... topics) {
        this.topics = Set.of(topics);
    }

    /** What was heard so far, oldest first. */
    Stream<Event> events() {
        return events.stream();
    }

    @Override
    public String name() {
        return "test";
    }

    @Override
    public Set<Topic> topics() {
        return topics;
    }

    @Override
    public void on(Event event) {
        events.add(event);
    }
}
