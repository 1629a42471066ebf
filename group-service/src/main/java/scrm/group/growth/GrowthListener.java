package scrm.group.growth;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

import scrm.events.Event;
import scrm.events.GroupEvent.GroupMemberJoined;
import scrm.events.Topic;
import scrm.group.growth.FullGroups.Group;
import scrm.messaging.EventConsumer;

/** Hears of whoever takes the last place of a group. */
@Component
class GrowthListener implements EventConsumer {
    private final FullGroups fullGroups;
    private final PrepareNextGroup prepareNextGroup;

    GrowthListener(FullGroups fullGroups, PrepareNextGroup prepareNextGroup) {
        this.fullGroups = fullGroups;
        this.prepareNextGroup = prepareNextGroup;
    }

    @Override
    public String name() {
        return "group-service.growth";
    }

    @Override
    public Set<Topic> topics() {
        return Set.of(Topic.GROUP);
    }

    /** Most groups are not full, and who joins them costs no row. */
    @Override
    public Predicate<Event> concerning(List<Event> poll) {
        Set<Group> full = fullGroups.withoutNext(poll.stream()
                .filter(GroupMemberJoined.class::isInstance)
                .map(event -> group((GroupMemberJoined) event))
                .collect(Collectors.toSet()));
        return event -> event instanceof GroupMemberJoined joined && full.contains(group(joined));
    }

    @Override
    public void on(Event event) {
        if (event instanceof GroupMemberJoined joined) {
            prepareNextGroup.prepare(joined.corpId(), joined.chatId());
        }
    }

    private static Group group(GroupMemberJoined joined) {
        return new Group(joined.corpId(), joined.chatId());
    }
}
