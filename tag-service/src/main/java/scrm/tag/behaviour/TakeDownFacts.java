package scrm.tag.behaviour;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import scrm.events.AttributionEvent.ContactAttributed;
import scrm.events.Event;
import scrm.messaging.Outbox;
import scrm.messaging.Trace;
import scrm.messaging.TransactionBatch;
import scrm.tag.behaviour.Fact.Behaved;
import scrm.tag.behaviour.Fact.CameBy;
import scrm.tag.behaviour.Fact.InGroup;

/** Takes down what contacts did, each once, and tells the others of what is new. */
@Service
@Transactional
public class TakeDownFacts {
    private final Behaviours behaviours;
    private final Outbox outbox;
    private final TransactionBatch.Sink<Heard> heard = this::write;

    TakeDownFacts(Behaviours behaviours, Outbox outbox) {
        this.behaviours = behaviours;
        this.outbox = outbox;
    }

    /** A fact, in the trace of what told it. */
    private record Heard(Fact fact, String traceparent) {}

    /**
     * A contact came by a live code; called in the transaction that wants its source tags, so that whoever hears of it
     * finds them wanted.
     */
    public void attributed(ContactAttributed event) {
        of(event);
    }

    /** What an event says; written before the transaction commits. */
    void of(Event event) {
        Fact.of(event).forEach(fact -> TransactionBatch.add(heard, new Heard(fact, Trace.current())));
    }

    /** A behaviour; returns whether it is new. */
    boolean behaved(Behaviour behaviour) {
        return !write(List.of(new Heard(new Behaved(behaviour), Trace.current())))
                .isEmpty();
    }

    private List<Behaviour> write(List<Heard> all) {
        List<Behaviour> told = facts(all, Behaved.class).map(Behaved::behaviour).toList();
        List<Behaviour> fresh = behaviours.add(told);
        behaviours.active(fresh.stream().filter(Behaviour::isActive).toList());
        behaviours.cameBy(facts(all, CameBy.class).map(CameBy::attributed).toList());
        behaviours.inGroups(facts(all, InGroup.class).toList());
        Map<Behaviour, String> traces = new HashMap<>();
        all.forEach(one -> {
            if (one.fact() instanceof Behaved(Behaviour behaviour)) {
                traces.putIfAbsent(behaviour, one.traceparent());
            }
        });
        fresh.forEach(behaviour -> Trace.within(traces.get(behaviour), () -> outbox.append(behaviour.told())));
        return fresh;
    }

    private static <F extends Fact> Stream<F> facts(List<Heard> all, Class<F> type) {
        return all.stream().map(Heard::fact).filter(type::isInstance).map(type::cast);
    }
}
