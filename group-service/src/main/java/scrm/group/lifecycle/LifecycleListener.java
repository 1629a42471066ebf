package scrm.group.lifecycle;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

import scrm.events.Event;
import scrm.events.GroupEvent;
import scrm.events.GroupEvent.GroupChatEnded;
import scrm.events.GroupEvent.GroupChatOpened;
import scrm.events.GroupEvent.GroupMemberJoined;
import scrm.events.GroupEvent.GroupMemberQuit;
import scrm.events.Topic;
import scrm.group.lifecycle.Lifecycles.Group;
import scrm.messaging.EventConsumer;

/** Has groups looked at when something happens in them. */
@Component
class LifecycleListener implements EventConsumer {
    /** Whoever comes and goes within this is one look. */
    private static final Duration MOMENT = Duration.ofMinutes(1);

    private final Lifecycles lifecycles;
    private final Clock clock;

    LifecycleListener(Lifecycles lifecycles, Clock clock) {
        this.lifecycles = lifecycles;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "group-service.lifecycle";
    }

    @Override
    public Set<Topic> topics() {
        return Set.of(Topic.GROUP);
    }

    /** Most who come and go do so in a group that is looked at in a moment anyway, and cost no row. */
    @Override
    public Predicate<Event> concerning(List<Event> poll) {
        Set<Group> unseen = lifecycles.notLookedAt(
                poll.stream()
                        .filter(LifecycleListener::isMovement)
                        .map(LifecycleListener::group)
                        .collect(Collectors.toSet()),
                clock.instant().plus(MOMENT));
        return event -> event instanceof GroupChatOpened
                || event instanceof GroupChatEnded
                || (isMovement(event) && unseen.contains(group(event)));
    }

    private static boolean isMovement(Event event) {
        return event instanceof GroupMemberJoined || event instanceof GroupMemberQuit;
    }

    private static Group group(Event event) {
        return new Group(event.corpId(), ((GroupEvent) event).chatId());
    }

    @Override
    public void on(Event event) {
        Instant now = clock.instant();
        switch (event) {
            case GroupChatOpened opened -> lifecycles.begin(opened.corpId(), opened.chatId(), now);
            case GroupChatEnded ended -> lifecycles.lookAt(ended.corpId(), ended.chatId(), now);
            case GroupMemberJoined joined -> lifecycles.lookAt(joined.corpId(), joined.chatId(), now.plus(MOMENT));
            case GroupMemberQuit quit -> lifecycles.lookAt(quit.corpId(), quit.chatId(), now.plus(MOMENT));
            default -> {}
        }
    }
}
