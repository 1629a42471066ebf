package scrm.tag.growth;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

import scrm.events.CorpId;
import scrm.events.Event;
import scrm.events.TaggingEvent.ContactBehaved;
import scrm.events.Topic;
import scrm.messaging.EventConsumer;
import scrm.tag.behaviour.Behaviour;

/** Hears what contacts did. */
@Component
class GrowthListener implements EventConsumer {
    private final RefreshGrowth refresh;

    GrowthListener(RefreshGrowth refresh) {
        this.refresh = refresh;
    }

    @Override
    public String name() {
        return "tag-service.growth";
    }

    @Override
    public Set<Topic> topics() {
        return Set.of(Topic.TAGGING);
    }

    @Override
    public Predicate<Event> concerning(List<Event> poll) {
        Set<CorpId> corpIds = poll.stream()
                .filter(ContactBehaved.class::isInstance)
                .map(Event::corpId)
                .collect(Collectors.toSet());
        Set<CorpId> growing = refresh.growing(corpIds);
        return event -> event instanceof ContactBehaved && growing.contains(event.corpId());
    }

    @Override
    public void on(Event event) {
        if (event instanceof ContactBehaved e) {
            boolean added = e.kind().equals(Behaviour.ADDED);
            refresh.did(new ContactKey(e.corpId(), e.externalUserId()), added ? e.userId() : null);
        }
    }
}
