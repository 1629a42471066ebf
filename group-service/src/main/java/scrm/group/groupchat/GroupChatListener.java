package scrm.group.groupchat;

import java.util.Set;
import org.springframework.stereotype.Component;

import scrm.events.Event;
import scrm.events.GroupChatEvent;
import scrm.events.Topic;
import scrm.messaging.EventConsumer;

/** Hears of groups. */
@Component
class GroupChatListener implements EventConsumer {
    private final FollowGroupChat follow;

    GroupChatListener(FollowGroupChat follow) {
        this.follow = follow;
    }

    @Override
    public String name() {
        return "group-service.group-chat";
    }

    @Override
    public Set<Topic> topics() {
        return Set.of(Topic.GROUP_CHAT);
    }

    @Override
    public void on(Event event) {
        if (event instanceof GroupChatEvent e) {
            follow.told(e);
        }
    }

    @Override
    public void onEveryArrival(Event event) {
        if (event instanceof GroupChatEvent e) {
            follow.arrived(e);
        }
    }
}
