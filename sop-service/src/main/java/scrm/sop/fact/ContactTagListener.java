package scrm.sop.fact;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.springframework.stereotype.Component;

import scrm.events.Event;
import scrm.events.TaggingEvent.ExternalContactTagged;
import scrm.events.Topic;
import scrm.messaging.EventConsumer;

/** Hears which tags contacts got and lost. */
@Component
class ContactTagListener implements EventConsumer {
    private final ContactTags tags;

    ContactTagListener(ContactTags tags) {
        this.tags = tags;
    }

    @Override
    public String name() {
        return "sop-service.tags";
    }

    @Override
    public Set<Topic> topics() {
        return Set.of(Topic.TAGGING);
    }

    @Override
    public Predicate<Event> concerning(List<Event> poll) {
        return ExternalContactTagged.class::isInstance;
    }

    @Override
    public void on(Event event) {
        if (event instanceof ExternalContactTagged tagged) {
            tags.changed(tagged);
        }
    }
}
