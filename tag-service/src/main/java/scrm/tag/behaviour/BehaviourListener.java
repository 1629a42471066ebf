package scrm.tag.behaviour;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.springframework.stereotype.Component;

import scrm.events.AttributionEvent.ContactAttributed;
import scrm.events.Event;
import scrm.events.Topic;
import scrm.messaging.EventConsumer;

/** Hears what contacts did, whichever service tells it. */
@Component
class BehaviourListener implements EventConsumer {
    private final TakeDownFacts facts;

    BehaviourListener(TakeDownFacts facts) {
        this.facts = facts;
    }

    @Override
    public String name() {
        return "tag-service.behaviour";
    }

    @Override
    public Set<Topic> topics() {
        return EnumSet.of(Topic.EXTERNAL_CONTACT, Topic.ATTRIBUTION, Topic.GROUP, Topic.SOP, Topic.TAGGING);
    }

    @Override
    public Predicate<Event> concerning(List<Event> poll) {
        return event -> !(event instanceof ContactAttributed) && !Fact.of(event).isEmpty();
    }

    @Override
    public void on(Event event) {
        facts.of(event);
    }
}
