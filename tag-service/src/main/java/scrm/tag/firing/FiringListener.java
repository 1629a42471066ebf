package scrm.tag.firing;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.springframework.stereotype.Component;

import scrm.events.Event;
import scrm.events.Topic;
import scrm.messaging.EventConsumer;

/** Hears what happens to contacts and concerns a rule. */
@Component
class FiringListener implements EventConsumer {
    private final FireRules fire;

    FiringListener(FireRules fire) {
        this.fire = fire;
    }

    @Override
    public String name() {
        return "tag-service.rule";
    }

    @Override
    public Set<Topic> topics() {
        return Set.of(Topic.TAGGING);
    }

    @Override
    public Predicate<Event> concerning(List<Event> poll) {
        return fire.concerning(poll);
    }

    @Override
    public void on(Event event) {
        fire.heard(event);
    }
}
