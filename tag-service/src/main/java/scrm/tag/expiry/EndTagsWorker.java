package scrm.tag.expiry;

import org.springframework.stereotype.Component;

import scrm.messaging.Settlement;
import scrm.messaging.Work;
import scrm.messaging.WorkHandler;

/**
 * Wakes when tags end. Late, if nobody was there at the time, but once: they end in the transaction that settles it.
 */
@Component
class EndTagsWorker implements WorkHandler<EndTags> {
    private final ExpireTags expire;

    EndTagsWorker(ExpireTags expire) {
        this.expire = expire;
    }

    @Override
    public String kind() {
        return EndTags.KIND;
    }

    @Override
    public Class<EndTags> payloadType() {
        return EndTags.class;
    }

    @Override
    public Settlement handle(Work<EndTags> work) {
        return Settlement.done(() -> expire.run(work.corpId()));
    }
}
