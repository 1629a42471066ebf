package scrm.channel.welcome;

import java.util.Set;
import org.springframework.stereotype.Component;

import scrm.events.Event;
import scrm.events.ExternalContactEvent.ExternalContactAdded;
import scrm.events.ExternalContactEvent.ExternalContactHalfAdded;
import scrm.events.Topic;
import scrm.messaging.EventConsumer;

/** The welcome's own way in: a consumer group that nothing slower can hold up. */
@Component
class WelcomeListener implements EventConsumer {
    private final OweWelcome oweWelcome;

    WelcomeListener(OweWelcome oweWelcome) {
        this.oweWelcome = oweWelcome;
    }

    @Override
    public String name() {
        return "channel-qrcode-service.welcome";
    }

    @Override
    public Set<Topic> topics() {
        return Set.of(Topic.EXTERNAL_CONTACT);
    }

    @Override
    public boolean urgent() {
        return true;
    }

    @Override
    public void on(Event event) {
        switch (event) {
            case ExternalContactAdded e -> oweWelcome.added(e);
            case ExternalContactHalfAdded e -> oweWelcome.halfAdded(e);
            default -> {}
        }
    }
}
