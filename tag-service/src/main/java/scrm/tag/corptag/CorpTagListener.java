package scrm.tag.corptag;

import java.util.Set;
import org.springframework.stereotype.Component;

import scrm.events.Event;
import scrm.events.Topic;
import scrm.messaging.EventConsumer;

/** Hears that tags were changed in WeCom. Which ones hardly matters: all are read in one call, once after the last. */
@Component
class CorpTagListener implements EventConsumer {
    private final CorpTagBook book;

    CorpTagListener(CorpTagBook book) {
        this.book = book;
    }

    @Override
    public String name() {
        return "tag-service.corptag";
    }

    @Override
    public Set<Topic> topics() {
        return Set.of(Topic.CORP_TAG);
    }

    @Override
    public void on(Event event) {
        // Everything is a refresh, and a refresh must not be lost to deduplication.
    }

    @Override
    public void onEveryArrival(Event event) {
        book.outdated(event.corpId());
    }
}
