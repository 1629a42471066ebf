package scrm.tag.tagging;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.springframework.stereotype.Component;

import scrm.events.Event;
import scrm.events.ExternalUserId;
import scrm.events.SopEvent.TagChangeWanted;
import scrm.events.Topic;
import scrm.messaging.EventConsumer;

/** Hears which tags plans (SOP) want changed; the plan's version stands as the reason. */
@Component
class SopListener implements EventConsumer {
    private final AssignTags assign;

    SopListener(AssignTags assign) {
        this.assign = assign;
    }

    @Override
    public String name() {
        return "tag-service.sop";
    }

    @Override
    public Set<Topic> topics() {
        return Set.of(Topic.SOP);
    }

    @Override
    public Predicate<Event> concerning(List<Event> poll) {
        return TagChangeWanted.class::isInstance;
    }

    @Override
    public void on(Event event) {
        if (event instanceof TagChangeWanted e) {
            AssignTags.Occasion occasion = new AssignTags.Occasion(
                    e.userId(),
                    new ExternalUserId(e.target()),
                    "SOP:" + e.planId() + ":" + e.planVersion(),
                    "sop-service",
                    null);
            assign.change(e.corpId(), List.of(new AssignTags.Edit(occasion, e.add(), e.remove())));
        }
    }
}
