package scrm.tag.groupchattag;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.springframework.stereotype.Component;

import scrm.events.Event;
import scrm.events.GroupEvent.GroupChartered;
import scrm.events.Topic;
import scrm.messaging.EventConsumer;

/** Puts on a group chat the tags that its charter names. */
@Component
class CharterListener implements EventConsumer {
    private final TagGroupChats tagGroupChats;

    CharterListener(TagGroupChats tagGroupChats) {
        this.tagGroupChats = tagGroupChats;
    }

    @Override
    public String name() {
        return "tag-service.group-chat-tags";
    }

    @Override
    public Set<Topic> topics() {
        return Set.of(Topic.GROUP);
    }

    @Override
    public Predicate<Event> concerning(List<Event> poll) {
        return GroupChartered.class::isInstance;
    }

    @Override
    public void on(Event event) {
        if (event instanceof GroupChartered e) {
            tagGroupChats.chartered(e.corpId(), e.chatId(), e.charterId(), e.tags());
        }
    }
}
