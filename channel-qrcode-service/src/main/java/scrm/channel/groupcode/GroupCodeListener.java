package scrm.channel.groupcode;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.springframework.stereotype.Component;

import scrm.events.Event;
import scrm.events.GroupCodeEvent.GroupCodeWanted;
import scrm.events.Topic;
import scrm.messaging.EventConsumer;

/** Hears of group codes that are wanted. */
@Component
class GroupCodeListener implements EventConsumer {
    private final OpenGroupCode openGroupCode;

    GroupCodeListener(OpenGroupCode openGroupCode) {
        this.openGroupCode = openGroupCode;
    }

    @Override
    public String name() {
        return "channel-qrcode-service.group-code";
    }

    @Override
    public Set<Topic> topics() {
        return Set.of(Topic.GROUP);
    }

    @Override
    public Predicate<Event> concerning(List<Event> poll) {
        return GroupCodeWanted.class::isInstance;
    }

    @Override
    public void on(Event event) {
        if (event instanceof GroupCodeWanted wanted) {
            openGroupCode.open(wanted);
        }
    }
}
