package scrm.sop.link;

import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.springframework.stereotype.Component;

import scrm.events.CorpId;
import scrm.events.Event;
import scrm.events.SopEvent.LinkClicked;
import scrm.events.SopEvent.LinkOpened;
import scrm.events.Topic;
import scrm.messaging.EventConsumer;
import scrm.messaging.TransactionBatch;
import scrm.sop.link.SaidLinks.Opening;
import scrm.wecom.Corp;
import scrm.wecom.Corps;

/** Counts how often links are followed. */
@Component
class LinkListener implements EventConsumer {
    private final SaidLinks links;
    private final Corps corps;

    LinkListener(SaidLinks links, Corps corps) {
        this.links = links;
        this.corps = corps;
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
            case LinkClicked e -> TransactionBatch.add(links, new Opening(e.corpId(), e.linkId(), null));
            case LinkOpened e ->
                TransactionBatch.add(
                        links,
                        new Opening(e.corpId(), e.linkId(), LocalDate.ofInstant(e.occurredAt(), zone(e.corpId()))));
            default -> {}
        }
    }

    /** A corp that is not served any more has days as well. */
    private ZoneId zone(CorpId corpId) {
        return corps.find(corpId).map(Corp::timezone).orElse(ZoneOffset.UTC);
    }
}
