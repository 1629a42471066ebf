package scrm.channel.invitation;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.springframework.stereotype.Component;

import scrm.events.AttributionEvent;
import scrm.events.Event;
import scrm.events.Topic;
import scrm.messaging.EventConsumer;

/** The way in: what was decided of where contacts came from. */
@Component
class AttributionListener implements EventConsumer {
    private final FollowInvitees followInvitees;

    AttributionListener(FollowInvitees followInvitees) {
        this.followInvitees = followInvitees;
    }

    @Override
    public String name() {
        return "channel-qrcode-service.referral";
    }

    @Override
    public Set<Topic> topics() {
        return Set.of(Topic.ATTRIBUTION);
    }

    /** Most codes are nobody's. */
    @Override
    public Predicate<Event> concerning(List<Event> poll) {
        return followInvitees.concerning(poll);
    }

    @Override
    public void on(Event event) {
        if (event instanceof AttributionEvent attribution) {
            followInvitees.heard(attribution);
        }
    }
}
