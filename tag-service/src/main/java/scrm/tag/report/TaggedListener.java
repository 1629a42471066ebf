package scrm.tag.report;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.springframework.stereotype.Component;

import scrm.events.Event;
import scrm.events.TaggingEvent.ExternalContactTagged;
import scrm.events.Topic;
import scrm.messaging.EventConsumer;
import scrm.wecom.Corp;
import scrm.wecom.Corps;

/** Counts which tags were set and taken away, whoever did it. */
@Component
class TaggedListener implements EventConsumer {
    private final TagGrowth growth;
    private final Corps corps;

    TaggedListener(TagGrowth growth, Corps corps) {
        this.growth = growth;
        this.corps = corps;
    }

    @Override
    public String name() {
        return "tag-service.report";
    }

    @Override
    public Set<Topic> topics() {
        return Set.of(Topic.TAGGING);
    }

    @Override
    public Predicate<Event> concerning(List<Event> poll) {
        return ExternalContactTagged.class::isInstance;
    }

    @Override
    public void on(Event event) {
        if (event instanceof ExternalContactTagged e) {
            LocalDate day = LocalDate.ofInstant(
                    e.occurredAt(), corps.find(e.corpId()).map(Corp::timezone).orElse(ZoneOffset.UTC));
            List<TagDay> days = new ArrayList<>();
            e.added().forEach(tagId -> days.add(new TagDay(e.corpId(), tagId, day, 1, 0)));
            e.removed().forEach(tagId -> days.add(new TagDay(e.corpId(), tagId, day, 0, 1)));
            growth.count(days);
        }
    }
}
