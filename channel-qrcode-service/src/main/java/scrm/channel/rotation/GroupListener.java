package scrm.channel.rotation;

import java.util.Set;
import org.springframework.stereotype.Component;

import scrm.events.Event;
import scrm.events.GroupEvent;
import scrm.events.Topic;
import scrm.messaging.EventConsumer;

/** What group-service knows of groups: their member lists carry the state of the code that was scanned. */
@Component
class GroupListener implements EventConsumer {
    private final FollowGroups followGroups;

    GroupListener(FollowGroups followGroups) {
        this.followGroups = followGroups;
    }

    @Override
    public String name() {
        return "group-codes";
    }

    @Override
    public Set<Topic> topics() {
        return Set.of(Topic.GROUP);
    }

    @Override
    public void on(Event event) {
        switch (event) {
            case GroupEvent.GroupMemberJoined joined -> followGroups.joined(joined);
            case GroupEvent.GroupMemberQuit quit -> followGroups.quit(quit);
            case GroupEvent.GroupChatEnded ended -> followGroups.ended(ended);
            case GroupEvent.NextGroupOpened next -> followGroups.goesOn(next);
            default -> {}
        }
    }
}
