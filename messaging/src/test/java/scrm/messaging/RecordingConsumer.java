package scrm.messaging;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import scrm.events.Event;
import scrm.events.Topic;

/** Notes what it is handed. What it notes may be of a transaction that is rolled back. */
final class RecordingConsumer implements EventConsumer {
    private final String name;
    private final Set<Topic> topics;
    private final Consumer<Event> effect;
    final List<Event> handled = new CopyOnWriteArrayList<>();
    final List<Event> arrived = new CopyOnWriteArrayList<>();
    final List<String> traces = new CopyOnWriteArrayList<>();

    RecordingConsumer(String name, Set<Topic> topics, Consumer<Event> effect) {
        this.name = name;
        this.topics = topics;
        this.effect = effect;
    }

    RecordingConsumer(String name, Topic topic) {
        this(name, Set.of(topic), _ -> {});
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Set<Topic> topics() {
        return topics;
    }

    @Override
    public void on(Event event) {
        effect.accept(event);
        traces.add(Trace.current());
        handled.add(event);
    }

    @Override
    public void onEveryArrival(Event event) {
        arrived.add(event);
    }
}
