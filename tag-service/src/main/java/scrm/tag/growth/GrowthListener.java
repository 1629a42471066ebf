package scrm.tag.growth;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

import scrm.events.CorpId;
import scrm.events.Event;
import scrm.events.TaggingEvent.ContactBehaved;
import scrm.events.TaggingEvent.ExternalContactStored;
import scrm.events.Topic;
import scrm.messaging.EventConsumer;

/** Hears what contacts did, and who follows them. */
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
        Set<CorpId> growing = refresh.growing(
                poll.stream().filter(GrowthListener::matters).map(Event::corpId).collect(Collectors.toSet()));
        return event -> matters(event) && growing.contains(event.corpId());
    }

    private static boolean matters(Event event) {
        return event instanceof ContactBehaved
                || (event instanceof ExternalContactStored stored && stored.created() && stored.endedAt() == null);
    }

    @Override
    public void on(Event event) {
        switch (event) {
            case ContactBehaved e -> refresh.did(new ContactKey(e.corpId(), e.externalUserId()));
            case ExternalContactStored e ->
                refresh.followed(new ContactKey(e.corpId(), e.externalUserId()), e.userId());
            default -> {}
        }
    }
}
