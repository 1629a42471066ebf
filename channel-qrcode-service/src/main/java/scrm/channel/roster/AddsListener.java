package scrm.channel.roster;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.springframework.stereotype.Component;

import scrm.events.AttributionEvent.ContactAttributed;
import scrm.events.Event;
import scrm.events.Topic;
import scrm.messaging.EventConsumer;

/**
 * Hears which contacts came by which codes. Attribution has made one of what callbacks, half-adds and repairs tell of
 * the same contact, so that it is counted once.
 */
@Component
class AddsListener implements EventConsumer {
    private final CountAdds countAdds;

    AddsListener(CountAdds countAdds) {
        this.countAdds = countAdds;
    }

    @Override
    public String name() {
        return "channel-qrcode-service.roster";
    }

    @Override
    public Set<Topic> topics() {
        return Set.of(Topic.ATTRIBUTION);
    }

    /** Until a full member's roster is looked at, more contacts come. */
    @Override
    public boolean urgent() {
        return true;
    }

    /** Most codes have no roster. */
    @Override
    public Predicate<Event> concerning(List<Event> poll) {
        return countAdds.concerning(poll);
    }

    @Override
    public void on(Event event) {
        if (event instanceof ContactAttributed attributed) {
            countAdds.attributed(attributed);
        }
    }
}
