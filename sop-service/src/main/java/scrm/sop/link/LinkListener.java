package scrm.sop.link;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.springframework.stereotype.Component;

import scrm.events.Event;
import scrm.events.SopEvent.LinkClicked;
import scrm.events.SopEvent.LinkOpened;
import scrm.events.Topic;
import scrm.messaging.EventConsumer;

/** Counts how often links are followed. */
@Component
class LinkListener implements EventConsumer {
    private final SaidLinks links;

    LinkListener(SaidLinks links) {
        this.links = links;
    }

    @Override
    public String name() {
        return "sop-service.link";
    }

    @Override
    public Set<Topic> topics() {
        return Set.of(Topic.SOP);
    }

    @Override
    public Predicate<Event> concerning(List<Event> poll) {
        return event -> event instanceof LinkClicked || event instanceof LinkOpened;
    }

    @Override
    public void on(Event event) {
        switch (event) {
            case LinkClicked e -> links.opened(e.corpId(), e.linkId());
            case LinkOpened e -> links.opened(e.corpId(), e.linkId());
            default -> {}
        }
    }
}
