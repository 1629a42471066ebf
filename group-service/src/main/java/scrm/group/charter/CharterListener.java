package scrm.group.charter;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

import scrm.events.Event;
import scrm.events.GroupCodeEvent.GroupCodeOpened;
import scrm.events.GroupCodeEvent.GroupCodeRefused;
import scrm.events.GroupEvent.GroupChatOpened;
import scrm.events.GroupEvent.GroupMemberJoined;
import scrm.events.State;
import scrm.events.Topic;
import scrm.messaging.EventConsumer;

/** Hears of codes that were asked for and of groups that may be a charter's. */
@Component
class CharterListener implements EventConsumer {
    private final Charters charters;
    private final OpenGroup openGroup;

    CharterListener(Charters charters, OpenGroup openGroup) {
        this.charters = charters;
        this.openGroup = openGroup;
    }

    @Override
    public String name() {
        return "group-service.charter";
    }

    @Override
    public Set<Topic> topics() {
        return Set.of(Topic.GROUP, Topic.ATTRIBUTION);
    }

    /** Of the many who join, only those by a code that a charter waits for. */
    @Override
    public Predicate<Event> concerning(List<Event> poll) {
        Set<State> awaited = charters.awaited(poll.stream()
                .filter(GroupMemberJoined.class::isInstance)
                .map(event -> ((GroupMemberJoined) event).state())
                .filter(Objects::nonNull)
                .collect(Collectors.toSet()));
        return event -> switch (event) {
            case GroupMemberJoined joined -> joined.state() != null && awaited.contains(joined.state());
            case GroupChatOpened _, GroupCodeOpened _, GroupCodeRefused _ -> true;
            default -> false;
        };
    }

    @Override
    public void on(Event event) {
        switch (event) {
            case GroupMemberJoined joined -> openGroup.joined(joined);
            case GroupChatOpened opened -> openGroup.appeared(opened);
            case GroupCodeOpened opened -> openGroup.opened(opened);
            case GroupCodeRefused refused -> openGroup.refused(refused);
            default -> {}
        }
    }
}
