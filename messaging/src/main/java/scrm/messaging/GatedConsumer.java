package scrm.messaging;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

import scrm.events.Event;
import scrm.events.Topic;

/** A consumer whom only those events concern that pass all gates. */
record GatedConsumer(EventConsumer consumer, List<EventGate> gates) implements EventConsumer {
    GatedConsumer {
        gates = List.copyOf(gates);
    }

    @Override
    public String name() {
        return consumer.name();
    }

    @Override
    public Set<Topic> topics() {
        return consumer.topics();
    }

    @Override
    public boolean urgent() {
        return consumer.urgent();
    }

    @Override
    public Predicate<Event> concerning(List<Event> poll) {
        Predicate<Event> passing = event -> true;
        for (EventGate gate : gates) {
            passing = passing.and(gate.passing(poll));
        }
        return passing.and(consumer.concerning(poll.stream().filter(passing).toList()));
    }

    @Override
    public void on(Event event) {
        consumer.on(event);
    }

    @Override
    public void onEveryArrival(Event event) {
        consumer.onEveryArrival(event);
    }
}
