package scrm.group.stranger;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.springframework.stereotype.Component;

import scrm.events.Event;
import scrm.events.TaggingEvent.ExternalContactStored;
import scrm.events.Topic;
import scrm.group.stranger.KnownContacts.Relation;
import scrm.messaging.EventConsumer;
import scrm.messaging.TransactionBatch;

/** Hears who becomes and ceases to be whose contact. */
@Component
class ContactListener implements EventConsumer {
    private final TransactionBatch.Sink<Relation> told;

    ContactListener(KnownContacts contacts) {
        this.told = contacts::told;
    }

    @Override
    public String name() {
        return "group-service.contact";
    }

    @Override
    public Set<Topic> topics() {
        return Set.of(Topic.TAGGING);
    }

    @Override
    public Predicate<Event> concerning(List<Event> poll) {
        return ExternalContactStored.class::isInstance;
    }

    @Override
    public void on(Event event) {
        if (event instanceof ExternalContactStored stored) {
            TransactionBatch.add(
                    told,
                    new Relation(
                            stored.corpId(),
                            stored.externalUserId(),
                            stored.userId(),
                            stored.endedAt() == null,
                            stored.occurredAt()));
        }
    }
}
