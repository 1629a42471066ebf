package scrm.tag.tagging;

import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

import scrm.events.AttributionEvent.ContactAttributed;
import scrm.events.Event;
import scrm.events.Topic;
import scrm.messaging.EventConsumer;
import scrm.tag.corptag.TagName;

/** Hears where contacts came from, and wants the tags that go with it. */
@Component
class AttributionListener implements EventConsumer {
    private final AssignTags assign;

    AttributionListener(AssignTags assign) {
        this.assign = assign;
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
        if (event instanceof ContactAttributed e && !e.tags().isEmpty()) {
            List<TagName> names = e.tags().stream()
                    .map(tag -> new TagName(tag.groupName(), tag.tagName()))
                    .toList();
            assign.addByName(
                    e.corpId(),
                    new AssignTags.Occasion(
                            e.userId(),
                            e.externalUserId(),
                            "LIVE_CODE:" + e.liveCodeId(),
                            "channel-qrcode-service",
                            null),
                    names);
        }
    }
}
