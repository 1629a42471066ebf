package scrm.sop.rhythm;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.springframework.stereotype.Component;

import scrm.events.Event;
import scrm.events.TaggingEvent.ContactBehaved;
import scrm.events.Topic;
import scrm.messaging.EventConsumer;
import scrm.messaging.TransactionBatch;

/** Takes in what contacts do of their own accord. */
@Component
class ActivityListener implements EventConsumer {
    private static final Set<String> OWN_ACCORD =
            Set.of("ADDED", "GROUP_JOINED", "LINK_CLICKED", "MESSAGE_SENT", "SURVEY_ANSWERED", "PURCHASED");

    private final Activities activities;

    ActivityListener(Activities activities) {
        this.activities = activities;
    }

    @Override
    public String name() {
        return "sop-service.activity";
    }

    @Override
    public Set<Topic> topics() {
        return Set.of(Topic.TAGGING);
    }

    @Override
    public Predicate<Event> concerning(List<Event> poll) {
        return event -> event instanceof ContactBehaved behaved && OWN_ACCORD.contains(behaved.kind());
    }

    @Override
    public void on(Event event) {
        if (event instanceof ContactBehaved behaved) {
            TransactionBatch.add(
                    activities,
                    new Activities.Activity(behaved.corpId(), behaved.externalUserId(), behaved.occurredAt()));
        }
    }
}
