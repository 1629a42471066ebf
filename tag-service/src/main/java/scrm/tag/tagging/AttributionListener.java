package scrm.tag.tagging;

import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

import scrm.events.AttributionEvent.ContactAttributed;
import scrm.events.Event;
import scrm.events.Topic;
import scrm.messaging.EventConsumer;
import scrm.tag.behaviour.TakeDownFacts;
import scrm.tag.corptag.TagName;

/**
 * Hears where contacts came from, and wants the tags that go with it. The fact is taken down in the same transaction:
 * whoever hears of it finds the tags wanted.
 */
@Component
class AttributionListener implements EventConsumer {
    private final AssignTags assign;
    private final TakeDownFacts facts;

    AttributionListener(AssignTags assign, TakeDownFacts facts) {
        this.assign = assign;
        this.facts = facts;
    }

    @Override
    public String name() {
        return "tag-service.tagging";
    }

    @Override
    public Set<Topic> topics() {
        return Set.of(Topic.ATTRIBUTION);
    }

    @Override
    public void on(Event event) {
        if (event instanceof ContactAttributed e) {
            facts.attributed(e);
            if (!e.tags().isEmpty()) {
                assign.addByName(
                        e.corpId(),
                        new AssignTags.Occasion(
                                e.userId(),
                                e.externalUserId(),
                                "LIVE_CODE:" + e.liveCodeId(),
                                "channel-qrcode-service",
                                null),
                        names(e));
            }
        }
    }

    private static List<TagName> names(ContactAttributed event) {
        return event.tags().stream()
                .map(tag -> new TagName(tag.groupName(), tag.tagName()))
                .toList();
    }
}
